// Viechtbauer W. Confidence intervals for the amount of heterogeneity in meta-analysis. Stat Med 2007;26:37-52,
// doi:10.1002/sim.2514, section 5 (figures as kept by metafor's own tests): diuretics against pre-eclampsia, 9 trials.
#include <catch2/catch.hpp>

#include "tests/papers/paper.h"

using namespace pooled;
using namespace pooled::papers;

TEST_CASE("Viechtbauer 2007: tau2 of the diuretics trials and its Q-profile interval") {
  Options options{.measure = "OR", .tau2 = "DL", .test = "z", .subgroup = {}, .control_risk = {}};
  const Summary moments = analyse(golden_dataset("diuretics"), options);
  CHECK_PRINTED(moments.tau2, "0.2297");
  CHECK_PRINTED(moments.tau2_lb, "0.0723");
  CHECK_PRINTED(moments.tau2_ub, "2.2027");
  options.tau2 = "REML";
  CHECK_PRINTED(analyse(golden_dataset("diuretics"), options).tau2, "0.3008");
}
