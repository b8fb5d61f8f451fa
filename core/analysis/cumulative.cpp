#include "core/analysis/cumulative.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace pooled {
namespace {

double value_of(const Effects& e, const Fit& f, int row, const std::string& by) {
  if (by.empty()) return NaN;
  const Effect& own = e.study[static_cast<std::size_t>(row)];
  if (by == "precision") return std::sqrt(own.vi);
  if (by == "weight") return weight_of(f, row);
  if (by == "effect") return own.yi;
  if (!e.data) return NaN;
  const Study& study = e.data->studies[static_cast<std::size_t>(row)];
  if (by == "year") return study.year;
  const auto found = study.mods.find(by);
  return found == study.mods.end() ? NaN : found->second;
}

/// Indices in ascending order of value, ties as typed, NaN last.
std::vector<Index> ascending(const std::vector<double>& value) {
  std::vector<Index> order(value.size());
  std::iota(order.begin(), order.end(), 0);
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) {
    const double x = value[static_cast<std::size_t>(a)], y = value[static_cast<std::size_t>(b)];
    return x < y || (!std::isnan(x) && std::isnan(y));
  });
  return order;
}

}  // namespace

Result<Cumulative> cumulative(const Effects& e, const Fit& f, const Options& options) {
  if (const auto why_not = cannot_refit(f.row.size()); why_not && f.row.size() > 1) return *why_not;
  Cumulative out{.by = options.cumulative_by};
  std::vector<double> value;
  for (const int row : f.row) value.push_back(value_of(e, f, row, out.by));
  const auto known = [](double x) { return !std::isnan(x); };
  if (!out.by.empty() && std::none_of(value.begin(), value.end(), known))
    return Note{.code = NoteCode::cumulative_order_unknown};

  std::vector<int> keep;
  for (const Index i : ascending(value)) {
    const int row = f.row[static_cast<std::size_t>(i)];
    const double at = value[static_cast<std::size_t>(i)];
    keep.push_back(row);
    out.rows.push_back({.row = row, .k = static_cast<int>(keep.size()), .value = at});
    refit(out.rows.back(), e, keep, options);
    if (!out.by.empty() && !known(at)) out.notes.push_back({.code = NoteCode::cumulative_value_missing, .row = row});
  }
  return out;
}

}  // namespace pooled
