#include "wasm/option_rules.h"

#include <algorithm>
#include <cmath>

#include "core/analysis/gosh.h"
#include "core/data/options.h"
#include "core/measures/forms.h"
#include "core/measures/measure.h"
#include "core/model/inference.h"
#include "core/model/model.h"
#include "core/model/prediction.h"
#include "core/tau2/interval.h"
#include "core/tau2/tau2.h"

namespace pooled {
namespace {

template <class Table>
std::vector<Pick> picks(const Table& table) {
  std::vector<Pick> list;
  for (const auto& row : table) list.push_back({row.id, row.label});
  return list;
}

/// The largest whole number up to which every whole number is a double.
constexpr double last_whole = 9007199254740991;

std::vector<OptionRule> make_rules() {
  static const std::vector<Pick> measure = picks(measures()), model = picks(models()), tau2 = picks(tau2_estimators()),
                                 test = picks(tests()), prediction = picks(prediction_rules()),
                                 tau2_ci = picks(tau2_intervals()), add_to = picks(add_to_policies),
                                 subgroup_tau2 = picks(subgroup_tau2_choices), study_ci = picks(study_intervals),
                                 trim_fill = picks(trim_fill_estimators), trim_side = picks(trim_sides),
                                 medians = picks(median_choices), form = picks(form_kinds());
  return {
      {.id = "measure", .what = "measure", .picks = &measure},
      {.id = "model", .what = "model", .picks = &model},
      {.id = "tau2", .what = "tau2 estimator", .picks = &tau2},
      {.id = "test", .what = "test", .picks = &test},
      {.id = "prediction", .what = "prediction rule", .picks = &prediction},
      {.id = "tau2_ci", .what = "interval of tau2", .picks = &tau2_ci},
      {.id = "add_to", .what = "policy for zero cells", .picks = &add_to},
      {.id = "subgroup_tau2", .what = "choice of tau2 for subgroups", .picks = &subgroup_tau2},
      {.id = "study_ci", .what = "interval of a study", .picks = &study_ci},
      {.id = "medians", .what = "conversion of medians", .picks = &medians},
      {.id = "trim_fill", .what = "estimator of missing studies", .picks = &trim_fill},
      {.id = "trim_side", .what = "side of missing studies", .picks = &trim_side},
      {.id = "form", .what = "form of a measure", .picks = &form},
      {.id = "level", .what = "level", .lowest = 0, .highest = 1, .open = true},
      {.id = "add", .what = "amount added to cells", .lowest = 0},
      {.id = "control_risk", .what = "risk", .lowest = 0, .highest = 1},
      {.id = "tau2_fixed", .what = "variance", .lowest = 0},
      {.id = "gosh_subsets", .what = "count", .lowest = 1, .highest = most_gosh_subsets, .whole = true},
      {.id = "permutations", .what = "count", .lowest = 1, .highest = 1e6, .whole = true},
      {.id = "seed", .what = "seed", .lowest = 0, .highest = last_whole, .whole = true},
  };
}

}  // namespace

bool OptionRule::allows(double x) const {
  const bool inside = open ? x > lowest && x < highest : x >= lowest && x <= highest;
  return inside && (!whole || x == std::floor(x));
}

const std::vector<OptionRule>& option_rules() {
  static const std::vector<OptionRule> rules = make_rules();
  return rules;
}

const OptionRule* rule_of(std::string_view option) {
  const auto& rules = option_rules();
  const auto found = std::find_if(rules.begin(), rules.end(), [&](const OptionRule& r) { return r.id == option; });
  return found == rules.end() ? nullptr : &*found;
}

}  // namespace pooled
