#include "core/model/partials.h"

namespace pooled {
namespace {

/// Coefficients of x^i y^(p+q-i) in ((x - y) / 2)^p (x + y)^q: what a derivative p-fold in theta and q-fold in a is of
/// the derivatives of the arms.
struct Expansions {
  double of[5][5][5] = {};
  constexpr Expansions() {
    of[0][0][0] = 1;
    for (int p = 0; p < 5; ++p)
      for (int q = p == 0 ? 1 : 0; p + q < 5; ++q)
        for (int i = 0; i <= p + q; ++i) {
          const bool by_a = q > 0;
          const auto& before = by_a ? of[p][q - 1] : of[p - 1][q];
          const double x = i > 0 ? before[i - 1] : 0, y = i < p + q ? before[i] : 0;
          of[p][q][i] = by_a ? x + y : (x - y) / 2;
        }
  }
};
constexpr Expansions expansions;

double of_arms(int p, int q, const Ratios& one, const Ratios& two) {
  double total = 0;
  for (int i = 0; i <= p + q; ++i) total += expansions.of[p][q][i] * one[i] * two[p + q - i];
  return total;
}

}  // namespace

Ratios hermite(double z, double scale) {
  const double s = z * z, t = 1 / scale, t2 = t * t;
  return {1, z * t, (s - 1) * t2, z * (s - 3) * t2 * t, (s * (s - 6) + 3) * t2 * t2};
}

void Means::add(double weight, const Ratios& in_theta) {
  for (int p = 0; p < 5; ++p) m[p][0] += weight * in_theta[p];
}

void Means::add(double weight, const Ratios& one, const Ratios& two, const Ratios* theta_prior, const Ratios* a_prior) {
  for (int p = 0; p < 5; ++p)
    for (int q = 0; p + q < 5; ++q) {
      const double data = of_arms(theta_prior ? 0 : p, a_prior ? 0 : q, one, two);
      m[p][q] += weight * data * (theta_prior ? (*theta_prior)[p] : 1) * (a_prior ? (*a_prior)[q] : 1);
    }
}

void Means::divide(double total) {
  for (auto& row : m)
    for (double& mean : row) mean /= total;
}

}  // namespace pooled
