#include "core/base/quadrature.h"

#include <Eigen/Eigenvalues>
#include <algorithm>
#include <cmath>

namespace pooled {
namespace {

constexpr int one_by_one = 32, gauss_points = 12;

/// Gauss for the sum over r = first … first + n - 1.
void add_block(std::vector<SumNode>& out, double first, double n) {
  Eigen::MatrixXd jacobi = Eigen::MatrixXd::Zero(gauss_points, gauss_points);
  for (int k = 0; k < gauss_points; ++k) jacobi(k, k) = first + (n - 1) / 2;
  for (int k = 1; k < gauss_points; ++k)
    jacobi(k, k - 1) = jacobi(k - 1, k) = std::sqrt(k * k * (n * n - k * k) / (4 * (4.0 * k * k - 1)));
  const Eigen::SelfAdjointEigenSolver<Eigen::MatrixXd> solved(jacobi);
  for (int k = 0; k < gauss_points; ++k) {
    const double top = solved.eigenvectors()(0, k);
    out.push_back({solved.eigenvalues()[k], n * top * top});
  }
}

}  // namespace

double trapezoid_step(double spread, double slope) {
  return slope > 0 ? std::min(0.55 * spread, 0.25 / slope) : 0.55 * spread;
}

void walk_out(FunctionRef<bool(int)> visit) {
  for (int i = 0; visit(i);) ++i;
  for (int i = -1; visit(i);) --i;
}

std::vector<SumNode> sum_nodes(double n) {
  std::vector<SumNode> out;
  const double whole = std::floor(n);
  double r = 0;
  for (; r < std::min<double>(whole, one_by_one); ++r) out.push_back({r, 1});
  while (r < whole) {
    const double block = std::min(r, whole - r);
    if (block > 2 * gauss_points) {
      add_block(out, r, block);
      r += block;
    } else {
      for (const double end = r + block; r < end; ++r) out.push_back({r, 1});
    }
  }
  if (n > whole) out.push_back({whole, n - whole});
  return out;
}

}  // namespace pooled
