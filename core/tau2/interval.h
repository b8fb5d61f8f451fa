#pragma once

#include "core/measures/effects.h"

namespace pooled {

/// Limits of tau2; `empty` when no tau2 >= 0 is compatible with the data, and both limits are then NaN.
struct Tau2Interval {
  double lb = NaN, ub = NaN;
  bool empty = false;
};

/// Q-profile: the values of tau2 at which the generalised Q lies between the chi-square(k - 1) quantiles. Q falls with
/// tau2, so each limit is its one root; a lower limit below 0 is 0.
/// @param e  k >= 2
/// @source   Viechtbauer 2007, Stat Med 26:37
Tau2Interval q_profile(const Effects& e, double level);

}  // namespace pooled
