#include "core/base/solve.h"

#include <algorithm>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>

#include "core/base/types.h"

namespace pooled {

std::vector<double> log_grid(double lo, double hi, int per_decade) {
  std::vector<double> grid{0};
  const double decades = std::log10(hi) - std::log10(lo);
  const int steps = std::max(1, static_cast<int>(std::ceil(decades * per_decade)));
  for (int i = 0; i < steps; ++i) grid.push_back(lo * std::pow(10, decades * i / steps));
  grid.push_back(hi);
  return grid;
}

double root_between(Function f, double a, double b) {
  const double fa = f(a), fb = f(b);
  if (fa == 0) return a;
  if (fb == 0) return b;
  // Adjacent doubles end the search, or an interval so small beside b that it cannot matter; 300 steps halve the
  // widest interval of doubles down to one, so the cap is never what ends it.
  const auto close = [](double lo, double hi) {
    return hi - lo <= 2 * std::numeric_limits<double>::epsilon() * std::min(std::abs(lo), std::abs(hi));
  };
  boost::uintmax_t steps = 300;
  const auto bracket = boost::math::tools::toms748_solve([&](double x) { return f(x); }, a, b, fa, fb, close, steps);
  return bracket.first + (bracket.second - bracket.first) / 2;
}

std::vector<double> downward_roots(Function f, const std::vector<double>& grid) {
  std::vector<double> roots;
  double before = f(grid.front());
  for (std::size_t i = 1; i < grid.size(); ++i) {
    const double here = f(grid[i]);
    if (before > 0 && here <= 0) roots.push_back(root_between(f, grid[i - 1], grid[i]));
    before = here;
  }
  return roots;
}

double root_of_decreasing(Function f, const std::vector<double>& grid) {
  if (f(grid.front()) <= 0) return 0;
  // f falls, so the first grid point at or below 0 is found by halving.
  const auto end = std::partition_point(grid.begin() + 1, grid.end(), [&](double x) { return f(x) > 0; });
  if (end == grid.end()) return infinity;
  return root_between(f, *(end - 1), *end);
}

double integral(Function f, double a, double b) {
  // On [0, 1]: Boost's estimate of the error is that of an interval of length 2, so that on short ones no number of
  // halvings would satisfy it.
  const double width = b - a;
  const auto scaled = [&](double u) { return f(a + width * u); };
  return width * boost::math::quadrature::gauss_kronrod<double, 31>::integrate(scaled, 0.0, 1.0, 12, 1e-12);
}

}  // namespace pooled
