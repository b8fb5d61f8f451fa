#pragma once

#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// One study of a Baujat plot.
struct BaujatRow {
  int row = 0;
  double x = NaN, y = NaN;
};

template <>
inline constexpr auto fields<BaujatRow> = std::tuple{
    field("row", &BaujatRow::row, "Index into request.dataset.studies."),
    field("x", &BaujatRow::x, "Contribution to the (generalised) Q."),
    field("y", &BaujatRow::y, "Squared influence on the pooled effect, in units of its variance without the study."),
};

/// Which studies make the heterogeneity, and which of them matter:
///   x = (yi - mu)^2 / (vi + tau2),   y = (mu - mu(-i))^2 / se(-i)^2
/// The paper has tau2 = 0 (choose the common-effect model); under random effects x adds up to the generalised Q at
/// tau2. Needs 2 <= k <= max_refits.
/// @source Baujat, Mahe, Pignon & Hill 2002, Stat Med 21:2641
Result<std::vector<BaujatRow>> baujat(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
