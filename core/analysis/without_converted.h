#pragma once

#include <string>
#include <vector>

#include "core/analysis/refit.h"

namespace pooled {

/// The pooled result of the studies that are left.
struct WithoutConvertedRow {
  std::string left_out{};
  int k = 0;
  double est = NaN, se = NaN, pval = NaN, ci_lb = NaN, ci_ub = NaN, tau2 = NaN, I2 = NaN, QE = NaN;
  Interval display{};
  std::string note{};
};

template <>
inline constexpr auto fields<WithoutConvertedRow> = std::tuple_cat(
    std::tuple{
        field("left_out", &WithoutConvertedRow::left_out,
              "none; approximate conversions = studies whose numbers rest on an assumption or on a rounded number "
              "(medians, P values, percentages, correlations, ICCs); all conversions = those and what was only "
              "rewritten (an SD from its SE)."),
        field("k", &WithoutConvertedRow::k, "Studies left; the rest is null where none is.")},
    refit_fields<WithoutConvertedRow>);

/// Sensitivity analysis: the chosen model with all studies, without those whose conversion is an approximation, and
/// without all that were converted. A row that leaves out none, all, or the same as the next is not listed. The
/// Note nothing_converted where all studies are as reported, all_converted where none would be left.
/// @source Cochrane Handbook 10.14 (sensitivity analyses), 6.5.2 (converted results)
Result<std::vector<WithoutConvertedRow>> without_converted(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
