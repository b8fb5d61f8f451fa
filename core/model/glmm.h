#pragma once

#include "core/model/model.h"

namespace pooled {

/// Generalised linear mixed models of the counts: nothing is added to zeros, and no study's effect is taken as normal.
/// The true effects are theta_i ~ N(mu, tau2); likelihoods are integrated to about 1e-12 and maximised over all of tau2
/// >= 0. Standard errors are those of the observed information of all parameters (at tau2 = 0 of all but tau2), as lme4
/// gives them. ll has all its constants, so that lme4's with several quadrature points differs by one. Measures: OR
/// from 2x2 tables, IRR from two rates; PLO and IRLN from one group, where there is only one such model, the
/// binomial-normal and the Poisson-normal, offered as GLMM_UMRS.
/// @source Stijnen, Hamza & Ozdemir 2010, Stat Med 29:3046; Jackson et al. 2018, Stat Med 37:1059 (the names)

/// Conditional on the number of events of each study, exact: noncentral hypergeometric (OR), binomial (IRR). Studies
/// without events, or with events in everyone, contribute nothing. Refused by name where the studies together could
/// have more than four million values: millions of events in both groups.
Result<Fit> glmm_conditional_exact(const Effects& e, const Options& options);

/// The same with the binomial in place of the hypergeometric distribution, for rare events: x1 of x1 + x2 events at log
/// odds theta + log(n1 / n2). OR only.
Result<Fit> glmm_conditional_approximate(const Effects& e, const Options& options);

/// A fixed level a_i for every study: arms at a_i + theta_i / 2 and a_i - theta_i / 2, theta_i random (groups coded -+
/// 1/2 in the random part, as metafor's default). Studies without events, or with events in everyone, contribute
/// nothing.
Result<Fit> glmm_fixed_study(const Effects& e, const Options& options);

/// Random levels a_i ~ N(alpha, sigma2), independent of theta_i, with the same coding. Studies without events in either
/// group contribute to alpha and sigma2. (lme4 has the Laplace approximation only; this is the integral.) With one
/// group: glmm_one_group.
Result<Fit> glmm_random_study(const Effects& e, const Options& options);

/// Binomial-normal (PLO) or Poisson-normal (IRLN): x_i events at log odds, or log rate, theta_i.
Result<Fit> glmm_one_group(const Effects& e, const Options& options);

}  // namespace pooled
