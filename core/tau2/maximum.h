#pragma once

#include <vector>

#include "core/base/solve.h"
#include "core/base/types.h"

namespace pooled {

/// The highest of several local maxima, and by how much it is above the next; NaN = there is no other.
struct Maximum {
  double at = 0, other = NaN, drop = NaN;
};

/// Every local maximum on [0, infinity) of a function whose derivative is `slope`: the downward roots of the slope on
/// the grid, and 0 where it starts downwards. Rising.
std::vector<double> local_maxima(Function slope, const std::vector<double>& grid);

/// @param maxima  at least one
Maximum highest(const std::vector<double>& maxima, Function height);

/// Both in one: the global maximum.
Maximum global_maximum(Function slope, Function height, const std::vector<double>& grid);

}  // namespace pooled
