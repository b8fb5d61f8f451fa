#pragma once

#include "core/base/types.h"

namespace pooled {

/// Power of the two-sided z-test of every study when theta is true: P(|Z| >= critical), Z ~ N(theta / sei, 1).
Array power_of(const Array& sei, double theta, double critical);

/// The standard error at which that test, at level alpha, has this power: |theta| / d, where d solves
///   Phi(d - c) + Phi(-d - c) = power,   c the upper alpha / 2 quantile.
/// The left side rises in d from alpha at 0 to 1: one root.
/// @return    NaN where no standard error has it: power <= alpha, power >= 1, or theta = 0
/// @source    Kossmeier, Tran & Voracek 2020, Z Psychol 228:43
double sei_of_power(double power, double theta, double alpha);

/// The middle value, or the mean of the two in the middle.
double median(Array x);

}  // namespace pooled
