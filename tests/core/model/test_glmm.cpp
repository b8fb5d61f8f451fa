#include <Eigen/LU>

#include <algorithm>

#include "core/model/curve.h"
#include "core/model/glmm_plane.h"
#include "core/model/glmm_studies.h"
#include "core/model/mixture.h"
#include "tests/core/studies.h"

namespace pooled {
namespace {

using namespace testing;

Fit fit_of(const Dataset& data, const std::string& measure, const std::string& model, const std::string& test = "z") {
  const Options o = options_of(measure, model, "REML", test);
  const auto f = fit(compute_effects(data, o), o);
  REQUIRE(f);
  return *f;
}

NoteCode refusal(const Dataset& data, const std::string& measure, const std::string& model) {
  const Options o = options_of(measure, model, "REML", "z");
  const auto f = fit(compute_effects(data, o), o);
  REQUIRE_FALSE(f);
  return f.note().code;
}

constexpr const char* two_arm_models[] = {"GLMM_CMEL", "GLMM_CMAL", "GLMM_UMFS", "GLMM_UMRS"};
constexpr const char* symmetric_models[] = {"GLMM_CMEL", "GLMM_CMAL", "GLMM_UMFS", "GLMM_UMRS", "BB", "FIRTH"};

Dataset swapped(Dataset data) {
  for (Study& s : data.studies) s.cells = {s.cells[2], s.cells[3], s.cells[0], s.cells[1]};
  return data;
}

Dataset sparse() {
  return dataset("counts", {{0, 20, 3, 22}, {2, 50, 5, 48}, {1, 30, 0, 31}, {0, 25, 0, 26}, {3, 41, 9, 40}});
}

TEST_CASE("A table without events is in no GLMM's heterogeneity, though its corrected effect is there to show") {
  const Dataset data = sparse();  // the fourth has none
  for (const char* model : {"GLMM_CMEL", "GLMM_CMAL", "GLMM_UMFS"}) {
    Options o = options_of("OR", model, "REML", "z");
    o.drop00 = false;
    const Effects e = compute_effects(data, o);
    REQUIRE(e.k() == 5);
    const auto with = fit(e, o), without = fit(part_of(e, {0, 1, 2, 4}), o);
    REQUIRE(with);
    CHECK(with->k == 4);
    CHECK(with->heterogeneity.df == 3);
    CHECK(with->heterogeneity.QE == without->heterogeneity.QE);
    CHECK(with->heterogeneity.I2 == without->heterogeneity.I2);
  }
}

TEST_CASE("BCG, log OR: the GLMMs agree with metafor 5.1-12 on lme4 to lme4's four digits") {
  // rma.glmm(measure = "OR", model = …): b, se, tau2; its UM.RS is the Laplace approximation and left out here.
  const Fit exact = fit_of(bcg(), "OR", "GLMM_CMEL");
  CHECK(exact.mu.est == near(-0.753810509, 1e-6));
  CHECK(exact.mu.se == near(0.180075848, 1e-4));
  CHECK(exact.tau2.tau2 == near(0.311634882, 1e-6));
  CHECK(exact.tau2.se == near(0.161224739, 2e-4));
  CHECK(exact.ll == near(-48.37479123951, 1e-9));
  CHECK(exact.likelihood.QE_LRT == near(176.873839308, 1e-8));
  const Fit approximate = fit_of(bcg(), "OR", "GLMM_CMAL");
  CHECK(approximate.mu.est == near(-0.722116996, 1e-4));
  CHECK(approximate.mu.se == near(0.174401922, 1e-4));
  const Fit fixed = fit_of(bcg(), "OR", "GLMM_UMFS");
  CHECK(fixed.mu.est == near(-0.745013466, 1e-4));
  CHECK(fixed.mu.se == near(0.175565799, 1e-4));
  CHECK(fixed.tau2.tau2 == near(0.294893648, 1e-4));
  CHECK(fixed.likelihood.QE_LRT == near(176.95444818836162, 1e-10));
  CHECK(fixed.likelihood.QE_Wld == near(163.16491518506965, 1e-10));
}

TEST_CASE("Exchanging the groups changes the sign of the effect and nothing else") {
  for (const auto* model : symmetric_models) {
    for (const Dataset& data : {bcg(), sparse()}) {
      CAPTURE(model);
      const Fit f = fit_of(data, "OR", model), g = fit_of(swapped(data), "OR", model);
      CHECK(f.mu.est == near(-g.mu.est, 1e-8));
      CHECK(f.mu.se == near(g.mu.se, 1e-8));
      if (f.tau2.tau2 > 0) CHECK(f.tau2.tau2 == near(g.tau2.tau2, 1e-7));
      // The approximate model conditions on other things once the groups change sides only by its offset: ll is the
      // same.
      CHECK(f.ll == near(g.ll, 1e-10));
    }
  }
}

TEST_CASE("The order of the studies changes no likelihood model") {
  Dataset back = bcg();
  std::reverse(back.studies.begin(), back.studies.end());
  for (const auto* model : symmetric_models) {
    CAPTURE(model);
    CHECK(fit_of(back, "OR", model).mu.est == near(fit_of(bcg(), "OR", model).mu.est, 1e-9));
  }
}

TEST_CASE("Studies without events say nothing to the conditional and fixed-study models") {
  Dataset more = bcg();
  more.studies.push_back(study("counts", {0, 50, 0, 60}));
  more.studies.push_back(study("counts", {50, 50, 60, 60}));
  for (const auto* model : {"GLMM_CMEL", "GLMM_CMAL", "GLMM_UMFS"}) {
    CAPTURE(model);
    const Fit f = fit_of(more, "OR", model);
    CHECK(f.k == 13);
    CHECK(f.mu.est == near(fit_of(bcg(), "OR", model).mu.est, 1e-10));
  }
  for (const auto* model : {"GLMM_UMRS", "BB", "FIRTH"}) {
    CAPTURE(model);
    const Fit f = fit_of(more, "OR", model);
    CHECK(f.k == 15);
    CHECK(has(f.notes, NoteCode::double_zero_counts));
  }
}

TEST_CASE("One study: its own maximum-likelihood estimate") {
  const Dataset one = dataset("counts", {{4, 123, 11, 139}});
  const Fit fixed = fit_of(one, "OR", "GLMM_UMFS");
  CHECK(fixed.mu.est == near(std::log(4.0 * 128 / (119 * 11)), 1e-12));
  CHECK(fixed.mu.se == near(std::sqrt(1 / 4. + 1 / 119. + 1 / 11. + 1 / 128.), 1e-12));
  CHECK(std::isnan(fixed.tau2.tau2));
  CHECK(has(fixed.notes, NoteCode::one_study));
  CHECK(fit_of(one, "OR", "GLMM_UMRS").mu.est == near(fixed.mu.est, 1e-9));
  CHECK(fit_of(one, "OR", "BB").mu.est == near(fixed.mu.est, 1e-10));
  CHECK(fit_of(one, "OR", "GLMM_CMEL").mu.est ==
        near(-0.9353665312, 1e-9));  // R: uniroot of the score; fisher.test() stops at -0.93543
}

TEST_CASE("Events in one group only: no maximum, except for Firth") {
  const Dataset data = dataset("counts", {{0, 20, 3, 22}, {0, 50, 5, 48}, {0, 10, 1, 10}});
  for (const auto* model : two_arm_models) CHECK(refusal(data, "OR", model) == NoteCode::likelihood_without_maximum);
  CHECK(refusal(data, "OR", "BB") == NoteCode::likelihood_without_maximum);
  CHECK(std::isfinite(fit_of(data, "OR", "FIRTH").mu.est));
}

TEST_CASE("Zeros in opposite groups of both studies: an end, and no Wald test of what runs away") {
  // The saturated likelihood rises for ever; it tends to that of one group of each study at its own proportion.
  const Dataset data = dataset("counts", {{0, 49, 9, 46}, {8, 43, 0, 40}});
  const Fit f = fit_of(data, "OR", "GLMM_UMRS");
  const auto own = [](double x, double n) { return x * std::log(x / n) + (n - x) * std::log1p(-x / n); };
  const double coefficients = std::lgamma(47) - std::lgamma(10) - std::lgamma(38) +  //
                              std::lgamma(44) - std::lgamma(9) - std::lgamma(36);
  const double highest = own(9, 46) + own(8, 43) + coefficients;
  CHECK(f.likelihood.QE_LRT == near(2 * (highest - f.likelihood.ll_common), 1e-6));
  CHECK(std::isnan(f.likelihood.QE_Wld));
  // With everybody in the other groups the variances run away as well.
  for (const std::vector<std::vector<double>>& rows :
       {std::vector<std::vector<double>>{{0, 229, 194, 195}, {136, 137, 0, 277}},
        std::vector<std::vector<double>>{{0, 179, 101, 191}, {93, 93, 0, 66}}})
    CHECK(refusal(dataset("counts", rows), "OR", "GLMM_UMRS") == NoteCode::likelihood_without_maximum);
}

TEST_CASE("Effects as reported have no counts") {
  Dataset data = dataset("estimate_se", {{0.1, 0.2}, {0.3, 0.1}});
  CHECK(refusal(data, "OR", "GLMM_CMEL") == NoteCode::counts_needed);
  data.studies.push_back(study("counts", {4, 123, 11, 139}));
  CHECK(has(fit_of(data, "OR", "GLMM_CMEL").notes, NoteCode::study_without_counts, 0));
}

TEST_CASE("Every test but t becomes the Wald test") {
  CHECK(std::isinf(fit_of(bcg(), "OR", "GLMM_UMFS", "HKSJ").mu.df));
  CHECK(has(fit_of(bcg(), "OR", "GLMM_UMFS", "HKSJ").notes, NoteCode::test_not_for_model));
  CHECK(fit_of(bcg(), "OR", "GLMM_UMFS", "t").mu.df == 12);
  CHECK(fit_of(bcg(), "OR", "BB", "t").mu.df == 24);
}

TEST_CASE("The unit of person-time changes nothing") {
  const Dataset years = dataset("rates", {{3, 120, 9, 130}, {0, 40, 2, 35}, {7, 300, 8, 290}});
  Dataset days = years;
  for (Study& s : days.studies) s.cells[1] *= 365.25, s.cells[3] *= 365.25;
  for (const auto* model : {"GLMM_CMEL", "GLMM_UMFS", "GLMM_UMRS"}) {
    CAPTURE(model);
    CHECK(fit_of(days, "IRR", model).mu.est == near(fit_of(years, "IRR", model).mu.est, 1e-9));
  }
}

TEST_CASE("Tables with tens of thousands of events do not overflow") {
  const Dataset large =
      dataset("counts", {{40000, 88391, 41000, 88391}, {20000, 50000, 20500, 50100}, {9, 900, 12, 880}});
  const Fit exact = fit_of(large, "OR", "GLMM_CMEL"), fixed = fit_of(large, "OR", "GLMM_UMFS");
  CHECK(exact.mu.est == near(fixed.mu.est, 1e-3));
  CHECK(exact.mu.se == near(fixed.mu.se, 1e-3));
}

TEST_CASE("Counts that no study of people has are refused by name, and nothing runs for long") {
  for (const std::vector<double>& odd :
       {std::vector<double>{0, 1e-300, 5, 1e300}, std::vector<double>{2, 1e12, 3, 40}}) {
    const Dataset data = dataset("counts", {{4, 123, 11, 139}, {6, 306, 29, 303}, odd});
    for (const char* model : {"GLMM_CMEL", "GLMM_CMAL", "GLMM_UMFS", "GLMM_UMRS", "BB", "FIRTH"}) {
      INFO(model);
      const Options options = options_of("OR", model, "REML", "z");
      const Effects e = compute_effects(data, options);
      const Result<Fit> f = fit(e, options);
      REQUIRE_FALSE(f);
      CHECK(f.note().code == NoteCode::counts_out_of_range);
      CHECK(f.note().row == 2);
    }
  }
}

}  // namespace

TEST_CASE("Random levels, an arm of a million: the peak is found where the search steps too far") {
  // The trapezoid of step 1/32 over both log rates, by hand.
  const Poisson one = poisson(12, 16), two = poisson(2, 7);
  const PlaneParameters far{-47.7836, 12.2918, 184.1, 31.58};
  const PlaneTerm term = mixed_in_plane([&](double x) { return one.at(x); }, [&](double x) { return two.at(x); }, far);
  CHECK(term.ll == Approx(-18.56874235555093).epsilon(1e-12));
  const Dataset data = dataset("rates", {{6, 9, 999910, 12}, {8, 12, 15, 1}, {12, 16, 2, 7}});
  const auto ll = [](const Dataset& d) {
    const Options o = options_of("IRR", "GLMM_UMRS", "ML", "z");
    const Result<Fit> f = fit(compute_effects(d, o), o);
    REQUIRE(f);
    return f->ll;
  };
  CHECK(ll(data) == Approx(ll(swapped(data))).epsilon(1e-9));
}

TEST_CASE("A control group of millions beside small ones: the search comes back from where the likelihood is flat") {
  for (const double events : {3.0, 2.75}) {
    const Dataset data = dataset("counts", {{8, 4601, events, 115}, {794, 2715, 100, 51709677}});
    for (const char* model : {"GLMM_CMEL", "GLMM_CMAL", "GLMM_UMFS"}) {
      const Options o = options_of("OR", model, "ML", "z");
      const Result<Fit> f = fit(compute_effects(data, o), o);
      REQUIRE(f);
      CHECK(f->mu.est == Approx(4.85).margin(0.2));
    }
  }
}

TEST_CASE("Weights shown for likelihood models are those of the studies' own effects, with the model's tau2") {
  for (const char* model : {"GLMM_CMEL", "GLMM_UMRS", "FIRTH"}) {
    const Fit f = fit_of(bcg(), "OR", model);
    const Effects e = compute_effects(bcg(), options_of("OR", "EE", "DL", "z"));
    const Array w = (e.vi + (f.tau2.tau2 > 0 ? f.tau2.tau2 : 0)).inverse();
    for (Index i = 0; i < 13; ++i) CHECK(f.weight[i] == near(100 * w[i] / w.sum()));
  }
}

TEST_CASE("Every parameter of a model of counts is counted; one study has no variance to estimate") {
  const Dataset one = dataset("counts", {{4, 123, 11, 139}});
  const auto count = [](const Dataset& data, const char* model) {
    return fit_of(data, "OR", model).likelihood.parameters;
  };
  // The effect and its variance, then rho, a level for each study, or the mean level and its variance.
  CHECK(count(bcg(), "GLMM_CMEL") == 2);
  CHECK(count(bcg(), "GLMM_UMFS") == 2 + 13);
  CHECK(count(bcg(), "GLMM_UMRS") == 4);
  CHECK(count(bcg(), "BB") == 3);
  CHECK(count(bcg(), "FIRTH") == 1 + 13);
  CHECK(count(one, "GLMM_CMEL") == 1);
  CHECK(count(one, "GLMM_UMFS") == 2);
  CHECK(count(one, "BB") == 2);
  CHECK(std::isnan(fit_of(one, "OR", "BB").likelihood.rho));
}

TEST_CASE("A study whose counts leave one value alone says nothing, and is not taken for one at an end") {
  // Less than one event and one person in a group: the other study alone is at an end, so that there is no maximum.
  const Dataset data = dataset("counts", {{32, 32, 2873, 3394}, {64, 299, 0.018447615732683605, 0.030978071702053602}});
  CHECK(refusal(data, "OR", "GLMM_CMEL") == NoteCode::likelihood_without_maximum);
  Dataset more = bcg();
  more.studies.push_back(data.studies[1]);
  const Fit with = fit_of(more, "OR", "GLMM_CMEL"), without = fit_of(bcg(), "OR", "GLMM_CMEL");
  CHECK(with.k == without.k);
  CHECK(with.mu.est == near(without.mu.est));
  CHECK(with.ll == near(without.ll));
}

TEST_CASE("The exact likelihood of millions of events is not begun: the study is named, and other models answer") {
  Dataset data = bcg();
  data.studies[4].cells = {900e6, 1e9, 850e6, 1e9};
  const Options o = options_of("OR", "GLMM_CMEL", "ML", "z");
  const Result<Fit> f = fit(compute_effects(data, o), o);
  REQUIRE_FALSE(f);
  CHECK(f.note().code == NoteCode::counts_out_of_range);
  CHECK(f.note().row == 4);
  CHECK(f.note().value == 1750e6);
  CHECK(std::isfinite(fit_of(data, "OR", "GLMM_UMFS").mu.est));
  data.studies[4].cells = {20000, 1e9, 30000, 1e9};
  CHECK(std::isfinite(fit_of(data, "OR", "GLMM_CMEL").mu.est));
}

TEST_CASE("Studies without events, or with events in everyone, are mentioned where there are some") {
  Dataset data = bcg();
  for (const auto* model : {"BB", "FIRTH"})
    CHECK_FALSE(has(fit_of(data, "OR", model).notes, NoteCode::double_zero_counts));
  for (const auto& cells : {std::vector<double>{0, 25, 0, 26}, std::vector<double>{25, 25, 26, 26}}) {
    data = bcg();
    data.studies.push_back(study("counts", cells));
    for (const auto* model : {"BB", "FIRTH"}) CHECK(has(fit_of(data, "OR", model).notes, NoteCode::double_zero_counts));
  }
}

TEST_CASE("Cells that no study has are refused, wherever they stand") {
  for (const std::size_t at : {0, 2}) {
    Dataset data = dataset("rates", {{3, 120, 9, 130}, {1, 40, 2, 35}, {7, 300, 8, 290}});
    data.studies[at].cells[1] = 1e-40;
    CHECK(refusal(data, "IRR", "GLMM_UMFS") == NoteCode::counts_out_of_range);
    data.studies[at].cells[1] = 1e40;
    CHECK(refusal(data, "IRR", "GLMM_UMFS") == NoteCode::counts_out_of_range);
  }
}

TEST_CASE(
    "Random levels: standard errors are those of the inverse information of all four parameters, and a maximum "
    "at tau2 = 0 is told of only where there is one") {
  const Effects e = compute_effects(bcg(), options_of("OR", "GLMM_UMRS", "REML", "z"));
  const Fit f = fit_of(bcg(), "OR", "GLMM_UMRS");
  PlaneParameters at{f.mu.est, -4, f.tau2.tau2, f.likelihood.sigma2};
  REQUIRE((at.tau2 > 0.1 && at.sigma2 > 0.1));
  const auto all = [&] {
    PlaneTerm total{.gradient = Eigen::Vector4d::Zero(), .hessian = Eigen::Matrix4d::Zero()};
    for (const TwoArms& study : two_arm_studies(e)) {
      const PlaneTerm term = mixed_in_plane(study.one, study.two, at);
      total.gradient += term.gradient, total.hessian += term.hessian;
    }
    return total;
  };
  for (int round = 0; round < 20; ++round) {
    const PlaneTerm here = all();
    at.alpha -= here.gradient[1] / here.hessian(1, 1);
  }
  const PlaneTerm peak = all();
  CHECK(peak.gradient.cwiseAbs().maxCoeff() < 1e-5);
  const Eigen::Matrix4d variance = (-peak.hessian).inverse();
  CHECK(f.mu.se == near(std::sqrt(variance(0, 0)), 1e-7));
  CHECK(f.tau2.se == near(std::sqrt(variance(2, 2)), 1e-7));
  CHECK(std::isnan(f.tau2.other));
  // Levels alike, effects of both signs: without tau2 there is no variance of the levels either.
  const Fit level = fit_of(dataset("counts", {{8, 60, 24, 60}, {24, 60, 8, 60}, {12, 60, 19, 60}, {19, 60, 12, 60}}),
                           "OR", "GLMM_UMRS");
  CHECK(level.tau2.tau2 > 0.1);
  CHECK(std::isnan(level.tau2.other));
}

TEST_CASE("Beta-binomial: the standard error is that of the second differences of the likelihood") {
  const std::vector<std::vector<double>> rows = {
      {0, 20, 1, 22}, {9, 20, 14, 22}, {1, 20, 0, 20}, {0, 25, 2, 25}, {2, 20, 11, 24}};
  const auto log_beta = [](double a, double b) { return std::lgamma(a) + std::lgamma(b) - std::lgamma(a + b); };
  const auto ll = [&](int group, double logit, double rho) {
    const double p = 1 / (1 + std::exp(-logit)), a = p * (1 - rho) / rho, b = (1 - p) * (1 - rho) / rho;
    double total = 0;
    for (const auto& cells : rows) {
      const double y = cells[2 * group], n = cells[2 * group + 1];
      total += log_beta(y + a, n - y + b) - log_beta(a, b);
    }
    return total;
  };
  const Fit f = fit_of(dataset("counts", rows), "OR", "BB");
  const double rho = f.likelihood.rho, h = 1e-3;
  REQUIRE(rho > 0.02);
  Eigen::Vector2d logit(-1, -1);
  Eigen::Matrix3d information = Eigen::Matrix3d::Zero();
  for (int g = 0; g < 2; ++g) {
    const auto at = [&](double x, double r) { return ll(g, logit[g] + x, rho + r); };
    for (int round = 0; round < 30; ++round)
      logit[g] -= h / 2 * (at(h, 0) - at(-h, 0)) / (at(h, 0) - 2 * at(0, 0) + at(-h, 0));
    information(g, g) = -(at(h, 0) - 2 * at(0, 0) + at(-h, 0)) / h / h;
    information(g, 2) = information(2, g) = -(at(h, h) - at(h, -h) - at(-h, h) + at(-h, -h)) / 4 / h / h;
    information(2, 2) -= (at(0, h) - 2 * at(0, 0) + at(0, -h)) / h / h;
  }
  const Eigen::Matrix3d variance = information.inverse();
  CHECK(f.mu.est == near(logit[0] - logit[1], 1e-5));
  CHECK(f.mu.se == near(std::sqrt(variance(0, 0) + variance(1, 1) - 2 * variance(0, 1)), 1e-4));
  CHECK(f.likelihood.se_rho == near(std::sqrt(variance(2, 2)), 1e-3));
}

}  // namespace pooled
