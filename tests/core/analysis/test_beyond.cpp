#include "core/analysis/beyond.h"

#include "core/analysis/summary.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Result<Beyond> asked(const Effects& e, const Options& o) { return beyond(e, *fit(e, o), o); }

}  // namespace

TEST_CASE("At the pooled effect itself half lies above and half below") {
  Options o = options_of("GEN", "RE", "DL", "z");
  o.threshold = fit(five(), o)->mu.est;
  const Beyond b = *asked(five(), o);
  CHECK(b.prob_above == near(0.5));
  CHECK(b.share_above == near(0.5));
  CHECK(b.share_below == near(0.5));
}

TEST_CASE("Without a threshold it is no effect; far tails keep their digits") {
  Options o = options_of("GEN", "RE", "DL", "z");
  CHECK(asked(five(), o)->threshold == 0);
  o.threshold = 9, o.prediction = "S";
  const Beyond b = *asked(five(), o);
  CHECK(b.share_above > 0);
  CHECK(b.share_above < 1e-200);
  CHECK(b.share_below == 1);
}

TEST_CASE("Without tau2 the share is all or nothing and has no standard error") {
  Options o = options_of("GEN", "RE", "DL", "z");
  const Beyond b = *asked(effects({1, 1.1}, {1, 1}), o);
  CHECK(b.share_above == 1);
  CHECK(b.share_below == 0);
  CHECK(std::isnan(b.se));
  CHECK(b.prob_above < 1);
}

TEST_CASE("A threshold needs random effects, two studies and a value of the measure") {
  Options o = options_of("GEN", "EE", "DL", "z");
  CHECK(asked(five(), o).note().code == NoteCode::beyond_needs_tau2);
  o.model = "RE";
  CHECK(asked(effects({1}, {1}), o).note().code == NoteCode::beyond_needs_tau2);
  Options rr = options_of("RR", "RE", "DL", "z");
  rr.threshold = -1;
  CHECK(asked(compute_effects(bcg(), rr), rr).note().code == NoteCode::threshold_needed);
}

TEST_CASE("Exact and score limits of no events and of events in everyone end at 0 and 1") {
  Options o = options_of("PR", "RE", "DL", "z");
  const Dataset data = dataset("proportion", {{0, 20}, {20, 20}, {5, 20}});
  for (const char* rule : {"clopper_pearson", "wilson"}) {
    o.study_ci = rule;
    const Effects e = compute_effects(data, o);
    const auto studies = study_effects(e, nullptr, o);
    CHECK(studies[0].display.ci_lb == 0);
    CHECK(studies[1].display.ci_ub == 1);
    // Swapping events and non-events mirrors the interval.
    CHECK(studies[0].display.ci_ub == near(1 - studies[1].display.ci_lb));
  }
  // Rule of three, exactly: 1 - 0.025^(1/20)
  o.study_ci = "clopper_pearson";
  const auto studies = study_effects(compute_effects(data, o), nullptr, o);
  CHECK(studies[0].display.ci_ub == near(0.16843347098308536));
}

TEST_CASE("The double arcsine comes back to every proportion, and pools with the harmonic mean of the sizes") {
  Options o = options_of("PFT", "RE", "DL", "z");
  const Dataset data = dataset("proportion", {{0, 20}, {3, 30}, {40, 40}, {999, 1000}});
  const Effects e = compute_effects(data, o);
  const auto studies = study_effects(e, nullptr, o);
  CHECK(studies[0].display.est == 0);
  CHECK(studies[1].display.est == near(0.1));
  CHECK(studies[2].display.est == 1);
  CHECK(studies[3].display.est == near(0.999));
  CHECK(pooled_size(e) == near(4 / (1.0 / 20 + 1.0 / 30 + 1.0 / 40 + 1.0 / 1000)));
  CHECK(has(display_notes(e, *fit(e, o)), NoteCode::freeman_tukey_size));
  const Effects rates = compute_effects(dataset("rate", {{0, 12.5}, {7, 40}}), options_of("IRFT", "RE", "DL", "z"));
  const auto shown = study_effects(rates, nullptr, o);
  CHECK(shown[0].display.est == 0);
  CHECK(shown[1].display.est == near(7.0 / 40));
  // Effects typed as such have no sizes, so that no mean of them is told.
  const Effects typed = compute_effects(dataset("estimate_ci", {{0.3, 0.2, 0.4}, {0.5, 0.4, 0.6}}), o);
  CHECK_FALSE(has(display_notes(typed, *fit(typed, o)), NoteCode::freeman_tukey_size));
}

TEST_CASE("The tetrachoric correlation is 0 for independent cuts and odd under a swap of groups") {
  const auto effect = [](double a, double n1, double c, double n2) {
    return compute_effects(dataset("counts", {{a, n1, c, n2}}), options_of("RTET", "RE", "DL", "z")).study[0];
  };
  CHECK(std::abs(effect(10, 40, 25, 100).yi) < 1e-15);
  CHECK(effect(30, 40, 25, 100).yi == near(-effect(25, 100, 30, 40).yi, 1e-12));
  // tests/oracle/tetrachoric.py: 50 of 100 against 60 of 100. metafor 5.1-12, escalc(measure = "RTET"), integrates and
  // optimises to fewer digits: -0.157677307 and 0.0119773436.
  CHECK(effect(50, 100, 60, 100).yi == near(-0.15767454747070998566, 1e-12));
  CHECK(effect(50, 100, 60, 100).vi == Approx(0.011977343562604636).epsilon(1e-3));
}

TEST_CASE("Information criteria and the limits of H2 exist where a likelihood and an interval do") {
  Options o = options_of("GEN", "RE", "REML", "z");
  const Summary s = *summarise(five(), *fit(five(), o), o);
  CHECK(s.AIC == near(-2 * s.ll + 4));
  CHECK(s.BIC == near(-2 * s.ll + 2 * std::log(4.0)));
  CHECK(s.H2_lb <= s.H2);
  CHECK(s.H2 <= s.H2_ub);
  o.model = "UWLS";
  CHECK(std::isnan(summarise(five(), *fit(five(), o), o)->AIC));
}
