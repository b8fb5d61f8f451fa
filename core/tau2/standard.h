#pragma once

#include "core/measures/effects.h"
#include "core/tau2/maximum.h"

namespace pooled {

/// The pooled studies, centred and scaled before any sum: y = (yi - centre) / unit, v = vi / unit^2. The centre is the
/// most precise study, so that a study of almost all the weight leaves exact zeros and not cancellation; the unit is a
/// power of two near its standard error, so that scaling is exact and no square can overflow.
struct Standard {
  Array y, v;
  double centre, unit;

  Index k() const { return y.size(); }
  double min_v() const { return v.minCoeff(); }
  double max_v() const { return v.maxCoeff(); }
  double range() const { return y.maxCoeff() - y.minCoeff(); }
};

/// @param e  k >= 1
Standard standardise(const Effects& e);

/// Whether squares, and what solvers multiply them with, are numbers: whether the effects lie at most 1e140 of the
/// smallest standard errors apart, and no variance is more than 1e300 times another.
bool is_computable(const Standard& s);

/// Everything that weights 1 / (v + tau2) make, in standard units.
struct Weighted {
  Array w, r;       ///< weights and residuals y - mu
  double sum_w;     ///< W
  double mu;        ///< sum w y / W
  double Q;         ///< sum w r^2
  double between;   ///< sum w (1 - p) with p = w / W: W - sum w^2 / W without cancellation
  double trace_PP;  ///< tr(P P) with P = diag(w) - w w' / W, a sum of positive terms
};
Weighted weigh(const Standard& s, double tau2);

/// The same for any positive weights w, of length k.
Weighted weigh_by(const Standard& s, const Array& w);

/// tr(P S P S) for S = diag(variance), with P of `x`; a sum of positive terms, variance > 0.
double trace_PSPS(const Weighted& x, const Array& variance);

/// Twice the derivative of the profile log-likelihood: sum w^2 r^2 - sum w, or, restricted,
/// sum w^2 r^2 - (sum w - sum w^2 / sum w). The numbers of weigh(), without those that this does not need.
Slope twice_score(const Standard& s, double tau2, bool restricted);

/// Generalised Q at tau2 alone, for the solvers.
double Q_at(const Standard& s, double tau2);

/// Whether mu is so many units away from an effect that the square overflows, or the grid of tau2 that goes with it.
bool is_too_far(const Standard& s, double mu);

/// A grid of tau2 that no root of the estimating equations can hide from: from far below the smallest variance to
/// where every weight is the same.
/// @param scale  the roots are at most scale * max(range^2, largest v)
LogGrid tau2_grid(const Standard& s, double scale);

}  // namespace pooled
