#pragma once

#include "core/tau2/standard.h"

namespace pooled {

/// The generalised Q of fixed weights, Q_a = sum ai (yi - mu_a)^2 with mu_a = sum ai yi / sum ai.
double Q_of(const Standard& s, const Array& a);

/// Both tails of a distribution at one point, each computed to its own last digits where it is the small one.
struct Tails {
  double lower = NaN, upper = NaN;
};

/// P(Q_a <= q) and P(Q_a >= q) when yi ~ N(mu, vi + tau2), exactly. Q_a is then a sum of chi-square(1) variables
/// weighted by the eigenvalues of diag(d) - u u' / sum a, di = ai (vi + tau2), ui = ai sqrt(vi + tau2). They are never
/// computed: the cumulant generating function needs only, with p = a / sum a,
///   K(s) = -1/2 [sum log(1 - 2 s di) + log sum pi / (1 - 2 s di)],
/// in O(k). The tails are its inversion integral along a parabola through the saddlepoint, where the trapezoidal rule
/// converges geometrically. Relative error about 1e-13 in the smaller tail, whatever the ratio of the weights.
/// @param a  k >= 2 weights above 0; only their ratios matter, together with q
/// @source exact distribution: Biggerstaff & Jackson 2008, Stat Med 27:6093; Jackson 2013, Res Synth Methods 4:220;
///         inversion along the saddlepoint: Rice 1980, SIAM J Sci Stat Comput 1:438; Helstrom 1996, IEEE Trans Aerosp
///         Electron Syst 32:1261
Tails distribution_of_Q(const Standard& s, const Array& a, double tau2, double q);

/// dP(Q_a >= q) / d tau2, the density of the confidence distribution of tau2 that Q_a makes, by the same inversion with
/// the derivative of K under the integral: dK/dtau2 = s g(s), which takes the pole at 0 away. Relative error about
/// 1e-12; 0 where q is.
double confidence_density(const Standard& s, const Array& a, double tau2, double q);

}  // namespace pooled
