#include "core/measures/effects.h"

#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Options with(std::string measure, std::string add_to = "only0", bool drop00 = true) {
  Options o;
  o.measure = std::move(measure), o.add_to = std::move(add_to), o.drop00 = drop00;
  return o;
}

Effects of(const std::vector<std::vector<double>>& rows, const Options& options) {
  return compute_effects(dataset("counts", rows), options);
}

}  // namespace

TEST_CASE("No studies are no effects and no complaint") {
  const Effects e = compute_effects({}, {});
  CHECK(e.k() == 0);
  CHECK(e.notes.empty());
}

TEST_CASE("Only tables with a zero are adjusted, and each is named") {
  const Effects e = of({{1, 100, 4, 100}, {0, 50, 2, 50}, {3, 100, 0, 100}}, with("OR"));
  REQUIRE(e.k() == 3);
  CHECK(e.yi[0] == near(std::log(1.0 * 96 / (99 * 4))));
  CHECK(e.yi[1] == near(std::log(0.5 * 48.5 / (50.5 * 2.5))));
  CHECK(has(e.notes, NoteCode::zero_cells_adjusted, 1));
  CHECK(has(e.notes, NoteCode::zero_cells_adjusted, 2));
  CHECK_FALSE(has(e.notes, NoteCode::zero_cells_adjusted, 0));
}

TEST_CASE("if0all adjusts every table as soon as one pooled table has a zero, all always, none never") {
  const std::vector<std::vector<double>> rows{{1, 100, 4, 100}, {0, 50, 2, 50}};
  const double plain = std::log(1.0 * 96 / (99 * 4)), adjusted = std::log(1.5 * 96.5 / (99.5 * 4.5));
  CHECK(of(rows, with("OR", "if0all")).yi[0] == near(adjusted));
  CHECK(of({{1, 100, 4, 100}, {5, 50, 2, 50}}, with("OR", "if0all")).yi[0] == near(plain));
  CHECK(of({{1, 100, 4, 100}, {5, 50, 2, 50}}, with("OR", "all")).yi[0] == near(adjusted));
  const Effects none = of(rows, with("OR", "none"));
  CHECK(none.k() == 1);
  CHECK(has(none.notes, NoteCode::zero_cells_not_estimable, 1));
}

TEST_CASE("A table dropped for its double zero does not count as a zero for if0all") {
  const Effects e = of({{1, 100, 4, 100}, {0, 50, 0, 50}}, with("OR", "if0all"));
  CHECK(e.k() == 1);
  CHECK(e.yi[0] == near(std::log(1.0 * 96 / (99 * 4))));
}

TEST_CASE("Studies without events say nothing about a ratio, and are kept for a difference") {
  const std::vector<std::vector<double>> rows{{0, 20, 0, 20}, {10, 10, 10, 10}, {5, 50, 10, 50}};
  for (const auto* ratio : {"RR", "OR"}) {
    const Effects e = of(rows, with(ratio));
    CHECK(e.k() == 1);
    CHECK(has(e.notes, NoteCode::double_zero_left_out, 0));
    CHECK(has(e.notes, NoteCode::all_events_left_out, 1));
    CHECK(of(rows, with(ratio, "only0", false)).k() == 3);
  }
  const Effects rd = of(rows, with("RD"));
  CHECK(rd.k() == 3);
  CHECK(rd.yi[0] == 0);
  CHECK(has(rd.notes, NoteCode::zero_cells_variance_only, 0));
}

TEST_CASE("A study left out by the user keeps its effect but is not pooled") {
  Dataset data = bcg();
  data.studies[3].include = false;
  const Effects e = compute_effects(data, with("RR"));
  CHECK(e.k() == 12);
  CHECK(e.study[3].yi < 0);
  CHECK(std::find(e.row.begin(), e.row.end(), 3) == e.row.end());
}

TEST_CASE("A zero in a study left out adjusts no other") {
  Dataset data = dataset("counts", {{1, 100, 4, 100}, {0, 50, 2, 50}});
  data.studies[1].include = false;
  CHECK(compute_effects(data, with("OR", "if0all")).yi[0] == near(std::log(1.0 * 96 / (99 * 4))));
}

TEST_CASE("Formats may be mixed; one that does not fit is named and the rest is pooled") {
  Dataset data = dataset("counts", {{4, 123, 11, 139}});
  data.studies.push_back(study("estimate_ci", {0.5, 0.3, 0.9, NaN}));
  data.studies.push_back(study("estimate_se", {-0.3, 0.2}));
  data.studies.push_back(study("means", {1, 1, 10, 0, 1, 10}));
  data.studies.push_back(study("no such format", {}));
  const Effects e = compute_effects(data, with("RR"));
  CHECK(e.k() == 3);
  CHECK(e.yi[1] == near(std::log(0.5)));
  CHECK(e.yi[2] == -0.3);
  CHECK(has(e.notes, NoteCode::format_not_for_measure, 3));
  CHECK(has(e.notes, NoteCode::format_not_for_measure, 4));
  CHECK(std::isnan(e.people[1]));
  CHECK(e.people[0] == 262);
}

TEST_CASE("No variance is ever invented: two SDs of 0 leave the study out") {
  const Effects e = compute_effects(dataset("means", {{1, 0, 10, 0, 0, 10}, {1, 1, 10, 0, 1, 10}}), with("MD"));
  CHECK(e.k() == 1);
  CHECK(has(e.notes, NoteCode::variance_not_positive, 0));
}

TEST_CASE("Numbers beyond computing are named, not turned into infinities") {
  const Effects e = compute_effects(dataset("estimate_se", {{1, 1e-200}, {1, 1e200}, {1, 1}}), with("GEN"));
  CHECK(e.k() == 1);
  CHECK(has(e.notes, NoteCode::variance_out_of_range, 0));
  CHECK(has(e.notes, NoteCode::variance_out_of_range, 1));
}

TEST_CASE("The same study twice is pooled twice, with a question") {
  Dataset data = dataset("estimate_se", {{0.1, 0.1}, {0.1, 0.1}, {0.3, 0.2}});
  for (Study& s : data.studies) s.label = "Smith 2004";
  const Effects e = compute_effects(data, with("GEN"));
  CHECK(e.k() == 3);
  CHECK(has(e.notes, NoteCode::duplicate_study, 1));
  CHECK_FALSE(has(e.notes, NoteCode::duplicate_study, 2));
}

TEST_CASE("Variances twenty orders apart and a difference of twelve SDs are questioned") {
  CHECK(has(compute_effects(dataset("estimate_se", {{1, 1e-10}, {1, 1}}), with("GEN")).notes,
            NoteCode::variances_far_apart));
  CHECK(has(compute_effects(dataset("means", {{50, 2, 100, 26, 2, 100}}), with("SMD")).notes, NoteCode::smd_huge, 0));
}

TEST_CASE("A subset keeps the numbers of the studies it keeps") {
  const Effects e = compute_effects(bcg(), with("RR"));
  const Effects part = subset(e, {2, 5});
  CHECK(part.k() == 2);
  CHECK(part.yi[1] == e.yi[5]);
  CHECK(part.row == std::vector<int>{2, 5});
}

TEST_CASE("Every family of counts has the policy its measures ask for") {
  const auto one = [](std::string_view format, std::vector<double> cells, const char* measure) {
    return compute_effects(dataset(format, {std::move(cells)}), with(measure));
  };
  CHECK(has(one("rates", {0, 100, 0, 100}, "IRR").notes, NoteCode::double_zero_left_out, 0));
  CHECK(has(one("rates", {0, 100, 3, 100}, "IRR").notes, NoteCode::zero_cells_adjusted, 0));
  CHECK(has(one("rates", {0, 100, 3, 100}, "IRD").notes, NoteCode::zero_cells_variance_only, 0));
  CHECK(one("rates", {0, 100, 3, 100}, "IRSD").notes.empty());
  CHECK(has(one("proportion", {0, 30}, "PLO").notes, NoteCode::zero_cells_adjusted, 0));
  CHECK(has(one("proportion", {30, 30}, "PR").notes, NoteCode::zero_cells_variance_only, 0));
  CHECK(one("proportion", {0, 30}, "PAS").notes.empty());
  CHECK(has(one("rate", {0, 30}, "IRLN").notes, NoteCode::zero_cells_adjusted, 0));
  CHECK(one("counts", {0, 30, 4, 30}, "AS").notes.empty());
  CHECK(one("counts", {0, 30, 0, 30}, "AS").k() == 1);
}

TEST_CASE("Participants and control risks come from the family, where it has them") {
  const auto people = [](std::string_view format, std::vector<double> cells, const char* measure) {
    return compute_effects(dataset(format, {std::move(cells)}), with(measure)).people[0];
  };
  CHECK(people("two_by_two", {4, 119, 11, 128}, "OR") == 262);
  CHECK(people("means", {1, 1, 10, 0, 1, 12}, "ROM") == 22);
  CHECK(people("proportion", {4, 30}, "PLO") == 30);
  CHECK(people("mean", {4, 1, 30}, "MN") == 30);
  CHECK(people("correlation", {0.4, 30}, "ZCOR") == 30);
  CHECK(people("paired", {4, 1, 3, 1, 30, 0.5}, "MC") == 30);
  CHECK(std::isnan(people("rates", {4, 100, 3, 100}, "IRR")));
  CHECK(std::isnan(people("rate", {4, 100}, "IR")));
  CHECK(compute_effects(dataset("two_by_two", {{4, 119, 11, 128}}), with("OR")).control_risk[0] == near(11.0 / 139));
}

TEST_CASE("What cannot be computed is said in the words of its reason") {
  const auto note = [](std::string_view format, std::vector<double> cells, const char* measure, NoteCode code) {
    return has(compute_effects(dataset(format, {std::move(cells)}), with(measure)).notes, code, 0);
  };
  CHECK(note("means", {1, 1, 10, -1, 1, 10}, "ROM", NoteCode::not_estimable));
  CHECK(note("means", {1, 0, 10, -1, 0, 10}, "SMD", NoteCode::variance_not_positive));
  CHECK(note("correlation", {1.2, 10}, "COR", NoteCode::not_a_correlation));
  CHECK(note("correlation", {0.2, 3}, "ZCOR", NoteCode::too_few_for_correlation));
  CHECK(note("correlation", {1, 10}, "ZCOR", NoteCode::correlation_complete));
  CHECK(note("proportion", {31, 30}, "PLO", NoteCode::events_exceed_total));
  CHECK(note("two_by_two", {0, 0, 3, 4}, "OR", NoteCode::empty_arm));
  CHECK(note("mean", {1, 1, 1}, "MN", NoteCode::too_few_for_sd));
  CHECK(note("paired", {1, 1, 1, 1, 1, 0.5}, "MC", NoteCode::too_few_for_sd));
  CHECK(note("rates", {1, 0, 1, 10}, "IRR", NoteCode::not_positive));
  CHECK(note("estimate_ci", {0.2, 0, 0.4, NaN}, "PLO", NoteCode::not_on_scale));
  CHECK(note("estimate_ci", {0.2, 0.1, 1.4, NaN}, "PAS", NoteCode::not_on_scale));
  CHECK(compute_effects(dataset("estimate_ci", {{0.2, 0.1, 0.4, NaN}}), with("PLO")).yi[0] == near(std::log(0.25)));
}

TEST_CASE("tacc adds in proportion to the group, so that unequal groups without events have an odds ratio of 1") {
  Options o = options_of("OR", "EE", "REML", "z");
  o.add_to = "tacc", o.drop00 = false;
  const Effects e = compute_effects(dataset("counts", {{0, 30, 0, 50}, {0, 40, 3, 40}, {2, 20, 5, 30}}), o);
  CHECK(e.yi[0] == Approx(0).margin(1e-15));
  CHECK(has(e.notes, NoteCode::zero_cells_by_group, 0));
  // 2 add n1 / N = 3/8 and 2 add n2 / N = 5/8: 1/.375 + 1/30.375 + 1/.625 + 1/50.625.
  CHECK(e.vi[0] == near(1 / 0.375 + 1 / 30.375 + 1 / 0.625 + 1 / 50.625));
  Options only0 = o;
  only0.add_to = "only0";
  const Effects same = compute_effects(dataset("counts", {{0, 40, 3, 40}, {2, 20, 5, 30}}), only0);
  CHECK(e.yi[1] == same.yi[0]);
  CHECK(e.vi[1] == same.vi[0]);
  CHECK(has(e.notes, NoteCode::zero_cells_adjusted, 1));
  CHECK(e.yi[2] == same.yi[1]);
}

TEST_CASE("tacc changes the variance only for a difference, and is only0 where groups have no size") {
  Options o = options_of("RD", "EE", "REML", "z");
  o.add_to = "tacc";
  const Effects e = compute_effects(dataset("counts", {{0, 30, 0, 50}}), o);
  CHECK(e.yi[0] == 0);
  CHECK(has(e.notes, NoteCode::zero_cells_variance_by_group, 0));
  o.measure = "IRR";
  Options only0 = o;
  only0.add_to = "only0";
  const Dataset rates = dataset("rates", {{0, 100, 3, 400}});
  CHECK(compute_effects(rates, o).vi[0] == compute_effects(rates, only0).vi[0]);
}
