#pragma once

#include <span>
#include <string_view>

#include "core/data/formats.h"
#include "core/data/scale.h"

namespace pooled {

/// One effect measure: how the cells of its family become an effect.
struct Measure {
  std::string_view id, label;
  const Family* family;  ///< nullptr: only effects as reported
  const Scale* scale;
  /// @param cells  canonical cells of the family, already possible (events <= total, totals above 0)
  /// @param add    amount added to each cell of a 2x2 table, 0 for other families
  /// @return       NaN where the effect cannot be estimated
  Effect (*compute)(std::span<const double> cells, double add);
  bool drops_double_zero;  ///< a table without events, or with events in everyone, says nothing about it
  bool absolute;           ///< with a control risk it gives a number per 1000
  std::string_view source;
};

std::span<const Measure> measures();
/// nullptr when there is no such measure.
const Measure* find_measure(std::string_view id);
/// Whether a study typed in this format can be used with this measure.
bool fits(const Format& format, const Measure& measure);

std::span<const Measure> two_by_two_measures();
std::span<const Measure> two_means_measures();
std::span<const Measure> reported_measures();

}  // namespace pooled
