#pragma once

#include <vector>

#include "core/base/function_ref.h"

namespace pooled {

using Function = FunctionRef<double(double)>;

/// 0 and then `per_decade` points a decade from lo to hi (0 < lo < hi): where to look for what lies anywhere in
/// [0, hi] when nothing is known of its order of magnitude. A point is worked out when it is asked for: most searches
/// look at a few of them.
class LogGrid {
 public:
  LogGrid(double lo, double hi, int per_decade);

  std::size_t size() const { return static_cast<std::size_t>(steps_) + 2; }
  double operator[](std::size_t i) const;
  double front() const { return 0; }
  double back() const { return hi_; }

 private:
  double lo_, hi_, decades_;
  int steps_;
};

/// The root of f in [a, b], where f(a) and f(b) differ in sign (or one is 0), to the last bit.
/// @source Alefeld, Potra & Shi 1995, ACM TOMS 21:327 (algorithm 748), as in Boost.Math
double root_between(Function f, double a, double b);
/// The same where f(a) and f(b) are known.
double root_between(Function f, double a, double b, double fa, double fb);

/// Where f changes sign from + to - between neighbours of the grid, refined. A decreasing f has at most one.
std::vector<double> downward_roots(Function f, const LogGrid& grid);

/// The root of a decreasing f on [0, last of grid]: 0 if f(0) <= 0 already, infinity if f stays positive on the grid.
double root_of_decreasing(Function f, const LogGrid& grid);

/// The integral of f over [a, b], adaptive to about 1e-12 of the integral of |f|. f is smooth inside.
/// @source Gauss-Kronrod rule of 31 points, as in Boost.Math
double integral(Function f, double a, double b);

}  // namespace pooled
