#pragma once

#include <span>
#include <string_view>

#include "core/measures/effects.h"

namespace pooled {

/// Limits of tau2; `empty` when no tau2 >= 0 is compatible with the data, and both limits are then NaN.
struct Tau2Interval {
  double lb = NaN, ub = NaN;
  bool empty = false;
};

/// A way to an interval of tau2.
struct Tau2IntervalRule {
  std::string_view id, label;
  Tau2Interval (*of)(const Effects& e, const Options& options);  ///< needs k >= 2
  std::string_view source;
};

std::span<const Tau2IntervalRule> tau2_intervals();
const Tau2IntervalRule* find_tau2_interval(std::string_view id);

/// Q-profile: the values of tau2 at which the generalised Q lies between the chi-square(k - 1) quantiles. Q falls with
/// tau2, so each limit is its one root; a lower limit below 0 is 0.
/// @param e  k >= 2
/// @source   Viechtbauer 2007, Stat Med 26:37
Tau2Interval q_profile(const Effects& e, double level);

/// The set of tau2 that a likelihood-ratio test does not reject, { tau2 >= 0 : ll(tau2) >= max ll - chi-square(1,
/// level) / 2 }, of the restricted or the full likelihood; never empty. All its maxima count; should the set have gaps,
/// its outermost ends are given.
/// @param e  k >= 2
/// @source   Hardy & Thompson 1996, Stat Med 15:619; Viechtbauer 2007, Stat Med 26:37
Tau2Interval likelihood_interval(const Effects& e, double level, bool restricted);

}  // namespace pooled
