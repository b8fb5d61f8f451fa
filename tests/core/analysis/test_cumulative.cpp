#include "core/analysis/cumulative.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Dataset dated() {
  Dataset data = dataset("estimate_se", {{0.5, 0.1}, {0.1, 0.2}, {0.3, 0.1}, {0.9, 0.3}});
  data.studies[0].year = 2003, data.studies[2].year = 2001, data.studies[3].year = 2001;
  data.studies[1].mods["dose"] = 5;
  return data;
}

struct Ordered {
  std::vector<int> rows;
  Cumulative answer;
};
Ordered ordered(const Dataset& data, const std::string& by) {
  Options o = options_of("GEN", "RE", "DL", "z");
  o.cumulative_by = by;
  const Effects e = compute_effects(data, o);
  Ordered out{{}, *cumulative(e, *fit(e, o), o)};
  for (const CumulativeRow& row : out.answer.rows) out.rows.push_back(row.row);
  return out;
}

}  // namespace

TEST_CASE("Cumulative: ties keep the order typed, and studies without a value come last and are named") {
  const Dataset data = dated();
  const Ordered by_year = ordered(data, "year");
  CHECK(by_year.rows == std::vector<int>{2, 3, 0, 1});
  CHECK(by_year.answer.notes.size() == 1);
  CHECK(has(by_year.answer.notes, NoteCode::cumulative_value_missing, 1));
  CHECK(ordered(data, "dose").rows == std::vector<int>{1, 0, 2, 3});
}

TEST_CASE("Cumulative by precision starts with the most precise study, by weight with the lightest") {
  const Dataset data = dated();
  CHECK(ordered(data, "precision").rows == std::vector<int>{0, 2, 1, 3});
  CHECK(ordered(data, "weight").rows == std::vector<int>{3, 1, 0, 2});
  CHECK(ordered(data, "effect").rows == std::vector<int>{1, 2, 0, 3});
  CHECK(ordered(data, "").answer.notes.empty());
  CHECK(std::isnan(ordered(data, "").answer.rows[0].value));
}

TEST_CASE("The last cumulative row is the pooled result, the first is the study itself") {
  const Dataset data = dated();
  const Options o = options_of("GEN", "RE", "DL", "z");
  const Effects e = compute_effects(data, o);
  const Fit f = *fit(e, o);
  const auto rows = cumulative(e, f, o)->rows;
  CHECK(rows.back().est == f.mu.est);
  CHECK(rows.back().tau2 == f.tau2.tau2);
  CHECK(rows[0].est == 0.5);
  CHECK(rows[0].k == 1);
}

TEST_CASE("An order that no study has a value for is told") {
  const Dataset data = dated();
  Options o = options_of("GEN", "RE", "DL", "z");
  o.cumulative_by = "latitude";
  const Effects e = compute_effects(data, o);
  CHECK(cumulative(e, *fit(e, o), o).note().code == NoteCode::cumulative_order_unknown);
}
