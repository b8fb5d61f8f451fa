#include <algorithm>
#include <string>

#include "core/analysis/cumulative.h"
#include "core/analysis/gosh.h"
#include "core/analysis/influence.h"
#include "core/analysis/leave_one_out.h"
#include "core/analysis/subgroups.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

/// Zeros of every kind: one group, both, everybody in both; in two subgroups.
Dataset zeros() {
  Dataset data = dataset("counts", {{1, 100, 4, 100},
                                    {0, 50, 2, 50},
                                    {0, 40, 0, 40},
                                    {6, 80, 9, 85},
                                    {30, 30, 30, 30},
                                    {3, 60, 1, 55},
                                    {0, 20, 0, 30},
                                    {5, 90, 11, 95}});
  for (std::size_t i = 0; i < data.studies.size(); ++i)
    data.studies[i].groups["half"] = i % 2 == 0 ? "even" : "odd",
    data.studies[i].year = 2000.0 - static_cast<double>(i);
  return data;
}

struct Choice {
  const char *measure, *model;
};
constexpr Choice choices[] = {{"OR", "MH"},        {"RR", "MH"},        {"RD", "MH"},        {"OR", "PETO"},
                              {"OR", "GLMM_UMFS"}, {"OR", "GLMM_UMRS"}, {"OR", "GLMM_CMEL"}, {"OR", "GLMM_CMAL"},
                              {"OR", "BB"},        {"RR", "BB"},        {"RD", "BB"},        {"OR", "FIRTH"},
                              {"RR", "RE"}};

/// Nothing added, so that studies with a single zero have no effect of their own.
Options options_of(const Choice& choice) {
  Options o;
  o.measure = choice.measure, o.model = choice.model, o.test = "z", o.add_to = "none";
  return o;
}

/// The data set as it would be if only these studies had been included.
double est_of(Dataset data, const std::vector<int>& rows, const Options& o) {
  for (std::size_t i = 0; i < data.studies.size(); ++i)
    data.studies[i].include = std::find(rows.begin(), rows.end(), static_cast<int>(i)) != rows.end();
  const Result<Fit> f = fit(compute_effects(data, o), o);
  return f ? f->mu.est : NaN;
}

bool same(double a, double b) {
  return a == Approx(b).epsilon(1e-12).margin(1e-14) || (std::isnan(a) && std::isnan(b));
}

}  // namespace

TEST_CASE("Leaving a study out is the same as not including it, whatever its zeros") {
  const Dataset data = zeros();
  for (const Choice& choice : choices) {
    const Options o = options_of(choice);
    const Effects e = compute_effects(data, o);
    const Fit f = *fit(e, o);
    const Result<std::vector<LeaveOneOutRow>> left = leave_one_out(e, f, o);
    REQUIRE(left);
    REQUIRE(left->size() == f.row.size());
    for (const LeaveOneOutRow& row : *left) {
      INFO(choice.measure << " " << choice.model << " without " << row.row);
      CHECK(same(row.est, est_of(data, all_but({0, 1, 2, 3, 4, 5, 6, 7}, row.row), o)));
      CHECK(std::isnan(row.est) == !row.note.empty());
    }
  }
}

TEST_CASE("The studies of a model of counts are those with counts that it uses") {
  const Dataset data = zeros();
  const auto rows = [&](const Choice& choice) {
    const Options o = options_of(choice);
    return fit(compute_effects(data, o), o)->row;
  };
  const std::vector<int> all{0, 1, 2, 3, 4, 5, 6, 7}, speaking{0, 1, 3, 5, 7};
  CHECK(rows({"OR", "BB"}) == all);
  CHECK(rows({"OR", "FIRTH"}) == all);
  CHECK(rows({"OR", "GLMM_UMRS"}) == all);
  CHECK(rows({"OR", "GLMM_UMFS"}) == speaking);
  CHECK(rows({"OR", "GLMM_CMEL"}) == speaking);
  CHECK(rows({"OR", "MH"}) == speaking);
  CHECK(rows({"RR", "RE"}) == std::vector<int>{0, 3, 5, 7});
}

TEST_CASE("A study without an effect of its own is no fault where its counts are used") {
  const Dataset data = zeros();
  for (const Choice& choice : choices) {
    const Options o = options_of(choice);
    const Effects e = compute_effects(data, o);
    const Fit f = *fit(e, o);
    for (const Note& note : study_notes(e, f)) {
      INFO(choice.measure << " " << choice.model << " " << note.row);
      if (note.row < 0) continue;
      const bool used = std::binary_search(f.row.begin(), f.row.end(), note.row);
      if (used) CHECK(kind(note.code).severity == Severity::info);
    }
    for (const StudyEffect& study : study_effects(e, &f, o)) {
      const bool in_fit = std::binary_search(f.row.begin(), f.row.end(), study.row);
      CHECK(study.used == in_fit);
      if (!in_fit) CHECK(std::isnan(study.weight));
    }
  }
}

TEST_CASE("A cumulative analysis of counts ends at the whole and has every study once") {
  const Dataset data = zeros();
  for (const Choice& choice : choices) {
    Options o = options_of(choice);
    o.cumulative_by = "year";
    const Effects e = compute_effects(data, o);
    const Fit f = *fit(e, o);
    const Result<Cumulative> grown = cumulative(e, f, o);
    REQUIRE(grown->rows.size() == f.row.size());
    CHECK(same(grown->rows.back().est, f.mu.est));
    CHECK(grown->rows.front().row == f.row.back());
    const CumulativeRow& third = grown->rows[2];
    std::vector<int> rows;
    for (int i = 0; i < 3; ++i) rows.push_back(grown->rows[static_cast<std::size_t>(i)].row);
    INFO(choice.measure << " " << choice.model);
    CHECK(same(third.est, est_of(data, rows, o)));
  }
}

TEST_CASE("Each subgroup is the fit of its own studies, with or without effects") {
  const Dataset data = zeros();
  for (const Choice& choice : choices) {
    Options o = options_of(choice);
    o.subgroup = "half";
    const Effects e = compute_effects(data, o);
    const Fit f = *fit(e, o);
    const Result<Subgroups> split = subgroups(e, f, o);
    REQUIRE(split);
    for (const SubgroupRow& row : split->levels) {
      INFO(choice.measure << " " << choice.model << " " << row.level);
      CHECK(same(row.est, est_of(data, row.rows, o)));
    }
  }
}

TEST_CASE("Influence and subsets of models of counts keep the studies without an effect") {
  const Dataset data = zeros();
  for (const char* model : {"BB", "FIRTH", "MH"}) {
    const Options o = options_of({"OR", model});
    const Effects e = compute_effects(data, o);
    const Fit f = *fit(e, o);
    const Result<Influence> moved = influence(e, f, o);
    REQUIRE(moved->rows.size() == static_cast<std::size_t>(e.k()));
    for (const InfluenceRow& row : moved->rows) {
      const double without = est_of(data, all_but({0, 1, 2, 3, 4, 5, 6, 7}, row.row), o);
      const double change = f.mu.est - without;
      CHECK(same(row.cook_d, change * change / (f.mu.se * f.mu.se)));
    }
    const Result<Gosh> all = gosh(e, f, o);
    CHECK(all->studies.size() == f.row.size());
  }
}
