#include "core/base/quadrature.h"

#include <algorithm>

namespace pooled {

double trapezoid_step(double spread, double slope) {
  return slope > 0 ? std::min(0.55 * spread, 0.25 / slope) : 0.55 * spread;
}

void walk_out(FunctionRef<bool(int)> visit) {
  for (int i = 0; visit(i);) ++i;
  for (int i = -1; visit(i);) --i;
}

}  // namespace pooled
