#include <algorithm>
#include <cmath>

#include "core/analysis/checks/check.h"
#include "core/analysis/checks/in_line.h"
#include "core/base/printed.h"

namespace pooled {

/// An effect that should be a log ratio: out of line as typed, in line as the logarithm of what was typed.
std::vector<EntryAdvice> ratio_for_log(const Entries& entries) {
  std::vector<EntryAdvice> found;
  if (entries.scale().id != log_scale.id) return found;
  std::vector<double> effects;
  for (const Entry& entry : entries.usable) effects.push_back(entry.effect.yi);
  const InLine usual(effects);
  for (const Entry& entry : entries.usable) {
    const double x = entry.typed("yi"), variance = entry.effect.vi;
    if (!(x > 0) || !usual.out(x, variance) || !usual.in(std::log(x), variance)) continue;
    EntryAdvice a{.row = entry.row, .column = "yi", .value = x};
    a.suggestion = {{"yi", rounded(std::log(x), significant_digits(x) + 2)}};
    a.remedy = "Take the logarithm of the effect";
    a.text = entries.place(entry, "yi") + ": " + words(x) + " as a logarithm means a ratio of " +
             words(std::exp(x), 3) + ", far from the other studies. If it is the ratio itself, type its logarithm, " +
             words(std::log(x), 3) + ", and an SE of the logarithm.";
    found.push_back(a);
  }
  return found;
}

namespace {

struct Bounds {
  std::string_view measure;
  double lb, ub;
};
/// What a measure that is typed as it is read can be.
constexpr Bounds bounds[] = {
    {"RD", -1, 1}, {"PR", 0, 1}, {"PHI", -1, 1}, {"YUQ", -1, 1}, {"YUY", -1, 1}, {"COR", -1, 1}, {"UCOR", -1, 1},
};

constexpr std::string_view effect_columns[] = {"est", "yi"};
constexpr std::string_view scaled_with_it[] = {"est", "ci_lb", "ci_ub", "yi", "sei"};

}  // namespace

/// A reported proportion, difference of proportions or correlation beyond 1 is in per cent.
std::vector<EntryAdvice> percent_for_proportion(const Entries& entries) {
  std::vector<EntryAdvice> found;
  const auto& id = entries.effects->measure->id;
  const auto of = std::find_if(std::begin(bounds), std::end(bounds), [&](const Bounds& b) { return b.measure == id; });
  if (of == std::end(bounds)) return found;
  for (const Entry& entry : entries.usable)
    for (const std::string_view column : effect_columns) {
      const double x = entry.typed(column);
      if (std::isnan(x) || (x >= of->lb && x <= of->ub)) continue;
      EntryAdvice a{.row = entry.row, .column = column, .value = x};
      for (const std::string_view each : scaled_with_it)
        if (entry.has(each)) a.suggestion.push_back({each, rounded(entry.typed(each) / 100, most_decimals)});
      a.remedy = "Divide by 100";
      a.text = entries.place(entry, column) + ": " + words(x) + " is not possible, as this measure lies between " +
               words(of->lb) + " and " + words(of->ub) +
               ". Is it in per cent? Then divide it and its limits or SE by 100.";
      found.push_back(a);
    }
  return found;
}

}  // namespace pooled
