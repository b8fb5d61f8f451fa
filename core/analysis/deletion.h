#pragma once

#include <vector>

#include "core/analysis/refit.h"

namespace pooled {

/// What leaving out one study does. Analysis scale; mu(-i), tau2(-i) are those of the fit without study i.
struct Deletion {
  double change = NaN;    ///< mu - mu(-i)
  double residual = NaN;  ///< yi - mu(-i)
  double se = NaN;        ///< of mu(-i), under the chosen test
  double tau2 = NaN;      ///< tau2(-i); 0 in models without, NaN where one study is left of a random-effects model
  double QE = NaN;
  /// Hartung-Knapp factor by which the chosen test widens every variance of that fit; 1 under the other tests.
  double factor = 1;
};

/// One entry per study with an effect, 2 <= k <= max_refits. Where the model weights by inverse variances, the
/// differences are taken before the common size of the effects is added back, so that an offset costs no digits.
std::vector<Deletion> deletions(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
