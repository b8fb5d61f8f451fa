#include <algorithm>
#include <string>

#include "core/analysis/meta_regression.h"
#include "core/analysis/permutation.h"
#include "core/analysis/subgroups.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

/// The BCG trials with latitude and allocation.
Dataset moderated() {
  constexpr double latitude[] = {44, 55, 42, 52, 13, 44, 19, 13, 27, 42, 18, 33, 33};
  constexpr char allocation[] = "RRRRAARRRSSRS";
  Dataset data = bcg();
  for (std::size_t i = 0; i < 13; ++i) {
    data.studies[i].mods["ablat"] = latitude[i];
    data.studies[i].groups["alloc"] = allocation[i];
    data.studies[i].year = 1950 + static_cast<double>(i);
  }
  return data;
}

Options with(std::string moderators, std::string test = "z") {
  Options o = options_of("RR", "RE", "REML", std::move(test));
  o.moderators = std::move(moderators);
  return o;
}

Options grouped(std::string tau2 = "separate", std::string test = "z") {
  Options o = options_of("RR", "RE", "REML", std::move(test));
  o.subgroup = "alloc", o.subgroup_tau2 = std::move(tau2);
  return o;
}

template <class Question>
auto ask(Question question, const Dataset& data, const Options& o) {
  const Effects e = compute_effects(data, o);
  return question(e, *fit(e, o), o);
}

}  // namespace

TEST_CASE("Subgroups come in the order of appearance and share out all studies and all weight") {
  const Subgroups s = *ask(subgroups, moderated(), grouped());
  REQUIRE(s.levels.size() == 3);
  CHECK(s.levels[0].level == "R");
  CHECK(s.levels[1].level == "A");
  CHECK(s.levels[2].rows == std::vector<int>{9, 10, 12});
  CHECK(s.levels[0].k + s.levels[1].k + s.levels[2].k == 13);
  CHECK(s.levels[0].weight + s.levels[1].weight + s.levels[2].weight == near(100));
  CHECK(s.contrasts.size() == 3);
  CHECK(s.contrasts[0].level == "A");
  CHECK(s.contrasts[0].display.est == near(s.levels[1].display.est / s.levels[0].display.est));
}

TEST_CASE("Under a common effect Q splits into Q within and Q between") {
  Options o = grouped();
  o.model = "EE";
  const Dataset data = moderated();
  const Subgroups s = *ask(subgroups, data, o);
  const Effects e = compute_effects(data, o);
  CHECK(s.Q_between + s.Q_within == near(fit(e, o)->heterogeneity.QE));
  CHECK(s.tau2_from == "none");
  CHECK(s.test == "Q");
}

TEST_CASE("A common tau2 is that of the regression on the subgroup") {
  const Subgroups s = *ask(subgroups, moderated(), grouped("common"));
  const MetaRegression r = *ask(meta_regression, moderated(), with("alloc"));
  CHECK(s.tau2 == near(r.tau2));
  CHECK(s.Q_between == near(r.QM, 1e-11));
  CHECK(s.levels[1].est == near(r.coefficients[0].est, 1e-11));
}

TEST_CASE("With two subgroups Welch's test is the square of the contrast's t") {
  Dataset data = moderated();
  for (Study& study : data.studies)
    if (study.groups["alloc"] == "A") study.groups["alloc"] = "S";
  const Subgroups s = *ask(subgroups, data, grouped("separate", "HKSJ"));
  CHECK(s.test == "F");
  CHECK(s.F == near(s.contrasts[0].stat * s.contrasts[0].stat));
  CHECK(s.F_df2 == near(s.contrasts[0].df));
  CHECK(s.pval == near(s.contrasts[0].pval));
}

TEST_CASE("A study without a subgroup is left out, and named") {
  Dataset data = moderated();
  data.studies[3].groups.clear();
  data.studies[7].groups["alloc"] = "";
  const Subgroups s = *ask(subgroups, data, grouped());
  CHECK(s.k == 11);
  CHECK(has(s.notes, NoteCode::subgroup_missing, 3));
  CHECK(has(s.notes, NoteCode::subgroup_missing, 7));
}

TEST_CASE("One subgroup has no test, a subgroup of one study its own result") {
  Dataset data = moderated();
  for (Study& study : data.studies) study.groups["alloc"] = "all";
  const Subgroups one = *ask(subgroups, data, grouped());
  CHECK(std::isnan(one.Q_between));
  CHECK(has(one.notes, NoteCode::subgroup_only_one));
  data.studies[0].groups["alloc"] = "first";
  const Subgroups two = *ask(subgroups, data, grouped("separate", "HKSJ"));
  CHECK(two.levels[0].k == 1);
  CHECK(std::isnan(two.levels[0].tau2));
  CHECK(std::isfinite(two.pval));
  CHECK(has(two.notes, NoteCode::subgroup_one_study));
  CHECK(std::isfinite(ask(subgroups, data, grouped("common", "HKSJ"))->pval));
}

TEST_CASE("No subgroup chosen, or one that no study has") {
  CHECK(ask(subgroups, moderated(), with("")).note().code == NoteCode::subgroup_needed);
  Options o = grouped();
  o.subgroup = "nothing";
  CHECK(ask(subgroups, moderated(), o).note().code == NoteCode::subgroup_unknown);
}

TEST_CASE("Coefficients are named, and the first level in order of bytes is the reference") {
  const MetaRegression r = *ask(meta_regression, moderated(), with("ablat*alloc"));
  std::vector<std::string> names;
  for (const auto& c : r.coefficients) names.push_back(c.name);
  CHECK(names ==
        std::vector<std::string>{"intercept", "ablat", "alloc = R", "alloc = S", "ablat:alloc = R", "ablat:alloc = S"});
  REQUIRE(r.terms.size() == 3);
  CHECK(r.terms[2].term == "ablat:alloc");
  CHECK(r.terms[2].df == 2);
}

TEST_CASE("Centring changes the intercept only, and quiets the remark about it") {
  Options o = with("year");
  const MetaRegression a = *ask(meta_regression, moderated(), o);
  o.centre_moderators = true;
  const MetaRegression b = *ask(meta_regression, moderated(), o);
  CHECK(b.coefficients[1].est == near(a.coefficients[1].est, 1e-10));
  CHECK(b.tau2 == near(a.tau2, 1e-10));
  CHECK(has(a.notes, NoteCode::moderator_far_from_zero));
  CHECK_FALSE(has(b.notes, NoteCode::moderator_far_from_zero));
  CHECK(b.line.front().x == 1950);
  CHECK(b.line.front().est == near(a.line.front().est, 1e-10));
}

TEST_CASE("The line runs from the lowest to the highest value and through the fitted values") {
  const MetaRegression r = *ask(meta_regression, moderated(), with("ablat"));
  CHECK(r.line_of == "ablat");
  CHECK(r.line.front().x == 13);
  CHECK(r.line.back().x == 55);
  CHECK(r.line.back().est == near(r.studies[1].fitted));
  CHECK(r.line.back().display.est == near(std::exp(r.line.back().est)));
  CHECK(ask(meta_regression, moderated(), with("alloc"))->line.empty());
}

TEST_CASE("A study without a value is left out, and named") {
  Dataset data = moderated();
  data.studies[4].mods["ablat"] = NaN;
  data.studies[5].mods.clear();
  const MetaRegression r = *ask(meta_regression, data, with("ablat"));
  CHECK(r.k == 11);
  CHECK(has(r.notes, NoteCode::moderator_missing, 4));
  CHECK(has(r.notes, NoteCode::moderator_missing, 5));
}

TEST_CASE("Moderators that cannot be used say why, by name") {
  Dataset data = moderated();
  for (Study& study : data.studies) {
    study.mods["twice"] = 2 * study.mods["ablat"];
    study.mods["same"] = 1;
  }
  const auto why = [&](const Options& o) {
    const Note note = ask(meta_regression, data, o).note();
    return std::string(kind(note.code).id) + " " + std::string(note.column);
  };
  CHECK(why(with("")) == "formula_needed ");
  CHECK(why(with("ablat + twice")) == "moderator_collinear twice");
  CHECK(why(with("same")) == "moderator_constant same");
  CHECK(why(with("dose")) == "moderator_unknown dose");
  CHECK(why(with("ablat + (")) == "formula_not_understood (");
}

TEST_CASE("An exact permutation test counts every different order once") {
  Dataset data = moderated();
  data.studies.resize(6);
  const PermutationTest by_latitude = *ask(permutation, data, with("ablat"));
  CHECK(by_latitude.exact);
  CHECK(by_latitude.permutations == 360);  // 6! / 2!: latitude 44 comes twice
  const PermutationTest by_group = *ask(permutation, data, with("alloc"));
  CHECK(by_group.permutations == 15);
  CHECK(has(by_group.notes, NoteCode::permutation_few));
  CHECK(by_group.QMp_perm == near(by_group.coefficients[1].pval_perm));
  CHECK(ask(permutation, data, with(""))->permutations == 64);
}

TEST_CASE("Random permutations are the same for the same seed and near the exact P") {
  Options o = with("alloc");
  o.tau2 = "DL", o.permutations = 2000;
  const PermutationTest a = *ask(permutation, moderated(), o), again = *ask(permutation, moderated(), o);
  CHECK_FALSE(a.exact);
  CHECK(a.permutations == 2001);
  CHECK(a.QMp_perm == again.QMp_perm);
  o.permutations = 30000;  // 13! / (8! 2! 3!) = 12 870 orders
  const PermutationTest exact = *ask(permutation, moderated(), o);
  CHECK(exact.exact);
  CHECK(exact.permutations == 12870);
  CHECK(a.QMp_perm == Approx(exact.QMp_perm).margin(0.04));
  o.permutations = 2000, o.seed = 2;
  CHECK(ask(permutation, moderated(), o)->QMp_perm != a.QMp_perm);
}

TEST_CASE("Flipping all signs of one-sided effects leaves the smallest P there is") {
  Options o = options_of("GEN", "RE", "DL", "z");
  Effects e = effects({1, 1.1, 0.9, 1.2, 1.05}, {0.01, 0.02, 0.01, 0.03, 0.01});
  const Dataset data{std::vector<Study>(5)};
  e.data = &data;
  const PermutationTest t = *permutation(e, *fit(e, o), o);
  CHECK(t.permuted == "signs");
  CHECK(t.coefficients[0].pval_perm == near(2.0 / 32));
}
