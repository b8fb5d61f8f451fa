#include <algorithm>
#include <cmath>

#include "core/measures/measure.h"
#include "core/measures/numeric.h"

namespace pooled {
namespace {

/// The same n people (or pairs) twice, r between the two: before and after, crossover, matched pairs.
struct Pair {
  double m1, sd1, m2, sd2, n, r;
  /// SD of the differences, sqrt((sd1 - sd2)^2 + 2 (1 - r) sd1 sd2), scaled so that no square leaves the range.
  double sd_difference() const {
    const double scale = std::max(sd1, sd2);
    if (!(scale > 0)) return 0;
    const double s1 = sd1 / scale, s2 = sd2 / scale;
    return scale * std::sqrt((s1 - s2) * (s1 - s2) + 2 * (1 - r) * s1 * s2);
  }
};

Pair pair_of(std::span<const double> c) { return {c[0], c[1], c[2], c[3], c[4], c[5]}; }

constexpr Effect no_spread{NaN, 0};

/// Mean change: yi = m1 - m2, vi = sd_d^2 / n, sd_d^2 = sd1^2 + sd2^2 - 2 r sd1 sd2.
/// @source Cochrane Handbook 23.2.7.1
Effect mean_change(std::span<const double> c, const Added&) {
  const Pair p = pair_of(c);
  const double sd = p.sd_difference();
  return {p.m1 - p.m2, sd / p.n * sd};
}

/// Standardised by the SD of the change: yi = J(n - 1) (m1 - m2) / sd_d, vi = 1/n + yi^2 / (2 n).
/// @source Gibbons et al. 1993, J Educ Stat 18:271
Effect change_by_sd_of_change(std::span<const double> c, const Added&) {
  const Pair p = pair_of(c);
  const double sd = p.sd_difference();
  if (!(sd > 0)) return no_spread;
  const double yi = small_sample_factor(p.n - 1) * ((p.m1 - p.m2) / sd);
  return {yi, 1 / p.n + yi * yi / (2 * p.n)};
}

/// yi = J(n - 1) (m1 - m2) / sd1.
double change_by_first_sd(const Pair& p) { return small_sample_factor(p.n - 1) * ((p.m1 - p.m2) / p.sd1); }

/// Standardised by the first SD: vi = 2 (1 - r) / n + yi^2 / (2 n).
/// @source Becker 1988, Br J Math Stat Psychol 41:257, eq. 13
Effect change_by_raw_sd(std::span<const double> c, const Added&) {
  const Pair p = pair_of(c);
  if (!(p.sd1 > 0)) return no_spread;
  const double yi = change_by_first_sd(p);
  return {yi, 2 * (1 - p.r) / p.n + yi * yi / (2 * p.n)};
}

/// Standardised by the first SD, variances unequal: vi = (sd_d / sd1)^2 / (n - 1) + yi^2 / (2 (n - 1)). As in metafor
/// of newer versions; 3.8-1 multiplies vi by J^2.
/// @source Bonett 2008, Psychol Methods 13:99, eq. 13
Effect change_by_raw_sd_unequal(std::span<const double> c, const Added&) {
  const Pair p = pair_of(c);
  if (!(p.sd1 > 0)) return no_spread;
  const double yi = change_by_first_sd(p), ratio = p.sd_difference() / p.sd1;
  return {yi, (ratio * ratio + yi * yi / 2) / (p.n - 1)};
}

/// Log ratio of the two means, both above 0: yi = log(m1 / m2), vi = (cv1^2 + cv2^2 - 2 r cv1 cv2) / n with
/// cv = sd / m, written ((cv1 - cv2)^2 + 2 (1 - r) cv1 cv2) / n.
/// @source Lajeunesse 2011, Ecology 92:2049, eq. 6
Effect ratio_of_paired_means(std::span<const double> c, const Added&) {
  const Pair p = pair_of(c);
  if (!both_positive(p.m1, p.m2)) return {};
  const double cv1 = p.sd1 / p.m1, cv2 = p.sd2 / p.m2;
  return {log_ratio(p.m1, p.m2), ((cv1 - cv2) * (cv1 - cv2) + 2 * (1 - p.r) * cv1 * cv2) / p.n};
}

const Measure table[] = {
    {.id = "MC",
     .label = "Mean change",
     .family = &paired_means,
     .scale = &identity_scale,
     .compute = mean_change,
     .source = "Cochrane Handbook 23.2.7.1"},
    {.id = "SMCC",
     .label = "Standardised mean change (SD of the change)",
     .family = &paired_means,
     .scale = &identity_scale,
     .compute = change_by_sd_of_change,
     .standardised = true,
     .source = "Gibbons et al. 1993, J Educ Stat 18:271"},
    {.id = "SMCR",
     .label = "Standardised mean change (first SD)",
     .family = &paired_means,
     .scale = &identity_scale,
     .compute = change_by_raw_sd,
     .standardised = true,
     .source = "Becker 1988, Br J Math Stat Psychol 41:257"},
    {.id = "SMCRH",
     .label = "Standardised mean change (first SD, unequal variances)",
     .family = &paired_means,
     .scale = &identity_scale,
     .compute = change_by_raw_sd_unequal,
     .standardised = true,
     .source = "Bonett 2008, Psychol Methods 13:99"},
    {.id = "ROMC",
     .label = "Ratio of means of pairs",
     .family = &paired_means,
     .scale = &log_scale,
     .compute = ratio_of_paired_means,
     .source = "Lajeunesse 2011, Ecology 92:2049"},
};

}  // namespace

std::span<const Measure> paired_measures() { return table; }

}  // namespace pooled
