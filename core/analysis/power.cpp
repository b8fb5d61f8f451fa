#include "core/analysis/power.h"

#include <algorithm>
#include <cmath>

#include "core/base/dist.h"
#include "core/base/solve.h"

namespace pooled {

Array power_of(const Array& sei, double theta, double critical) {
  return (theta / sei).unaryExpr([&](double z) { return normal_upper(critical - z) + normal_upper(critical + z); });
}

double sei_of_power(double power, double theta, double alpha) {
  // 1 - 0.9 is a little less than 0.1: a power that is alpha but for such rounding is reached by no standard error.
  if (!(power > alpha * (1 + 1e-12)) || !(power < 1) || theta == 0) return NaN;
  const double critical = normal_upper_quantile(alpha / 2);
  const auto excess = [&](double d) { return normal_upper(critical - d) + normal_upper(critical + d) - power; };
  // The nearer tail alone has the power wanted one below the end of the bracket.
  return std::abs(theta) / root_between(excess, 0, critical + normal_upper_quantile(1 - power) + 1);
}

double median(Array x) {
  const Index n = x.size();
  std::sort(x.data(), x.data() + n);
  return (x[(n - 1) / 2] + x[n / 2]) / 2;
}

}  // namespace pooled
