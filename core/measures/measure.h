#pragma once

#include <span>
#include <string_view>

#include "core/data/formats.h"
#include "core/data/scale.h"

namespace pooled {

/// What a measure does about counts of zero.
enum class Zeros {
  as_they_are,    ///< nothing is ever added: it exists with zeros (arcsine, square root, phi), or there are no counts
  variance_only,  ///< the estimate is as observed; what is added keeps its variance above 0 (differences, plain rates)
  added,          ///< both use what is added (log and logit of one group)
  added_dropped,  ///< both; a study without events, or with events in everyone, says nothing and is dropped (ratios)
};

/// What is added to each count of the first and of the second group because of zeros; the only group is the first.
struct Added {
  double first = 0, second = 0;
};

/// A scale whose way back depends on the size of the study (participants, person-time): that of each study for itself,
/// the harmonic mean for what is pooled. Measure::scale is its limit for large sizes.
struct SizedScale {
  double (*display)(double x, double size);
  double (*analysis)(double shown, double size);
  double (*size)(std::span<const double> cells);
};

/// One effect measure: how the cells of its family become an effect.
struct Measure {
  std::string_view id, label;
  const Family* family;  ///< nullptr: only effects as reported
  const Scale* scale;
  /// @param cells  canonical cells of the family, already possible (events <= total, totals above 0)
  /// @param add    what the policy for zeros adds, 0 for families without counts
  /// @return       yi NaN where the effect cannot be estimated, with vi = 0 where the reason is a spread of 0
  Effect (*compute)(std::span<const double> cells, const Added& add);
  Zeros zeros = Zeros::as_they_are;
  bool absolute = false;      ///< with a control risk it gives a number per 1000
  bool standardised = false;  ///< in standard deviations, so that a value beyond 5 is suspect
  std::string_view source;
  const SizedScale* sized = nullptr;

  bool compares() const { return !family || family->compares; }
};

std::span<const Measure> measures();
/// nullptr when there is no such measure.
const Measure* find_measure(std::string_view id);
/// Whether a study typed in this format can be used with this measure.
bool fits(const Format& format, const Measure& measure);

std::span<const Measure> two_by_two_measures();
std::span<const Measure> two_means_measures();
std::span<const Measure> two_rates_measures();
std::span<const Measure> one_group_measures();
std::span<const Measure> correlation_measures();
std::span<const Measure> paired_measures();
std::span<const Measure> reported_measures();

}  // namespace pooled
