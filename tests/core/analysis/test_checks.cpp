#include "core/analysis/checks.h"

#include <algorithm>

#include "core/model/model.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Options measured(std::string measure) { return options_of(std::move(measure), "RE", "DL", "z"); }

std::vector<EntryAdvice> advice(const Dataset& data, const std::string& measure) {
  const Options o = measured(measure);
  const Effects e = compute_effects(data, o);
  return checks(e, Fit{}, o)->advice;
}

/// What one check says, as the rows it says it about.
std::vector<int> rows(const Dataset& data, const std::string& measure, std::string_view id) {
  std::vector<int> found;
  for (const EntryAdvice& a : advice(data, measure))
    if (a.id == id) found.push_back(a.row);
  return found;
}

EntryAdvice only(const Dataset& data, const std::string& measure) {
  const auto all = advice(data, measure);
  REQUIRE(all.size() == 1);
  return all[0];
}

bool says(const EntryAdvice& a, std::string_view words) { return a.text.find(words) != std::string::npos; }

/// Seven trials of a score with SDs of about 10 and 49 people or so in each group.
Dataset scores() {
  Dataset data = dataset("means", {{52.1, 10.2, 49, 55.4, 9.8, 50},
                                   {48.3, 9.1, 64, 53.2, 10.9, 60},
                                   {50.7, 11.3, 36, 56.1, 10.4, 38},
                                   {47.9, 9.7, 81, 52.6, 9.3, 80},
                                   {53.4, 10.8, 25, 57.7, 11.6, 27},
                                   {49.6, 8.9, 100, 54.9, 9.5, 98},
                                   {51.2, 10.1, 49, 54.3, 10.3, 47}});
  for (std::size_t i = 0; i < data.studies.size(); ++i) data.studies[i].label = std::string(1, "ABCDEFG"[i]) + "lpha";
  return data;
}

}  // namespace

TEST_CASE("Studies without slips get no advice") {
  CHECK(advice(scores(), "MD").empty());
  CHECK(advice(scores(), "SMD").empty());
  CHECK(advice(bcg(), "RR").empty());
  const EntryChecks none = *checks(compute_effects({}, measured("RR")), Fit{}, measured("RR"));
  CHECK(none.made > 0);
  CHECK(none.found == 0);
  CHECK(checks(five(), Fit{}, measured("GEN"))->advice.empty());
}

TEST_CASE("Standard errors typed as SDs are seen, and can be read as what they are") {
  Dataset data = scores();
  data.studies[0].cells = {52.1, 1.46, 49, 55.4, 1.39, 50};
  const EntryAdvice a = only(data, "MD");
  CHECK(a.id == "sd_or_se");
  CHECK(a.row == 0);
  CHECK(a.column == "sd1i");
  CHECK(a.value == 1.46);
  CHECK(a.format == "means_se");
  CHECK(a.remedy == "Read as standard errors");
  REQUIRE(a.suggestion.size() == 2);
  CHECK(a.suggestion[0].column == "se1i");
  CHECK(a.suggestion[0].value == 1.46);
  CHECK(a.suggestion[1].column == "se2i");
  CHECK(says(a, "Alpha, Treatment SD: 1.46"));
}

TEST_CASE("SDs typed as standard errors are read as SDs, where the others type standard errors") {
  Dataset data = scores();
  for (Study& study : data.studies) {
    study.format = "means_se";
    if (&study == &data.studies[4]) continue;
    study.cells[1] /= std::sqrt(study.cells[2]), study.cells[4] /= std::sqrt(study.cells[5]);
  }
  const EntryAdvice a = only(data, "MD");
  CHECK(a.id == "sd_or_se");
  CHECK(a.row == 4);
  CHECK(a.format == "means");
  CHECK(a.remedy == "Read as SDs");
  CHECK(a.suggestion[0].column == "sd1i");
  CHECK(a.suggestion[0].value == data.studies[4].cells[1]);
}

TEST_CASE("Standard errors are seen under a standardised difference too, where the scale is the same") {
  Dataset data = scores();
  data.studies[0].cells = {52.1, 1.46, 49, 55.4, 1.39, 50};
  CHECK(rows(data, "SMD", "sd_or_se") == std::vector<int>{0});
  for (const std::size_t j : {0, 1, 3, 4}) data.studies[5].cells[j] /= 10;
  CHECK(rows(data, "SMD", "sd_or_se") == std::vector<int>{0});
}

TEST_CASE("Two studies with standard errors do not hide each other") {
  Dataset data = scores();
  data.studies[0].cells = {52.1, 1.46, 49, 55.4, 1.39, 50};
  data.studies[5].cells = {49.6, 0.89, 100, 54.9, 0.96, 98};
  CHECK(rows(data, "MD", "sd_or_se") == std::vector<int>{0, 5});
}

TEST_CASE("A small SD that is no standard error, and SDs on many scales, are left alone") {
  Dataset small = scores();
  small.studies[0].cells = {52.1, 4.2, 49, 55.4, 4.3, 50};
  CHECK(advice(small, "MD").empty());
  Dataset scales = scores();
  const double factor[] = {1, 0.1, 3, 0.4, 12, 0.05, 2};
  for (std::size_t i = 0; i < 7; ++i)
    for (const std::size_t j : {0, 1, 3, 4}) scales.studies[i].cells[j] *= factor[i];
  CHECK(rows(scales, "SMD", "sd_or_se").empty());
}

TEST_CASE("A standard error in one of two groups is seen from the other group") {
  Dataset data = scores();
  data.studies[3].cells[4] = 1.04;
  const EntryAdvice a = only(data, "MD");
  CHECK(a.id == "sd_or_se");
  CHECK(a.row == 3);
  CHECK(a.column == "sd2i");
  CHECK(a.suggestion[0].value == 9.302);  // 1.04 * sqrt 80
  CHECK(a.format.empty());
  CHECK(a.remedy == "Change it to 9.302");
}

TEST_CASE("Means and SDs ten times smaller are another unit, with the numbers times ten") {
  Dataset data = scores();
  data.studies[2].cells = {5.07, 1.13, 36, 5.61, 1.04, 38};
  const EntryAdvice a = only(data, "MD");
  CHECK(a.id == "other_unit");
  CHECK(a.row == 2);
  REQUIRE(a.suggestion.size() == 4);
  CHECK(a.suggestion[0].value == 50.7);
  CHECK(a.suggestion[1].value == 11.3);
  CHECK(a.suggestion[3].value == 10.4);
  CHECK(says(a, "10 times smaller"));
  CHECK(a.remedy == "Multiply by 10");
  data.studies[2].cells = {5070, 1130, 36, 5610, 1040, 38};
  CHECK(says(only(data, "MD"), "100 times larger"));
  CHECK(only(data, "MD").remedy == "Divide by 100");
}

TEST_CASE("Another unit does not matter to a standardised difference") {
  Dataset data = scores();
  data.studies[2].cells = {5.07, 1.13, 36, 5.61, 1.04, 38};
  CHECK(rows(data, "SMD", "other_unit").empty());
}

TEST_CASE("The same SD to the last of many digits is a question, of two digits it is not") {
  Dataset data = scores();
  data.studies[1].cells[1] = data.studies[1].cells[4] = 10.912;
  const EntryAdvice a = only(data, "MD");
  CHECK(a.id == "same_sd");
  CHECK(a.severity == Severity::info);
  data.studies[1].cells[1] = data.studies[1].cells[4] = 11;
  CHECK(advice(data, "MD").empty());
}

TEST_CASE("SDs computed from rounded standard errors have only their digits") {
  Dataset data = scores();
  data.studies[1].cells = {48.3, 9.6, 64, 53.2, 9.6, 64};  // SE 1.2
  CHECK(advice(data, "MD").empty());
  data.studies[4].cells = {53.4, 17.3205, 12, 57.7, 17.3205, 12};  // SE 5
  CHECK(rows(data, "MD", "same_sd").empty());
}

TEST_CASE("The same SDs in most studies are a way of working") {
  Dataset data = scores();
  for (Study& study : data.studies) study.cells[4] = study.cells[1] = study.cells[1] + 0.0123;
  CHECK(rows(data, "MD", "same_sd").empty());
}

TEST_CASE("GRIM: one mean no whole numbers can have, among means that all can") {
  // Totals of whole numbers: 87/19, 92/21, 101/22, 78/18, 95/20, 88/19.
  Dataset data = dataset("mean", {{4.58, 1.1, 19}, {4.38, 1.2, 21}, {4.59, 1.1, 22}, {4.33, 1.3, 18}, {4.75, 1, 20}});
  CHECK(advice(data, "MN").empty());
  data.studies.push_back(study("mean", {4.66, 1.2, 19}));
  const EntryAdvice a = only(data, "MN");
  CHECK(a.id == "grim");
  CHECK(a.row == 5);
  CHECK(says(a, "4.632 or 4.684"));
}

TEST_CASE("GRIM says nothing of an outcome that is not counted, nor of large groups") {
  const Dataset weights = dataset("mean", {{4.57, 1.1, 19}, {4.36, 1.2, 21}, {4.59, 1.1, 22}, {4.66, 1.2, 19}});
  CHECK(rows(weights, "MN", "grim").empty());
  const Dataset large = dataset("mean", {{4.57, 1, 190}, {4.36, 1, 210}, {4.59, 1, 220}, {4.66, 1, 190}});
  CHECK(rows(large, "MN", "grim").empty());
}

TEST_CASE("Events that are a percentage of the group") {
  const Dataset data = dataset("counts", {{12.5, 40, 6, 41}, {9, 40, 7, 42}});
  const EntryAdvice a = only(data, "RR");
  CHECK(a.id == "percent_as_count");
  CHECK(a.suggestion[0].value == 5);
  CHECK(advice(dataset("counts", {{12.3, 40, 6, 41}, {9, 40, 7, 42}}), "RR").empty());
}

TEST_CASE("Logarithms typed as ratios make an interval symmetric as it stands") {
  Dataset data = dataset("estimate_ci", {{1.42, 1.05, 1.92, NaN}, {0.35, 0.05, 0.65, NaN}, {1.2, 0.8, 1.8, NaN}});
  const EntryAdvice a = only(data, "OR");
  CHECK(a.id == "lopsided_interval");
  CHECK(a.row == 1);
  REQUIRE(a.suggestion.size() == 3);
  CHECK(a.suggestion[0].value == Approx(std::exp(0.35)).epsilon(1e-3));
  CHECK(says(a, "logarithms"));
}

TEST_CASE("A ratio typed as a difference makes an interval symmetric in its logarithm") {
  const Dataset data = dataset("estimate_ci", {{2.43, 1.1, 5.4, NaN}, {0.35, 0.05, 0.65, NaN}});
  const EntryAdvice a = only(data, "GEN");
  CHECK(a.row == 0);
  CHECK(says(a, "Is it a ratio?"));
}

TEST_CASE("A typing error in a limit makes a lopsided interval; rounding does not, nor does an exact method") {
  const EntryAdvice a = only(dataset("estimate_ci", {{1.42, 1.05, 19.2, NaN}}), "OR");
  CHECK(a.severity == Severity::info);
  CHECK(says(a, "more than twice as far"));
  CHECK(advice(dataset("estimate_ci", {{1.1, 1, 1.3, NaN}, {2.1, 0.9, 5.6, NaN}, {0.1, 0, 0.3, NaN}}), "OR").empty());
}

TEST_CASE("Three numbers that fit in another order") {
  const Dataset data = dataset("estimate_ci", {{1.05, 1.42, 1.92, NaN}, {1.2, 0.8, 1.8, NaN}});
  const EntryAdvice a = only(data, "OR");
  CHECK(a.id == "swapped_limits");
  CHECK(a.suggestion[0].value == 1.42);
  CHECK(a.suggestion[1].value == 1.05);
  CHECK(a.remedy == "Put them in this order");
}

TEST_CASE("Limits that changed places are put in order, symmetric or not") {
  const EntryAdvice a = only(dataset("estimate_ci", {{1.42, 5, 1.05, NaN}}), "OR");
  CHECK(a.id == "swapped_limits");
  CHECK(a.suggestion[1].value == 1.05);
  CHECK(a.suggestion[2].value == 5);
}

TEST_CASE("Of an estimate outside its limits the limits give one that can stand in") {
  const EntryAdvice a = only(dataset("estimate_ci", {{2.43, 2.5, 5.4, NaN}, {1.2, 0.8, 1.8, NaN}}), "OR");
  CHECK(a.id == "outside_limits");
  CHECK(a.row == 0);
  CHECK(a.suggestion[0].value == 3.674);  // sqrt(2.5 * 5.4)
  CHECK(a.remedy == "Use 3.674, the middle of the limits");
  CHECK(only(dataset("estimate_ci", {{5, 2.01, 4.03, NaN}}), "MD").suggestion[0].value == 3.02);
  CHECK(advice(dataset("estimate_ci", {{1, 0, 4, NaN}}), "OR").empty());
}

TEST_CASE("A ratio below 0 with limits that are symmetric as they stand is a logarithm") {
  const EntryAdvice a = only(dataset("estimate_ci", {{-0.35, -0.6, -0.1, NaN}, {1.2, 0.8, 1.8, NaN}}), "HR");
  CHECK(a.id == "log_for_ratio");
  CHECK(a.suggestion[0].value == Approx(std::exp(-0.35)).epsilon(1e-3));
  CHECK(a.suggestion[2].value == Approx(std::exp(-0.1)).epsilon(1e-2));
  CHECK(a.remedy == "Take them as logarithms");
  CHECK(advice(dataset("estimate_ci", {{-0.35, -0.9, -0.1, NaN}}), "HR").empty());
}

TEST_CASE("Events and totals that changed columns in both groups") {
  const EntryAdvice a = only(dataset("counts", {{40, 12, 41, 6}, {9, 25, 4, 27}}), "RR");
  CHECK(a.id == "events_for_total");
  REQUIRE(a.suggestion.size() == 4);
  CHECK(a.suggestion[0].column == "ai");
  CHECK(a.suggestion[0].value == 12);
  CHECK(a.suggestion[1].value == 40);
  CHECK(advice(dataset("counts", {{40, 12, 6, 41}, {9, 25, 4, 27}}), "RR").empty());
}

TEST_CASE("A P value in a column of its own is held against the interval") {
  Dataset data = dataset("estimate_ci", {{2.43, 1.1, 5.4, NaN}, {1.42, 1.05, 1.92, NaN}});
  data.studies[0].mods["p"] = 0.29;
  const EntryAdvice a = only(data, "RR");
  CHECK(a.id == "interval_and_p");
  CHECK(a.severity == Severity::warning);
  CHECK(says(a, "P = 0.29"));
  data.studies[0].mods["p"] = 0.029;
  CHECK(advice(data, "RR").empty());
}

TEST_CASE("A ratio typed where its logarithm belongs") {
  Dataset data =
      dataset("estimate_se", {{0.02, 0.1}, {-0.08, 0.1}, {0.05, 0.12}, {-0.03, 0.09}, {0.01, 0.1}, {1.05, 0.1}});
  const EntryAdvice a = only(data, "OR");
  CHECK(a.id == "ratio_for_log");
  CHECK(a.row == 5);
  CHECK(a.suggestion[0].value == Approx(std::log(1.05)).epsilon(1e-3));
  data.studies[5].cells[0] = 0.3;
  CHECK(advice(data, "OR").empty());
}

TEST_CASE("A difference of proportions beyond 1 is in per cent") {
  const Dataset data = dataset("estimate_ci", {{0.12, 0.05, 0.19, NaN}, {12.5, 5, 20, NaN}});
  const EntryAdvice a = only(data, "RD");
  CHECK(a.id == "percent_for_proportion");
  CHECK(a.suggestion[0].value == 0.125);
  CHECK(a.suggestion[2].value == 0.2);
  CHECK(advice(data, "MD").empty());
}

TEST_CASE("Totals typed as those without the event") {
  const Dataset data = dataset("two_by_two", {{12, 100, 20, 100}, {5, 60, 9, 60}, {14, 150, 22, 150}, {3, 41, 8, 40}});
  CHECK(rows(data, "RR", "total_for_rest") == std::vector<int>{0, 1, 2});
  const EntryAdvice a = advice(data, "RR")[0];
  CHECK(a.suggestion[0].value == 88);
  CHECK(a.suggestion[1].value == 80);
  CHECK(a.remedy == "Subtract the events");
  const Dataset right = dataset("two_by_two", {{12, 88, 20, 80}, {5, 55, 9, 51}, {14, 136, 22, 128}, {3, 38, 8, 38}});
  CHECK(advice(right, "RR").empty());
}

TEST_CASE("Those without the event typed as totals") {
  const Dataset data = dataset("counts", {{12, 88, 20, 80}, {5, 55, 9, 51}, {14, 136, 22, 128}});
  CHECK(rows(data, "RR", "total_for_rest") == std::vector<int>{0, 1, 2});
  CHECK(advice(data, "RR")[0].suggestion[1].value == 100);
}

namespace {

/// Eight trials that all favour the treatment, of which the last can be turned round.
Dataset favourable(bool turned) {
  Dataset data = dataset("counts", {{20, 200, 41, 200},
                                    {31, 300, 63, 302},
                                    {12, 148, 27, 150},
                                    {44, 410, 85, 400},
                                    {18, 190, 35, 188},
                                    {25, 251, 52, 250},
                                    {9, 120, 21, 124}});
  data.studies.push_back(
      study("counts", turned ? std::vector<double>{70, 350, 34, 352} : std::vector<double>{34, 352, 70, 350}));
  return data;
}

}  // namespace

TEST_CASE("Swapped groups: the only study against all others, clearly, and in line when mirrored") {
  CHECK(advice(favourable(false), "RR").empty());
  const EntryAdvice a = only(favourable(true), "RR");
  CHECK(a.id == "groups_swapped");
  CHECK(a.row == 7);
  REQUIRE(a.suggestion.size() == 4);
  CHECK(a.suggestion[0].column == "ai");
  CHECK(a.suggestion[0].value == 34);
  CHECK(a.suggestion[3].column == "n2i");
  CHECK(a.suggestion[3].value == 350);
  CHECK(only(favourable(true), "RD").id == "groups_swapped");
  CHECK(a.remedy == "Swap the two groups");
}

TEST_CASE("An effect reported the other way round is turned round, its limits with it") {
  Dataset logs = dataset("estimate_se", {{-0.72, 0.25},
                                         {-0.7, 0.2},
                                         {-0.8, 0.32},
                                         {-0.68, 0.17},
                                         {-0.67, 0.27},
                                         {-0.73, 0.23},
                                         {-0.81, 0.38},
                                         {0.9, 0.2}});
  const EntryAdvice a = only(logs, "OR");
  CHECK(a.id == "groups_swapped");
  CHECK(a.remedy == "Turn the effect round");
  REQUIRE(a.suggestion.size() == 1);
  CHECK(a.suggestion[0].value == -0.9);
  Dataset ratios = logs;
  for (Study& study : ratios.studies) {
    study.format = "estimate_ci";
    const double yi = study.cells[0], half = 1.96 * study.cells[1];
    study.cells = {std::exp(yi), std::exp(yi - half), std::exp(yi + half), NaN};
  }
  ratios.studies[7].cells = {2.5, 1.7, 3.7, NaN};
  const EntryAdvice b = only(ratios, "OR");
  CHECK(b.id == "groups_swapped");
  REQUIRE(b.suggestion.size() == 3);
  CHECK(b.suggestion[0].value == 0.4);
  CHECK(b.suggestion[1].column == "ci_lb");
  CHECK(b.suggestion[1].value == 0.2703);  // 1 / 3.7
  CHECK(b.suggestion[2].value == 0.5882);  // 1 / 1.7
}

TEST_CASE("A single study in the other direction is not swapped when it is small, weak, or not alone") {
  Dataset weak = favourable(true);
  weak.studies[7].cells = {7, 35, 4, 35};
  CHECK(advice(weak, "RR").empty());
  Dataset slight = favourable(true);
  slight.studies[7].cells = {660, 3500, 600, 3520};
  CHECK(advice(slight, "RR").empty());
  Dataset two = favourable(true);
  two.studies[0].cells = {41, 200, 20, 200};
  CHECK(advice(two, "RR").empty());
}

TEST_CASE("A digit too many in a group") {
  Dataset data = favourable(false);
  data.studies[2].cells[3] = 1500;
  const auto all = advice(data, "RR");
  CHECK(rows(data, "RR", "group_sizes") == std::vector<int>{2});
  data.studies[2].cells = {12, 148, 54, 300};  // two to one is a design
  CHECK(rows(data, "RR", "group_sizes").empty());
}

TEST_CASE("The same numbers under two names; what a Note says already is not said twice") {
  Dataset data = favourable(false);
  for (std::size_t i = 0; i < data.studies.size(); ++i)
    data.studies[i].label = std::string(1, "ABCDEFGH"[i]) + "a 2001";
  data.studies[4].cells = data.studies[1].cells;
  const EntryAdvice a = only(data, "RR");
  CHECK(a.id == "same_study");
  CHECK(a.leave_out);
  CHECK(a.row == 4);
  CHECK(a.other_row == 1);
  CHECK(says(a, "row 2"));
  data.studies[4].label = data.studies[1].label;
  CHECK(advice(data, "RR").empty());
}

TEST_CASE("Few digits agree by chance") {
  Dataset data = dataset("counts", {{0, 10, 1, 10}, {0, 10, 1, 10}, {2, 30, 4, 31}});
  data.studies[0].label = "A", data.studies[1].label = "B";
  CHECK(advice(data, "RD").empty());
}

TEST_CASE("The same name and group sizes with other results; not when the year differs") {
  Dataset data = favourable(false);
  data.studies[3].label = "Smith", data.studies[6].label = "smith ";
  data.studies[6].cells = {40, 410, 80, 400};
  CHECK(rows(data, "RR", "same_study") == std::vector<int>{6});
  data.studies[3].year = 1999, data.studies[6].year = 2004;
  CHECK(rows(data, "RR", "same_study").empty());
}

TEST_CASE("A control group shared by two rows of one author") {
  Dataset data = favourable(false);
  data.studies[3].label = "Smith 2001a", data.studies[6].label = "Smith 2001b";
  data.studies[6].cells = {50, 390, 85, 400};
  const EntryAdvice a = only(data, "RR");
  CHECK(a.id == "shared_control");
  CHECK(a.row == 6);
  CHECK(a.other_row == 3);
  CHECK(a.shared == std::vector<int>{3, 6});
  CHECK(a.remedy == "Divide the control group");
  Dataset divided = data;
  for (const std::size_t i : {3, 6}) divided.studies[i].format = "counts_shared", divided.studies[i].cells.push_back(2);
  CHECK(advice(divided, "RR").empty());
  data.studies[6].label = "Jones 2001";
  CHECK(advice(data, "RR").empty());
}

TEST_CASE("Studies that are left out by the user are not looked at") {
  Dataset data = scores();
  data.studies[0].cells = {52.1, 1.46, 49, 55.4, 1.39, 50};
  data.studies[0].include = false;
  CHECK(advice(data, "MD").empty());
}
