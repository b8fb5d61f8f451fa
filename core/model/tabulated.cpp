#include "core/model/tabulated.h"

#include <cmath>
#include <map>

namespace pooled {
namespace {

constexpr int points = 20;
using Five = std::array<double, 5>;
using Coefficients = std::array<Five, points>;

Five values_of(const Derivatives& d) { return {d.l, d.d1, d.d2, d.d3, d.d4}; }

const double pi = 4 * std::atan(1.0);

/// Chebyshev coefficients of the five functions on [left, left + 1]: a discrete cosine transform of their values.
Coefficients coefficients(const Curve& exact, double left) {
  Coefficients out{};
  for (int j = 0; j < points; ++j) {
    const double angle = pi * (j + 0.5) / points;
    const Five value = values_of(exact(left + 0.5 + std::cos(angle) / 2));
    for (int k = 0; k < points; ++k) {
      const double weight = (k == 0 ? 1.0 : 2.0) / points * std::cos(k * angle);
      for (int f = 0; f < 5; ++f) out[k][f] += weight * value[f];
    }
  }
  return out;
}

/// Clenshaw's sum at x in [-1, 1].
Derivatives sum_at(const Coefficients& c, double x) {
  Five b1{}, b2{};
  for (int k = points - 1; k > 0; --k) {
    for (int f = 0; f < 5; ++f) {
      const double b = c[k][f] + 2 * x * b1[f] - b2[f];
      b2[f] = b1[f], b1[f] = b;
    }
  }
  Five out{};
  for (int f = 0; f < 5; ++f) out[f] = c[0][f] + x * b1[f] - b2[f];
  return {out[0], out[1], out[2], out[3], out[4]};
}

struct Tables {
  Curve exact;
  std::map<double, Coefficients> at;  ///< by the left end of the interval
};

}  // namespace

Curve tabulated(Curve exact) {
  const auto tables = std::make_shared<Tables>(Tables{std::move(exact), {}});
  return [tables](double theta) {
    const double left = std::floor(theta);
    auto found = tables->at.find(left);
    if (found == tables->at.end()) found = tables->at.emplace(left, coefficients(tables->exact, left)).first;
    return sum_at(found->second, 2 * (theta - left) - 1);
  };
}

}  // namespace pooled
