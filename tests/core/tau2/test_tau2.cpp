#include "core/tau2/tau2.h"

#include "core/base/dist.h"
#include "core/tau2/interval.h"
#include "core/tau2/profile_likelihood.h"
#include "core/tau2/standard.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

/// All that estimate: not FIXED, which is told.
std::vector<Tau2Estimator> estimators() {
  std::vector<Tau2Estimator> all;
  for (const Tau2Estimator& each : tau2_estimators())
    if (each.id != "FIXED") all.push_back(each);
  return all;
}

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

TEST_CASE("The other estimators on the five base studies, with their standard errors") {
  // metafor 3.8-1 with tight controls; DL2 and CA2 by method = "GENQ" with weights 1 / (vi + first step).
  // tau2 of ML HE HS PM PMM DLIT also from torture cases D02 D03 D05 D09 D10 and C13 (60-digit oracle).
  const auto is = [](const Tau2& t, double tau2, double se) {
    CHECK(t.tau2 == near(tau2));
    CHECK(t.se == near(se));
  };
  is(maximum_likelihood(five()), 0.05190068717749381, 0.04287647425764341);
  is(hedges(five()), 0.083, 0.0708590149522275);
  is(hunter_schmidt(five()), 0.0418140589569161, 0.03189071103738119);
  is(hunter_schmidt_small(five()), 0.0558390022675737, 0.04996080795855978);
  is(sidik_jonkman(five()), 0.07809501019838422, 0.05545282468043755);
  is(paule_mandel(five()), 0.07757187097300472, 0.06647518853571896);
  is(median_paule_mandel(five()), 0.09666164185237697, 0.0800376984745938);
  is(two_step_der_simonian_laird(five()), 0.07625015198818204, 0.06556727216438341);
  is(two_step_cochran_anova(five()), 0.07785051026709819, 0.06678267506698742);
  for (const auto* id : {"EB", "DLIT"})
    CHECK(find_tau2_estimator(id)->estimate(five()).tau2 == near(0.07757187097300472));
}

TEST_CASE("With equal variances the moment estimators, REML and Paule-Mandel agree; ML divides by k") {
  // tau2 + v = the variance of the effects, 0.38 / 3
  const Effects e = effects({0.1, 0.4, 0.9, 0.2}, {0.01, 0.01, 0.01, 0.01});
  const double tau2 = 0.38 / 3 - 0.01;
  for (const auto* id : {"DL", "HE", "REML", "PM", "EB", "DL2", "CA2", "DLIT", "HSk"})
    CHECK(find_tau2_estimator(id)->estimate(e).tau2 == near(tau2, 1e-11));
  for (const auto* id : {"ML", "HS"}) CHECK(find_tau2_estimator(id)->estimate(e).tau2 == near(0.38 / 4 - 0.01, 1e-11));
}

TEST_CASE("Ids of estimators are found again") {
  for (const Tau2Estimator& estimator : tau2_estimators()) CHECK(find_tau2_estimator(estimator.id) == &estimator);
  CHECK(find_tau2_estimator("none") == nullptr);
}

TEST_CASE("Every estimator follows the unit of yi, from 1e-100 to 1e100") {
  for (const Tau2Estimator& estimator : estimators())
    for (const double unit : {1e-100, 1e-4, 1e5, 1e100}) {
      Effects e = five();
      e.yi *= unit, e.vi *= unit * unit;
      CAPTURE(estimator.id, unit);
      CHECK(estimator.estimate(e).tau2 / unit / unit == near(estimator.estimate(five()).tau2, 1e-11));
      CHECK(estimator.estimate(e).se / unit / unit == near(estimator.estimate(five()).se, 1e-11));
    }
}

TEST_CASE("No estimator cares for the order of the studies or for a study without weight") {
  for (const Tau2Estimator& estimator : estimators()) {
    CAPTURE(estimator.id);
    const double tau2 = estimator.estimate(five()).tau2;
    CHECK(estimator.estimate(subset(five(), {4, 2, 0, 3, 1})).tau2 == near(tau2, 1e-13));
  }
  const Effects two = effects({0.2, 0.3}, {0.05, 0.05}), with_giant = effects({0.2, 0.3, 5}, {0.05, 0.05, 1e290});
  CHECK(Q_at(standardise(with_giant), 0) == near(Q_at(standardise(two), 0)));
}

TEST_CASE("Equal effects have no heterogeneity: exactly 0") {
  for (const Tau2Estimator& estimator : estimators()) {
    const Tau2 t = estimator.estimate(effects({0.5, 0.5, 0.5}, {0.04, 0.05, 0.06}));
    CHECK(t.tau2 == 0);
    // Sidik-Jonkman starts from the spread of the effects: without any, its standard error is not defined.
    CHECK((t.se > 0 || estimator.id == "SJ"));
    CHECK(std::isnan(t.se) == (estimator.id == "SJ"));
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

TEST_CASE("ML compares its maxima too, on real data where other programs stop at the lower one") {
  // torture case D17: self-management of asthma, Gibson 2002; maxima at 0 and 0.69, 0.16 log units apart
  const Tau2 gibson =
      maximum_likelihood(effects({-3, -16.5, 0.15, -0.57, -15.08, -1.46, -2, -7.7, -0.9, 0.52, -3, 0.26, -18},
                                 {6.13457651851852, 15.2525546218487, 0.0180610983981693, 0.623189635885062,
                                  20.8685171428571, 2.02694525252525, 2.32507263922518, 22.9825, 0.488994208916084,
                                  1.98520530252101, 7.93939393939394, 0.0398697674418605, 245.126666666667}));
  CHECK(gibson.tau2 == 0);
  CHECK(gibson.other == near(0.6946866454178708, 1e-10));
  CHECK(gibson.other_gap == near(0.15662680619125066, 1e-10));
  // torture case H11
  CHECK(maximum_likelihood(effects({0, 0.05, 2.5}, {0.001, 0.001, 0.5})).tau2 == 0);
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
  for (const Tau2Estimator& estimator : estimators()) CHECK(std::isfinite(estimator.estimate(e).tau2));
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

TEST_CASE("The profile-likelihood set takes the highest tau2 at every mu") {
  // torture case H11 (60-digit oracle); a search from one start gives 0.0059 to 0.0441
  const ProfileLikelihood bimodal = profile_likelihood(effects({0, 0.05, 2.5}, {0.001, 0.001, 0.5}), 0.95);
  CHECK(bimodal.ci_lb == near(-0.0300494921061, 1e-11));
  CHECK(bimodal.ci_ub == near(0.107818106066, 1e-11));
}

TEST_CASE("The profile-likelihood set follows unit, shift and sign, and grows with the level") {
  const ProfileLikelihood base = profile_likelihood(five(), 0.95);
  for (const double unit : {1e-100, 1e-4, 1e5, 1e100}) {
    Effects e = five();
    e.yi *= unit, e.vi *= unit * unit;
    const ProfileLikelihood scaled = profile_likelihood(e, 0.95);
    CHECK(scaled.ci_lb / unit == near(base.ci_lb, 1e-11));
    CHECK(scaled.ratio == near(base.ratio, 1e-11));
  }
  Effects turned = five();
  turned.yi *= -1;
  CHECK(profile_likelihood(turned, 0.95).ci_lb == near(-base.ci_ub, 1e-12));
  Effects shifted = five();
  shifted.yi += 1e4;
  CHECK(profile_likelihood(shifted, 0.95).ci_ub - 1e4 == near(base.ci_ub, 1e-10));
  double before = 0;
  for (const double level : {0.5, 0.8, 0.95, 0.99, 0.999999}) {
    const ProfileLikelihood pl = profile_likelihood(five(), level);
    CHECK(pl.ci_ub - pl.ci_lb > before);
    before = pl.ci_ub - pl.ci_lb;
  }
}

TEST_CASE("The likelihood ratio against 0 rejects exactly outside the set") {
  const ProfileLikelihood base = profile_likelihood(five(), 0.95);
  Effects at_limit = five();
  at_limit.yi -= base.ci_lb;
  CHECK(profile_likelihood(at_limit, 0.95).ratio == near(chi2_upper_quantile(0.05, 1), 1e-11));
  Effects far = effects({1e200, 1e200}, {1, 1});
  CHECK(profile_likelihood(far, 0.95).ratio == infinity);
}

TEST_CASE("Shifting every effect by 1e8 loses only the digits the input lost") {
  Effects e = five();
  e.yi += 1e8;
  CHECK(q_profile(e, 0.95).ub == near(q_profile(five(), 0.95).ub, 1e-6));
  CHECK(restricted_maximum_likelihood(e).tau2 == near(0.07189348275486038, 1e-6));
}
