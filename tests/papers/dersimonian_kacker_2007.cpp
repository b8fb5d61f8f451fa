// DerSimonian R, Kacker R. Random-effects model for meta-analysis of clinical trials: an update. Contemp Clin Trials
// 2007;28:105-14, doi:10.1016/j.cct.2006.04.004, tables 3 and 4: tau, log odds ratio and SE of the CLASP trials by
// estimator.
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/papers/paper.h"

using namespace pooled;
using namespace pooled::papers;

TEST_CASE("DerSimonian & Kacker 2007: CLASP by Paule-Mandel, DerSimonian-Laird and REML") {
  struct Row {
    const char *tau2, *tau, *est, *se;
  };
  const Row printed[] = {{"PM", "0.3681", "-0.3811", "0.2060"},
                         {"DL", "0.2323", "-0.3240", "0.1540"},
                         {"REML", "0.1843", "-0.2980", "0.1343"}};
  for (const Row& row : printed) {
    INFO(row.tau2);
    const Summary s = analyse(golden_dataset("clasp"),
                              {.measure = "OR", .tau2 = row.tau2, .test = "z", .subgroup = {}, .control_risk = {}});
    CHECK_PRINTED(std::sqrt(s.tau2), row.tau);
    CHECK_PRINTED(s.est, row.est);
    CHECK_PRINTED(s.se, row.se);
  }
}
