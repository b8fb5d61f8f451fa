#include "core/model/other_weights.h"

#include "core/model/inference.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Fit fit_of(const Effects& e, std::string model, std::string test, std::string tau2 = "DL") {
  return *fit(e, options_of("GEN", std::move(model), std::move(tau2), std::move(test)));
}

constexpr const char* own[] = {"IVHET", "UWLS", "UNWEIGHTED"};

}  // namespace

TEST_CASE("IVhet: the common-effect estimate, its variance with tau2 of DerSimonian-Laird") {
  // sum wi = 300, sum wi yi / sum wi; tau2 of metafor 3.8-1 rma(method = "DL"), 0.0579
  const Effects e = five();
  const Fit f = fit_of(e, "IVHET", "z", "REML"), common = fit_of(e, "EE", "z");
  CHECK(f.mu.est == near(common.mu.est));
  CHECK(f.tau2.tau2 == Approx(0.0579).margin(5e-5));
  const Array w = e.vi.inverse() / e.vi.inverse().sum();
  CHECK(f.mu.se == near(std::sqrt((w.square() * (e.vi + f.tau2.tau2)).sum())));
  CHECK(f.mu.df == infinity);
}

TEST_CASE("UWLS: the common-effect SE times sqrt(Q / (k - 1)), narrower than it only with a remark") {
  const Fit f = fit_of(five(), "UWLS", "t"), common = fit_of(five(), "EE", "z");
  CHECK(f.mu.se == near(common.mu.se * std::sqrt(common.heterogeneity.QE / 4)));
  CHECK(f.mu.df == 4);
  CHECK_FALSE(has(f.notes, NoteCode::uwls_narrow));
  CHECK(has(fit_of(effects({1, 1.01, 0.99}, {1, 2, 3}), "UWLS", "t").notes, NoteCode::uwls_narrow));
  const Fit same = fit_of(effects({1, 1, 1}, {1, 1, 1}), "UWLS", "t");
  CHECK(same.mu.se == near(std::sqrt(1.0 / 3)));
  CHECK(has(same.notes, NoteCode::hk_no_spread));
}

TEST_CASE("The unweighted mean is the mean") {
  const Fit f = fit_of(five(), "UNWEIGHTED", "z", "HE");
  CHECK(f.mu.est == near(0.4));
  CHECK(f.mu.se == near(std::sqrt((five().vi + f.tau2.tau2).sum()) / 5));
  CHECK(f.weight[0] == near(20));
  CHECK(std::isfinite(f.pi_lb));
}

TEST_CASE("One study is itself under every weighting, and follows the unit") {
  for (const char* model : own) {
    const Fit f = fit_of(effects({0.5}, {0.04}), model, "z");
    CHECK(f.mu.est == 0.5);
    CHECK(f.mu.se == near(0.2));
    CHECK(has(f.notes, NoteCode::one_study));
    for (const double by : {1e-100, -3.0, 1e100}) {
      Effects e = five();
      e.yi *= by, e.vi *= by * by;
      CHECK(fit_of(e, model, "z").mu.est == near(by * fit_of(five(), model, "z").mu.est));
      CHECK(fit_of(e, model, "z").mu.se == near(std::abs(by) * fit_of(five(), model, "z").mu.se));
    }
  }
}

TEST_CASE("Weights by participants and of one's own are asked for where they are missing") {
  CHECK(fit(five(), options_of("GEN", "N_WEIGHTED", "DL", "z")).note().code == NoteCode::participants_needed);
  CHECK(fit(five(), options_of("GEN", "WEIGHTED", "DL", "z")).note().code == NoteCode::weights_needed);
  Dataset data = bcg();
  for (std::size_t i = 0; i < data.studies.size(); ++i) data.studies[i].mods["weight"] = 0.4;
  const Effects e = compute_effects(data, {});
  const Fit given = *fit(e, options_of("RR", "WEIGHTED", "DL", "z"));
  const Fit plain = *fit(e, options_of("RR", "UNWEIGHTED", "DL", "z"));
  CHECK(given.mu.est == near(plain.mu.est));
  CHECK(fit(e, options_of("RR", "N_WEIGHTED", "DL", "z"))->weight[7] == near(100 * 176782.0 / 357347.0));
  data.studies[3].mods["weight"] = 0;
  const Note note = fit(compute_effects(data, {}), options_of("RR", "WEIGHTED", "DL", "z")).note();
  CHECK(note.row == 3);
}

TEST_CASE("Tests that need the studies' weights fall back to z with a remark; so do prediction rules") {
  CHECK(has(fit_of(five(), "UNWEIGHTED", "HKSJ").notes, NoteCode::test_not_for_model));
  Options o = options_of("GEN", "UNWEIGHTED", "DL", "z");
  o.prediction = "KR";
  CHECK(has(fit(five(), o)->notes, NoteCode::prediction_not_for_model));
}

TEST_CASE("Henmi-Copas on dat.bcg as published software has it") {
  // metafor 5.1-12, hc(rma(yi, vi, method = "DL")), log RR: -1.1555 to 0.2949; its root is good to four digits
  Options o = options_of("RR", "RE", "REML", "HC");
  const Fit f = *fit(compute_effects(bcg(), o), o);
  CHECK(f.mu.est == Approx(-0.43028516365409103).epsilon(1e-12));
  CHECK(f.mu.se == Approx(0.28354435135524986).epsilon(1e-12));
  CHECK(f.mu.ci_lb == Approx(-1.155511867500363).margin(1e-4));
  CHECK(f.mu.ci_ub == Approx(0.29494154019218094).margin(1e-4));
}

TEST_CASE("Henmi-Copas and Skovgaard agree with themselves: P is the level at which the interval ends at 0") {
  for (const char* test : {"HC", "SKOV"}) {
    Options o = options_of("GEN", "RE", "ML", test);
    const Effects e = effects({0.3, 0.5, 0.2, 0.9, -0.1}, {0.01, 0.02, 0.015, 0.01, 0.03});
    const double p = fit(e, o)->mu.pval;
    o.level = 1 - p;
    const Fit f = *fit(e, o);
    CHECK(std::abs(f.mu.ci_lb) < 1e-9);
  }
}

TEST_CASE("Skovgaard's interval of a small level has both limits, though r* at the peak is beyond one of them") {
  Options o = options_of("GEN", "RE", "ML", "SKOV");
  o.level = 0.01;
  const Effects e = effects({0.3, 0.5, 0.2, 0.9, -0.1}, {0.01, 0.02, 0.015, 0.01, 0.03});
  const Fit f = *fit(e, o);
  CHECK(f.mu.ci_ub < f.mu.est);
  for (const double limit : {f.mu.ci_lb, f.mu.ci_ub}) {
    Effects moved = e;
    moved.yi -= limit;
    CHECK(fit(moved, o)->mu.pval == near(0.99, 1e-6));
  }
}

TEST_CASE("Skovgaard's interval leaves out no value that its P does not") {
  // Two effects far apart: r* crosses z beside the precise one, and comes back.
  Options o = options_of("GEN", "RE", "ML", "SKOV");
  o.level = 0.9;
  const Fit f = *fit(effects({-2.639, -0.189}, {0.984, 0.0561}), o);
  CHECK(f.mu.pval > 0.1);
  CHECK(f.mu.ci_lb < 0);
  CHECK(f.mu.ci_ub > 0);
}

TEST_CASE("Skovgaard's r* is continuous where r is 0") {
  Options o = options_of("GEN", "RE", "ML", "SKOV");
  const Effects e = five();
  const double mu = fit(e, o)->mu.est;
  const auto stat = [&](double offset) {
    Effects moved = e;
    moved.yi -= mu - offset;
    return fit(moved, o)->mu.stat;
  };
  for (const double offset : {1e-12, 1e-9, 1e-6}) CHECK(std::abs(stat(offset) - stat(0)) < 100 * offset + 1e-9);
  CHECK(stat(0.01) > stat(0));
  // Within 1/64 of a standard error of the peak there is a cubic: it meets the curve, and bends no more than it.
  const double h = fit(e, o)->mu.se / 64;
  for (const double side : {-1.0, 1.0}) {
    CHECK(stat(side * h * (1 - 1e-9)) == Approx(stat(side * h * (1 + 1e-9))).margin(1e-7));
    CHECK(stat(side * h / 2) == Approx((stat(0) + stat(side * h)) / 2).margin(2e-5));
  }
}

TEST_CASE("Skovgaard's interval ends in numbers or in none where squares of the distance overflow") {
  const Fit f = fit_of(effects({6, 9, -1e130}, {0.1, 0.2, 0.3}), "RE", "SKOV", "ML");
  CHECK_FALSE(std::isinf(f.mu.ci_lb));
  CHECK_FALSE(std::isinf(f.mu.ci_ub));
}

TEST_CASE("Where Skovgaard's statistic turns back the plain profile likelihood is shown, and says so") {
  // tau2~ is 0 for means from -0.13 to 0.13 at least, and the information of tau2 falls below 0 there.
  const Effects boundary = effects({-1.32, 0.30, -1.26}, {0.89, 0.31, 1.67});
  // tau2~ stays above 0, and the statistic turns back all the same.
  const Effects jump = effects({-1.8971, -4.3041, -0.6336}, {0.2833, 1.973, 0.00175});
  for (const Effects* e : {&boundary, &jump}) {
    const Fit skov = fit_of(*e, "RE", "SKOV", "ML"), plain = fit_of(*e, "RE", "PL", "ML");
    CHECK(has(skov.notes, NoteCode::skovgaard_turns));
    CHECK_FALSE(has(skov.notes, NoteCode::skovgaard_at_zero));
    CHECK(skov.mu.ci_lb == near(plain.mu.ci_lb, 1e-9));
    CHECK(skov.mu.ci_ub == near(plain.mu.ci_ub, 1e-9));
    CHECK(skov.mu.pval == near(plain.mu.pval, 1e-9));
  }
  CHECK_FALSE(has(fit_of(effects({0.1, 0.9, -0.4, 0.6}, {0.04, 0.05, 0.03, 0.06}), "RE", "SKOV", "ML").notes,
                  NoteCode::skovgaard_turns));
}

TEST_CASE("At tau2 = 0 Skovgaard's interval is the plain profile likelihood, and says so") {
  const Effects e = effects({0.30, 0.31, 0.29, 0.30}, {0.04, 0.09, 0.06, 0.16});
  const Fit skov = fit_of(e, "RE", "SKOV", "ML"), plain = fit_of(e, "RE", "PL", "ML");
  CHECK(has(skov.notes, NoteCode::skovgaard_at_zero));
  CHECK(skov.mu.ci_lb == near(plain.mu.ci_lb, 1e-9));
  CHECK(skov.mu.ci_ub == near(plain.mu.ci_ub, 1e-9));
}
