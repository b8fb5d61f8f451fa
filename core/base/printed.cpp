#include "core/base/printed.h"

#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>

namespace pooled {
namespace {

/// 1, 10 … 10^15: exact, and so is every whole number below 2^53.
double power_of_ten(int n) {
  double power = 1;
  for (int i = 0; i < n; ++i) power *= 10;
  return power;
}

constexpr double exact_whole = 9007199254740992;

}  // namespace

/// m / 10^d of two exact doubles is the double nearest to that decimal, which is what typing it gives.
int decimals_of(double x) {
  if (!std::isfinite(x)) return most_decimals + 1;
  double power = 1;
  for (int d = 0; d <= most_decimals; ++d, power *= 10) {
    const double m = std::round(x * power);
    if (std::abs(m) >= exact_whole) break;
    if (m / power == x) return d;
  }
  return most_decimals + 1;
}

Printed printed(double x) { return {x, decimals_of(x)}; }

Range Printed::range() const {
  if (decimals > most_decimals) return {value, value};
  const double power = power_of_ten(decimals), m = std::round(value * power);
  return {(2 * m - 1) / (2 * power), (2 * m + 1) / (2 * power)};
}

int significant_digits(double x) {
  if (x == 0 || !std::isfinite(x)) return 0;
  const int d = decimals_of(x);
  if (d > most_decimals) return most_decimals + 1;
  double m = std::abs(std::round(x * power_of_ten(d)));
  while (m >= 10 && std::fmod(m, 10) == 0) m /= 10;
  int digits = 0;
  for (; m >= 1; m /= 10) ++digits;
  return digits;
}

double rounded(double x, int digits) {
  std::array<char, 40> text{};
  std::snprintf(text.data(), text.size(), "%.*g", digits, x);
  return std::strtod(text.data(), nullptr);
}

}  // namespace pooled
