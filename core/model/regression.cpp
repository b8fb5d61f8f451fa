#include "core/model/regression.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <string_view>
#include <utility>

#include "core/base/dist.h"
#include "core/base/sum.h"
#include "core/model/inference.h"
#include "core/model/model.h"

namespace pooled {
namespace {

Tau2 residual_tau2(const Mixed& m, const Options& options) {
  if (!find_model(options.model)->random) return {.tau2 = 0};
  return find_mixed_estimator(options.tau2)->estimate(m);
}

/// What the test makes of (X'WX)^-1.
void choose_test(Regression& r, const Options& options) {
  const double free = static_cast<double>(r.k - r.p);
  const std::string_view test = options.test;
  if (test == "z") return;
  r.df = free;
  if (test == "t") return;
  r.factor = test == "HKSJ" ? r.q_hk : std::max(1.0, r.q_hk);
  // Without any spread plain Hartung-Knapp would have no width: as in models without moderators.
  if (r.factor == 0) {
    r.factor = 1;
    r.notes.push_back({.code = NoteCode::hk_no_spread});
  } else if (test != "HKSJ" && test != "HKSJ_se") {
    r.notes.push_back({.code = NoteCode::regression_test_is_floor});
  }
}

void add_coefficients(Regression& r, const Mixed& m, const Wls& x, const Options& options) {
  const Array b = coefficients(m.d, x);
  r.vb = r.factor * m.s.unit * m.s.unit * inverse(m.d, x);
  for (Index j = 0; j < r.p; ++j) {
    const double est = m.s.unit * b[j] + (j == r.constant ? m.s.centre / m.d.height : 0);
    r.coef.push_back(estimate(est, std::sqrt(r.vb(j, j)), r.df, options.level));
  }
  r.origin = r.centre = Array::Zero(r.p);
  if (r.constant < 0) return;
  for (Index j = 0; j < m.d.x.cols(); ++j) {
    const Index column = m.d.column[static_cast<std::size_t>(j)];
    r.origin[column] = m.d.shift[j], r.centre[column] = m.d.scale[j] * x.mean[j];
  }
  r.height = m.d.height;
  r.mean_y = m.s.centre + m.s.unit * x.mean_y;
  r.mean_variance = r.factor * m.s.unit * m.s.unit / x.sum_w;
}

/// Every coefficient but the constant.
Matrix all_moderators(const Regression& r) {
  const Index kept = r.p - (r.constant >= 0);
  Matrix L = Matrix::Zero(kept, r.p);
  for (Index j = 0, row = 0; j < r.p; ++j)
    if (j != r.constant) L(row++, j) = 1;
  return L;
}

/// b' V^-1 b, each element in units of its own standard error, so that moderators of any unit go together.
double squared_distance(const Eigen::VectorXd& b, const Matrix& V) {
  const Eigen::VectorXd unit = V.diagonal().cwiseSqrt().cwiseInverse();
  const Matrix correlation = unit.asDiagonal() * V * unit.asDiagonal();
  const Eigen::VectorXd z = unit.cwiseProduct(b);
  return z.dot(correlation.ldlt().solve(z));
}

void add_tests(Regression& r, const Mixed& m) {
  r.QE = mixed_fit(m, 0).rss;
  r.QE_df = m.free();
  r.QEp = chi2_upper(r.QE, r.QE_df);
  const WaldTest omnibus = wald_test(r, all_moderators(r));
  r.QM = omnibus.stat, r.QM_df = omnibus.df, r.QM_df2 = omnibus.df2, r.QMp = omnibus.pval;
}

void add_heterogeneity(Regression& r, const Mixed& m, const Options& options) {
  if (!find_model(options.model)->random) {
    r.H2 = r.QE / r.QE_df;
    r.I2 = r.H2 > 1 ? 100 * (1 - 1 / r.H2) : 0;
    return;
  }
  r.tau2_interval = q_profile(m, options.level);
  const double typical = m.free() / trace_P(m, mixed_fit(m, 0)) * m.s.unit * m.s.unit;
  const auto percent = [&](double t) { return std::isinf(t) ? 100 : 100 * (t / (t + typical)); };
  r.I2 = percent(r.tau2.tau2), r.I2_lb = percent(r.tau2_interval.lb), r.I2_ub = percent(r.tau2_interval.ub);
  r.H2 = (r.tau2.tau2 + typical) / typical;
}

/// tau2, or under a common effect Q / df, of the model that has only the constant.
double unexplained(const Effects& e, const Options& options) {
  const Mixed null = mixed(e, Matrix::Ones(e.k(), 1));
  if (!find_model(options.model)->random) return mixed_fit(null, 0).rss / null.free();
  return residual_tau2(null, options).tau2;
}

/// Whether some combination of the columns is a constant, so that the model without moderators is a part of this one.
bool holds_a_constant(const Regression& r, const Matrix& X) {
  if (r.constant >= 0) return true;
  Matrix with(X.rows(), X.cols() + 1);
  with << X, Matrix::Ones(X.rows(), 1);
  return !design_of(with, 0).full_rank();
}

void add_R2(Regression& r, const Effects& e, const Matrix& X, const Options& options) {
  if ((r.constant >= 0 && r.p == 1) || !holds_a_constant(r, X)) return;
  const double without = unexplained(e, options);
  const double with = find_model(options.model)->random ? r.tau2.tau2 : r.QE / r.QE_df;
  if (without > 0) r.R2 = 100 * std::max(0.0, (without - with) / without);
}

/// AIC = -2 ll + 2 m, BIC = -2 ll + m log n, AICc = -2 ll + 2 m n / (n - m - 1) with m parameters (tau2 counts) and n =
/// k, or k - p under REML.
void add_likelihood(Regression& r, const Mixed& m, const Options& options) {
  const bool random = find_model(options.model)->random, restricted = random && options.tau2 == "REML";
  r.ll = log_likelihood(m, r.tau2.tau2, restricted);
  const double parameters = static_cast<double>(r.p) + random;
  const double n = restricted ? m.free() : static_cast<double>(r.k), n_c = std::max(n, parameters + 2);
  r.AIC = -2 * r.ll + 2 * parameters;
  r.BIC = -2 * r.ll + parameters * std::log(n);
  r.AICc = -2 * r.ll + 2 * parameters * n_c / (n_c - parameters - 1);
}

void add_studies(Regression& r, const Effects& e, const Mixed& m, const Wls& x) {
  r.weight = 100 * (x.w / sum(x.w));
  r.residual = m.s.unit * x.r;
  r.fitted = e.yi - r.residual;
  r.hat = 1 - one_minus_hat(m.d, x);
}

void note_choices(Regression& r, const Options& options) {
  if (options.model != "RE" && options.model != "EE")
    r.notes.push_back({.code = NoteCode::regression_inverse_variance});
  constexpr double near_in_log_units = 2;
  if (r.tau2.other_gap <= near_in_log_units)
    r.notes.push_back({.code = NoteCode::several_maxima, .value = r.tau2.other, .other = r.tau2.other_gap});
  if (r.tau2_interval.empty) r.notes.push_back({.code = NoteCode::tau2_interval_empty});
}

}  // namespace

Result<Regression> regress(const Effects& e, const Matrix& X, const Options& options) {
  Regression r;
  r.k = e.k(), r.p = X.cols();
  if (r.k <= r.p)
    return Note{
        .code = NoteCode::regression_too_few, .value = static_cast<double>(r.k), .other = static_cast<double>(r.p)};
  if (find_model(options.model)->random && !find_mixed_estimator(options.tau2))
    return Note{.code = NoteCode::regression_no_estimator};
  const Mixed m = mixed(e, X);
  if (!m.d.full_rank())
    return Note{.code = NoteCode::regression_collinear, .value = static_cast<double>(m.d.collinear + 1)};
  r.constant = m.d.constant;
  r.tau2 = residual_tau2(m, options);
  const Wls x = mixed_fit(m, r.tau2.tau2 / m.s.unit / m.s.unit);
  r.q_hk = x.rss / m.free();
  choose_test(r, options);
  add_coefficients(r, m, x, options);
  add_tests(r, m);
  add_heterogeneity(r, m, options);
  add_R2(r, e, X, options);
  add_likelihood(r, m, options);
  add_studies(r, e, m, x);
  note_choices(r, options);
  return r;
}

WaldTest wald_test(const Regression& r, const Matrix& L) {
  const Index m = L.rows();
  if (m == 0) return {};
  Eigen::VectorXd b(r.p);
  for (Index j = 0; j < r.p; ++j) b[j] = r.coef[static_cast<std::size_t>(j)].est;
  const double squared = squared_distance(L * b, L * r.vb * L.transpose());
  if (std::isinf(r.df)) return {squared, static_cast<double>(m), NaN, chi2_upper(squared, static_cast<double>(m))};
  const double F = squared / static_cast<double>(m);
  return {F, static_cast<double>(m), r.df, f_upper(F, static_cast<double>(m), r.df)};
}

TestStatistics test_statistics(const Mixed& m, const Options& options) {
  Regression r;
  r.k = m.d.k(), r.p = m.d.p(), r.constant = m.d.constant;
  const Wls x = mixed_fit(m, residual_tau2(m, options).tau2 / m.s.unit / m.s.unit);
  r.q_hk = x.rss / m.free();
  choose_test(r, options);
  // In standard units; the intercept alone has the centre to be added.
  Eigen::VectorXd b = coefficients(m.d, x).matrix();
  if (r.constant >= 0) b[r.constant] += m.s.centre / m.s.unit / m.d.height;
  const Matrix V = r.factor * inverse(m.d, x), L = all_moderators(r);
  TestStatistics out{b.array() / V.diagonal().array().sqrt()};
  if (L.rows() > 0) out.QM = squared_distance(L * b, L * V * L.transpose());
  return out;
}

Estimate predicted(const Regression& r, const Eigen::RowVectorXd& x, double level) {
  const double share = r.constant >= 0 ? x[r.constant] / r.height : 0;
  Eigen::VectorXd off = x.transpose() - share * r.origin.matrix();
  off -= share * r.centre.matrix();
  if (r.constant >= 0) off[r.constant] = 0;
  const double slopes = sum_of(r.p, [&](Index j) { return off[j] * r.coef[static_cast<std::size_t>(j)].est; });
  const double variance = share * share * r.mean_variance + off.dot(r.vb * off);
  return estimate(share * r.mean_y + slopes, std::sqrt(variance), r.df, level);
}

}  // namespace pooled
