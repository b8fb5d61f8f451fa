#include "core/analysis/labbe.h"

#include <algorithm>
#include <cmath>
#include <string_view>

namespace pooled {
namespace {

/// A risk or rate x of the control group -> that of the treatment group, for an effect on the analysis scale.
using Curve = double (*)(double x, double effect);

double by_arcsine(double x, double effect) {
  constexpr double quarter = 1.57079632679489661923;
  const double angle = std::asin(std::sqrt(x)) + effect;
  return angle >= 0 && angle <= quarter ? std::sin(angle) * std::sin(angle) : NaN;
}

/// p OR / (1 - p + p OR), without an overflow of OR.
double by_odds(double x, double effect) { return x / (x + (1 - x) * std::exp(-effect)); }
double by_ratio(double x, double effect) { return x * std::exp(effect); }
double by_difference(double x, double effect) { return x + effect; }

struct CurveOf {
  std::string_view measure;
  Curve curve;
};
constexpr CurveOf curves[] = {
    {"RR", by_ratio},   {"OR", by_odds},   {"PETO", by_odds},      {"RD", by_difference},
    {"AS", by_arcsine}, {"IRR", by_ratio}, {"IRD", by_difference},
};

Curve curve_of(const Measure& measure) {
  const auto* found =
      std::find_if(std::begin(curves), std::end(curves), [&](const CurveOf& c) { return c.measure == measure.id; });
  return found == std::end(curves) ? nullptr : found->curve;
}

constexpr int line_steps = 50;

std::vector<LabbePoint> line_of(Curve curve, const Estimate& mu, double end, bool risk) {
  std::vector<LabbePoint> line;
  const auto at = [&](double x, double effect) {
    const double y = curve(x, effect);
    return y >= 0 && (!risk || y <= 1) ? y : NaN;
  };
  for (int i = 0; i <= line_steps; ++i) {
    const double x = end * i / line_steps;
    line.push_back({.x = x, .y = at(x, mu.est), .y_lb = at(x, mu.ci_lb), .y_ub = at(x, mu.ci_ub)});
  }
  return line;
}

/// Cells of both families: events and size of group 1, events and size of group 2.
std::vector<LabbeRow> rows_of(const Effects& e, const Fit& f) {
  std::vector<LabbeRow> rows;
  for (Index i = 0; i < e.cells.rows(); ++i) {
    const auto c = e.cells.row(i);
    LabbeRow row{.row = e.cells_row[static_cast<std::size_t>(i)], .x = c[2] / c[3], .y = c[0] / c[1]};
    row.size = c[1] + c[3];
    row.used = std::binary_search(f.row.begin(), f.row.end(), row.row);
    row.weight = weight_of(f, row.row);
    rows.push_back(row);
  }
  return rows;
}

}  // namespace

Result<Labbe> labbe(const Effects& e, const Fit& f, const Options&) {
  const bool risk = e.measure->family == &two_by_two, rate = e.measure->family == &two_rates;
  if ((!risk && !rate) || e.cells.rows() == 0) return Note{.code = NoteCode::labbe_needs_two_groups};
  Labbe out{.kind = risk ? "risk" : "rate", .rows = rows_of(e, f)};
  double highest = 0;
  for (const LabbeRow& row : out.rows) highest = std::max(highest, row.x);
  const double end = risk ? 1 : highest;
  if (const Curve curve = curve_of(*e.measure); curve && end > 0) out.line = line_of(curve, f.mu, end, risk);
  return out;
}

}  // namespace pooled
