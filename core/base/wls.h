#pragma once

#include <vector>

#include "core/base/types.h"

namespace pooled {

/// A design matrix made ready to be fitted with many sets of weights. A constant column is taken out (every fit centres
/// the others by their weighted means, which is the same model), the others are measured from one study and divided by
/// a power of two, so that neither an offset (years, Unix time) nor a unit costs digits.
struct Design {
  Matrix x;                     ///< k x q: (column - shift) / scale, without the constant column
  Array shift, scale;           ///< q; shift 0 without a constant column
  std::vector<Index> column;    ///< q: column of X
  Index constant = -1;          ///< column of X that holds one number other than 0; -1 = none
  double height = 1;            ///< that number
  Index rank = 0;               ///< of X
  Index collinear = -1;         ///< first column of X that is a combination of those before it; -1 = none
  std::vector<bool> essential;  ///< k: without this row the rank would be lower, so its fit is exact

  Index k() const { return x.rows(); }
  Index p() const { return x.cols() + (constant >= 0); }
  bool full_rank() const { return collinear < 0; }
};

/// The rank is that of X itself, whatever the weights: what is left of a column beside the others counts as nothing
/// when it could be the rounding of the numbers in X.
/// @param X          k x p, finite
/// @param reference  the row to measure from: the one of the largest weight
Design design_of(const Matrix& X, Index reference);

/// A weighted least-squares fit, in the units of the design. @see coefficients, inverse
struct Wls {
  Array w, r;              ///< weights and residuals, k
  double sum_w = 0;        ///< sum of the weights
  Array mean;              ///< q: weighted means of the columns, 0 without a constant column
  double mean_y = 0;       ///< weighted mean of y, 0 without a constant column
  Array slope;             ///< q
  Matrix Q, R;             ///< thin QR of sqrt(w) (x - mean), its columns in the order of `pivot`
  std::vector<int> pivot;  ///< q
  double rss = 0;          ///< sum w r^2
};

/// min over b of sum wi (yi - Xi b)^2 by Householder QR with column pivoting, rows in order of their size (which
/// makes it accurate row by row however far the weights are apart), and one step of iterative refinement.
/// @param d  of full rank
/// @param w  weights > 0
/// @source Powell & Reid 1969, IFIP Congress 68:122; Cox & Higham 1998, in: Numerical Analysis 1997, 57
Wls wls(const Design& d, const Array& y, const Array& w);

/// Hat values, and 1 - hat without the cancellation where one study decides its own fit: from the fit without it,
/// 1 - h = 1 / (1 + wi xi' (X'WX without i)^-1 xi), and exactly 0 where that does not exist.
Array hat_values(const Design& d, const Wls& x);
Array one_minus_hat(const Design& d, const Wls& x);

/// b, in the order and units of X and y.
Array coefficients(const Design& d, const Wls& x);

/// (X'WX)^-1, p x p, in the order and units of X.
Matrix inverse(const Design& d, const Wls& x);

/// log det(X'WX) less a constant of the design.
double log_det(const Design& d, const Wls& x);

}  // namespace pooled
