#pragma once

#include "core/model/counts.h"

namespace pooled {

/// Peto's one-step log odds ratio, from the scores of score_of_people(), with nothing added for zeros:
///   est = sum (O - E) / sum V, se = 1 / sqrt(sum V), weights in proportion to V,
///   QE = sum V ((O - E) / V - est)^2 = sum (O - E)^2 / V - (sum (O - E))^2 / sum V.
/// Studies with V = 0 (nobody, or everybody, had the event) are in neither est nor the degrees of freedom of QE. Warns
/// where the approximation is poor: |est| > 1, or groups more unequal than 8 to 1.
/// @source Yusuf et al. 1985, Prog Cardiovasc Dis 27:335; bias: Greenland & Salvan 1990, Stat Med 9:247
Result<Fit> peto(const Effects& e, const Options& options);

}  // namespace pooled
