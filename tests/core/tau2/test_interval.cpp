#include "core/tau2/interval.h"

#include "core/base/dist.h"
#include "core/tau2/quadratic_form.h"
#include "core/tau2/standard.h"
#include "core/tau2/tau2.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Tau2Interval limits(std::string_view id, const Effects& e, double level = 0.95, std::string tau2 = "REML") {
  Options o;
  o.level = level, o.tau2 = std::move(tau2);
  return find_tau2_interval(id)->of(e, o);
}

Effects scaled(const Effects& e, double by) {
  Effects out = e;
  out.yi *= by, out.vi *= by * by;
  return out;
}

}  // namespace

TEST_CASE("Ids of the intervals of tau2 are found again") {
  for (const Tau2IntervalRule& rule : tau2_intervals()) CHECK(find_tau2_interval(rule.id) == &rule);
  CHECK(find_tau2_interval("none") == nullptr);
}

TEST_CASE("With weights 1 / vi and tau2 = 0, Q has the chi-square distribution in both tails") {
  for (const int k : {2, 3, 5, 13, 100}) {
    std::vector<double> y, v;
    for (int i = 0; i < k; ++i) y.push_back(i % 3), v.push_back(1 + i % 7);
    const Standard s = standardise(effects(y, v));
    for (const double tail : {1e-12, 1e-4, 0.025, 0.3, 0.7, 0.975}) {
      const double q = chi2_upper_quantile(tail, k - 1);
      const Tails found = distribution_of_Q(s, s.v.inverse(), 0, q);
      CHECK(found.upper == near(tail, 1e-12));
      CHECK(found.lower == near(chi2_lower(q, k - 1), 1e-12));
    }
  }
}

TEST_CASE("Two studies make one chi-square, weighted, whatever the weights") {
  const Standard s = standardise(effects({0, 1}, {0.01, 4}));
  const Array a = s.v.sqrt().inverse();
  // Q_a = a1 a2 / (a1 + a2) (y1 - y2)^2, and y1 - y2 has variance v1 + v2 + 2 tau2.
  const double tau2 = 3, scale = a[0] * a[1] / (a[0] + a[1]) * (s.v[0] + s.v[1] + 2 * tau2);
  for (const double x : {1e-6, 0.1, 1.0, 5.0, 30.0}) {
    CHECK(distribution_of_Q(s, a, tau2, x * scale).upper == near(chi2_upper(x, 1), 1e-12));
    CHECK(distribution_of_Q(s, a, tau2, x * scale).lower == near(chi2_lower(x, 1), 1e-12));
  }
  CHECK(distribution_of_Q(s, a, tau2, 0).lower == 0);
}

TEST_CASE("Jackson's interval on dat.bcg") {
  // meta 8.4-0, metabin(method.tau = "DL", sm = "OR"): J 0.1378 to 1.2552
  Options o;
  o.measure = "OR";
  const Effects e = compute_effects(bcg(), o);
  CHECK(limits("J", e).lb == Approx(0.1378).margin(5e-5));
  CHECK(limits("J", e).ub == Approx(1.2552).margin(5e-5));
}

TEST_CASE("Intervals of tau2 follow the unit, ignore the sign and the order, and widen with the level") {
  for (const Tau2IntervalRule& rule : tau2_intervals()) {
    INFO(rule.id);
    const Tau2Interval at = limits(rule.id, five());
    CHECK(at.lb <= at.ub);
    for (const double by : {1e-100, 1e-3, -1.0, 1e100}) {
      const Tau2Interval there = limits(rule.id, scaled(five(), by));
      CHECK(there.lb == near(at.lb * by * by, 1e-12));
      CHECK(there.ub == near(at.ub * by * by, 1e-12));
    }
    const Tau2Interval reversed = limits(rule.id, subset(five(), {4, 3, 2, 1, 0}));
    CHECK(reversed.lb == near(at.lb, 1e-12));
    CHECK(reversed.ub == near(at.ub, 1e-12));
    const Tau2Interval wide = limits(rule.id, five(), 0.99);
    CHECK(wide.lb <= at.lb);
    CHECK(wide.ub > at.ub);
  }
}

TEST_CASE("Studies that agree too well leave J and BJ empty; PL always has its maximum") {
  const Effects e = effects({1, 1, 1, 1}, {1, 2, 3, 4});
  for (const char* id : {"QP", "J", "BJ"}) CHECK(limits(id, e).empty);
  CHECK_FALSE(limits("PL", e).empty);
  CHECK(limits("PL", e).lb == 0);
}

TEST_CASE("Variances 1e16 apart end, for every interval and both estimators") {
  const Effects e = effects({0, 3, -2, 5}, {1e-16, 1, 0.5, 1e-8});
  for (const Tau2IntervalRule& rule : tau2_intervals()) {
    const Tau2Interval at = limits(rule.id, e);
    CHECK((std::isfinite(at.lb) && std::isfinite(at.ub) && at.ub > at.lb));
  }
  CHECK(generalised_Q(e).tau2 > 0);
  CHECK(median_generalised_Q(e).tau2 > 0);
}

TEST_CASE("GENQM lies within the interval J at every level, GENQ is 0 without spread") {
  for (const double level : {0.01, 0.5, 0.9}) {
    const Tau2Interval at = limits("J", five(), level);
    const double tau2 = median_generalised_Q(five()).tau2;
    CHECK((at.lb <= tau2 && tau2 <= at.ub));
  }
  CHECK(generalised_Q(effects({1, 1, 1}, {1, 2, 3})).tau2 == 0);
  CHECK(median_generalised_Q(effects({1, 1, 1}, {1, 2, 3})).tau2 == 0);
}

TEST_CASE("FIXED takes the number given, without SE") {
  Options o;
  o.tau2 = "FIXED", o.tau2_fixed = 0.25;
  CHECK(estimate_tau2(five(), o).tau2 == 0.25);
  CHECK(std::isnan(estimate_tau2(five(), o).se));
}
