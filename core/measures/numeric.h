#pragma once

#include <cmath>

#include "core/base/dist.h"

namespace pooled {

/// log(x / y) without loss where the two are close; x and y of the same sign.
inline double log_ratio(double x, double y) {
  const double step = (x - y) / y;
  return std::abs(step) < 0.5 ? std::log1p(step) : std::log(x / y);
}

/// Means have a ratio only on a scale that starts at 0: metafor takes two negative means as well, which says nothing.
inline bool both_positive(double x, double y) { return x > 0 && y > 0; }

/// Exact small-sample factor J(m) = gamma(m/2) / (sqrt(m/2) gamma((m-1)/2)); NaN for m <= 1.
/// @source Hedges 1981, J Educ Stat 6:107
inline double small_sample_factor(double m) { return gamma_half_step((m - 1) / 2) / std::sqrt(m / 2); }

}  // namespace pooled
