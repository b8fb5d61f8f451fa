#pragma once

#include "core/model/counts.h"

namespace pooled {

/// Mantel-Haenszel: every study adds to a numerator R and a denominator S, and only their totals are divided, so that
/// zeros need no correction. With N = n1 + n2 (people, or person-time for rates):
///   OR        R = a d / N, S = b c / N;                      log OR = log(R / S)
///             var = sum P R / (2 R^2) + sum (P S + Q R) / (2 R S) + sum Q S / (2 S^2), P = (a + d) / N, Q = (b + c) /
///             N
///   RR, IRR   R = a n2 / N, S = c n1 / N;                    log RR = log(R / S), var = sum D / (R S),
///             D = (n1 n2 (a + c) - a c N) / N^2 = (a n1 d + c n2 b) / N^2 for people, n1 n2 (a + c) / N^2 for rates
///   RD, IRD   R = (a n2 - c n1) / N, S = n1 n2 / N;          RD = R / S
///             var = sum (a d + b c + RD (n1^2 (c - d) - n2^2 (a - b)) / N) / (2 N) / S^2 for people (Sato; the same as
///             his RD sum P + sum Q), sum (a n2^2 + c n1^2) / N^2 / S^2 for rates
/// Studies with R = S = 0 (ratios: no event in either group) are not in it. Weights are shares of S, as in RevMan.
/// @source Mantel & Haenszel 1959, J Natl Cancer Inst 22:719; OR: Robins, Breslow & Greenland 1986, Biometrics 42:311;
///         RR, IRR, IRD: Greenland & Robins 1985, Biometrics 41:55; RD: Sato 1989, Biometrics 45:1323 (metafor
///         likewise; meta and RevMan 5 have Greenland & Robins' variance)
struct MantelHaenszel {
  CountStudies studies;
  CountPooling pooling;
};

/// No value when a ratio's R or S is 0 in all studies, or the variance is.
Result<MantelHaenszel> mantel_haenszel_pooling(const Effects& e, const Options& options);

/// Q around an estimate that is not the inverse-variance one: sum (yi - mu)^2 / vi.
double Q_around(const Effects& e, double mu);

/// The common-effect model. QE is centred on the Mantel-Haenszel estimate, with the inverse-variance weights of those
/// of its studies that have an effect of their own, on their number - 1 degrees of freedom.
Result<Fit> mantel_haenszel(const Effects& e, const Options& options);

/// Random effects as in RevMan 5: inverse variance with DerSimonian & Laird's tau2, but from the Q that is centred on
/// the Mantel-Haenszel estimate; QE and I2_Q are that Q's. Its tau2 has no standard error.
/// @source Deeks & Higgins 2010, Statistical algorithms in Review Manager 5
Result<Fit> random_effects_around_mh(const Effects& e, const Options& options);

}  // namespace pooled
