// Raudenbush SW. Analyzing effect sizes: random-effects models. Handbook of Research Synthesis and Meta-Analysis, 2nd
// ed. 2009, chapter 16, tables 16.2 and 16.3; Raudenbush & Bryk 1985 (figures as kept by metafor's own tests): teacher
// expectancy, 19 studies.
#include <catch2/catch.hpp>

#include "tests/papers/paper.h"

using namespace pooled;
using namespace pooled::papers;

TEST_CASE("Raudenbush 2009: fixed effects") {
  const Summary s = analyse(golden_dataset("teacher"),
                            {.measure = "SMD", .model = "EE", .test = "z", .subgroup = {}, .control_risk = {}});
  CHECK_PRINTED(s.est, "0.0604");
  CHECK(s.stat == Approx(1.655).margin(0.0005));  // the chapter cuts it to 1.65
  CHECK_PRINTED(s.QE, "35.8295");
}

TEST_CASE("Raudenbush 2009: random effects by REML and DerSimonian-Laird, and their Hartung-Knapp standard errors") {
  Options options{.measure = "SMD", .test = "z", .subgroup = {}, .control_risk = {}};
  const Summary reml = analyse(golden_dataset("teacher"), options);
  CHECK_PRINTED(reml.est, "0.0837");
  CHECK_PRINTED(reml.stat, "1.6208");
  CHECK_PRINTED(reml.tau2, "0.0188");
  options.test = "HKSJ";
  CHECK_PRINTED(analyse(golden_dataset("teacher"), options).se, "0.0616");
  options.tau2 = "DL";
  const Summary moments = analyse(golden_dataset("teacher"), options);
  CHECK_PRINTED(moments.tau2, "0.0259");
  CHECK_PRINTED(moments.se, "0.0636");
}
