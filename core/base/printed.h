#pragma once

#include "core/base/types.h"

namespace pooled {

/// Where a number may lie; lb <= ub, either may be infinite.
struct Range {
  double lb = NaN, ub = NaN;

  bool holds(double x) const { return lb <= x && x <= ub; }
  bool meets(const Range& other) const { return lb <= other.ub && other.lb <= ub; }
};

/// A number as it was printed: 5.40 has the value 5.4 and two decimals.
struct Printed {
  double value = NaN;
  int decimals = 0;

  /// Everything that rounds to it: value -+ half a unit of the last decimal, each end the double nearest to that
  /// decimal. A number without a short decimal form stands for itself.
  Range range() const;
};

/// Most decimals that are told from a number that was computed.
inline constexpr int most_decimals = 15;

/// The fewest decimals that write x exactly as a double; most_decimals + 1 when more are needed (a number that was
/// computed, not typed). Trailing zeros are lost: 5.40 has one.
int decimals_of(double x);

/// x as it was typed, trailing zeros apart.
Printed printed(double x);

/// Significant digits of x without the zeros before and after them: 2 for 0.052, 1 for 400.
int significant_digits(double x);

/// x to so many significant digits, as someone would type it.
double rounded(double x, int digits);

}  // namespace pooled
