#pragma once

#include <string>
#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// One coefficient of a meta-regression.
struct RegressionCoefficient {
  std::string name;
  std::string term;
  double est = NaN, se = NaN, stat = NaN, df = NaN, pval = NaN, ci_lb = NaN, ci_ub = NaN, vif = NaN;
  Interval display{};
};

/// Wald test that every coefficient of one term is 0.
struct RegressionTerm {
  std::string term;
  double stat = NaN, df = NaN, df2 = NaN, pval = NaN, gvif = NaN;
};

/// One study beside its fitted value.
struct RegressionStudy {
  int row = 0;
  double fitted = NaN, residual = NaN, hat = NaN, weight = NaN;
};

/// The fitted line at one value of the first numeric moderator.
struct RegressionPoint {
  double x = NaN, est = NaN, ci_lb = NaN, ci_ub = NaN, pi_lb = NaN, pi_ub = NaN;
  PooledDisplay display{};
};

struct MetaRegression {
  int k = 0, p = 0;
  std::vector<RegressionCoefficient> coefficients;
  std::vector<RegressionTerm> terms;
  double tau2 = NaN, se_tau2 = NaN, tau2_lb = NaN, tau2_ub = NaN;
  double I2 = NaN, I2_lb = NaN, I2_ub = NaN, H2 = NaN, R2 = NaN;
  double QE = NaN, QE_df = NaN, QEp = NaN;
  double QM = NaN, QM_df = NaN, QM_df2 = NaN, QMp = NaN;
  double q_hk = NaN, ll = NaN, AIC = NaN, BIC = NaN, AICc = NaN;
  std::vector<RegressionStudy> studies;
  std::string line_of;
  std::vector<RegressionPoint> line;
  std::vector<Note> notes;
};

template <>
inline constexpr auto fields<RegressionCoefficient> = std::tuple{
    field("name", &RegressionCoefficient::name,
          "\"intercept\", \"ablat\", \"alloc = random\" (against the first level), \"ablat:alloc = random\"."),
    field("term", &RegressionCoefficient::term, "The term of options.moderators it belongs to; empty = intercept."),
    field("est", &RegressionCoefficient::est, "Change of the effect per unit, on the analysis scale."),
    field("se", &RegressionCoefficient::se),
    field("stat", &RegressionCoefficient::stat),
    field("df", &RegressionCoefficient::df, "null = normal."),
    field("pval", &RegressionCoefficient::pval),
    field("ci_lb", &RegressionCoefficient::ci_lb),
    field("ci_ub", &RegressionCoefficient::ci_ub),
    field("vif", &RegressionCoefficient::vif, "Variance inflation factor; null for the intercept."),
    field("display", &RegressionCoefficient::display,
          "For ratios the ratio of ratios per unit; for the intercept the effect where every moderator is 0."),
};

template <>
inline constexpr auto fields<RegressionTerm> = std::tuple{
    field("term", &RegressionTerm::term),
    field("stat", &RegressionTerm::stat, "Chi-square, or F where df2 is given."),
    field("df", &RegressionTerm::df),
    field("df2", &RegressionTerm::df2, "null = chi-square."),
    field("pval", &RegressionTerm::pval),
    field("gvif", &RegressionTerm::gvif, "Generalised variance inflation factor."),
};

template <>
inline constexpr auto fields<RegressionStudy> = std::tuple{
    field("row", &RegressionStudy::row),           field("fitted", &RegressionStudy::fitted),
    field("residual", &RegressionStudy::residual), field("hat", &RegressionStudy::hat),
    field("weight", &RegressionStudy::weight),
};

template <>
inline constexpr auto fields<RegressionPoint> = std::tuple{
    field("x", &RegressionPoint::x, "The moderator, as typed."),
    field("est", &RegressionPoint::est),
    field("ci_lb", &RegressionPoint::ci_lb),
    field("ci_ub", &RegressionPoint::ci_ub),
    field("pi_lb", &RegressionPoint::pi_lb),
    field("pi_ub", &RegressionPoint::pi_ub),
    field("display", &RegressionPoint::display),
};

template <>
inline constexpr auto fields<MetaRegression> = std::tuple{
    field("k", &MetaRegression::k, "Studies with a value for every moderator."),
    field("p", &MetaRegression::p, "Coefficients, the intercept included."),
    field("coefficients", &MetaRegression::coefficients),
    field("terms", &MetaRegression::terms, "One test for each term of the formula."),
    field("tau2", &MetaRegression::tau2, "Residual heterogeneity."),
    field("se_tau2", &MetaRegression::se_tau2),
    field("tau2_lb", &MetaRegression::tau2_lb, "Q-profile."),
    field("tau2_ub", &MetaRegression::tau2_ub),
    field("I2", &MetaRegression::I2, "Percent."),
    field("I2_lb", &MetaRegression::I2_lb),
    field("I2_ub", &MetaRegression::I2_ub),
    field("H2", &MetaRegression::H2),
    field("R2", &MetaRegression::R2,
          "Percent of the heterogeneity explained; null where there is none to explain without moderators."),
    field("QE", &MetaRegression::QE, "Test of residual heterogeneity."),
    field("QE_df", &MetaRegression::QE_df),
    field("QEp", &MetaRegression::QEp),
    field("QM", &MetaRegression::QM, "Test of all moderators: chi-square, or F where QM_df2 is given."),
    field("QM_df", &MetaRegression::QM_df),
    field("QM_df2", &MetaRegression::QM_df2, "null = chi-square."),
    field("QMp", &MetaRegression::QMp),
    field("q_hk", &MetaRegression::q_hk, "Knapp-Hartung factor, before any floor."),
    field("ll", &MetaRegression::ll, "Restricted under REML, else full."),
    field("AIC", &MetaRegression::AIC),
    field("BIC", &MetaRegression::BIC),
    field("AICc", &MetaRegression::AICc),
    field("studies", &MetaRegression::studies),
    field("line_of", &MetaRegression::line_of, "The first numeric moderator; empty = there is none."),
    field("line", &MetaRegression::line,
          "The fit along it, other numeric moderators at their means and factors at the shares of their levels."),
};

/// Meta-regression on Options::moderators. @see regress, moderators_of
/// VIF: the diagonal of the inverse of the correlation matrix of the slopes; a term's GVIF by Fox & Monette.
/// Prediction intervals of the line follow Options::prediction with k - p for k - 1.
/// @source Thompson & Higgins 2002, Stat Med 21:1559; Fox & Monette 1992, J Am Stat Assoc 87:178
Result<MetaRegression> meta_regression(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
