#pragma once

#include <optional>
#include <tuple>
#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// Analyses that fit the model once per study do not go on above this number of studies: each fit looks at all of
/// them, so that the time grows with the square (about a second here for REML).
inline constexpr Index max_refits = 1000;

/// Why there is nothing to fit k times, if so: fewer than two studies, or too many.
std::optional<Note> cannot_refit(const Effects& e);

/// All indices below k but one.
std::vector<Index> all_but(Index k, Index left_out);

/// The members of a Row that say what the model makes of some of the studies.
template <class Row>
void fill_refit(Row& row, const Effects& e, const Fit& f) {
  row.est = f.mu.est, row.se = f.mu.se, row.pval = f.mu.pval, row.ci_lb = f.mu.ci_lb, row.ci_ub = f.mu.ci_ub;
  row.tau2 = f.tau2.tau2, row.I2 = f.heterogeneity.I2, row.QE = f.heterogeneity.QE;
  row.display = displayed(e, f.mu.est, f.mu.ci_lb, f.mu.ci_ub);
}

/// Their names at the border.
template <class Row>
inline constexpr auto refit_fields = std::tuple{
    field("est", &Row::est),     field("se", &Row::se),       field("pval", &Row::pval),
    field("ci_lb", &Row::ci_lb), field("ci_ub", &Row::ci_ub), field("tau2", &Row::tau2),
    field("I2", &Row::I2),       field("QE", &Row::QE),       field("display", &Row::display),
};

}  // namespace pooled
