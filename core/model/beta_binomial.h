#pragma once

#include "core/model/model.h"

namespace pooled {

/// Beta-binomial regression: the events of every arm are beta-binomial with the mean risk pi_1 or pi_2 of its group and
/// one intraclass correlation rho >= 0; the effect is g(pi_1) - g(pi_2) with g = logit (OR), log (RR) or the risk
/// itself (RD). Arms are not paired, so that studies without events count too, and there is no tau2. With D_r(p) = p (1
/// - rho) + r rho the likelihood of y of n is
///   C(n, y) prod_{r < y} D_r(pi) prod_{r < n - y} D_r(1 - pi) / prod_{r < n} D_r(1),
/// which holds at rho = 0, the binomial, too. The links share their maximum. SE from the observed information of
/// (g(pi_1), g(pi_2), rho), at rho = 0 without rho; the test t has 2k - 2 degrees of freedom.
/// @source Kuss 2015, Stat Med 34:1097; the product form: Griffiths 1973, Biometrics 29:637
Result<Fit> beta_binomial(const Effects& e, const Options& options);

}  // namespace pooled
