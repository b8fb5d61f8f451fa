#include "core/analysis/meta_regression.h"

#include <Eigen/LU>
#include <algorithm>
#include <cmath>

#include "core/analysis/contrast.h"
#include "core/analysis/moderators.h"
#include "core/base/sum.h"
#include "core/model/prediction.h"
#include "core/model/regression.h"

namespace pooled {
namespace {

constexpr int points_of_line = 51;

/// Correlations of the slopes, which come after the intercept.
Matrix correlations(const Regression& r, Index first) {
  const Matrix slopes = r.vb.bottomRightCorner(r.p - first, r.p - first);
  const Eigen::VectorXd unit = slopes.diagonal().cwiseSqrt().cwiseInverse();
  return unit.asDiagonal() * slopes * unit.asDiagonal();
}

/// The columns of X that belong to a term.
std::vector<Index> columns_of(const Moderators& m, const std::string& term) {
  std::vector<Index> columns;
  for (std::size_t j = 0; j < m.columns.size(); ++j)
    if (m.columns[j].term == term) columns.push_back(static_cast<Index>(j));
  return columns;
}

/// GVIF = det(R of the term) det(R of the others) / det(R), R the correlations of the slopes.
double generalised_vif(const Matrix& R, const std::vector<Index>& columns, Index first) {
  std::vector<Index> of_term, others;
  for (Index j = 0; j < R.rows(); ++j)
    (std::find(columns.begin(), columns.end(), j + first) != columns.end() ? of_term : others).push_back(j);
  if (others.empty()) return 1;
  return R(of_term, of_term).determinant() * R(others, others).determinant() / R.determinant();
}

RegressionTerm term_of(const Moderators& m, const Regression& r, const Matrix& R, const std::string& term) {
  const std::vector<Index> columns = columns_of(m, term);
  Matrix L = Matrix::Zero(static_cast<Index>(columns.size()), r.p);
  for (std::size_t i = 0; i < columns.size(); ++i) L(static_cast<Index>(i), columns[i]) = 1;
  const WaldTest test = wald_test(r, L);
  return {term, test.stat, test.df, test.df2, test.pval, generalised_vif(R, columns, m.intercept)};
}

void add_coefficients(MetaRegression& out, const Moderators& m, const Regression& r) {
  const Scale& scale = *m.e.measure->scale;
  const Index first = m.intercept;
  const Matrix R = correlations(r, first), inflated = R.inverse();
  for (std::size_t j = 0; j < r.coef.size(); ++j) {
    const Estimate& b = r.coef[j];
    const Index slope = static_cast<Index>(j) - first;
    out.coefficients.push_back(
        {.name = m.columns[j].name,
         .term = m.columns[j].term,
         .est = b.est,
         .se = b.se,
         .stat = b.stat,
         .df = b.df,
         .pval = b.pval,
         .ci_lb = b.ci_lb,
         .ci_ub = b.ci_ub,
         .vif = slope < 0 ? NaN : inflated(slope, slope),
         .display = m.columns[j].is_effect ? displayed(m.e, b.est, b.ci_lb, b.ci_ub) : displayed_difference(scale, b)});
    const bool last_of_term = slope >= 0 && (j + 1 == r.coef.size() || m.columns[j + 1].term != m.columns[j].term);
    if (last_of_term) out.terms.push_back(term_of(m, r, R, m.columns[j].term));
  }
}

void add_numbers(MetaRegression& out, const Regression& r) {
  out.k = static_cast<int>(r.k), out.p = static_cast<int>(r.p);
  out.tau2 = r.tau2.tau2, out.se_tau2 = r.tau2.se;
  out.tau2_lb = r.tau2_interval.lb, out.tau2_ub = r.tau2_interval.ub;
  out.I2 = r.I2, out.I2_lb = r.I2_lb, out.I2_ub = r.I2_ub, out.H2 = r.H2, out.R2 = r.R2;
  out.QE = r.QE, out.QE_df = r.QE_df, out.QEp = r.QEp;
  out.QM = r.QM, out.QM_df = r.QM_df, out.QM_df2 = r.QM_df2, out.QMp = r.QMp;
  out.q_hk = r.q_hk, out.ll = r.ll, out.AIC = r.AIC, out.BIC = r.BIC, out.AICc = r.AICc;
}

void add_studies(MetaRegression& out, const Moderators& m, const Regression& r) {
  for (Index i = 0; i < r.k; ++i)
    out.studies.push_back({m.e.row[static_cast<std::size_t>(i)], r.fitted[i], r.residual[i], r.hat[i], r.weight[i]});
}

/// The prediction rules ask a Fit for k, SE and tau2: here k - p stands for k - 1.
Estimate prediction(const Regression& r, const Estimate& mean, const Options& options) {
  Fit f;
  f.k = r.k - r.p + 1;
  f.tau2 = r.tau2;
  f.q_hk = r.q_hk;
  f.se_wald = mean.se / std::sqrt(r.factor);
  f.kr = {f.se_wald, static_cast<double>(r.k - r.p)};
  const PredictionRule& rule = *find_prediction_rule(options.prediction);
  if (!find_model(options.model)->random || f.k < rule.needs) return {};
  const Uncertainty u = rule.of(f, options);
  return u.df > 0 ? estimate(mean.est, u.se, u.df, options.level) : Estimate{};
}

RegressionPoint point_at(double x, const Estimate& mean, const Estimate& pi, const Effects& e) {
  const Interval ci = displayed(e, mean.est, mean.ci_lb, mean.ci_ub);
  return {x,
          mean.est,
          mean.ci_lb,
          mean.ci_ub,
          pi.ci_lb,
          pi.ci_ub,
          {ci.est, ci.ci_lb, ci.ci_ub, display_of(e, pi.ci_lb), display_of(e, pi.ci_ub)}};
}

double mean_of(const Variable& v) {
  const double first = v.value[0];
  const double k = static_cast<double>(v.value.size());
  return first + sum_of(v.value.size(), [&](Index i) { return v.value[i] - first; }) / k;
}

void add_line(MetaRegression& out, const Moderators& m, const Regression& r, const Options& options) {
  std::vector<double> at;
  for (const Variable& v : m.variables) at.push_back(v.numeric ? mean_of(v) : NaN);
  const auto numeric = [](const Variable& v) { return v.numeric; };
  const auto along = std::find_if(m.variables.begin(), m.variables.end(), numeric);
  if (along == m.variables.end()) return;
  out.line_of = along->name;
  const double from = along->value.minCoeff(), to = along->value.maxCoeff();
  double& x = at[static_cast<std::size_t>(along - m.variables.begin())];
  for (int i = 0; i < points_of_line; ++i) {
    const double share = static_cast<double>(i) / (points_of_line - 1);
    x = i + 1 == points_of_line ? to : from + share * (to - from);
    const Estimate mean = predicted(r, m.row(at), options.level);
    out.line.push_back(point_at(x, mean, prediction(r, mean, options), m.e));
  }
}

/// Whether 0 lies further below or above the studies than they spread.
bool far_from_zero(const Variable& v) {
  if (!v.numeric) return false;
  const double lo = v.value.minCoeff() - v.centre, hi = v.value.maxCoeff() - v.centre;
  return lo > hi - lo || -hi > hi - lo;
}

}  // namespace

Result<MetaRegression> meta_regression(const Effects& e, const Fit&, const Options& options) {
  const Result<Moderators> moderators = moderators_of(e, options);
  if (!moderators) return moderators.note();
  const Moderators& m = *moderators;
  if (m.variables.empty()) return Note{.code = NoteCode::formula_needed};
  const Result<Regression> fitted = regress(m.e, m.X, options);
  if (!fitted) return why_not(m, fitted.note());
  const Regression& r = *fitted;
  MetaRegression out;
  add_numbers(out, r);
  add_coefficients(out, m, r);
  add_studies(out, m, r);
  add_line(out, m, r, options);
  out.notes = m.notes;
  out.notes.insert(out.notes.end(), r.notes.begin(), r.notes.end());
  if (m.intercept && std::any_of(m.variables.begin(), m.variables.end(), far_from_zero))
    out.notes.push_back({.code = NoteCode::moderator_far_from_zero});
  return out;
}

}  // namespace pooled
