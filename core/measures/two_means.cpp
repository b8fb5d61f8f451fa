#include <cmath>

#include "core/base/dist.h"
#include "core/measures/measure.h"

namespace pooled {
namespace {

/// Mean difference: yi = m1 - m2, vi = sd1^2/n1 + sd2^2/n2.
/// @source Cochrane Handbook 6.5.1.1
Effect mean_difference(std::span<const double> c, double) {
  return {c[0] - c[3], c[1] / c[2] * c[1] + c[4] / c[5] * c[4]};
}

/// Exact small-sample factor J(m) = gamma(m/2) / (sqrt(m/2) gamma((m-1)/2)).
/// @source Hedges 1981, J Educ Stat 6:107
double small_sample_factor(double m) { return gamma_half_step((m - 1) / 2) / std::sqrt(m / 2); }

/// Hedges' g: yi = J(m) (m1 - m2) / sd_pooled with m = n1 + n2 - 2; vi = 1/n1 + 1/n2 + yi^2 / (2 (n1 + n2)), the
/// large-sample variance that metafor calls LS.
/// @source Hedges 1981; Hedges & Olkin 1985, ch. 5
Effect standardised_mean_difference(std::span<const double> c, double) {
  const double n1 = c[2], n2 = c[5], m = n1 + n2 - 2;
  const double scale = std::max(c[1], c[4]);
  if (!(scale > 0)) return {};
  const double s1 = c[1] / scale, s2 = c[4] / scale;
  const double sd = scale * std::sqrt(((n1 - 1) * s1 * s1 + (n2 - 1) * s2 * s2) / m);
  const double yi = small_sample_factor(m) * ((c[0] - c[3]) / sd);
  return {yi, 1 / n1 + 1 / n2 + yi * yi / (2 * (n1 + n2))};
}

const Measure table[] = {
    {"MD", "Mean difference", &two_means, &identity_scale, mean_difference, false, false, "Cochrane Handbook 6.5.1"},
    {"SMD", "Standardised mean difference (Hedges' g)", &two_means, &identity_scale, standardised_mean_difference,
     false, false, "Hedges 1981, J Educ Stat 6:107"},
};

}  // namespace

std::span<const Measure> two_means_measures() { return table; }

}  // namespace pooled
