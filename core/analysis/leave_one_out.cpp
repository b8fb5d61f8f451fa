#include "core/analysis/leave_one_out.h"

namespace pooled {
namespace {

std::vector<Index> all_but(Index k, Index left_out) {
  std::vector<Index> keep;
  for (Index i = 0; i < k; ++i)
    if (i != left_out) keep.push_back(i);
  return keep;
}

LeaveOneOutRow row_without(const Effects& e, Index left_out, const Options& options) {
  const Result<Fit> fitted = fit(subset(e, all_but(e.k(), left_out)), options);
  if (!fitted) return {.row = e.row[static_cast<std::size_t>(left_out)]};
  const Fit& f = *fitted;
  return {.row = e.row[static_cast<std::size_t>(left_out)],
          .est = f.mu.est,
          .se = f.mu.se,
          .pval = f.mu.pval,
          .ci_lb = f.mu.ci_lb,
          .ci_ub = f.mu.ci_ub,
          .tau2 = f.tau2.tau2,
          .I2 = f.heterogeneity.I2,
          .QE = f.heterogeneity.QE,
          .display = displayed(e, f.mu.est, f.mu.ci_lb, f.mu.ci_ub)};
}

}  // namespace

Result<std::vector<LeaveOneOutRow>> leave_one_out(const Effects& e, const Fit&, const Options& options) {
  if (e.k() < 2) return Note{.code = NoteCode::leave_one_out_needs_two};
  std::vector<LeaveOneOutRow> rows;
  for (Index i = 0; i < e.k(); ++i) rows.push_back(row_without(e, i, options));
  return rows;
}

}  // namespace pooled
