#pragma once

#include "core/measures/effects.h"

namespace pooled {

/// The estimate and interval of Henmi and Copas, robust against small studies that are missing.
struct HenmiCopas {
  double est = NaN, se = NaN, pval = NaN, ci_lb = NaN, ci_ub = NaN;
};

/// The common-effect estimate with a variance that allows for tau2 of DerSimonian-Laird, wi = 1 / vi:
///   est = sum wi yi / W1,   se^2 = (1 + tau2 W2) / W1,   Wj = sum wi^j / sum wi for j > 1,
/// and est -+ t se, with P(T > t) = (1 - level) / 2 for T = R / sqrt(1 + tau2_DL W2), R = sqrt(W1) (est - mu). Given R
/// = r ~ N(0, VR), VR = 1 + tau2 W2, Q has an exact mean and variance (R and yi are jointly normal); as in the paper it
/// is taken as gamma with these two, and T > t is Q < k - 1 + (W1 / W2 - 1) (r^2 / t^2 - 1), so that
///   P(T > t) = integral over r > t of P(Q < ... | r) times the density of R.
/// @param e  k >= 2
/// @source Henmi & Copas 2010, Stat Med 29:2969
HenmiCopas henmi_copas(const Effects& e, double level);

}  // namespace pooled
