#include <cmath>

#include "core/measures/measure.h"

namespace pooled {
namespace {

/// What Olkin and Pratt's correction adds to a correlation, relative to it: F - 1 with
///   F = 2F1(1/2, 1/2; (n - 2)/2; 1 - r^2) = I(r) / I(1),  I(r) = int_0^inf cosh(s)^-(n-4) / sqrt(1 + r^2 sinh(s)^2) ds
/// (Euler's integral with t = tanh^2 s), so that
///   F - 1 = int (1 - r^2) sinh^2 / ((A + C) A C) cosh^-(n-4) ds / int cosh^-(n-3) ds,  C = cosh s, A = sqrt(1 + r^2
///   sinh^2),
/// all terms positive. The integrands are even, smooth and fall like exp(-(n-4) s^2 / 2) first and exp(-(n-4) s) later:
/// the trapezoid rule converges geometrically; with this h its error, exp(-pi^2 / h) or exp(-2 pi^2 / (n h^2)), is
/// below the last bit.
/// @param n  at least 5
double olkin_pratt_excess(double r, double n) {
  const double h = 0.25 / std::sqrt(1 + n / 8), rest = (1 - std::abs(r)) * (1 + std::abs(r)), smallest = 1e-18;
  double above = 0, below = 0.5;  // at s = 0 the first integrand is 0 and the second 1, an end point counts half
  for (int i = 1;; ++i) {
    const double s = i * h, sinh2 = std::sinh(s) * std::sinh(s), c = std::cosh(s), a = std::sqrt(1 + r * r * sinh2);
    const double half = std::sinh(s / 2),
                 fall = std::exp(-(n - 4) * std::log1p(2 * half * half));  // C^-(n-4), C near 1
    above += rest * (sinh2 / c) / ((a + c) * a) * fall;
    below += fall / c;
    if (fall < smallest) break;
  }
  return above / below;
}

/// (1 - yi^2)^2 / (n - 1), the large-sample variance (metafor's LS), with 1 - |yi| given.
double variance(double yi, double one_minus, double n) {
  const double rest = one_minus * (1 + std::abs(yi));
  return rest * rest / (n - 1);
}

/// Correlation: yi = r, vi = (1 - r^2)^2 / (n - 1).
/// @source Fisher 1915, Biometrika 10:507; Hedges & Olkin 1985, ch. 11
Effect correlation(std::span<const double> c, const Added&) { return {c[0], variance(c[0], 1 - std::abs(c[0]), c[1])}; }

/// Correlation without its small-sample bias: yi = r 2F1(1/2, 1/2; (n - 2)/2; 1 - r^2), vi = (1 - yi^2)^2 / (n - 1).
/// Needs five participants.
/// @source Olkin & Pratt 1958, Ann Math Stat 29:201
Effect unbiased_correlation(std::span<const double> c, const Added&) {
  const double r = c[0], n = c[1];
  if (n < 5) return {};
  const double excess = olkin_pratt_excess(r, n), yi = r + r * excess;
  return {yi, variance(yi, 1 - std::abs(r) - std::abs(r) * excess, n)};
}

/// Fisher's z: yi = atanh r, vi = 1 / (n - 3).
/// @source Fisher 1921, Metron 1:3
Effect fisher_z(std::span<const double> c, const Added&) { return {std::atanh(c[0]), 1 / (c[1] - 3)}; }

const Measure table[] = {
    {.id = "ZCOR",
     .label = "Correlation (Fisher's z)",
     .family = &one_correlation,
     .scale = &fisher_z_scale,
     .compute = fisher_z,
     .source = "Fisher 1921, Metron 1:3"},
    {.id = "COR",
     .label = "Correlation (untransformed)",
     .family = &one_correlation,
     .scale = &identity_scale,
     .compute = correlation,
     .source = "Hedges & Olkin 1985, ch. 11"},
    {.id = "UCOR",
     .label = "Correlation (without bias)",
     .family = &one_correlation,
     .scale = &identity_scale,
     .compute = unbiased_correlation,
     .source = "Olkin & Pratt 1958, Ann Math Stat 29:201"},
};

}  // namespace

std::span<const Measure> correlation_measures() { return table; }

}  // namespace pooled
