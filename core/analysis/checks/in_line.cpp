#include "core/analysis/checks/in_line.h"

#include <algorithm>
#include <cmath>

#include "core/base/dist.h"

namespace pooled {
namespace {

/// Reorders x, which is not empty.
double median(std::vector<double>& x) {
  const auto middle = x.begin() + static_cast<std::ptrdiff_t>(x.size() / 2);
  std::nth_element(x.begin(), middle, x.end());
  const double upper = *middle;
  if (x.size() % 2 == 1) return upper;
  return *std::max_element(x.begin(), middle) / 2 + upper / 2;
}

/// 1 / Phi^-1(3/4).
constexpr double to_normal = 1.482602218505602;

/// Makes the median absolute deviation of n values unbiased, n >= 5.
double small_sample_factor(double n) {
  constexpr double tabulated[] = {1.206, 1.200, 1.140, 1.129, 1.107};
  return n < 10 ? tabulated[static_cast<std::size_t>(n) - 5] : n / (n - 0.8);
}

}  // namespace

InLine::InLine(const std::vector<double>& values) {
  std::vector<double> x;
  for (const double value : values)
    if (std::isfinite(value)) x.push_back(value);
  k_ = static_cast<double>(x.size());
  if (!exists()) return;
  centre_ = median(x);
  for (double& value : x) value = std::abs(value - centre_);
  spread_ = to_normal * small_sample_factor(k_) * median(x);
  far_ = t_upper_quantile(0.025 / k_, k_ - 1);
  near_ = t_upper_quantile(0.025, k_ - 1);
}

double InLine::distance(double x, double variance) const {
  return (x - centre_) / std::sqrt(spread_ * spread_ * (1 + 1 / k_) + variance);
}

bool InLine::out(double x, double variance) const { return exists() && std::abs(distance(x, variance)) > far_; }

bool InLine::in(double x, double variance) const { return exists() && std::abs(distance(x, variance)) <= near_; }

}  // namespace pooled
