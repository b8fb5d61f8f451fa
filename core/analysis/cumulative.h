#pragma once

#include <string>
#include <vector>

#include "core/analysis/refit.h"

namespace pooled {

/// The pooled result of this study and all rows above it.
struct CumulativeRow {
  int row = 0;
  int k = 0;
  double value = NaN;
  double est = NaN, se = NaN, pval = NaN, ci_lb = NaN, ci_ub = NaN, tau2 = NaN, I2 = NaN, QE = NaN;
  Interval display{};
  std::string note{};
};

struct Cumulative {
  std::string by{};
  std::vector<CumulativeRow> rows{};
  std::vector<Note> notes{};
};

template <>
inline constexpr auto fields<CumulativeRow> = std::tuple_cat(
    std::tuple{field("row", &CumulativeRow::row, "The study added: index into request.dataset.studies."),
               field("k", &CumulativeRow::k, "Studies so far."),
               field("value", &CumulativeRow::value, "What it was sorted by; null in typed order, or when not known.")},
    refit_fields<CumulativeRow>);

template <>
inline constexpr auto fields<Cumulative> = std::tuple{
    field("by", &Cumulative::by, "Options.cumulative_by."),
    field("rows", &Cumulative::rows),
};

/// Cumulative meta-analysis: the chosen model fitted to the first 1, 2, ... k studies in the order of
/// Options::cumulative_by, ascending; ties keep the order typed, and studies without the value come last (for models
/// of counts also those without an effect, where the value is one of the effect):
///   ""           as typed
///   "year"       year of publication
///   "precision"  standard error, so that the most precise study comes first
///   "weight"     weight in the pooled result, so that the lightest study comes first
///   "effect"     effect on the analysis scale
///   other        the moderator of that name
/// Needs k <= max_refits.
/// @source Lau et al. 1992, N Engl J Med 327:248; by precision: Leimu & Koricheva 2004, Proc R Soc B 271:1961
Result<Cumulative> cumulative(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
