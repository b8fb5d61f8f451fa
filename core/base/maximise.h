#pragma once

#include <Eigen/Core>

#include "core/base/function_ref.h"
#include "core/base/types.h"

namespace pooled {

using Vector = Eigen::VectorXd;

/// A log-likelihood of several parameters with its derivatives.
struct Point {
  double value = NaN;
  Vector gradient;
  Matrix hessian;
};

/// Log units, in which a likelihood is measured: where so little is to be gained Newton's step is right without a
/// check, which the rounding of a large sum might fail; and where it has doubled its digits for the last time.
inline constexpr double newton_is_safe = 1e-7, newton_is_done = 1e-16;

/// Newton's method with a damped Hessian, uphill at every step: for a concave function the maximum, otherwise the top
/// of the hill that `start` is on.
/// @param f  a log-likelihood; may give NaN outside its domain
/// @return   the best point; its value is NaN only if f(start) is
Vector maximise(FunctionRef<Point(const Vector&)> f, const Vector& start, Point& at);

}  // namespace pooled
