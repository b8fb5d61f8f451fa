#include "core/tau2/maximum.h"

namespace pooled {

Maximum global_maximum(Function slope, Function height, const std::vector<double>& grid) {
  std::vector<double> maxima = downward_roots(slope, grid);
  if (slope(0) <= 0) maxima.insert(maxima.begin(), 0.0);
  Maximum best;
  double highest = -infinity, second = -infinity;
  for (const double at : maxima) {
    const double here = height(at);
    if (here > highest) {
      best.other = best.at, second = highest;
      best.at = at, highest = here;
    } else if (here > second) {
      best.other = at, second = here;
    }
  }
  if (second == -infinity) return {.at = best.at};
  best.drop = highest - second;
  return best;
}

}  // namespace pooled
