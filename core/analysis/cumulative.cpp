#include "core/analysis/cumulative.h"

#include <algorithm>
#include <cmath>
#include <numeric>

namespace pooled {
namespace {

double value_of(const Effects& e, const Fit& f, Index i, const std::string& by) {
  if (by.empty()) return NaN;
  if (by == "precision") return std::sqrt(e.vi[i]);
  if (by == "weight") return f.weight.size() == e.k() ? f.weight[i] : NaN;
  if (by == "effect") return e.yi[i];
  if (!e.data) return NaN;
  const Study& study = e.data->studies[static_cast<std::size_t>(e.row[static_cast<std::size_t>(i)])];
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
  if (const auto why_not = cannot_refit(e); why_not && e.k() > 1) return *why_not;
  Cumulative out{.by = options.cumulative_by};
  std::vector<double> value;
  for (Index i = 0; i < e.k(); ++i) value.push_back(value_of(e, f, i, out.by));
  const auto known = [](double x) { return !std::isnan(x); };
  if (!out.by.empty() && std::none_of(value.begin(), value.end(), known))
    return Note{.code = NoteCode::cumulative_order_unknown};

  std::vector<Index> keep;
  for (const Index i : ascending(value)) {
    keep.push_back(i);
    const int row = e.row[static_cast<std::size_t>(i)];
    const double at = value[static_cast<std::size_t>(i)];
    out.rows.push_back({.row = row, .k = static_cast<int>(keep.size()), .value = at});
    if (const auto so_far = fit(subset(e, keep), options)) fill_refit(out.rows.back(), e, *so_far);
    if (!out.by.empty() && !known(at)) out.notes.push_back({.code = NoteCode::cumulative_value_missing, .row = row});
  }
  return out;
}

}  // namespace pooled
