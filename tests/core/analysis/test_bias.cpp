#include <algorithm>

#include "core/analysis/excess_significance.h"
#include "core/analysis/fail_safe.h"
#include "core/analysis/line.h"
#include "core/analysis/pet_peese.h"
#include "core/analysis/rank_test.h"
#include "core/analysis/small_study.h"
#include "core/analysis/trim_fill.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Array array(const std::vector<double>& x) { return Eigen::Map<const Array>(x.data(), static_cast<Index>(x.size())); }

/// Effects that grow with their standard errors, with some spread.
Effects funnel() {
  return effects({0.11, 0.18, 0.16, 0.35, 0.3, 0.62, 0.55, 1.1, 0.9, 1.4},
                 {0.01, 0.02, 0.03, 0.06, 0.08, 0.15, 0.2, 0.4, 0.5, 0.9});
}

const SmallStudyTest* find(const SmallStudy& all, std::string_view id) {
  for (const SmallStudyTest& test : all.tests)
    if (test.id == id) return &test;
  return nullptr;
}

SmallStudy tests_of(const Effects& e, const Options& o = {}) { return *small_study(e, {}, o); }

Effects opposite(Effects e) {
  e.yi = -e.yi;
  return e;
}

Effects scaled(Effects e, double unit) {
  e.yi *= unit, e.vi *= unit * unit;
  return e;
}

Effects reversed(const Effects& e) {
  std::vector<Index> order;
  for (Index i = e.k(); i-- > 0;) order.push_back(i);
  return subset(e, order);
}

}  // namespace

TEST_CASE("A line through three points: slope, intercept and their errors by hand") {
  // y = 1, 2, 4 at x = 0, 1, 2, equal weights: slope 3/2, intercept 5/6, rss 1/6, sd of the slope sqrt(1/12).
  const Line line = *fit_line(array({1, 2, 4}), array({0, 1, 2}), array({1, 1, 1}), 0.95);
  CHECK(line.slope.est == near(1.5));
  CHECK(line.intercept.est == near(5.0 / 6));
  CHECK(line.dispersion == near(1.0 / 6));
  CHECK(line.slope.se == near(std::sqrt(1.0 / 12)));
  CHECK(line.slope.df == 1);
}

TEST_CASE("No line: two studies, one precision, or nothing left over") {
  CHECK(fit_line(array({1, 2}), array({0, 1}), array({1, 1}), 0.95).note().code == NoteCode::small_study_needs_three);
  CHECK(fit_line(array({1, 2, 4}), array({1, 1, 1}), array({1, 1, 1}), 0.95).note().code ==
        NoteCode::small_study_same_precision);
  CHECK(fit_line(array({0.1, 0.2, 0.3}), array({1, 2, 3}), array({1, 2, 1}), 0.95).note().code ==
        NoteCode::small_study_no_spread);
}

TEST_CASE("Kendall: exact P of four pairs by counting, tau-b with ties") {
  // One of 24 orders has no discordant pair, three have one: P = 2 (1 + 3) / 24.
  const Kendall exact = kendall(array({1, 2, 3, 4}), array({1, 2, 4, 3}));
  CHECK(exact.exact);
  CHECK(exact.S == 4);
  CHECK(exact.pval == near(1.0 / 3));
  const Kendall tied = kendall(array({1, 1, 2, 3}), array({1, 2, 2, 3}));
  CHECK_FALSE(tied.exact);
  CHECK(tied.S == 4);  // four concordant pairs, none discordant, one tie in each
  CHECK(tied.tau == near(4.0 / 5));
  CHECK(std::isnan(kendall(array({1, 1, 1}), array({1, 2, 3})).tau));
}

TEST_CASE("Tests for small-study effects on BCG, log odds ratios, against meta") {
  // meta 8.4-0: metabias(metabin(..., sm = "OR", method = "Inverse"))
  const Dataset data = bcg();
  const Effects e = compute_effects(data, options_of("OR", "RE", "REML", "z"));
  const SmallStudy all = tests_of(e, options_of("OR", "RE", "REML", "z"));
  const auto stat = [&](std::string_view id) { return find(all, id)->stat; };
  CHECK(stat("Egger") == near(-1.5069506966943071));
  CHECK(stat("Begg") == near(0.12201777521731266));
  CHECK(stat("Harbord") == near(-1.2564743440450636));
  CHECK(stat("Peters") == near(-1.36247619939701));
  CHECK(stat("Schwarzer") == near(0.36605332565193804));
  CHECK(stat("Deeks") == near(-1.8018125229584006));
  CHECK(stat("Macaskill_FIV") == near(4.711485724596098));
  CHECK(find(all, "Begg")->pval == near(0.9523619079608663));
  CHECK(all.note.empty());
  CHECK(find(all, "Pustejovsky") == nullptr);
}

TEST_CASE("Tests for small-study effects follow sign, unit and order") {
  const SmallStudy as_is = tests_of(funnel());
  for (const SmallStudyTest& other : tests_of(opposite(funnel())).tests) {
    CHECK(other.est == near(-find(as_is, other.id)->est));
    CHECK(other.pval == near(find(as_is, other.id)->pval, 1e-9));
  }
  for (const double unit : {1e-100, 1e-9, 1e7, 1e100}) {
    for (const SmallStudyTest& other : tests_of(scaled(funnel(), unit)).tests) {
      CHECK(other.stat == near(find(as_is, other.id)->stat, 1e-9));
      if (other.id != "Begg") CHECK(other.limit == near(unit * find(as_is, other.id)->limit, 1e-9));
    }
  }
  for (const SmallStudyTest& other : tests_of(reversed(funnel())).tests)
    CHECK(other.stat == near(find(as_is, other.id)->stat, 1e-10));
}

TEST_CASE("Fewer than three studies, or one precision: every test says why it has no result") {
  for (const Effects& e : {effects({}, {}), effects({1}, {1}), effects({1, 2}, {1, 2}), effects({1, 2, 3}, {1, 1, 1})})
    for (const SmallStudyTest& test : tests_of(e).tests) {
      CHECK(std::isnan(test.pval));
      CHECK_FALSE(test.note.empty());
    }
  CHECK_FALSE(tests_of(five()).note.empty());
}

TEST_CASE("Tests of counts with zeros everywhere have a result or a reason") {
  const Dataset data =
      dataset("counts", {{0, 10, 0, 10}, {0, 10, 3, 10}, {0, 20, 1, 20}, {0, 30, 4, 30}, {5, 5, 5, 5}});
  for (const char* measure : {"OR", "RR", "RD", "PETO"}) {
    const Effects e = compute_effects(data, options_of(measure, "RE", "REML", "z"));
    for (const SmallStudyTest& test : tests_of(e, options_of(measure, "RE", "REML", "z")).tests) {
      INFO(measure << " " << test.id);
      CHECK(std::isnan(test.pval) != test.note.empty());
    }
  }
}

TEST_CASE("Trim and fill mirrors the extreme studies about the trimmed mean") {
  Options o = options_of("GEN", "EE", "REML", "z");
  const TrimFill right = *trim_fill(opposite(funnel()), {}, o);
  const TrimFill left = *trim_fill(funnel(), {}, o);
  CHECK(left.side == "left");
  CHECK(right.side == "right");
  CHECK(left.k0 > 0);
  CHECK(left.k0 == right.k0);
  CHECK(left.est == near(-right.est));
  REQUIRE(left.filled.size() == static_cast<std::size_t>(left.k0));
  const FilledStudy& last = left.filled.back();
  CHECK(last.row == 9);
  // The mirror images and the largest effects together average to the trimmed mean, whatever the model.
  const double mean = (last.yi + 1.4) / 2;
  CHECK(left.filled.front().yi == near(2 * mean - funnel().yi[left.filled.front().row]));
}

TEST_CASE("Trim and fill: a symmetrical funnel is left alone, and P of R0 is one half") {
  Options o = options_of("GEN", "EE", "REML", "z");
  o.trim_fill = "R0", o.trim_side = "left";
  const TrimFill none = *trim_fill(effects({0, 1, -1, 2, -2}, {0.1, 0.2, 0.2, 0.4, 0.4}), {}, o);
  CHECK(none.k0 == 0);
  CHECK(none.pval_k0 == 0.5);
  CHECK(none.est == 0);
  CHECK(none.filled.empty());
}

TEST_CASE("Trim and fill says why not: too few, no side, no Q0") {
  Options o = options_of("GEN", "RE", "REML", "z");
  CHECK(trim_fill(effects({1, 2}, {1, 2}), {}, o).note().code == NoteCode::trim_fill_needs);
  CHECK(trim_fill(effects({1, 2, 3}, {1, 1, 1}), {}, o).note().code == NoteCode::trim_fill_no_side);
  o.trim_side = "left", o.trim_fill = "Q0";
  // One precise study and five far to its right: the ranks leave a negative number under the root.
  const Result<TrimFill> failed = trim_fill(effects({0, 9, 9.1, 9.2, 9.3, 9.4}, {0.001, 1, 1, 1, 1, 1}), {}, o);
  REQUIRE_FALSE(failed.has_value());
  CHECK(failed.note().code == NoteCode::trim_fill_no_q0);
  CHECK(failed.note().value == 3);  // L0: (4 * 20 - 42) / 11 = 3.45, and the same again without three
}

TEST_CASE("Trim and fill of studies of one precision looks at the side where the effects reach less far") {
  const Options o = options_of("GEN", "EE", "REML", "z");
  const TrimFill right = *trim_fill(effects({1, 2, 4}, {1, 1, 1}), {}, o);
  CHECK(right.side == "left");
  CHECK_FALSE(right.note.empty());
  CHECK(trim_fill(effects({-1, -2, -4}, {1, 1, 1}), {}, o)->side == "right");
}

TEST_CASE("PET-PEESE names the study that decides where the line goes") {
  const Options o = options_of("GEN", "RE", "REML", "z");
  const PetPeese alone = *pet_peese(effects({0.1, 0.5, 0.6, 0.4}, {0.0001, 0.04, 0.05, 0.09}), {}, o);
  REQUIRE_FALSE(alone.notes.empty());
  CHECK(alone.notes[0].code == NoteCode::line_rests_on_study);
  CHECK(alone.notes[0].row == 0);
  CHECK(alone.notes[0].value > 90);
  CHECK(pet_peese(five(), {}, o)->notes.empty());
}

TEST_CASE("Fail-safe N by hand") {
  // Four studies of z = 2, 2, 2, 2: Rosenthal 64 / 1.645^2 - 4 = 19.66; Rosenberg 4 (16 / 1.96^2 - 1) = 12.66.
  const FailSafe found =
      *fail_safe(effects({1, 1, 1, 1}, {0.25, 0.25, 0.25, 0.25}), {}, options_of("GEN", "EE", "REML", "z"));
  REQUIRE(found.rows.size() == 4);
  CHECK(found.rows[0].n == 20);
  CHECK(found.rows[1].n == 4);  // Orwin, target one half of 1
  CHECK(found.rows[2].n == 13);
  CHECK(found.rows[3].n == 13);  // no heterogeneity: the general method is Rosenberg's
  CHECK(found.rows[3].pval_n >= 0.05);
}

TEST_CASE("Fail-safe N: nothing significant needs no study, and an unusable target says so") {
  Options o = options_of("GEN", "RE", "REML", "z");
  const FailSafe none = *fail_safe(effects({0.1, -0.1, 0.05}, {1, 1, 1}), {}, o);
  for (const char* id : {"Rosenthal", "Rosenberg", "General"})
    for (const FailSafeRow& row : none.rows)
      if (row.id == id) CHECK(row.n == 0);
  o.fail_safe_target = 0;
  const FailSafe unusable = *fail_safe(five(), {}, o);
  CHECK(std::isnan(unusable.rows[1].n));
  CHECK_FALSE(unusable.rows[1].note.empty());
  o.fail_safe_target = 5;
  CHECK(fail_safe(five(), {}, o)->rows[1].n == 0);
}

TEST_CASE("Studies without effect that are too far from the others to be pooled end the general fail-safe N in words") {
  const Options o = options_of("GEN", "RE", "HS", "z");
  const Effects far = effects({1.5e140, 1.55e140}, {1, 1});
  REQUIRE(fit(far, o));
  const FailSafe f = *fail_safe(far, {}, o);
  CHECK(std::isnan(f.rows[3].n));
  CHECK(f.rows[3].note.find("too large or too small") != std::string::npos);
}

TEST_CASE("PET-PEESE takes PEESE when PET's intercept is clearly there") {
  const Options o = options_of("GEN", "RE", "REML", "z");
  const PetPeese clear =
      *pet_peese(effects({1, 1.1, 0.9, 1.05, 1.2, 0.8}, {0.001, 0.002, 0.003, 0.01, 0.05, 0.1}), {}, o);
  CHECK(clear.chosen == "PEESE");
  CHECK(clear.pval_one_sided < 0.001);
  const PetPeese unclear = *pet_peese(funnel(), {}, o);
  CHECK(unclear.chosen == "PET");
  const PetPeese negative = *pet_peese(opposite(funnel()), {}, o);
  CHECK(negative.pval_one_sided == near(unclear.pval_one_sided));
  CHECK(pet_peese(effects({1, 2}, {1, 1}), {}, o).note().code == NoteCode::pet_peese_needs_three);
}

TEST_CASE("WAAP without two studies of enough power is UWLS, and says so") {
  const PetPeese found =
      *pet_peese(effects({0.1, -0.2, 0.3, 0.1}, {1, 1.5, 2, 3}), {}, options_of("GEN", "RE", "REML", "z"));
  CHECK(found.rows[3].est == found.rows[2].est);
  CHECK(found.rows[3].k == 4);
  CHECK_FALSE(found.rows[3].note.empty());
}

TEST_CASE("At least two of three: by hand, and the ends") {
  const Array p = array({0.1, 0.2, 0.3});
  CHECK(at_least(p, 2) == near(0.1 * 0.2 * 0.7 + 0.1 * 0.8 * 0.3 + 0.9 * 0.2 * 0.3 + 0.1 * 0.2 * 0.3));
  CHECK(at_least(p, 0) == 1);
  CHECK(at_least(p, 3) == near(0.006));
  CHECK(at_least(array({1e-100, 1e-100}), 2) == near(1e-200));
}

TEST_CASE("Excess significance: power at no effect is alpha, so E = k alpha") {
  const Options o = options_of("GEN", "RE", "REML", "z");
  const ExcessSignificance found = *excess_significance(effects({3, -3, 0, 0}, {1, 1, 1, 1}), {}, o);
  CHECK(found.theta == 0);
  CHECK(found.O == 2);
  CHECK(found.E == near(0.2));
  // Two or more of four with chance 0.05: 1 - 0.95^4 - 4 0.05 0.95^3.
  CHECK(found.pval == near(0.01401875, 1e-10));
  CHECK(found.pval_binomial == near(found.pval));
  CHECK(found.median_power == near(0.05));
}

TEST_CASE("The limit estimate makes the exact P 0.10") {
  const Options o = options_of("GEN", "RE", "REML", "z");
  const Effects e = effects({0.9, 0.7, 0.8, 0.1, 0.95}, {0.1, 0.12, 0.14, 0.05, 0.2});
  const ExcessSignificance found = *excess_significance(e, {}, o);
  REQUIRE(found.theta_lim > 0);
  Array power(5);
  for (Index i = 0; i < 5; ++i) {
    const double z = found.theta_lim / std::sqrt(e.vi[i]), c = 1.9599639845400545;
    power[i] = std::erfc((c - z) / std::sqrt(2)) / 2 + std::erfc((c + z) / std::sqrt(2)) / 2;
  }
  CHECK(at_least(power, found.O) == near(0.10, 1e-10));
  CHECK(excess_significance(opposite(e), {}, o)->theta_lim == near(-found.theta_lim));
}

TEST_CASE("Questions about no effect are not asked of one group") {
  const Dataset data = dataset("proportion", {{1, 10}, {4, 20}, {9, 30}});
  const Options o = options_of("PLO", "RE", "REML", "z");
  const Effects e = compute_effects(data, o);
  CHECK(fail_safe(e, {}, o).note().code == NoteCode::bias_not_for_measure);
  CHECK(pet_peese(e, {}, o).note().code == NoteCode::bias_not_for_measure);
  CHECK(excess_significance(e, {}, o).note().code == NoteCode::bias_not_for_measure);
  CHECK(trim_fill(e, {}, o).has_value());
}

TEST_CASE("Made-up studies are pooled without weights that only real ones have") {
  Dataset data = bcg();
  for (Study& study : data.studies) study.mods["weight"] = 1;
  for (const char* model : {"N_WEIGHTED", "WEIGHTED"}) {
    INFO(model);
    const Options options = options_of("RR", model, "DL", "z");
    const Effects e = compute_effects(data, options);
    const auto f = fit(e, options);
    REQUIRE(f);
    REQUIRE(trim_fill(e, *f, options));
    REQUIRE(fail_safe(e, *f, options));
  }
}
