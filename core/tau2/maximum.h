#pragma once

#include <vector>

#include "core/base/solve.h"
#include "core/base/types.h"

namespace pooled {

/// The highest of several local maxima, and by how much it is above the next; NaN = there is no other.
struct Maximum {
  double at = 0, other = NaN, drop = NaN;
};

/// The slope of a profile likelihood of tau2, up - down. Both are positive and fall with tau2: with P of the weights,
/// dP / d tau2 = -PP, so that up = y'PPy falls by 2 y'PPPy, and down, tr P or sum w, by tr PP or sum w^2.
struct Slope {
  double up, down;
  double rise = up - down;  ///< or summed term by term, where results on paper were

  double value() const { return rise; }
};
using SlopeAt = FunctionRef<Slope(double)>;

/// Every local maximum on [0, infinity) of a function with this slope: its roots downwards on the grid, and 0 where it
/// starts downwards. Rising. The sign is known at every point of the grid, but worked out only where it is not certain:
/// between a < b the slope stays negative if up(a) < down(b), and positive if up(b) > down(a).
std::vector<double> local_maxima(SlopeAt slope, const LogGrid& grid);

/// @param maxima  at least one
Maximum highest(const std::vector<double>& maxima, Function height);

/// Both in one: the global maximum.
Maximum global_maximum(SlopeAt slope, Function height, const LogGrid& grid);

}  // namespace pooled
