#include "core/analysis/audit.h"
#include "core/base/dist.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

/// Orhurhu et al. 2019 (tests/papers/orhurhu_2019.cpp): RR 2.43 (1.10 to 5.40), P = .029.
const Published ketamine{{2.43, 2}, {1.10, 2}, {5.40, 2}, {0.029, 3}};

Published with_p(double value, int decimals) {
  Published x = ketamine;
  x.pval = {value, decimals};
  return x;
}

}  // namespace

TEST_CASE("The ketamine review's interval means P from .0278 to .0296, and its .029 agrees") {
  const Audit a = audit(ketamine, log_scale);
  CHECK(a.pval.lb == Approx(0.0278).margin(5e-5));
  CHECK(a.pval.ub == Approx(0.0296).margin(5e-5));
  CHECK(a.p_agrees);
  CHECK(a.same_side_of_level);
  CHECK(a.symmetric);
  CHECK(a.se.holds(std::log(5.40 / 1.10) / 2 / 1.959963984540054));
}

TEST_CASE("The ends of the range of P are those of the corners of the rounding box") {
  const Audit a = audit(ketamine, log_scale);
  double lowest = 1, highest = 0;
  for (const double est : {2.425, 2.435})
    for (const double lb : {1.095, 1.105})
      for (const double ub : {5.395, 5.405}) {
        const double se = (std::log(ub) - std::log(lb)) / 2 / normal_upper_quantile(0.025);
        const double p = normal_two_sided(std::log(est) / se);
        lowest = std::min(lowest, p), highest = std::max(highest, p);
      }
  CHECK(a.pval.lb == near(lowest, 1e-13));
  CHECK(a.pval.ub == near(highest, 1e-13));
}

TEST_CASE("A misprinted P is found, on the wrong side of .05 or not") {
  const Audit other_side = audit(with_p(0.29, 2), log_scale);
  CHECK_FALSE(other_side.p_agrees);
  CHECK_FALSE(other_side.same_side_of_level);
  const Audit same_side = audit(with_p(0.0029, 4), log_scale);
  CHECK_FALSE(same_side.p_agrees);
  CHECK(same_side.same_side_of_level);
}

TEST_CASE("P less than .05 typed as .05 agrees with anything below it; .04 does not") {
  CHECK(audit(with_p(0.05, 2), log_scale).p_agrees);
  CHECK_FALSE(audit(with_p(0.04, 2), log_scale).p_agrees);
  CHECK_FALSE(audit(with_p(0.001, 3), log_scale).p_agrees);
  CHECK(audit(with_p(0.03, 2), log_scale).p_agrees);
}

TEST_CASE("Without a reported P there is nothing to disagree with") {
  const Audit a = audit(with_p(NaN, 0), log_scale);
  CHECK(a.p_agrees);
  CHECK(a.same_side_of_level);
}

TEST_CASE("An estimate that may be no effect leaves P up to 1; a limit that may be 0 leaves the SE without an end") {
  CHECK(audit({{1.0, 1}, {0.5, 1}, {2.0, 1}}, log_scale).pval.ub == 1);
  const Audit open = audit({{0.3, 1}, {0.0, 1}, {2.0, 1}}, log_scale);
  CHECK(std::isinf(open.se.ub));
  CHECK(open.pval.ub == 1);
}

TEST_CASE("A difference is judged as it stands, a ratio in its logarithm") {
  const Published difference{{0.3, 2}, {0.1, 2}, {0.5, 2}}, ratio{{2, 2}, {1, 2}, {4, 2}};
  CHECK(audit(difference, identity_scale).symmetric);
  CHECK_FALSE(audit(difference, log_scale).symmetric);
  CHECK(audit(ratio, log_scale).symmetric);
  CHECK_FALSE(audit(ratio, identity_scale).symmetric);
}

TEST_CASE("The level of the interval is taken into account") {
  Published x = ketamine;
  x.level = 90;
  const double se = (std::log(5.40) - std::log(1.10)) / 2 / normal_upper_quantile(0.05);
  CHECK(audit(x, log_scale).pval.holds(normal_two_sided(std::log(2.43) / se)));
}
