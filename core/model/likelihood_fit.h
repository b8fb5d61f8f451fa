#pragma once

#include "core/model/likelihood.h"
#include "core/model/model.h"

namespace pooled {

/// What every model of the counts has in common once its maximum is found: a Wald interval with the normal distribution
/// or t(k - 1) (every other test becomes the normal one, with a Note), prediction, and beside them, as for any model,
/// Q, I2 and the weights 100 wi / sum wi, wi = 1 / (vi + tau2), of the studies' own effects: a likelihood has no
/// weights, and these say what inverse-variance pooling would give at this tau2 (none for a study without an effect of
/// its own). I2 is 100 tau2 / (tau2 + s2) with the
/// typical variance of heterogeneity.h. `k` counts the studies that contribute.
Fit likelihood_fit(const Effects& e, const Options& options, const LikelihoodEstimate& x, bool random);

/// A Note for every pooled study that was typed without counts, or the reason why none can be used.
Result<std::vector<Note>> check_counts(const Effects& e);

/// Whether each study's own estimate is at the same infinity: then the pooled one is too.
bool all_at_one_end(const Array& own);

/// Cochran's Q of the finite estimates with these informations, and 2 (ll_saturated - ll_common), with their P.
void add_heterogeneity(Likelihood& x, const Array& own, const Array& information, double ll_saturated);

}  // namespace pooled
