#pragma once

#include "core/measures/effects.h"

namespace pooled {

/// What Skovgaard's corrected likelihood ratio says of mu.
struct Skovgaard {
  double stat = NaN;  ///< the corrected signed root at mu = 0, standard normal to second order
  double ci_lb = NaN, ci_ub = NaN;
  /// Why the plain signed root is used instead: the likelihood is highest at tau2 = 0, or r* does not fall with mu.
  bool at_zero = false, turns = false;
};

/// r* (mu) = r + log(u / r) / r with the signed root of the likelihood ratio, r = sign(mu^ - mu) sqrt(2 (ll(mu^, tau2^)
/// - ll(mu, tau2~))), and, with w^ = 1 / (vi + tau2^) at the maximum, w~ = 1 / (vi + tau2~) at the best tau2 for this
/// mu,
///   u = (mu^ - mu) (sum w~^2 / sum w^^2) sqrt(|J| / J~),
/// where J is the observed information of (mu, tau2) at the maximum and J~ that of tau2 at (mu, tau2~). This is
/// Skovgaard's u: with S and q the covariances of the scores at the maximum with those, and with the log-likelihood
/// ratio, at (mu, tau2~), S = (sum w~, (mu^ - mu) sum w~^2; 0, sum w~^2 / 2) and |q, S2| = (mu^ - mu) sum w^ sum w~^2 /
/// 2. The interval holds every mu with |r*| <= z. Among few or very unequal studies r* may turn back as mu rises, where
/// tau2~ is 0 or jumps: P and interval would contradict each other, and r takes its place.
/// @param e  k >= 2
/// @source Skovgaard 1996, Bernoulli 2:145; Guolo 2012, Stat Med 31:313; Guolo & Varin 2012, J Stat Softw 50(7)
Skovgaard skovgaard(const Effects& e, double level);

}  // namespace pooled
