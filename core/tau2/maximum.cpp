#include "core/tau2/maximum.h"

namespace pooled {

std::vector<double> local_maxima(Function slope, const std::vector<double>& grid) {
  std::vector<double> maxima = downward_roots(slope, grid);
  if (slope(0) <= 0) maxima.insert(maxima.begin(), 0.0);
  return maxima;
}

Maximum highest(const std::vector<double>& maxima, Function height) {
  Maximum best;
  double top = -infinity, second = -infinity;
  for (const double at : maxima) {
    const double here = height(at);
    if (here > top) {
      best.other = best.at, second = top;
      best.at = at, top = here;
    } else if (here > second) {
      best.other = at, second = here;
    }
  }
  if (second == -infinity) return {.at = best.at};
  best.drop = top - second;
  return best;
}

Maximum global_maximum(Function slope, Function height, const std::vector<double>& grid) {
  return highest(local_maxima(slope, grid), height);
}

}  // namespace pooled
