#pragma once

#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// The pooled result without one study.
struct LeaveOneOutRow {
  int row = 0;
  double est = NaN, se = NaN, pval = NaN, ci_lb = NaN, ci_ub = NaN, tau2 = NaN, I2 = NaN, QE = NaN;
  Interval display{};
};

template <>
inline constexpr auto fields<LeaveOneOutRow> = std::tuple{
    field("row", &LeaveOneOutRow::row, "The study left out: index into request.dataset.studies."),
    field("est", &LeaveOneOutRow::est),
    field("se", &LeaveOneOutRow::se),
    field("pval", &LeaveOneOutRow::pval),
    field("ci_lb", &LeaveOneOutRow::ci_lb),
    field("ci_ub", &LeaveOneOutRow::ci_ub),
    field("tau2", &LeaveOneOutRow::tau2),
    field("I2", &LeaveOneOutRow::I2),
    field("QE", &LeaveOneOutRow::QE),
    field("display", &LeaveOneOutRow::display),
};

/// The chosen model fitted k times, each time without one study. Needs k >= 2.
Result<std::vector<LeaveOneOutRow>> leave_one_out(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
