#pragma once

namespace pooled {

/// Variance of Cochran's Q (weights 1 / vi) where the studies differ by tau2: 2 df + 4 tau2 tr(P) + 2 tau2^2 tr(PP),
/// with P = W - W X (X'WX)^-1 X'W and df = k - p.
/// @source Biggerstaff & Tweedie 1997, Stat Med 16:753
inline double variance_of_Q(double df, double trace_P, double trace_PP, double tau2) {
  return 2 * df + 4 * tau2 * trace_P + 2 * tau2 * tau2 * trace_PP;
}

}  // namespace pooled
