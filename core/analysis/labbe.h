#pragma once

#include <string>
#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// The two groups of one study, as observed.
struct LabbeRow {
  int row = 0;
  double x = NaN, y = NaN, size = NaN, weight = NaN;
  bool used = false;
};

/// What the pooled effect makes of a control risk x.
struct LabbePoint {
  double x = NaN, y = NaN, y_lb = NaN, y_ub = NaN;
};

struct Labbe {
  std::string kind{};
  std::vector<LabbeRow> rows{};
  std::vector<LabbePoint> line{};
};

template <>
inline constexpr auto fields<LabbeRow> = std::tuple{
    field("row", &LabbeRow::row, "Index into request.dataset.studies."),
    field("x", &LabbeRow::x, "Events per person, or per person-time, in group 2 (control)."),
    field("y", &LabbeRow::y, "The same in group 1 (treatment)."),
    field("size", &LabbeRow::size, "People, or person-time, in both groups."),
    field("weight", &LabbeRow::weight, "Percent of the total; null when the study is not pooled."),
    field("used", &LabbeRow::used, "True when the study is in the pooled result."),
};

template <>
inline constexpr auto fields<LabbePoint> = std::tuple{
    field("x", &LabbePoint::x),
    field("y", &LabbePoint::y, "null where it would leave 0 to 1."),
    field("y_lb", &LabbePoint::y_lb),
    field("y_ub", &LabbePoint::y_ub),
};

template <>
inline constexpr auto fields<Labbe> = std::tuple{
    field("kind", &Labbe::kind, "\"risk\" or \"rate\"."),
    field("rows", &Labbe::rows, "Every study with both groups typed, also those without events."),
    field("line", &Labbe::line,
          "The pooled effect and its confidence interval; empty for measures that do not turn one risk into another."),
};

/// L'Abbe plot: risk (or rate) under treatment against that under control, nothing added to zeros, and the curve along
/// which the pooled effect is the same: y = x RR, y = x + RD, odds(y) = odds(x) OR, asin sqrt y = asin sqrt x + AS.
/// For measures of two groups of counts or rates.
/// @source L'Abbe, Detsky & O'Rourke 1987, Ann Intern Med 107:224
Result<Labbe> labbe(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
