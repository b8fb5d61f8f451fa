#include "core/model/model.h"

#include "core/base/dist.h"
#include "core/model/inference.h"
#include "core/model/prediction.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Fit fit_of(const Effects& e, std::string model, std::string tau2, std::string test, double level = 0.95) {
  Options o = options_of("GEN", std::move(model), std::move(tau2), std::move(test));
  o.level = level;
  return *fit(e, o);
}

}  // namespace

TEST_CASE("Ids of models, tests and prediction rules are found again; every default test exists") {
  for (const Model& model : models()) {
    CHECK(find_model(model.id) == &model);
    CHECK(find_test(model.default_test) != nullptr);
  }
  for (const Test& test : tests()) CHECK(find_test(test.id) == &test);
  for (const PredictionRule& rule : prediction_rules()) CHECK(find_prediction_rule(rule.id) == &rule);
  CHECK(find_model("FE") == nullptr);
}

TEST_CASE("Without studies there is a reason instead of a fit") {
  CHECK(fit(compute_effects({}, {}), {}).note().code == NoteCode::no_studies);
  const Effects none = compute_effects(dataset("counts", {{5, 4, 1, 4}}), {});
  CHECK(fit(none, {}).note().code == NoteCode::no_usable_study);
}

TEST_CASE("One study is its own result; what needs two is not defined") {
  // torture cases A02, A03
  for (const Test& each : tests()) {
    const std::string test(each.id);
    const Fit f = fit_of(effects({0.5}, {0.04}), "RE", "REML", test);
    CHECK(f.mu.est == 0.5);
    CHECK(f.mu.se == 0.2);
    CHECK(f.mu.pval == near(0.012419330651552271));
    CHECK(f.mu.ci_lb == near(0.10800720309198915));
    CHECK(std::isnan(f.tau2.tau2));
    CHECK(std::isnan(f.heterogeneity.I2));
    CHECK(std::isnan(f.pi_lb));
    CHECK(f.weight[0] == 100);
    CHECK(has(f.notes, NoteCode::one_study));
    CHECK(has(f.notes, NoteCode::hk_one_study) == (test != "z"));
  }
}

TEST_CASE("Two studies at 99% use the real t quantile of one degree of freedom") {
  // torture case A06
  const Fit f = fit_of(effects({0, 1}, {0.1, 0.1}), "RE", "REML", "HKSJ", 0.99);
  CHECK(f.tau2.tau2 == near(0.4, 1e-11));
  CHECK(f.mu.ci_lb == near(-31.32837058143579, 1e-11));
  CHECK(f.mu.pval == near(0.5, 1e-11));
  CHECK(f.heterogeneity.I2 == near(80, 1e-11));
  CHECK(has(f.notes, NoteCode::two_studies));
}

TEST_CASE("The Hartung-Knapp interval is never silently narrower than Wald") {
  // torture cases H01, H02
  const Effects alike = effects({0.3, 0.31, 0.29, 0.3, 0.305}, {0.04, 0.05, 0.06, 0.05, 0.04});
  const Fit floor = fit_of(alike, "RE", "REML", "HKSJ_se"), plain = fit_of(alike, "RE", "REML", "HKSJ");
  CHECK(floor.mu.se == near(0.09682458365518543));
  CHECK(floor.mu.ci_lb == near(0.03265623364774606));
  CHECK(floor.mu.pval == near(0.03574309032948071));
  CHECK(has(floor.notes, NoteCode::hk_floor_acts));
  CHECK(plain.mu.se == near(0.0030834641987290477, 1e-11));
  CHECK(plain.mu.pval == near(6.56061960054283e-08, 1e-10));
  CHECK(has(plain.notes, NoteCode::hk_narrower_than_wald));
  CHECK(plain.heterogeneity.QE == near(0.004056640625000007, 1e-11));
}

TEST_CASE("The wider of Hartung-Knapp and Wald is one of the two, whole") {
  const Effects alike = effects({0.3, 0.31, 0.29, 0.3, 0.305}, {0.04, 0.05, 0.06, 0.05, 0.04});
  const Fit wald = fit_of(alike, "RE", "REML", "z"), wider = fit_of(alike, "RE", "REML", "HKSJ_ci");
  CHECK(wider.mu.ci_lb == wald.mu.ci_lb);
  CHECK(wider.mu.pval == wald.mu.pval);
  CHECK(has(wider.notes, NoteCode::hk_wald_is_wider));
  CHECK(fit_of(five(), "RE", "REML", "HKSJ_ci").mu.ci_lb == fit_of(five(), "RE", "REML", "HKSJ").mu.ci_lb);
}

TEST_CASE("IQWiG 6 floors Hartung-Knapp only where it is narrower than Wald around DerSimonian-Laird") {
  const Effects alike = effects({0.3, 0.31, 0.29, 0.3, 0.305}, {0.04, 0.05, 0.06, 0.05, 0.04});
  CHECK(fit_of(alike, "RE", "REML", "IQWiG6").mu.ci_lb == fit_of(alike, "RE", "REML", "HKSJ_se").mu.ci_lb);
  // q = 0.7 here, but t(1) makes the interval far wider than Wald: no floor
  const Effects two = effects({0.1, 0.45}, {0.05, 0.125});
  const Fit plain = fit_of(two, "RE", "DL", "HKSJ"), iqwig = fit_of(two, "RE", "DL", "IQWiG6");
  CHECK(plain.q_hk == near(0.7));
  CHECK(iqwig.mu.se == plain.mu.se);
  CHECK(fit_of(two, "RE", "DL", "HKSJ_se").mu.se > iqwig.mu.se);
  // The tau2 of DL is in the unit of the effects: in none of them is there a floor here.
  for (const double unit : {1e-3, 1.0, 1e3}) {
    Effects e = effects({0.6, -0.4, 0.7}, {0.49, 0.09, 0.36});
    e.yi *= unit, e.vi *= unit * unit;
    CHECK(fit_of(e, "RE", "REML", "IQWiG6").mu.se == fit_of(e, "RE", "REML", "HKSJ").mu.se);
    CHECK(fit_of(e, "RE", "REML", "IQWiG6").mu.se < 0.95 * fit_of(e, "RE", "REML", "HKSJ_se").mu.se);
  }
}

TEST_CASE("Kenward-Roger on BCG, log RR") {
  // meta 8.4-0, method.random.ci = "KR", method.predict = "KR" and "KR-PR" (its REML stops 2e-8 short)
  Options o = options_of("RR", "RE", "REML", "KR");
  const Effects e = compute_effects(bcg(), o);
  o.prediction = "KR";
  const Fit f = *fit(e, o);
  CHECK(f.mu.se == near(0.18153565186597573, 2e-7));
  CHECK(f.mu.df == near(10.51371108608426, 2e-7));
  CHECK(f.mu.ci_lb == near(-1.1163559906644716, 2e-7));
  CHECK(f.mu.ci_ub == near(-0.3127087060657307, 2e-7));
  CHECK(f.mu.pval == near(0.002536851931345739, 2e-6));
  CHECK(f.pi_lb == near(-2.0169076742178227, 2e-7));
  CHECK(f.pi_ub == near(0.5878429774876206, 1e-6));
  o.prediction = "KR_PR";
  CHECK(fit(e, o)->pi_ub == near(0.6056145136770974, 1e-6));
  CHECK(fit(e, o)->pi_df == near(9.51371108608426, 2e-7));
}

TEST_CASE("With equal variances Kenward-Roger is t(k - 1) with the conventional SE") {
  const Effects e = effects({0.1, 0.4, 0.9, 0.2}, {0.01, 0.01, 0.01, 0.01});
  const Fit kr = fit_of(e, "RE", "REML", "KR"), t = fit_of(e, "RE", "REML", "t");
  CHECK(kr.mu.df == near(3, 1e-11));
  CHECK(kr.mu.se == near(t.mu.se));
  CHECK_FALSE(has(kr.notes, NoteCode::kr_without_reml));
  CHECK(has(fit_of(e, "RE", "DL", "KR").notes, NoteCode::kr_without_reml));
}

TEST_CASE("Kenward-Roger with one study of all the weight has hardly any degrees of freedom, and says so") {
  Options o = options_of("GEN", "RE", "REML", "KR");
  o.prediction = "KR_PR";
  const Fit f = *fit(effects({0.1, 0.2, 0.15}, {1e-20, 1.0, 1e-2}), o);
  CHECK(f.mu.df > 0);
  CHECK(f.mu.df < 1e-50);
  CHECK(std::isnan(f.mu.ci_lb));
  CHECK(std::isnan(f.pi_lb));
  CHECK(f.mu.pval > 0.99);
  CHECK(has(f.notes, NoteCode::kr_few_df));
}

TEST_CASE("Under a common effect there is no tau2 to allow for: Kenward-Roger and profile likelihood are Wald") {
  const Fit wald = fit_of(five(), "EE", "REML", "z");
  for (const auto* test : {"KR", "PL"}) {
    const Fit f = fit_of(five(), "EE", "REML", test);
    CHECK(f.mu.ci_lb == wald.mu.ci_lb);
    CHECK(f.mu.pval == wald.mu.pval);
  }
}

TEST_CASE("Profile likelihood gives its own interval and P, and says when the estimate is not that of ML") {
  // torture case H11
  const Fit f = fit_of(effects({0, 0.05, 2.5}, {0.001, 0.001, 0.5}), "RE", "ML", "PL");
  CHECK(f.mu.ci_lb == near(-0.0300494921061, 1e-11));
  CHECK(f.mu.ci_ub == near(0.107818106066, 1e-11));
  CHECK(f.mu.pval > 0.05);
  CHECK_FALSE(has(f.notes, NoteCode::pl_without_ml));
  CHECK(has(fit_of(five(), "RE", "REML", "PL").notes, NoteCode::pl_without_ml));
  // Wilks: P below 1 - level exactly when 0 is outside
  const Fit five_ml = fit_of(five(), "RE", "ML", "PL");
  CHECK(five_ml.mu.ci_lb > 0);
  CHECK(five_ml.mu.pval < 0.05);
  CHECK(five_ml.mu.stat == near(normal_upper_quantile(five_ml.mu.pval / 2), 1e-10));
}

TEST_CASE("Equal effects give no interval without width, whatever the test") {
  for (const Test& test : tests()) {
    const Fit f = fit_of(effects({0.5, 0.5}, {0.04, 0.04}), "RE", "REML", std::string(test.id));
    CAPTURE(test.id);
    CHECK(f.mu.ci_ub > 0.5);
    CHECK(f.mu.ci_lb < 0.5);
  }
}

TEST_CASE("Equal effects give no interval without width") {
  // torture case B02
  const Fit f = fit_of(effects({0.5, 0.5}, {0.04, 0.04}), "RE", "REML", "HKSJ");
  CHECK(f.mu.se == near(0.1414213562373095));
  CHECK(f.mu.ci_ub == near(2.2969287064187522));
  CHECK(has(f.notes, NoteCode::hk_no_spread));
  CHECK(f.heterogeneity.QE == 0);
  CHECK(f.tau2_interval.empty);
}

TEST_CASE("An effect of exactly nothing has P exactly 1") {
  const Fit f = fit_of(effects({0, 0, 0}, {0.04, 0.05, 0.06}), "RE", "DL", "z");
  CHECK(f.mu.pval == 1);
}

TEST_CASE("The five base studies under every option") {
  // torture cases D01, H03, H05: 60-digit oracle
  CHECK(fit_of(five(), "RE", "DL", "z").mu.pval == near(0.0020055182486173767, 1e-11));
  const Fit reml = fit_of(five(), "RE", "REML", "HKSJ");
  CHECK(reml.mu.se == near(0.1368515608211762, 1e-11));
  CHECK(reml.mu.ci_ub == near(0.7599033465602649, 1e-11));
  CHECK(reml.heterogeneity.I2 == near(82.90585775339956, 1e-11));
  CHECK(fit_of(five(), "RE", "REML", "z", 0.9).mu.ci_lb == near(0.1613592707817771, 1e-11));
  CHECK(fit_of(five(), "RE", "REML", "z", 0.999).mu.ci_ub == near(0.817217859270148, 1e-11));
}

TEST_CASE("A common effect has no tau2 interval and no prediction interval; I2 is that of Q") {
  const Fit f = fit_of(five(), "EE", "REML", "z");
  CHECK(f.tau2.tau2 == 0);
  CHECK(std::isnan(f.tau2_interval.ub));
  CHECK(std::isnan(f.pi_ub));
  CHECK(f.heterogeneity.I2 == f.heterogeneity.I2_Q);
  CHECK(f.heterogeneity.I2_Q == near(100 * (19.634920634920636 - 4) / 19.634920634920636));
}

TEST_CASE("Prediction rules differ in degrees of freedom and standard error, as named") {
  Options o = options_of("GEN", "RE", "REML", "HKSJ");
  const auto with = [&](std::string rule) {
    o.prediction = std::move(rule);
    return *fit(five(), o);
  };
  // torture case H03 (metafor: Hartung-Knapp SE, t(k-1)) and its remark (conventional SE)
  CHECK(with("HK").pi_ub == Approx(1.2157).margin(5e-5));
  CHECK(with("V").pi_ub == Approx(1.2108).margin(5e-5));
  CHECK(with("V").pi_df == 4);
  CHECK(with("HTS").pi_df == 3);
  CHECK(with("HK_PR").pi_df == 3);
  CHECK(with("S").pi_df == infinity);
  CHECK(with("S").pi_ub < with("V").pi_ub);
  CHECK(with("HTS").pi_ub < with("HK_PR").pi_ub);
}

TEST_CASE("A prediction rule that needs a third study says so") {
  Options o = options_of("GEN", "RE", "REML", "HKSJ_se");
  o.prediction = "HTS";
  const Fit f = *fit(effects({0, 1}, {0.1, 0.1}), o);
  CHECK(std::isnan(f.pi_lb));
  CHECK(has(f.notes, NoteCode::prediction_needs_more));
}

TEST_CASE("Without heterogeneity the prediction interval is not narrower than the interval, or says why") {
  const Effects alike = effects({0.3, 0.31, 0.29, 0.3, 0.305}, {0.04, 0.05, 0.06, 0.05, 0.04});
  const Fit f = fit_of(alike, "RE", "REML", "HKSJ_se");
  CHECK(f.pi_lb <= f.mu.ci_lb);
  CHECK(f.pi_ub >= f.mu.ci_ub);
}

TEST_CASE("A prediction interval that is narrower on one side alone is remarked on too") {
  Options o = options_of("GEN", "RE", "ML", "PL");
  o.prediction = "HK";
  const Fit f = *fit(effects({-0.2, 0.1, -0.5, -0.8, 0.2}, {0.36, 0.36, 0.16, 0.36, 0.04}), o);
  CHECK(f.pi_lb > f.mu.ci_lb);
  CHECK(f.pi_ub > f.mu.ci_ub);
  CHECK(has(f.notes, NoteCode::prediction_narrower));
}

TEST_CASE("Weights sum to 100 however far the variances are apart") {
  for (const double far : {1.0, 1e10, 1e20, 1e100}) {
    const Fit f = fit_of(effects({0.1, 0.2, 0.15}, {1 / far, 1.0, 0.01}), "RE", "DL", "z");
    CHECK(f.weight.sum() == near(100));
  }
}

TEST_CASE("Variances twenty orders apart keep their digits") {
  // torture case B14, 60-digit oracle
  const Fit f = fit_of(effects({0.1, 0.2, 0.15}, {1e-20, 1, 1e-2}), "EE", "DL", "z");
  CHECK(f.mu.est == near(0.1));
  CHECK(f.heterogeneity.QE == near(0.01 + 0.25, 1e-12));
}

TEST_CASE("Effects of 1e150 neither overflow nor hang") {
  // torture case B15
  const Fit f = fit_of(effects({1e150, 2e150, 1e150}, {1e300, 1e300, 1e300}), "RE", "REML", "z");
  CHECK(f.mu.est == near(1.3333333333333332e+150));
  CHECK(f.mu.se == near(5.773502691896258e+149));
  CHECK(f.tau2.tau2 == 0);
  CHECK(f.heterogeneity.QE == near(0.6666666666666666));
}

TEST_CASE("A wider level gives a wider interval, all the way up") {
  double before = 0;
  for (const double level : {0.5, 0.8, 0.9, 0.95, 0.99, 0.999}) {
    const Fit f = fit_of(five(), "RE", "REML", "HKSJ_se", level);
    CHECK(f.mu.ci_ub - f.mu.ci_lb > before);
    CHECK(f.tau2_interval.ub > f.tau2.tau2);
    before = f.mu.ci_ub - f.mu.ci_lb;
  }
}

TEST_CASE("I2 keeps its digits where Q is hardly above its degrees of freedom") {
  // Q = (1 + e)^2 with e = 2^-26, exactly; I2 = 100 (Q - 1) / Q.
  const Fit f = fit_of(effects({0, 1 + 0x1p-26}, {0.5, 0.5}), "EE", "DL", "z");
  CHECK(f.heterogeneity.QE == 1 + 0x1p-25 + 0x1p-52);
  CHECK(f.heterogeneity.I2_Q == Approx(2.980232172156151096e-6).epsilon(1e-14).scale(0));
}

TEST_CASE("A tau2 that was told is no parameter of the likelihood") {
  Options o = options_of("GEN", "RE", "REML", "z");
  CHECK(fit(five(), o)->parameters == 2);
  o.tau2 = "FIXED", o.tau2_fixed = 0.02;
  CHECK(fit(five(), o)->parameters == 1);
}
