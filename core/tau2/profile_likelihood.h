#pragma once

#include "core/measures/effects.h"
#include "core/tau2/standard.h"

namespace pooled {

/// What the profile likelihood says of mu: the ends of the set of mu that a likelihood-ratio test does not reject, and
/// the statistic against mu = 0.
struct ProfileLikelihood {
  double ci_lb = NaN, ci_ub = NaN;
  double ratio = NaN;  ///< 2 (ll at the maximum - ll at mu = 0), chi-square(1)
};

/// The set { mu : max over tau2 of ll(mu, tau2) >= ll at the global maximum - chi-square(1, level) / 2 }. The
/// likelihood can have several maxima in tau2, so the inner maximum is always the global one; should the set have gaps,
/// its outermost ends are given.
///   For one tau2 the likelihood is a parabola in mu: the set reaches to mu(tau2) -+ sqrt(2 (ll(tau2) - cut) / sum wi).
///   The ends are the extremes over tau2, where the score sum w^2 (y - end)^2 - sum w falls through 0.
/// @param e  k >= 2
/// @source Hardy & Thompson 1996, Stat Med 15:619
ProfileLikelihood profile_likelihood(const Effects& e, double level);

/// The tau2 at which the likelihood is highest, of all mu or at this mu; in standard units.
double most_likely_tau2(const Standard& s);
double most_likely_tau2(const Standard& s, double mu);

}  // namespace pooled
