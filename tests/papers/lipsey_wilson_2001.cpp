// Lipsey MW, Wilson DB. Practical Meta-Analysis. Sage 2001, chapter 7, exhibits 7.3 to 7.5 (figures as kept by
// metafor's own tests): ten challenge programmes, standardised differences with variances.
#include <catch2/catch.hpp>

#include "tests/papers/paper.h"

using namespace pooled;
using namespace pooled::papers;

TEST_CASE("Lipsey & Wilson 2001: the fixed-effect mean of ten programmes") {
  const Summary s = analyse(golden_dataset("wilderness"),
                            {.measure = "SMD", .model = "EE", .test = "z", .subgroup = {}, .control_risk = {}});
  CHECK_PRINTED(s.est, "0.1549");
  CHECK_PRINTED(s.se, "0.0609");
  CHECK_PRINTED(s.stat, "2.545");
  CHECK_PRINTED(s.QE, "14.7640");
  CHECK(s.QE_df == 9);
}

TEST_CASE("Lipsey & Wilson 2001: the random-effects mean by the method of moments") {
  const Summary s = analyse(golden_dataset("wilderness"),
                            {.measure = "SMD", .tau2 = "DL", .test = "z", .subgroup = {}, .control_risk = {}});
  CHECK_PRINTED(s.tau2, "0.025955");
  CHECK_PRINTED(s.est, "0.1534");
  CHECK_PRINTED(s.se, "0.0858");
  CHECK_PRINTED(s.stat, "1.7893");
}
