#pragma once

#include "core/measures/effects.h"

namespace pooled {

/// A standard error that counts in the uncertainty of tau2, and the degrees of freedom of its t.
struct KenwardRoger {
  double se = NaN, df = NaN;
};

/// Kenward-Roger for one mean, in the form of Partlett & Riley, with wi = 1 / (vi + tau2), Sj = sum wi^j and the
/// expected information of tau2, I = S2 / 2 - S3 / S1 + S2^2 / (2 S1^2):
///   se^2 = (1 + 2 (S3 / S1 - (S2 / S1)^2) / I) / S1,   df = 2 I / (se^2 S2)^2
/// With equal variances se is the conventional SE and df = k - 1. (Kenward & Roger's own df has 1 / S1 for se^2.)
/// @param e     k >= 2
/// @param tau2  of REML, for which it was derived
/// @source Kenward & Roger 1997, Biometrics 53:983; Partlett & Riley 2017, Stat Med 36:301
KenwardRoger kenward_roger(const Effects& e, double tau2);

}  // namespace pooled
