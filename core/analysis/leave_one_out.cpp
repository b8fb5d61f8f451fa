#include "core/analysis/leave_one_out.h"

namespace pooled {

Result<std::vector<LeaveOneOutRow>> leave_one_out(const Effects& e, const Fit&, const Options& options) {
  if (const auto why_not = cannot_refit(e)) return *why_not;
  std::vector<LeaveOneOutRow> rows;
  for (Index i = 0; i < e.k(); ++i) {
    rows.push_back({.row = e.row[static_cast<std::size_t>(i)]});
    if (const auto f = fit(subset(e, all_but(e.k(), i)), options)) fill_refit(rows.back(), e, *f);
  }
  return rows;
}

}  // namespace pooled
