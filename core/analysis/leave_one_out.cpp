#include "core/analysis/leave_one_out.h"

namespace pooled {

Result<std::vector<LeaveOneOutRow>> leave_one_out(const Effects& e, const Fit& f, const Options& options) {
  if (const auto why_not = cannot_refit(f.row.size())) return *why_not;
  std::vector<LeaveOneOutRow> rows;
  for (const int row : f.row) {
    rows.push_back({.row = row});
    refit(rows.back(), e, all_but(f.row, row), options);
  }
  return rows;
}

}  // namespace pooled
