#include "core/base/solve.h"

#include <algorithm>
#include <boost/math/quadrature/gauss_kronrod.hpp>
#include <boost/math/tools/toms748_solve.hpp>
#include <cmath>

#include "core/base/types.h"

namespace pooled {

LogGrid::LogGrid(double lo, double hi, int per_decade)
    : lo_(lo),
      hi_(hi),
      decades_(std::log10(hi) - std::log10(lo)),
      steps_(std::max(1, static_cast<int>(std::ceil(decades_ * per_decade)))) {}

double LogGrid::operator[](std::size_t i) const {
  if (i == 0) return 0;
  const int step = static_cast<int>(i) - 1;
  return step < steps_ ? lo_ * std::pow(10, decades_ * step / steps_) : hi_;
}

double root_between(Function f, double a, double b) {
  const double fa = f(a), fb = f(b);  // in this order: a function may remember where it was asked last
  return root_between(f, a, b, fa, fb);
}

double root_between(Function f, double a, double b, double fa, double fb) {
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

std::vector<double> downward_roots(Function f, const LogGrid& grid) {
  std::vector<double> roots;
  double before = f(grid.front());
  for (std::size_t i = 1; i < grid.size(); ++i) {
    const double here = f(grid[i]);
    if (before > 0 && here <= 0) roots.push_back(root_between(f, grid[i - 1], grid[i]));
    before = here;
  }
  return roots;
}

double root_of_decreasing(Function f, const LogGrid& grid) {
  if (f(grid.front()) <= 0) return 0;
  // f falls, so the first grid point at or below 0 is found by halving.
  std::size_t first = 1;
  for (std::size_t left = grid.size() - 1; left > 0;) {
    const std::size_t half = left / 2;
    const bool above = f(grid[first + half]) > 0;
    if (above) first += half + 1;
    left = above ? left - half - 1 : half;
  }
  if (first == grid.size()) return infinity;
  return root_between(f, grid[first - 1], grid[first]);
}

double integral(Function f, double a, double b) {
  // On [0, 1]: Boost's estimate of the error is that of an interval of length 2, so that on short ones no number of
  // halvings would satisfy it.
  const double width = b - a;
  const auto scaled = [&](double u) { return f(a + width * u); };
  return width * boost::math::quadrature::gauss_kronrod<double, 31>::integrate(scaled, 0.0, 1.0, 12, 1e-12);
}

}  // namespace pooled
