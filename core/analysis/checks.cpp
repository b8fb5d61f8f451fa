#include "core/analysis/checks.h"

#include <algorithm>

#include "core/analysis/checks/check.h"

namespace pooled {
namespace {

/// A new check is one function and one row here.
constexpr Check table[] = {
    {"sd_or_se", "SD or standard error", sd_or_se, "Cochrane Handbook 6.5.2.2; Gotzsche 2007, JAMA 298:430"},
    {"sd_or_se", "SD or standard error", sd_or_se_in_one_group, "Cochrane Handbook 6.5.2.2"},
    {"other_unit", "Another unit", other_unit, "Cochrane Handbook 10.5.2"},
    {"same_sd", "SDs copied", same_sd, "Cochrane Handbook 6.5.2"},
    {"grim", "Mean that is not possible", grim, "Brown & Heathers 2017, Soc Psychol Personal Sci 8:363"},
    {"percent_as_count", "Percentage as count", percent_as_count, "Brown & Heathers 2017"},
    {"events_for_total", "Events and totals exchanged", events_for_total, "Cochrane Handbook 6.4"},
    {"lopsided_interval", "Scale of an interval", lopsided_interval, "Cochrane Handbook 6.3.2"},
    {"swapped_limits", "Estimate and limit swapped", estimate_and_limit_swapped, "Cochrane Handbook 6.3.2"},
    {"outside_limits", "Estimate outside its limits", estimate_outside_limits, "Cochrane Handbook 6.3.2"},
    {"log_for_ratio", "Logarithm or ratio", log_for_ratio, "Cochrane Handbook 6.3.2"},
    {"interval_and_p", "Interval and P", interval_and_p, "Nuijten et al. 2016, Behav Res Methods 48:1205"},
    {"ratio_for_log", "Ratio or logarithm", ratio_for_log, "Cochrane Handbook 6.3.2"},
    {"percent_for_proportion", "Percentage or proportion", percent_for_proportion, "Cochrane Handbook 6.4"},
    {"total_for_rest", "Totals or those without event", total_for_rest, "Cochrane Handbook 6.4"},
    {"groups_swapped", "Groups swapped", groups_swapped, "Cochrane Handbook 10.5.2"},
    {"group_sizes", "Group sizes", group_sizes, "Cochrane Handbook 10.5.2"},
    {"same_study", "Study twice", same_study, "Cochrane Handbook 4.6.2"},
    {"shared_control", "Control group twice", shared_control, "Cochrane Handbook 23.3.4"},
};

}  // namespace

Result<EntryChecks> checks(const Effects& e, const Fit&, const Options&) {
  const Entries entries = entries_of(e);
  EntryChecks out;
  for (const Check& check : table) {
    ++out.made;
    for (EntryAdvice& advice : check.look(entries)) {
      advice.id = check.id, advice.label = check.label;
      out.advice.push_back(std::move(advice));
    }
  }
  std::stable_sort(out.advice.begin(), out.advice.end(),
                   [](const EntryAdvice& a, const EntryAdvice& b) { return a.row < b.row; });
  out.found = static_cast<int>(out.advice.size());
  return out;
}

}  // namespace pooled
