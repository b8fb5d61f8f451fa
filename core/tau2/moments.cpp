#include <algorithm>
#include <cmath>

#include "core/base/solve.h"
#include "core/tau2/standard.h"
#include "core/tau2/tau2.h"

namespace pooled {

/// DerSimonian-Laird: tau2 = max(0, (Q - (k - 1)) / C) with C = sum wi - sum wi^2 / sum wi and wi = 1 / vi.
/// SE from the variance of Q under the random-effects model, [2 (k-1) + 4 tau2 tr(P) + 2 tau2^2 tr(PP)] / C^2.
/// @source DerSimonian & Laird 1986, Control Clin Trials 7:177; Biggerstaff & Tweedie 1997, Stat Med 16:753
Tau2 der_simonian_laird(const Effects& e) {
  const Standard s = standardise(e);
  const Weighted x = weigh(s, 0);
  const double df = static_cast<double>(s.k() - 1);
  const double tau2 = std::max(0.0, (x.Q - df) / x.between);
  const double variance = 2 * df + 4 * tau2 * x.between + 2 * tau2 * tau2 * x.trace_PP;
  const double unit2 = s.unit * s.unit;
  return {.tau2 = tau2 * unit2, .se = std::sqrt(variance) / x.between * unit2};
}

/// Paule-Mandel: the tau2 at which the generalised Q equals its degrees of freedom, Q(tau2) = k - 1. Q falls with tau2,
/// so there is one root, or 0 if Q(0) <= k - 1. Q(tau2) <= k range^2 / tau2 bounds it from above.
/// SE of the empirical Bayes estimator, which it equals: sqrt(2 k^2 / (k-1)) / sum wi.
/// @source Paule & Mandel 1982, J Res Natl Bur Stand 87:377; DerSimonian & Kacker 2007, Contemp Clin Trials 28:105;
///         SE: Morris 1983, J Am Stat Assoc 78:47
Tau2 paule_mandel(const Effects& e) {
  const Standard s = standardise(e);
  const double k = static_cast<double>(s.k()), df = k - 1;
  const auto excess = [&](double tau2) { return Q_at(s, tau2) - df; };
  const double tau2 = root_of_decreasing(excess, tau2_grid(s, 2 * k / df));
  const double unit2 = s.unit * s.unit;
  return {.tau2 = tau2 * unit2, .se = std::sqrt(2 * k * k / df) / weigh(s, tau2).sum_w * unit2};
}

}  // namespace pooled
