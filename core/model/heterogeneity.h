#pragma once

#include "core/model/model.h"

namespace pooled {

/// Cochran's Q with its test, I2 and H2. k >= 2.
///   Q-based:    I2_Q = max(0, (Q - df) / Q), with the test-based interval of Higgins & Thompson
///   tau2-based: I2 = tau2 / (tau2 + s2), H2 = (tau2 + s2) / s2, limits from those of tau2, with the "typical" variance
///               s2 = (k - 1) / (sum wi - sum wi^2 / sum wi), wi = 1 / vi
/// @source Cochran 1954, Biometrics 10:101; Higgins & Thompson 2002, Stat Med 21:1539

/// Any Q on k - 1 degrees of freedom: I2 = I2_Q, H2 = Q / df. Nothing for k < 2.
Heterogeneity heterogeneity_from(double Q, Index k, double level);
/// Under a common effect: around the inverse-variance estimate.
Heterogeneity heterogeneity_of_Q(const Effects& e, double level);
/// Under random effects.
Heterogeneity heterogeneity_of_tau2(const Effects& e, double tau2, const Tau2Interval& interval, double level);

}  // namespace pooled
