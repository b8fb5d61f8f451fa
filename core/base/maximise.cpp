#include "core/base/maximise.h"

#include <Eigen/Cholesky>
#include <algorithm>
#include <cmath>
#include <limits>

namespace pooled {
namespace {

/// Solves (-hessian + damping) step = gradient, with just as much damping as makes the matrix positive definite.
Vector newton_step(const Point& p) {
  const Matrix curvature = -p.hessian;
  const double size = std::max(curvature.cwiseAbs().maxCoeff(), std::numeric_limits<double>::min());
  for (double damping = 0; damping < 1e6 * size; damping = damping == 0 ? 1e-6 * size : 10 * damping) {
    const Eigen::LLT<Matrix> factor(curvature + damping * Matrix::Identity(curvature.rows(), curvature.cols()));
    if (factor.info() == Eigen::Success) return factor.solve(p.gradient);
  }
  return p.gradient / size;
}

}  // namespace

Vector maximise(FunctionRef<Point(const Vector&)> f, const Vector& start, Point& at) {
  Vector x = start;
  at = f(x);
  for (int round = 0; round < 200; ++round) {
    const Vector step = newton_step(at);
    const double gain = step.dot(at.gradient);
    double share = 1;
    Point next = f(x + step);
    for (; gain > newton_is_safe && !(next.value >= at.value) && share > 1e-9; next = f(x + share * step)) share /= 4;
    if (!(next.value >= at.value - newton_is_safe)) return x;
    x += share * step;
    at = next;
    if (gain < newton_is_done) return x;
  }
  return x;
}

}  // namespace pooled
