#pragma once

#include <vector>

#include "core/model/glmm_plane.h"
#include "core/model/glmm_studies.h"
#include "core/model/likelihood.h"

namespace pooled {

/// The saturated model of GLMM_UMRS: every study has its own theta_i, the levels stay random, a_i ~ N(alpha, sigma2).
/// Fills QE_LRT = 2 (ll_saturated - ll_common) and QE_Wld, the Wald test that all theta_i are equal,
///   QE_Wld = min over m of (theta - m)' J (theta - m),
/// J the information of theta with alpha and sigma2 eliminated. A study with events in nobody of one group and
/// everybody of the other has no finite theta_i: it counts in the first and not in the second; where zeros let all
/// theta_i run away together, QE_LRT is what it tends to and QE_Wld has no value. Two studies or more.
/// @param start  alpha and sigma2 to start from: those of the common-effect model, whose ll is in x
/// @source Stijnen, Hamza & Ozdemir 2010, Stat Med 29:3046; Jackson et al. 2018, Stat Med 37:1059; the two statistics
/// as
///         metafor's rma.glmm names them
void add_saturated(Likelihood& x, const std::vector<TwoArms>& studies, const PlaneParameters& start);

}  // namespace pooled
