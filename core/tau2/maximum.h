#pragma once

#include <vector>

#include "core/base/solve.h"
#include "core/base/types.h"

namespace pooled {

/// The highest of several local maxima, and by how much it is above the next; NaN = there is no other.
struct Maximum {
  double at = 0, other = NaN, drop = NaN;
};

/// The global maximum on [0, infinity) of a height whose derivative is `slope`: every downward root of the slope on the
/// grid, and 0 where it starts downwards, compared by height.
Maximum global_maximum(Function slope, Function height, const std::vector<double>& grid);

}  // namespace pooled
