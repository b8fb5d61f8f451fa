#include "core/base/wls.h"

#include <Eigen/QR>
#include <algorithm>
#include <cmath>
#include <limits>
#include <numeric>

#include "core/base/sum.h"

namespace pooled {
namespace {

using Qr = Eigen::ColPivHouseholderQR<Matrix>;

bool is_constant(const Matrix& X, Index j) { return X(0, j) != 0 && (X.col(j).array() == X(0, j)).all(); }

double power_of_two_near(double size) { return size > 0 ? std::ldexp(1.0, std::ilogb(size)) : 1; }

/// The columns with their means taken out, where there is a constant column to take them up.
Matrix centred(const Matrix& x, bool constant) {
  if (!constant || x.rows() == 0) return x;
  return x.rowwise() - x.colwise().mean();
}

/// How many of the pivots are more than rounding.
Index rank_of(const Matrix& x, double noise) {
  if (x.rows() == 0 || x.cols() == 0) return 0;
  const Qr qr(x);
  Index rank = 0;
  for (Index j = 0; j < std::min(x.rows(), x.cols()); ++j) rank += std::abs(qr.matrixR()(j, j)) > noise;
  return rank;
}

Matrix without_row(const Matrix& x, Index row) {
  Matrix rest(x.rows() - 1, x.cols());
  if (x.cols() > 0) rest << x.topRows(row), x.bottomRows(x.rows() - 1 - row);
  return rest;
}

/// What rounding the numbers of X can leave of a column, in scaled units.
double rounding_noise(const Matrix& X, const Design& d) {
  double largest = 1;
  for (Index j = 0; j < d.x.cols(); ++j)
    largest = std::max(largest, X.col(d.column[static_cast<std::size_t>(j)]).cwiseAbs().maxCoeff() / d.scale[j]);
  return 8 * std::numeric_limits<double>::epsilon() * std::sqrt(static_cast<double>(X.rows())) * largest;
}

void find_rank(Design& d, double noise) {
  const bool constant = d.constant >= 0;
  const Matrix x = centred(d.x, constant);
  for (Index j = 0; j < x.cols(); ++j) {
    if (rank_of(x.leftCols(j + 1), noise) == j + 1) continue;
    d.collinear = d.column[static_cast<std::size_t>(j)];
    break;
  }
  d.rank = rank_of(x, noise) + constant;
}

void find_essential_rows(Design& d, double noise) {
  const bool constant = d.constant >= 0;
  d.essential.assign(static_cast<std::size_t>(d.k()), false);
  if (!d.full_rank()) return;
  if (d.k() <= d.p()) {
    d.essential.assign(static_cast<std::size_t>(d.k()), true);
    return;
  }
  const Array h = hat_values(d, wls(d, Array::Zero(d.k()), Array::Ones(d.k())));
  for (Index i = 0; i < d.k(); ++i) {
    if (h[i] < 0.5) continue;
    const Matrix rest = centred(without_row(d.x, i), constant);
    d.essential[static_cast<std::size_t>(i)] = rank_of(rest, noise) < d.x.cols();
  }
}

/// Rows by falling size.
std::vector<Index> order_of(const Matrix& rows) {
  const Array size = rows.cwiseAbs().rowwise().maxCoeff().array();
  std::vector<Index> order(static_cast<std::size_t>(size.size()));
  std::iota(order.begin(), order.end(), Index{0});
  std::stable_sort(order.begin(), order.end(), [&](Index a, Index b) { return size[a] > size[b]; });
  return order;
}

void decompose(Wls& x, const Matrix& centred_x) {
  const Index k = centred_x.rows(), q = centred_x.cols();
  const Matrix weighted = x.w.sqrt().matrix().asDiagonal() * centred_x;
  const std::vector<Index> order = order_of(weighted);
  Matrix rows(k, q);
  for (Index i = 0; i < k; ++i) rows.row(i) = weighted.row(order[static_cast<std::size_t>(i)]);
  const Qr qr(rows);
  const Matrix thin = qr.householderQ() * Matrix::Identity(k, q);
  x.Q.resize(k, q);
  for (Index i = 0; i < k; ++i) x.Q.row(order[static_cast<std::size_t>(i)]) = thin.row(i);
  x.R = qr.matrixR().topRows(q).template triangularView<Eigen::Upper>();
  const auto& indices = qr.colsPermutation().indices();
  x.pivot.assign(indices.data(), indices.data() + q);
}

/// The slopes that fit y best, by the decomposition.
Array slopes_for(const Wls& x, const Array& y) {
  const Eigen::VectorXd solved = x.R.triangularView<Eigen::Upper>().solve(x.Q.transpose() * (x.w.sqrt() * y).matrix());
  Array slope(x.mean.size());
  for (Index j = 0; j < slope.size(); ++j) slope[x.pivot[static_cast<std::size_t>(j)]] = solved[j];
  return slope;
}

double weighted_mean(const Wls& x, const Array& y) {
  return sum_of(y.size(), [&](Index i) { return x.w[i] * y[i]; }) / x.sum_w;
}

/// Weights, means and decomposition; a weight of 0 leaves a row out.
Wls prepared(const Design& d, const Array& w, Matrix& centred_x) {
  Wls x;
  x.w = w;
  x.sum_w = sum(w);
  x.mean = Array::Zero(d.x.cols());
  if (d.constant >= 0)
    for (Index j = 0; j < d.x.cols(); ++j) x.mean[j] = weighted_mean(x, d.x.col(j).array());
  centred_x = d.x.rowwise() - x.mean.matrix().transpose();
  if (d.x.cols() > 0) decompose(x, centred_x);
  return x;
}

/// (R'R)^-1 xi in its two halves: the squared length of R^-T xi.
double squared_length(const Wls& x, const Eigen::VectorXd& row) {
  Eigen::VectorXd pivoted(row.size());
  for (Index j = 0; j < row.size(); ++j) pivoted[j] = row[x.pivot[static_cast<std::size_t>(j)]];
  return x.R.triangularView<Eigen::Upper>().transpose().solve(pivoted).squaredNorm();
}

double one_minus_hat_by_leaving_out(const Design& d, const Wls& x, Index i) {
  if (d.essential[static_cast<std::size_t>(i)]) return 0;
  Array w = x.w;
  w[i] = 0;
  Matrix unused;
  const Wls rest = prepared(d, w, unused);
  double length = d.constant >= 0 ? 1 / rest.sum_w : 0;
  if (d.x.cols() > 0) length += squared_length(rest, d.x.row(i).transpose() - rest.mean.matrix());
  return 1 / (1 + x.w[i] * length);
}

/// (x'wx)^-1 of the slopes, in the units of the design.
Matrix slope_inverse(const Wls& x) {
  const Index q = x.mean.size();
  const Matrix half = x.R.triangularView<Eigen::Upper>().solve(Matrix::Identity(q, q));
  const Matrix pivoted = half * half.transpose();
  Matrix out(q, q);
  for (Index i = 0; i < q; ++i)
    for (Index j = 0; j < q; ++j)
      out(x.pivot[static_cast<std::size_t>(i)], x.pivot[static_cast<std::size_t>(j)]) = pivoted(i, j);
  return out;
}

}  // namespace

Design design_of(const Matrix& X, Index reference) {
  Design d;
  for (Index j = 0; j < X.cols(); ++j) {
    if (d.constant < 0 && is_constant(X, j))
      d.constant = j, d.height = X(0, j);
    else
      d.column.push_back(j);
  }
  const Index q = static_cast<Index>(d.column.size());
  d.x.resize(X.rows(), q), d.shift.setZero(q), d.scale.setOnes(q);
  for (Index j = 0; j < q; ++j) {
    const auto column = X.col(d.column[static_cast<std::size_t>(j)]).array();
    if (d.constant >= 0) d.shift[j] = column[reference];
    d.scale[j] = power_of_two_near((column - d.shift[j]).abs().maxCoeff());
    d.x.col(j) = (column - d.shift[j]) / d.scale[j];
  }
  const double noise = rounding_noise(X, d);
  find_rank(d, noise);
  find_essential_rows(d, noise);
  return d;
}

Wls wls(const Design& d, const Array& y, const Array& w) {
  Matrix centred_x;
  Wls x = prepared(d, w, centred_x);
  if (d.constant >= 0) x.mean_y = weighted_mean(x, y);
  x.slope = Array::Zero(d.x.cols());
  x.r = y - x.mean_y;
  for (int step = 0; step < 2 && d.x.cols() > 0; ++step) {
    x.slope += slopes_for(x, x.r);
    x.r = y - x.mean_y - (centred_x * x.slope.matrix()).array();
  }
  x.rss = sum_of(d.k(), [&](Index i) { return x.w[i] * x.r[i] * x.r[i]; });
  return x;
}

Array hat_values(const Design& d, const Wls& x) {
  Array h = Array::Zero(d.k());
  if (d.constant >= 0) h = x.w / x.sum_w;
  if (d.x.cols() > 0) h += x.Q.rowwise().squaredNorm().array();
  return h;
}

Array one_minus_hat(const Design& d, const Wls& x) {
  const Array h = hat_values(d, x);
  Array left = 1 - h;
  for (Index i = 0; i < d.k(); ++i)
    if (h[i] > 0.5) left[i] = one_minus_hat_by_leaving_out(d, x, i);
  return left;
}

Array coefficients(const Design& d, const Wls& x) {
  Array b(d.p());
  double intercept = x.mean_y;
  for (Index j = 0; j < d.x.cols(); ++j) {
    const double slope = x.slope[j] / d.scale[j];
    b[d.column[static_cast<std::size_t>(j)]] = slope;
    intercept -= x.slope[j] * x.mean[j] + slope * d.shift[j];
  }
  if (d.constant >= 0) b[d.constant] = intercept / d.height;
  return b;
}

Matrix inverse(const Design& d, const Wls& x) {
  const Index q = d.x.cols();
  Matrix V = Matrix::Zero(d.p(), d.p());
  // b = T (mean of y, slopes): the intercept is the mean less every slope times the mean of its column.
  Matrix T = Matrix::Zero(d.p(), q);
  for (Index j = 0; j < q; ++j) {
    T(d.column[static_cast<std::size_t>(j)], j) = 1 / d.scale[j];
    if (d.constant >= 0) T(d.constant, j) = -(x.mean[j] + d.shift[j] / d.scale[j]) / d.height;
  }
  if (q > 0) V = T * slope_inverse(x) * T.transpose();
  if (d.constant >= 0) V(d.constant, d.constant) += 1 / x.sum_w / d.height / d.height;
  return V;
}

double log_det(const Design& d, const Wls& x) {
  double out = d.constant >= 0 ? std::log(x.sum_w) : 0;
  for (Index j = 0; j < x.mean.size(); ++j) out += 2 * std::log(std::abs(x.R(j, j)));
  return out;
}

}  // namespace pooled
