#include "core/tau2/tau2.h"

#include "core/tau2/interval.h"
#include "core/tau2/standard.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Effects bcg_rr() { return compute_effects(bcg(), {}); }

}  // namespace

TEST_CASE("The three estimators on BCG, log RR") {
  // 50-digit oracle (tests/oracle); metafor 3.8-1 agrees with tight controls, its default PM stops at .318094
  const Effects e = bcg_rr();
  CHECK(der_simonian_laird(e).tau2 == near(0.30876026286237618));
  CHECK(der_simonian_laird(e).se == near(0.2298699925110258));
  CHECK(restricted_maximum_likelihood(e).tau2 == near(0.31324325813648074));
  CHECK(restricted_maximum_likelihood(e).se == near(0.16642575283697081));
  CHECK(paule_mandel(e).tau2 == near(0.318068452205024));
  CHECK(log_likelihood(e, 0.31324325813648074, true) == near(-12.20237141549357));
  CHECK(log_likelihood(e, 0, false) == near(-70.223569904430931));
}

TEST_CASE("Every estimator follows the unit of yi, from 1e-100 to 1e100") {
  for (const Tau2Estimator& estimator : tau2_estimators())
    for (const double unit : {1e-100, 1e-4, 1e5, 1e100}) {
      Effects e = five();
      e.yi *= unit, e.vi *= unit * unit;
      CAPTURE(estimator.id, unit);
      CHECK(estimator.estimate(e).tau2 / unit / unit == near(estimator.estimate(five()).tau2, 1e-11));
      CHECK(estimator.estimate(e).se / unit / unit == near(estimator.estimate(five()).se, 1e-11));
    }
}

TEST_CASE("No estimator cares for the order of the studies or for a study without weight") {
  for (const Tau2Estimator& estimator : tau2_estimators()) {
    CAPTURE(estimator.id);
    const double tau2 = estimator.estimate(five()).tau2;
    CHECK(estimator.estimate(subset(five(), {4, 2, 0, 3, 1})).tau2 == near(tau2, 1e-13));
  }
  const Effects two = effects({0.2, 0.3}, {0.05, 0.05}), with_giant = effects({0.2, 0.3, 5}, {0.05, 0.05, 1e290});
  CHECK(Q_at(standardise(with_giant), 0) == near(Q_at(standardise(two), 0)));
}

TEST_CASE("Equal effects have no heterogeneity: exactly 0") {
  for (const Tau2Estimator& estimator : tau2_estimators()) {
    const Tau2 t = estimator.estimate(effects({0.5, 0.5, 0.5}, {0.04, 0.05, 0.06}));
    CHECK(t.tau2 == 0);
    CHECK(t.se > 0);
  }
}

TEST_CASE("REML takes the higher of two maxima and tells of the other") {
  // 50-digit oracle; metafor stops at the inferior maximum of the first, other programs at that of the second
  const Tau2 low = restricted_maximum_likelihood(effects({-4.67, -0.08, 0.03}, {3.2761, 0.0016, 0.0009}));
  CHECK(low.tau2 == near(0.004952619376346102, 1e-11));
  CHECK(low.other_gap < 2);
  CHECK(low.other > 1);
  const Tau2 high = restricted_maximum_likelihood(effects({0.06, 0.04, 4.57}, {0.0016, 0.0016, 0.9603999999999999}));
  CHECK(high.tau2 == near(5.814733306460663, 1e-11));
  CHECK(std::isnan(restricted_maximum_likelihood(five()).other));
}

TEST_CASE("REML finds the maximum where Fisher scoring does not converge") {
  const Tau2 t = restricted_maximum_likelihood(
      effects({2.52, -0.22, 0.01, 0.33, 0.06, -0.12},
              {0.4624000000000001, 0.0016, 0.0004, 0.5328999999999999, 0.004900000000000001, 0.0009}));
  CHECK(t.tau2 == near(0.01812703595392549, 1e-11));
}

TEST_CASE("One study of almost no variance does not drown the others") {
  // torture case B14: variances over 20 orders
  const Effects e = effects({0.1, 0.2, 0.15}, {1e-20, 1.0, 1e-2});
  for (const Tau2Estimator& estimator : tau2_estimators()) CHECK(std::isfinite(estimator.estimate(e).tau2));
  const Weighted x = weigh(standardise(e), 0);
  CHECK(x.between / x.sum_w == near(2 * (1.0 + 1e2) * 1e-20, 1e-10));
}

TEST_CASE("The Q-profile limits on BCG, log RR") {
  // 50-digit oracle
  const Tau2Interval limits = q_profile(bcg_rr(), 0.95);
  CHECK(limits.lb == near(0.119718361141261, 1e-11));
  CHECK(limits.ub == near(1.111479084060929, 1e-11));
}

TEST_CASE("The Q-profile upper limit of two studies is huge and not capped; with none compatible the set is empty") {
  const Tau2Interval two = q_profile(effects({0.1, 0.9}, {0.01, 0.01}), 0.95);
  CHECK(two.ub > 100 * two.lb);
  CHECK(std::isfinite(two.ub));
  // Viechtbauer 2007: Q(ub) is the chi-square(1) quantile .025
  CHECK(0.32 / (0.01 + two.ub) == near(0.0009820691171752556, 1e-10));
  const Tau2Interval none =
      q_profile(effects({0.1, 0.101, 0.0995, 0.1003, 0.1001}, {0.04, 0.05, 0.06, 0.05, 0.04}), 0.95);
  CHECK(none.empty);
  CHECK(std::isnan(none.lb));
  const Tau2Interval from0 = q_profile(effects({0.1, 0.2, 0.15, 0.05}, {0.04, 0.05, 0.06, 0.05}), 0.95);
  CHECK(from0.lb == 0);
  CHECK(from0.ub == near(0.008012626133568915, 1e-10));
}

TEST_CASE("Shifting every effect by 1e8 loses only the digits the input lost") {
  Effects e = five();
  e.yi += 1e8;
  CHECK(q_profile(e, 0.95).ub == near(q_profile(five(), 0.95).ub, 1e-6));
  CHECK(restricted_maximum_likelihood(e).tau2 == near(0.07189348275486038, 1e-6));
}
