#pragma once

#include <span>
#include <string_view>

#include "core/measures/effects.h"

namespace pooled {

/// Between-study variance in squared units of yi. No estimator here can fail to converge: each brackets its root.
struct Tau2 {
  double tau2 = NaN, se = NaN;
  /// The best other local maximum of the likelihood, and how many log units below the one used; NaN = none.
  double other = NaN, other_gap = NaN;
};

struct Tau2Estimator {
  std::string_view id, label;
  Tau2 (*estimate)(const Effects& e);  ///< needs k >= 2; two estimators with the same function are the same one
  std::string_view source;
};

std::span<const Tau2Estimator> tau2_estimators();
const Tau2Estimator* find_tau2_estimator(std::string_view id);

/// The estimator chosen; of FIXED, Options::tau2_fixed without SE (its row in the table cannot know it and gives NaN).
Tau2 estimate_tau2(const Effects& e, const Options& options);

Tau2 der_simonian_laird(const Effects& e);
Tau2 paule_mandel(const Effects& e);
Tau2 restricted_maximum_likelihood(const Effects& e);
Tau2 maximum_likelihood(const Effects& e);
Tau2 median_paule_mandel(const Effects& e);
Tau2 hedges(const Effects& e);
Tau2 hunter_schmidt(const Effects& e);
Tau2 hunter_schmidt_small(const Effects& e);
Tau2 sidik_jonkman(const Effects& e);
Tau2 two_step_der_simonian_laird(const Effects& e);
Tau2 two_step_cochran_anova(const Effects& e);
Tau2 generalised_Q(const Effects& e);
Tau2 median_generalised_Q(const Effects& e);

/// Log-likelihood at tau2, in the units of the data; with the constants, so that it can be compared with other
/// programs: full = -k/2 log(2 pi) - 1/2 sum log(vi + tau2) - Q/2; restricted = -(k-1)/2 log(2 pi) + 1/2 log k
/// - 1/2 sum log(vi + tau2) - 1/2 log(sum wi) - Q/2.
/// @source Viechtbauer 2005, J Educ Behav Stat 30:261
double log_likelihood(const Effects& e, double tau2, bool restricted);

}  // namespace pooled
