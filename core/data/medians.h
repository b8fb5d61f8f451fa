#pragma once

#include "core/base/types.h"

namespace pooled {

/// What a report gives of n people instead of a mean and an SD: the median with the quartiles, with the range, or with
/// both. NaN = not given. n >= 2.
struct FiveNumbers {
  double min = NaN, q1 = NaN, median = NaN, q3 = NaN, max = NaN, n = NaN;
};

/// The mean of a normal sample from its summary, with weights that depend on n:
///   range      w (min + max) / 2 + (1 - w) median,  w = 4 / (4 + n^0.75)
///   quartiles  w (q1 + q3) / 2 + (1 - w) median,    w = 0.7 + 0.39 / n
///   both       w1 (min + max) / 2 + w2 (q1 + q3) / 2 + (1 - w1 - w2) median,
///              w1 = 2.2 / (2.2 + n^0.75), w2 = 0.7 - 0.72 / n^0.55
/// @source Luo et al. 2018, Stat Methods Med Res 27:1785
double mean_of(const FiveNumbers& x);

/// Its SD, with the expected range and interquartile range of n standard normal numbers (Blom's approximation),
/// xi = 2 z((n - 0.375) / (n + 0.25)) and eta = 2 z((0.75 n - 0.125) / (n + 0.25)):
///   range      (max - min) / xi
///   quartiles  (q3 - q1) / eta
///   both       w (max - min) / xi + (1 - w) (q3 - q1) / eta,  w = 1 / (1 + 0.07 n^0.6)
/// @source range, quartiles: Wan et al. 2014, BMC Med Res Methodol 14:135; both: Shi et al. 2020, Res Synth Methods
///         11:641
double sd_of(const FiveNumbers& x);

/// Whether the summary is too far from symmetric for a normal sample (P < .05), so that a mean and an SD from it may
/// mislead. With the mid-range and the mid-quartile against the median, T1 = |min + max - 2 median| / (max - min) and
/// T2 = |q1 + q3 - 2 median| / (q3 - q1):
///   range      T1 > 1 / log(n + 9) + 2.5 / (n + 1)
///   quartiles  T2 > 2.65 / sqrt(n) - 6 / n^2
///   both       max(2.65 log(0.6 n) / sqrt(n) T1, T2) > 3 / sqrt(n) - 40 / n^3
/// The critical values are fitted to n >= 5; below, nothing can be said: false.
/// @source Shi et al. 2023, Stat Methods Med Res 32:1338
bool is_skewed(const FiveNumbers& x);

}  // namespace pooled
