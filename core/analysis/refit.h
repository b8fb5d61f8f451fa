#pragma once

#include <optional>
#include <string>
#include <tuple>
#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// Analyses that fit the model once per study do not go on above this number of studies: each fit looks at all of
/// them, so that the time grows with the square (about a second here for REML).
inline constexpr Index max_refits = 1000;

/// Why there is nothing to fit k times, if so: fewer than two studies, or too many.
std::optional<Note> cannot_refit(std::size_t k);

/// The rows of the studies that the model pools, but for one.
std::vector<int> all_but(const std::vector<int>& rows, int left_out);

/// The members of a Row that say what a fit came to.
template <class Row>
void fill_refit(Row& row, const Effects& e, const Fit& f) {
  row.est = f.mu.est, row.se = f.mu.se, row.pval = f.mu.pval, row.ci_lb = f.mu.ci_lb, row.ci_ub = f.mu.ci_ub;
  row.tau2 = f.tau2.tau2, row.I2 = f.heterogeneity.I2, row.QE = f.heterogeneity.QE;
  row.display = displayed(e, f.mu.est, f.mu.ci_lb, f.mu.ci_ub);
}

/// The same of what the model makes of the studies in these rows of the data set, or why nothing.
template <class Row>
void refit(Row& row, const Effects& e, const std::vector<int>& rows, const Options& options) {
  const Result<Fit> fitted = fit(part_of(e, rows), options);
  if (fitted)
    fill_refit(row, e, *fitted);
  else
    row.note = text(fitted.note(), {}, {});
}

/// Their names at the border.
template <class Row>
inline constexpr auto refit_fields = std::tuple{
    field("est", &Row::est),         field("se", &Row::se),
    field("pval", &Row::pval),       field("ci_lb", &Row::ci_lb),
    field("ci_ub", &Row::ci_ub),     field("tau2", &Row::tau2),
    field("I2", &Row::I2),           field("QE", &Row::QE),
    field("display", &Row::display), field("note", &Row::note, "Why there is no result; empty otherwise."),
};

}  // namespace pooled
