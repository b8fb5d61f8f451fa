#pragma once

#include "core/model/model.h"

namespace pooled {

/// Logistic regression with a level for every study and one log odds ratio, by Firth's penalised likelihood
/// ll + 1/2 log |I|, which has a finite maximum whatever the zeros. With w = n p (1 - p) of each arm the information of
/// the log odds ratio is T = sum w1 w2 / (w1 + w2), log |I| = sum log(w1 + w2) + log T, and the score of an arm becomes
/// y - n p + h (1/2 - p) with its leverage h. SE = 1 / sqrt(T). `ll` is the penalised one. Every study counts, also
/// without events. The interval is that of the penalised likelihood ratio with the levels at their best (test PL, the
/// default: Wald's is too narrow on the side of the zeros), or Wald's (z, t).
/// @source Firth 1993, Biometrika 80:27; Heinze & Schemper 2002, Stat Med 21:2409; Evrenoglou et al. 2022, Stat Med
/// 41:5074
Result<Fit> firth(const Effects& e, const Options& options);

}  // namespace pooled
