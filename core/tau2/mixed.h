#pragma once

#include <span>
#include <string_view>

#include "core/base/wls.h"
#include "core/tau2/interval.h"
#include "core/tau2/standard.h"
#include "core/tau2/tau2.h"

namespace pooled {

/// Studies with moderators, ready to be fitted at any tau2: yi = Xi b + ui + ei, var ui = tau2, var ei = vi. In
/// standard units; without a constant column in X the centre is 0, because the model has no place for another.
struct Mixed {
  Standard s;
  Design d;

  double free() const { return static_cast<double>(d.k() - d.p()); }
};

/// @param X  k x p
Mixed mixed(const Effects& e, const Matrix& X);

/// The fit with weights 1 / (v + tau2), tau2 in standard units.
Wls mixed_fit(const Mixed& m, double tau2);

/// tr(P) = sum wi (1 - hi) with P = W - W X (X'WX)^-1 X'W.
double trace_P(const Mixed& m, const Wls& x);
/// tr(P S P S) for S = diag(variance), as a sum of positive terms.
double trace_PSPS(const Mixed& m, const Wls& x, const Array& variance);

/// An estimator of the residual heterogeneity, beside the one of the same id without moderators (tau2.h), which it
/// equals when X is a constant. Needs full rank and k > p.
/// @source Raudenbush 2009, in: Handbook of Research Synthesis 2nd ed, 295; Viechtbauer 2005, J Educ Behav Stat 30:261;
///         Viechtbauer et al. 2015, Psychol Methods 20:360
struct MixedEstimator {
  std::string_view id;
  Tau2 (*estimate)(const Mixed& m);
};

std::span<const MixedEstimator> mixed_estimators();
const MixedEstimator* find_mixed_estimator(std::string_view id);

/// Q-profile of the residual heterogeneity, k - p degrees of freedom.
/// @source Viechtbauer 2007, Stat Med 26:37; Jackson et al. 2014, BMC Med Res Methodol 14:103
Tau2Interval q_profile(const Mixed& m, double level);

/// Log-likelihood at tau2, in the units of the data, with the constants: full as in tau2.h; restricted =
/// -(k-p)/2 log(2 pi) + 1/2 log det(X'X) - 1/2 sum log(vi + tau2) - 1/2 log det(X'WX) - Q/2.
double log_likelihood(const Mixed& m, double tau2, bool restricted);

}  // namespace pooled
