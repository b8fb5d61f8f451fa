#pragma once

#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// One study of a radial plot: y / x is its effect.
struct RadialRow {
  int row = 0;
  double x = NaN, y = NaN;
};

/// A radial plot. The line through the origin with this slope is the pooled effect; the arc runs from slope_lb to
/// slope_ub; the studies should lie within `band` above and below the line.
struct Radial {
  double slope = NaN, slope_lb = NaN, slope_ub = NaN, band = NaN;
  std::vector<RadialRow> rows{};
};

template <>
inline constexpr auto fields<RadialRow> = std::tuple{
    field("row", &RadialRow::row, "Index into request.dataset.studies."),
    field("x", &RadialRow::x, "1 / sqrt(vi + tau2)."),
    field("y", &RadialRow::y, "yi / sqrt(vi + tau2)."),
};

template <>
inline constexpr auto fields<Radial> = std::tuple{
    field("slope", &Radial::slope, "Of the line through 0, 0: the pooled effect, analysis scale."),
    field("slope_lb", &Radial::slope_lb, "Its confidence interval: the ends of the arc."),
    field("slope_ub", &Radial::slope_ub),
    field("band", &Radial::band, "Studies are expected within this distance in y from the line."),
    field("rows", &Radial::rows),
};

/// Radial (Galbraith) coordinates: x = 1 / sqrt(vi + tau2), y = yi / sqrt(vi + tau2), band = the normal quantile of
/// Options::level.
/// @source Galbraith 1988, Stat Med 7:889
Result<Radial> radial(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
