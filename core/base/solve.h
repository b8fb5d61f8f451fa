#pragma once

#include <vector>

#include "core/base/function_ref.h"

namespace pooled {

using Function = FunctionRef<double(double)>;

/// 0 and then `per_decade` points a decade from lo to hi (0 < lo < hi): where to look for what lies anywhere in
/// [0, hi] when nothing is known of its order of magnitude.
std::vector<double> log_grid(double lo, double hi, int per_decade);

/// The root of f in [a, b], where f(a) and f(b) differ in sign (or one is 0), to the last bit.
/// @source Alefeld, Potra & Shi 1995, ACM TOMS 21:327 (algorithm 748), as in Boost.Math
double root_between(Function f, double a, double b);

/// Where f changes sign from + to - between neighbours of the grid, refined. A decreasing f has at most one.
std::vector<double> downward_roots(Function f, const std::vector<double>& grid);

/// The root of a decreasing f on [0, last of grid]: 0 if f(0) <= 0 already, infinity if f stays positive on the grid.
double root_of_decreasing(Function f, const std::vector<double>& grid);

/// The integral of f over [a, b], adaptive to about 1e-12 of the integral of |f|. f is smooth inside.
/// @source Gauss-Kronrod rule of 31 points, as in Boost.Math
double integral(Function f, double a, double b);

}  // namespace pooled
