#include "core/model/regression.h"

#include <algorithm>

#include "core/model/model.h"
#include "core/tau2/tau2.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

constexpr double latitude[] = {44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33};

Matrix by_latitude(double offset = 0, double unit = 1) {
  Matrix X = Matrix::Ones(13, 2);
  for (Index i = 0; i < 13; ++i) X(i, 1) = offset + unit * latitude[i];
  return X;
}

Effects bcg_effects() { return compute_effects(bcg(), options_of("RR", "RE", "REML", "z")); }

void check_same(const Fit& f, const Regression& r) {
  CHECK(r.coef[0].est == near(f.mu.est));
  CHECK(r.coef[0].se == near(f.mu.se));
  CHECK(r.coef[0].pval == near(f.mu.pval));
  CHECK(r.coef[0].ci_lb == near(f.mu.ci_lb));
  CHECK(r.QE == near(f.heterogeneity.QE));
  CHECK(r.I2 == near(f.heterogeneity.I2));
  CHECK(r.H2 == near(f.heterogeneity.H2));
  CHECK(r.ll == near(f.ll));
  if (!f.model->random) return;
  CHECK(r.tau2.tau2 == near(f.tau2.tau2));
  CHECK(r.tau2.se == near(f.tau2.se));
  CHECK(r.tau2_interval.lb == near(f.tau2_interval.lb));
  CHECK(r.tau2_interval.ub == near(f.tau2_interval.ub));
}

}  // namespace

TEST_CASE("A regression on a constant alone is the pooled result, for every estimator and test") {
  for (const char* model : {"RE", "EE"}) {
    for (const Tau2Estimator& tau2 : tau2_estimators()) {
      if (!find_mixed_estimator(tau2.id)) continue;
      for (const char* test : {"z", "t", "HKSJ", "HKSJ_se"}) {
        const Options o = options_of("RR", model, std::string(tau2.id), test);
        const Effects e = compute_effects(bcg(), o);
        check_same(*fit(e, o), *regress(e, Matrix::Ones(13, 1), o));
      }
    }
  }
}

TEST_CASE("Latitude explains most of the heterogeneity of the BCG trials") {
  // Berkey et al. 1995 and metafor's manual, as rounded there; tau2 and R2 as metafor gives them with tight control
  // (its default stops at 0.0764 and 75.62).
  const Regression r = *regress(bcg_effects(), by_latitude(), options_of("RR", "RE", "REML", "z"));
  CHECK(r.coef[0].est == Approx(0.2515).margin(5e-4));
  CHECK(r.coef[1].est == Approx(-0.0291).margin(5e-5));
  CHECK(r.coef[1].se == Approx(0.0072).margin(5e-5));
  CHECK(r.tau2.tau2 == Approx(0.076347964).epsilon(1e-7));
  CHECK(r.R2 == Approx(75.6266218).epsilon(1e-8));
  CHECK(r.QM == Approx(16.3571).margin(2e-3));
}

TEST_CASE("An offset or another unit of the moderator changes the intercept or the slope only") {
  for (const Tau2Estimator& tau2 : tau2_estimators()) {
    if (!find_mixed_estimator(tau2.id)) continue;
    const Options o = options_of("RR", "RE", std::string(tau2.id), "HKSJ");
    const Regression a = *regress(bcg_effects(), by_latitude(), o);
    for (const double offset : {1980.0, 1.7e9, -1e12}) {
      const Regression b = *regress(bcg_effects(), by_latitude(offset), o);
      CHECK(b.coef[1].est == near(a.coef[1].est, 1e-11));
      CHECK(b.coef[1].se == near(a.coef[1].se, 1e-11));
      CHECK(b.tau2.tau2 == near(a.tau2.tau2, 1e-11));
      CHECK(b.ll == near(a.ll, 1e-11));
      Eigen::RowVectorXd x(2), x_off(2);
      x << 1, 30;
      x_off << 1, 30 + offset;
      CHECK(predicted(b, x_off, 0.95).est == near(predicted(a, x, 0.95).est, 1e-11));
      CHECK(predicted(b, x_off, 0.95).se == near(predicted(a, x, 0.95).se, 1e-11));
    }
    const Regression c = *regress(bcg_effects(), by_latitude(0, 1e-90), o);
    CHECK(c.coef[1].est == near(1e90 * a.coef[1].est, 1e-11));
    CHECK(c.QM == near(a.QM, 1e-11));
  }
}

TEST_CASE("Results follow the unit of the effects from 1e-100 to 1e100") {
  const Effects e = bcg_effects();
  for (const Tau2Estimator& tau2 : tau2_estimators()) {
    if (!find_mixed_estimator(tau2.id)) continue;
    const Options o = options_of("RR", "RE", std::string(tau2.id), "HKSJ_se");
    const Regression a = *regress(e, by_latitude(), o);
    for (const double unit : {1e-100, 1e-3, 1e100}) {
      Effects scaled = e;
      scaled.yi *= unit, scaled.vi *= unit * unit;
      const Regression b = *regress(scaled, by_latitude(), o);
      CHECK(b.coef[1].est == near(unit * a.coef[1].est, 1e-11));
      CHECK(b.coef[1].se == near(unit * a.coef[1].se, 1e-11));
      CHECK(b.tau2.tau2 == near(unit * unit * a.tau2.tau2, 1e-10));
      CHECK(b.QM == near(a.QM, 1e-11));
      CHECK(b.I2 == near(a.I2, 1e-10));
    }
  }
}

TEST_CASE("The order of the studies does not matter") {
  const Effects e = bcg_effects();
  const Matrix X = by_latitude();
  std::vector<Index> back;
  for (Index i = 12; i >= 0; --i) back.push_back(i);
  const Options o = options_of("RR", "RE", "REML", "HKSJ");
  const Regression a = *regress(e, X, o), b = *regress(subset(e, back), X.colwise().reverse(), o);
  CHECK(b.coef[1].est == near(a.coef[1].est));
  CHECK(b.coef[1].se == near(a.coef[1].se));
  CHECK(b.tau2.tau2 == near(a.tau2.tau2));
}

TEST_CASE("Indicators of all levels give the same fit as a constant and contrasts") {
  const Effects e = five();
  Matrix contrasts(5, 2), means(5, 2);
  contrasts << 1, 0, 1, 1, 1, 1, 1, 0, 1, 1;
  means << 1, 0, 0, 1, 0, 1, 1, 0, 0, 1;
  const Options o = options_of("GEN", "RE", "REML", "z");
  const Regression a = *regress(e, contrasts, o), b = *regress(e, means, o);
  CHECK(b.constant == -1);
  CHECK(b.tau2.tau2 == near(a.tau2.tau2, 1e-11));
  CHECK(b.coef[1].est - b.coef[0].est == near(a.coef[1].est, 1e-11));
  CHECK(b.ll == near(a.ll, 1e-11));
}

TEST_CASE("A constant of 2 has half the coefficient; tests and predictions are the same") {
  const Effects e = bcg_effects();
  const Options o = options_of("RR", "RE", "REML", "HKSJ");
  Matrix X = by_latitude();
  X.col(0).setConstant(2);
  const Regression a = *regress(e, by_latitude(), o), b = *regress(e, X, o);
  CHECK(2 * b.coef[0].est == near(a.coef[0].est));
  CHECK(b.coef[1].est == near(a.coef[1].est));
  const Array of_one = test_statistics(mixed(e, by_latitude()), o).stat, of_two = test_statistics(mixed(e, X), o).stat;
  for (Index j = 0; j < 2; ++j) {
    const Estimate& coef = a.coef[static_cast<std::size_t>(j)];
    CHECK(of_one[j] == near(coef.est / coef.se));
    CHECK(of_two[j] == near(coef.est / coef.se));
  }
  const Eigen::RowVector2d at_one(1, 30), at_two(2, 30);
  CHECK(predicted(b, at_two, 0.95).est == near(predicted(a, at_one, 0.95).est));
  CHECK(predicted(b, at_two, 0.95).se == near(predicted(a, at_one, 0.95).se));
}

TEST_CASE("Effects far from zero keep the digits of the slope, of residuals and of tau2") {
  // Multiples of 1/64, so that the offset is exact.
  Effects e = effects({0.125, 0.25, 0.5, 0.1875, 0.875, 0.0625}, {0.01, 0.02, 0.015, 0.01, 0.03, 0.02});
  Matrix X = Matrix::Ones(6, 2);
  X.col(1) << 0, 1, 2, 1, 5, 3;
  const Options o = options_of("GEN", "RE", "REML", "z");
  const Regression near_zero = *regress(e, X, o);
  e.yi += 0x1p30;
  const Regression far = *regress(e, X, o);
  CHECK(far.coef[1].est == near(near_zero.coef[1].est, 1e-11));
  CHECK(far.tau2.tau2 == near(near_zero.tau2.tau2, 1e-11));
  CHECK((far.residual - near_zero.residual).abs().maxCoeff() < 1e-12);
}

TEST_CASE("A second maximum of the likelihood of tau2 is told of where there is one, and nowhere else") {
  const auto said = [](const Effects& e) {
    const Regression r = *regress(e, Matrix::Ones(e.k(), 1), options_of("GEN", "RE", "REML", "z"));
    return has(r.notes, NoteCode::several_maxima);
  };
  CHECK(said(effects({-4.67, -0.08, 0.03}, {3.2761, 0.0016, 0.0009})));
  CHECK_FALSE(said(five()));
}

TEST_CASE("That a test has been replaced by the floor is said where it was, and nowhere else") {
  const auto said = [](const char* test) {
    return has(regress(bcg_effects(), by_latitude(), options_of("RR", "RE", "REML", test))->notes,
               NoteCode::regression_test_is_floor);
  };
  for (const char* test : {"z", "t", "HKSJ", "HKSJ_se"}) CHECK_FALSE(said(test));
  CHECK(said("KR"));
}

TEST_CASE("Too few studies or collinear columns: a reason and no number") {
  const Options o = options_of("GEN", "RE", "REML", "z");
  CHECK(regress(effects({0.1, 0.3}, {0.01, 0.02}), by_latitude().topRows(2), o).note().code ==
        NoteCode::regression_too_few);
  Matrix X(5, 3);
  X << 1, 1, 2, 1, 2, 4, 1, 3, 6, 1, 4, 8, 1, 5, 10;
  const Result<Regression> r = regress(five(), X, o);
  CHECK(r.note().code == NoteCode::regression_collinear);
  CHECK(r.note().value == 3);
}

TEST_CASE("Studies that lie on a line have no residual heterogeneity") {
  Matrix X(4, 2);
  X << 1, 1, 1, 2, 1, 3, 1, 4;
  const Effects e = effects({1, 2, 3, 4}, {0.1, 0.2, 0.1, 0.3});
  const Regression r = *regress(e, X, options_of("GEN", "RE", "REML", "HKSJ"));
  CHECK(r.coef[1].est == near(1));
  CHECK(r.tau2.tau2 == 0);
  CHECK(r.I2 == 0);
}

TEST_CASE("Egger's regression is the common effect with Hartung-Knapp's factor") {
  const Effects e = bcg_effects();
  Matrix X = Matrix::Ones(13, 2);
  X.col(1) = e.vi.sqrt().matrix();
  const Regression r = *regress(e, X, options_of("RR", "EE", "REML", "HKSJ"));
  CHECK(r.df == 11);
  CHECK(r.factor == near(r.QE / 11));
}
