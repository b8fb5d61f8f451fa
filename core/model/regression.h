#pragma once

#include <vector>

#include "core/base/result.h"
#include "core/data/options.h"
#include "core/measures/effects.h"
#include "core/tau2/interval.h"
#include "core/tau2/mixed.h"
#include "core/tau2/tau2.h"

namespace pooled {

/// A fitted meta-regression. Analysis scale throughout.
struct Regression {
  Index k = 0, p = 0;
  Index constant = -1;         ///< the column of X that is a constant; -1 = none
  std::vector<Estimate> coef;  ///< p
  Matrix vb;                   ///< p x p, covariance of the coefficients under the chosen test
  /// For predictions without cancellation: the row of one study, the weighted means of the columns less that row (0 for
  /// the constant, which is `height`), the mean of y, and the variance of the latter, which is independent of the
  /// slopes.
  Array origin, centre;
  double height = 1, mean_y = 0, mean_variance = 0;
  double df = infinity;  ///< of the tests of coefficients: k - p, or infinity = normal
  double q_hk = NaN;     ///< sum wi ri^2 / (k - p) with the weights of the fit
  double factor = 1;     ///< what the test multiplies (X'WX)^-1 by
  Tau2 tau2;             ///< 0 with no SE under a common effect
  Tau2Interval tau2_interval;
  double I2 = NaN, I2_lb = NaN, I2_ub = NaN, H2 = NaN;
  double R2 = NaN;  ///< percent; NaN where the model without moderators has nothing to explain
  double QE = NaN, QE_df = NaN, QEp = NaN;
  double QM = NaN, QM_df = NaN, QM_df2 = NaN, QMp = NaN;  ///< chi-square(QM_df), or F(QM_df, QM_df2)
  double ll = NaN, AIC = NaN, BIC = NaN, AICc = NaN;      ///< restricted under REML, else full
  Array weight, fitted, residual, hat;                    ///< k; weights in percent
  std::vector<Note> notes;
};

/// Mixed-effects meta-regression yi = Xi b + ui + ei with var ui = tau2 of Options::tau2; with tau2 = 0 under a model
/// of a common effect. A model of the counts themselves (Mantel-Haenszel, GLMM) is replaced by inverse-variance
/// weighting, and a note says so.
///   b = (X'WX)^-1 X'Wy,  W = diag(1 / (vi + tau2)),  vb = factor (X'WX)^-1
///   test z: factor 1, normal; t: factor 1, t(k-p); HKSJ: factor q = sum wi ri^2 / (k-p), t(k-p); HKSJ_se: max(1, q).
///   EE with test HKSJ is ordinary weighted least squares with a multiplicative dispersion (Egger's regression).
///   QE = sum ri^2 / vi at tau2 = 0 on k-p; QM = the Wald test that every coefficient but the constant is 0.
///   I2, H2: with the typical variance (k-p) / tr(P) at tau2 = 0. R2 = (tau2 without - tau2 with) / tau2 without
///   moderators, not below 0; under a common effect the adjusted share of explained dispersion.
/// @param X  k x p, finite, rows as e.yi; with or without a constant column
/// @return   the Note why not when k <= p or X has not full rank (value = number of the column, from 1)
/// @source Berkey et al. 1995, Stat Med 14:395; Raudenbush 2009, Handbook of Research Synthesis 2nd ed, 295; Knapp &
///         Hartung 2003, Stat Med 22:2693; R2: Lopez-Lopez et al. 2014, Br J Math Stat Psychol 67:30
Result<Regression> regress(const Effects& e, const Matrix& X, const Options& options);

/// Wald test that all of some linear combinations of coefficients are 0: statistic, degrees of freedom and P.
struct WaldTest {
  double stat = NaN, df = NaN, df2 = NaN, pval = NaN;
};

/// L b = 0 with L m x p of full row rank: (L b)' (L vb L')^-1 (L b), as chi-square(m), or divided by m as F(m, df).
WaldTest wald_test(const Regression& r, const Matrix& L);

/// The statistics of the tests alone, for refits by the thousand: every z or t, and QM.
struct TestStatistics {
  Array stat;  ///< p
  double QM = NaN;
};

/// @param m  of full rank, k > p, with an estimator that exists
TestStatistics test_statistics(const Mixed& m, const Options& options);

/// Value, standard error and interval of x b for a row x of length p.
Estimate predicted(const Regression& r, const Eigen::RowVectorXd& x, double level);

}  // namespace pooled
