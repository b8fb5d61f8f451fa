#pragma once

#include <vector>

#include "core/base/note.h"
#include "core/base/types.h"

namespace pooled {

/// What models of the counts themselves say beside the pooled effect; NaN where a model has no such thing. Analysis
/// scale.
struct Likelihood {
  Estimate common;  ///< the same model with tau2 = 0 (rho = 0 for the beta-binomial)
  double ll_common = NaN;
  double parameters = NaN;  ///< estimated, nuisance parameters included
  /// The saturated model, a true effect of its own for every study, against a common effect: by twice the difference in
  /// log-likelihood, and by Cochran's Q of the studies' own maximum-likelihood estimates, where those are finite.
  double QE_LRT = NaN, QE_LRT_df = NaN, QE_LRT_p = NaN;
  double QE_Wld = NaN, QE_Wld_df = NaN, QE_Wld_p = NaN;
  double sigma2 = NaN;             ///< variance of the study levels (GLMM_UMRS with two groups)
  double rho = NaN, se_rho = NaN;  ///< intraclass correlation within an arm (BB)
  double nodes = NaN;              ///< of the quadrature at the maximum, all studies
};

/// Which maximum a model found.
struct LikelihoodEstimate {
  double mu = NaN, se = NaN, tau2 = NaN, se_tau2 = NaN, ll = NaN;
  double other_tau2 = NaN, other_gap = NaN;  ///< the next best local maximum
  Index k = 0;                               ///< studies that contribute
  double t_df = NaN;                         ///< of the test t, where it is not k - 1
  std::vector<int> row{};                    ///< rows of the data set of these studies
  Likelihood details{};
  std::vector<Note> notes{};
};

}  // namespace pooled
