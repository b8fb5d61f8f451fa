#include "core/model/inference.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Options counts_options(std::string measure, std::string model, std::string test = "z") {
  return options_of(std::move(measure), std::move(model), "REML", std::move(test));
}

Result<Fit> fit_of(const Dataset& data, const Options& options) { return fit(compute_effects(data, options), options); }

NoteCode why_not(const Dataset& data, const Options& options) { return fit_of(data, options).note().code; }

/// A zero in each group, in different studies.
Dataset single_zeros() { return dataset("counts", {{1, 100, 4, 100}, {0, 50, 2, 50}, {3, 100, 0, 100}}); }

Dataset swapped(Dataset data) {
  for (Study& s : data.studies) std::swap(s.cells[0], s.cells[2]), std::swap(s.cells[1], s.cells[3]);
  return data;
}

Dataset with(Dataset data, std::vector<double> cells) {
  data.studies.push_back(study("counts", std::move(cells)));
  return data;
}

Dataset rates() { return dataset("rates", {{9, 413, 19, 398}, {0, 263, 4, 245}, {3, 487, 13, 435}, {6, 237, 0, 241}}); }

const char* const mh_measures[] = {"OR", "RR", "RD"};

}  // namespace

TEST_CASE("Mantel-Haenszel of BCG by metafor 5.1-12") {
  const Result<Fit> odds = fit_of(bcg(), counts_options("OR", "MH"));
  CHECK(odds->mu.est == near(-0.4734109883885848));
  CHECK(odds->heterogeneity.QE == near(163.94257956919313));
  CHECK(odds->heterogeneity.df == 12);
  CHECK(odds->tau2.tau2 == 0);
}

TEST_CASE("Random effects around Mantel-Haenszel of BCG by meta 8.4-0, metabin(method = \"MH\", method.tau = \"DL\")") {
  struct Known {
    const char* measure;
    double est, se, tau2, QE;
  };
  const Known known[] = {
      {"OR", -0.7475280792668497, 0.1926656480175941, 0.3682280518563327, 163.94257956919313},
      {"RR", -0.7141861195687312, 0.17891337967294615, 0.3094968537638673, 152.56755358665745},
      {"RD", -0.008148808534057101, 0.001818662161574858, 2.6548323005178828e-05, 386.77594183655975}};
  for (const Known& each : known) {
    const Result<Fit> f = fit_of(bcg(), counts_options(each.measure, "RE_MH"));
    CHECK(f->mu.est == near(each.est));
    CHECK(f->mu.se == near(each.se));
    CHECK(f->tau2.tau2 == near(each.tau2));
    CHECK(f->heterogeneity.QE == near(each.QE));
    CHECK(has(f->notes, NoteCode::tau2_of_model));
  }
}

TEST_CASE("Random effects around Mantel-Haenszel take every test of random effects and no other tau2") {
  for (const Test& test : tests()) {
    Options o = counts_options("RR", "RE_MH", std::string(test.id));
    const Result<Fit> f = fit_of(bcg(), o);
    CHECK(f->mu.ci_lb < f->mu.est);
    CHECK(f->tau2.tau2 == near(0.3094968537638673));
    o.tau2 = "ML";
    CHECK(fit_of(bcg(), o)->mu.ci_lb == f->mu.ci_lb);
  }
}

TEST_CASE("What is added for zeros does not move models of counts") {
  for (const char* add_to : {"only0", "if0all", "all", "none", "tacc"}) {
    for (const char* measure : mh_measures) {
      Options o = counts_options(measure, "MH");
      const double est = fit_of(single_zeros(), o)->mu.est, se = fit_of(single_zeros(), o)->mu.se;
      o.add_to = add_to;
      CHECK(fit_of(single_zeros(), o)->mu.est == est);
      CHECK(fit_of(single_zeros(), o)->mu.se == se);
      CHECK(fit_of(single_zeros(), o)->k == 3);
    }
    Options o = counts_options("OR", "PETO");
    o.add_to = add_to;
    CHECK(fit_of(single_zeros(), o)->heterogeneity.QE ==
          fit_of(single_zeros(), counts_options("OR", "PETO"))->heterogeneity.QE);
  }
}

TEST_CASE("With nothing added a study without an effect of its own has a weight, and Q is that of the others") {
  Options o = counts_options("OR", "MH");
  o.add_to = "none";
  const Effects e = compute_effects(single_zeros(), o);
  REQUIRE(e.k() == 1);
  const Result<Fit> f = fit(e, o);
  CHECK(f->row == std::vector<int>{0, 1, 2});
  CHECK(std::isnan(f->heterogeneity.QE));
  const std::vector<StudyEffect> effects = study_effects(e, &*f, o);
  CHECK(effects[1].used);
  CHECK(effects[1].weight == near(100.0 / 2.98));
  CHECK(std::isnan(effects[1].yi));
}

TEST_CASE("Parts of a data set are pooled from their counts, also those without an effect") {
  Options o = counts_options("OR", "MH");
  const Effects whole = compute_effects(with(single_zeros(), {0, 20, 0, 30}), o);
  const Result<Fit> part = fit(part_of(whole, {0, 1}), o);
  CHECK(part->mu.est == fit_of(dataset("counts", {{1, 100, 4, 100}, {0, 50, 2, 50}}), o)->mu.est);
  o.add_to = "none";
  const Effects bare = compute_effects(with(single_zeros(), {2, 20, 5, 20}), o);
  REQUIRE(bare.k() == 2);
  // The second and the third have counts and no effect of their own.
  CHECK(fit(part_of(bare, {0, 1, 2}), o)->mu.est == fit_of(single_zeros(), o)->mu.est);
  // RE_MH takes part of the studies itself.
  CHECK(fit(bare, counts_options("OR", "RE_MH"))->k == 2);
}

TEST_CASE("Swapping the groups negates the estimates of models of counts and keeps the standard errors") {
  for (const char* measure : mh_measures) {
    const Result<Fit> one = fit_of(bcg(), counts_options(measure, "MH"));
    const Result<Fit> two = fit_of(swapped(bcg()), counts_options(measure, "MH"));
    CHECK(two->mu.est == near(-one->mu.est));
    CHECK(two->mu.se == near(one->mu.se));
    CHECK(two->heterogeneity.QE == near(one->heterogeneity.QE));
  }
  const Result<Fit> one = fit_of(bcg(), counts_options("OR", "PETO"));
  const Result<Fit> two = fit_of(swapped(bcg()), counts_options("OR", "PETO"));
  CHECK(two->mu.est == near(-one->mu.est));
  CHECK(two->mu.se == near(one->mu.se));
}

TEST_CASE("A double-zero study adds nothing to ratios and their degrees of freedom, dropped or not; it counts for RD") {
  const Dataset more = with(single_zeros(), {0, 30, 0, 50});
  for (const bool drop00 : {true, false}) {
    for (const auto& [measure, model] : {std::pair("OR", "MH"), std::pair("RR", "MH"), std::pair("OR", "PETO")}) {
      Options o = counts_options(measure, model);
      o.drop00 = drop00;
      const Result<Fit> with_it = fit_of(more, o), without = fit_of(single_zeros(), o);
      CHECK(with_it->mu.est == without->mu.est);
      CHECK(with_it->mu.se == without->mu.se);
      CHECK(with_it->heterogeneity.QE == without->heterogeneity.QE);
      CHECK(with_it->heterogeneity.df == 2);
      CHECK(with_it->k == 3);
    }
  }
  const Result<Fit> difference = fit_of(more, counts_options("RD", "MH"));
  CHECK(difference->k == 4);
  CHECK(difference->mu.est == near(-0.006956521739130435));
  CHECK(difference->weight[3] > 0);
}

TEST_CASE("Events in everyone count for the risk ratio only when drop00 is off") {
  const Dataset more = with(bcg(), {20, 20, 30, 30});
  Options o = counts_options("RR", "MH");
  CHECK(fit_of(more, o)->mu.est == fit_of(bcg(), o)->mu.est);
  o.drop00 = false;
  CHECK(fit_of(more, o)->k == 14);
  CHECK(fit_of(more, o)->mu.est > fit_of(bcg(), o)->mu.est);
}

TEST_CASE("One study: its own estimate, no heterogeneity") {
  const Dataset one = dataset("counts", {{1, 10, 3, 10}});
  for (const char* measure : mh_measures) {
    const Options o = counts_options(measure, "MH", "t");
    const Effects e = compute_effects(one, o);
    const Result<Fit> f = fit(e, o);
    CHECK(f->mu.est == near(e.yi[0]));
    CHECK(f->weight[0] == 100);
    CHECK(std::isinf(f->mu.df));
    CHECK(std::isnan(f->heterogeneity.QE));
    CHECK(std::isnan(f->tau2.tau2));
    CHECK(has(f->notes, NoteCode::one_study));
    CHECK(has(f->notes, NoteCode::hk_one_study));
  }
  const Result<Fit> around = fit_of(one, counts_options("RR", "RE_MH"));
  CHECK(around->k == 1);
  CHECK(std::isnan(around->heterogeneity.QE));
  CHECK_FALSE(has(around->notes, NoteCode::tau2_of_model));
}

TEST_CASE("No estimate where the same count is zero in every study") {
  const Dataset none_treated = dataset("counts", {{0, 20, 3, 20}, {0, 40, 5, 30}});
  CHECK(why_not(none_treated, counts_options("OR", "MH")) == NoteCode::mantel_haenszel_not_estimable);
  CHECK(why_not(none_treated, counts_options("RR", "RE_MH")) == NoteCode::mantel_haenszel_not_estimable);
  CHECK(fit_of(none_treated, counts_options("RD", "MH"))->mu.est < 0);
  CHECK(fit_of(none_treated, counts_options("OR", "PETO"))->mu.est < 0);
  const Dataset nobody = dataset("counts", {{0, 20, 0, 20}, {0, 40, 0, 30}});
  CHECK(why_not(nobody, counts_options("RD", "MH")) == NoteCode::mantel_haenszel_not_estimable);
  Options o = counts_options("OR", "PETO");
  o.drop00 = false;
  CHECK(why_not(nobody, o) == NoteCode::peto_not_estimable);
  const Dataset all_or_nothing = dataset("counts", {{20, 20, 0, 20}, {41, 41, 0, 37}, {7, 7, 0, 11}});
  CHECK(why_not(all_or_nothing, counts_options("RD", "MH")) == NoteCode::mantel_haenszel_not_estimable);
}

TEST_CASE("Studies reported as effects are named and left out of models of counts") {
  Dataset mixed = single_zeros();
  mixed.studies.push_back(study("estimate_se", {-0.2, 0.3}));
  const Result<Fit> f = fit_of(mixed, counts_options("OR", "MH"));
  CHECK(f->mu.est == fit_of(single_zeros(), counts_options("OR", "MH"))->mu.est);
  CHECK(has(f->notes, NoteCode::study_without_counts, 3));
  CHECK(fit_of(mixed, counts_options("OR", "RE_MH"))->row == std::vector<int>{0, 1, 2});
  const Dataset reported = dataset("estimate_se", {{-0.2, 0.3}, {0.1, 0.2}});
  CHECK(why_not(reported, counts_options("OR", "MH")) == NoteCode::counts_needed);
  CHECK(why_not(reported, counts_options("MD", "MH")) == NoteCode::model_not_for_measure);
}

TEST_CASE("Models of counts know z and t; for another test z stands in, with a note") {
  const Result<Fit> z = fit_of(bcg(), counts_options("OR", "MH", "z")),
                    t = fit_of(bcg(), counts_options("OR", "MH", "t"));
  const Result<Fit> hk = fit_of(bcg(), counts_options("OR", "MH", "HKSJ_se"));
  CHECK(t->mu.df == 12);
  CHECK(t->mu.ci_lb < z->mu.ci_lb);
  CHECK(hk->mu.ci_lb == z->mu.ci_lb);
  CHECK(has(hk->notes, NoteCode::test_not_for_model));
  CHECK_FALSE(has(t->notes, NoteCode::test_not_for_model));
}

TEST_CASE("Peto warns of large effects and very unequal groups") {
  const auto biased = [](std::vector<double> cells) {
    return has(fit_of(dataset("counts", {cells}), counts_options("OR", "PETO"))->notes, NoteCode::peto_biased);
  };
  CHECK(biased({90, 100, 10, 1000}));
  CHECK(biased({1, 100, 10, 900}));
  CHECK(biased({30, 100, 10, 100}));
  CHECK_FALSE(biased({12, 100, 10, 100}));
}

TEST_CASE("Counts 2^300 times as large: the same ratio, a standard error 2^150 times as small") {
  Dataset large = bcg();
  for (Study& s : large.studies)
    for (double& cell : s.cells) cell = std::ldexp(cell, 300);
  for (const char* measure : mh_measures) {
    const Result<Fit> f = fit_of(large, counts_options(measure, "MH")),
                      g = fit_of(bcg(), counts_options(measure, "MH"));
    CHECK(f->mu.est == near(g->mu.est));
    CHECK(std::ldexp(f->mu.se, 150) == near(g->mu.se));
  }
}

TEST_CASE("Person-time in another unit leaves the rate ratio and divides the rate difference") {
  Dataset days = rates();
  for (Study& s : days.studies) s.cells[1] *= 1024, s.cells[3] *= 1024;
  for (const char* measure : {"IRR", "IRD"}) {
    const double factor = std::string(measure) == "IRR" ? 1 : 1024;
    const Result<Fit> f = fit_of(days, counts_options(measure, "MH")),
                      g = fit_of(rates(), counts_options(measure, "MH"));
    CHECK(factor * f->mu.est == near(g->mu.est));
    CHECK(factor * f->mu.se == near(g->mu.se));
    CHECK(f->heterogeneity.QE == near(g->heterogeneity.QE));
    CHECK(f->k == 4);
  }
}
