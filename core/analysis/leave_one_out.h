#pragma once

#include <string>
#include <vector>

#include "core/analysis/refit.h"

namespace pooled {

/// The pooled result without one study.
struct LeaveOneOutRow {
  int row = 0;
  double est = NaN, se = NaN, pval = NaN, ci_lb = NaN, ci_ub = NaN, tau2 = NaN, I2 = NaN, QE = NaN;
  Interval display{};
  std::string note{};
};

template <>
inline constexpr auto fields<LeaveOneOutRow> = std::tuple_cat(
    std::tuple{field("row", &LeaveOneOutRow::row, "The study left out: index into request.dataset.studies.")},
    refit_fields<LeaveOneOutRow>);

/// The chosen model fitted k times, each time without one of the studies that it pools, with or without an effect of
/// their own. Needs 2 <= k <= max_refits.
Result<std::vector<LeaveOneOutRow>> leave_one_out(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
