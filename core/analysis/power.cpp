#include "core/analysis/power.h"

#include <algorithm>

#include "core/base/dist.h"

namespace pooled {

Array power_of(const Array& sei, double theta, double critical) {
  return (theta / sei).unaryExpr([&](double z) { return normal_upper(critical - z) + normal_upper(critical + z); });
}

double median(Array x) {
  const Index n = x.size();
  std::sort(x.data(), x.data() + n);
  return (x[(n - 1) / 2] + x[n / 2]) / 2;
}

}  // namespace pooled
