#include <cmath>

#include "core/model/prediction.h"
#include "core/model/predictive.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Effects seven() { return effects({0.2, 0.9, -0.3, 0.5, 1.4, 0.1, 0.7}, {0.04, 0.09, 0.25, 0.02, 0.3, 0.01, 0.5}); }

Result<Fit> fit_NNF(const Effects& e, double level = 0.95) {
  Options o;
  o.measure = "GEN", o.tau2 = "DL", o.test = "z", o.prediction = "NNF", o.level = level;
  return fit(e, o);
}

/// 13 trials of cisapride (Hartung & Knapp 2001, Stat Med 20:3875).
Dataset cisapride() {
  return dataset("counts", {{15, 16, 9, 16},
                            {12, 16, 1, 16},
                            {29, 34, 18, 34},
                            {42, 56, 31, 56},
                            {14, 22, 6, 22},
                            {44, 54, 17, 55},
                            {14, 17, 7, 15},
                            {29, 58, 23, 58},
                            {10, 14, 3, 15},
                            {17, 26, 6, 27},
                            {38, 44, 12, 45},
                            {19, 29, 22, 30},
                            {21, 38, 19, 38}});
}

}  // namespace

TEST_CASE("The confidence density is the slope of P(Q >= q) in tau2") {
  const Standard s = standardise(seven());
  const Array a = s.v.inverse();
  const double q = Q_of(s, a);
  for (const double tau2 : {0.5, 3.0, 20.0, 400.0}) {
    const double h = 1e-3 * tau2;
    const auto above = [&](double at) { return distribution_of_Q(s, a, at, q).upper; };
    // Five points: the error of the slope is of the order of h^4.
    const double slope =
        (8 * (above(tau2 + h) - above(tau2 - h)) - (above(tau2 + 2 * h) - above(tau2 - 2 * h))) / (12 * h);
    CHECK(confidence_density(s, a, tau2, q) == Approx(slope).epsilon(1e-8));
  }
  CHECK(confidence_density(s, a, 1, 0) == 0);
}

TEST_CASE("The tails of the predictive distribution add up to 1 and meet the limits") {
  const PredictiveDistribution d(seven());
  for (const double x : {-3.0, 0.0, 0.4, 2.0}) CHECK(d.tails(x).lower + d.tails(x).upper == Approx(1).epsilon(1e-10));
  const auto limits = d.limits(0.9);
  CHECK(d.tails(limits.lower).lower == Approx(0.05).epsilon(1e-12));
  CHECK(d.tails(limits.upper).upper == Approx(0.05).epsilon(1e-12));
}

TEST_CASE("The limits are found at any level, wherever the search begins") {
  for (const Effects& e : {seven(), effects({0.1, 2.3}, {0.04, 0.5})}) {
    const PredictiveDistribution d(e);
    for (const double level : {0.0, 1e-6, 0.5, 0.95, 0.999, 1 - 1e-6}) {
      const auto limits = d.limits(level);
      CHECK(d.tails(limits.lower).lower == Approx((1 - level) / 2).epsilon(1e-12));
      CHECK(d.tails(limits.upper).upper == Approx((1 - level) / 2).epsilon(1e-12));
      for (const double far : {-1e6, -3.0, 0.0, 50.0, 1e9}) {
        const auto same = d.limits(level, {far, far});
        CHECK(same.lower == Approx(limits.lower).epsilon(1e-12));
        CHECK(same.upper == Approx(limits.upper).epsilon(1e-12));
      }
    }
  }
}

TEST_CASE("NNF follows the unit, the origin and the sign of the effects") {
  const Result<Fit> f = fit_NNF(seven());
  Effects moved = seven();
  moved.yi = -(100 * moved.yi + 1e4), moved.vi *= 1e4;
  const Result<Fit> g = fit_NNF(moved);
  CHECK(g->pi_lb == Approx(-(100 * f->pi_ub + 1e4)).epsilon(1e-12));
  CHECK(g->pi_ub == Approx(-(100 * f->pi_lb + 1e4)).epsilon(1e-12));
  CHECK(f->pi_df == 6);
}

TEST_CASE("NNF of the trials of cisapride is near the published one by 25,000 draws") {
  // pimeta 1.1.4, introduction: 4.141 [0.533, 33.692]; 0.5 in all cells. The limits of so many draws have a standard
  // error of about 0.02 on the log scale.
  Options o;
  o.measure = "OR", o.add_to = "all", o.tau2 = "DL", o.prediction = "NNF";
  const Dataset data = cisapride();
  const Effects e = compute_effects(data, o);
  const Result<Fit> f = fit(e, o);
  CHECK(std::exp(f->mu.est) == Approx(4.141).epsilon(2e-4));
  CHECK(f->pi_lb == Approx(std::log(0.533)).margin(0.04));
  CHECK(f->pi_ub == Approx(std::log(33.692)).margin(0.04));
}

TEST_CASE("NNF of variances 150 orders of magnitude apart: an answer, although tau overflows on the way") {
  // Q is as good as 0, and with it Hartung's variance: all predictions lie where the precise study does.
  const Result<Fit> f = fit_NNF(effects({-3.26, 1.43}, {230.8, 2.6e152}));
  REQUIRE(f);
  CHECK(f->pi_lb == Approx(-3.26).epsilon(1e-12));
  CHECK(f->pi_ub == Approx(-3.26).epsilon(1e-12));
}

TEST_CASE("NNF where rounding hides the path of descent of the inversion: an answer, at once") {
  const Result<Fit> f =
      fit_NNF(effects({181.85714285714286, 12.142857142857142}, {2.5957142857142857e152, 107865.306}));
  REQUIRE(f);
  CHECK(f->pi_lb == Approx(12.142857142857142).epsilon(1e-12));
  CHECK(f->pi_ub == Approx(12.142857142857142).epsilon(1e-12));
}

TEST_CASE("NNF without any spread is HK, and does not exist for one study or for models without its weights") {
  Options o;
  o.measure = "GEN", o.prediction = "NNF";
  const Effects equal = effects({0.3, 0.3, 0.3}, {0.1, 0.2, 0.3});
  const Result<Fit> f = fit(equal, o);
  o.prediction = "HK";
  CHECK(f->pi_lb == fit(equal, o)->pi_lb);
  CHECK(std::isnan(fit_NNF(effects({0.3}, {0.1}))->pi_lb));
  o.prediction = "NNF", o.model = "UNWEIGHTED";
  const Result<Fit> own = fit(seven(), o);
  CHECK(std::isnan(own->pi_lb));
  CHECK(own->notes.back().code == NoteCode::prediction_not_for_model);
}

TEST_CASE("NNF gets wider with the level and finds its limits at extreme ones") {
  double last = 0;
  for (const double level : {0.01, 0.5, 0.9, 0.99, 0.999999}) {
    const Result<Fit> f = fit_NNF(effects({0.1, 0.9}, {0.04, 0.01}), level);
    CHECK(f->pi_ub - f->pi_lb > last);
    last = f->pi_ub - f->pi_lb;
  }
  CHECK(std::isfinite(last));
}
