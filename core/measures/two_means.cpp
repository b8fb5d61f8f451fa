#include <algorithm>
#include <cmath>

#include "core/measures/measure.h"
#include "core/measures/numeric.h"

namespace pooled {
namespace {

/// Two arms without any spread, or the one that standardises: no effect, and the reason is a variance of 0.
constexpr Effect no_spread{NaN, 0};

/// Mean difference: yi = m1 - m2, vi = sd1^2/n1 + sd2^2/n2.
/// @source Cochrane Handbook 6.5.1.1
Effect mean_difference(std::span<const double> c, const Added&) {
  return {c[0] - c[3], c[1] / c[2] * c[1] + c[4] / c[5] * c[4]};
}

/// sqrt((w1 sd1^2 + w2 sd2^2) / w), scaled so that no square leaves the range of a double.
double root_mean_square(double sd1, double w1, double sd2, double w2, double w) {
  const double scale = std::max(sd1, sd2);
  if (!(scale > 0)) return 0;
  const double s1 = sd1 / scale, s2 = sd2 / scale;
  return scale * std::sqrt((w1 * s1 * s1 + w2 * s2 * s2) / w);
}

/// Cohen's d: (m1 - m2) over the pooled SD on m = n1 + n2 - 2 degrees of freedom; NaN without any spread.
double cohen_d(std::span<const double> c) {
  const double m = c[2] + c[5] - 2, sd = root_mean_square(c[1], c[2] - 1, c[4], c[5] - 1, m);
  return sd > 0 ? (c[0] - c[3]) / sd : NaN;
}

/// 1/n1 + 1/n2 + d^2 / (2 n), the large-sample variance of a standardised difference.
double standardised_variance(std::span<const double> c, double d, double n) {
  return 1 / c[2] + 1 / c[5] + d * d / (2 * n);
}

/// Hedges' g: yi = J(m) (m1 - m2) / sd_pooled with m = n1 + n2 - 2; vi = 1/n1 + 1/n2 + yi^2 / (2 (n1 + n2)), the
/// large-sample variance that metafor calls LS.
/// @source Hedges 1981; Hedges & Olkin 1985, ch. 5
Effect standardised_mean_difference(std::span<const double> c, const Added&) {
  const double yi = small_sample_factor(c[2] + c[5] - 2) * cohen_d(c);
  return std::isnan(yi) ? no_spread : Effect{yi, standardised_variance(c, yi, c[2] + c[5])};
}

/// Glass' delta: yi = J(n2 - 1) (m1 - m2) / sd2, vi = 1/n1 + 1/n2 + yi^2 / (2 n2).
/// @source Glass 1976, Educ Res 5:3; Hedges 1981
Effect glass_delta(std::span<const double> c, const Added&) {
  if (!(c[4] > 0)) return no_spread;
  const double yi = small_sample_factor(c[5] - 1) * ((c[0] - c[3]) / c[4]);
  return {yi, standardised_variance(c, yi, c[5])};
}

/// Standardised by sd = sqrt((sd1^2 + sd2^2) / 2), for unequal variances: yi = J(n1 + n2 - 2) (m1 - m2) / sd,
///   vi = yi^2 (sd1^4/(n1-1) + sd2^4/(n2-1)) / (8 sd^4) + (sd1^2/(n1-1) + sd2^2/(n2-1)) / sd^2.
/// As in newer metafor; 3.8-1 multiplies vi by J^2.
/// @source Bonett 2008, Psychol Methods 13:99, eq. 8; Bonett 2009, Psychol Methods 14:225
Effect heteroscedastic_smd(std::span<const double> c, const Added&) {
  const double sd = root_mean_square(c[1], 1, c[4], 1, 2), f1 = c[2] - 1, f2 = c[5] - 1;
  if (!(sd > 0)) return no_spread;
  const double yi = small_sample_factor(f1 + f2) * ((c[0] - c[3]) / sd);
  const double q1 = c[1] / sd * (c[1] / sd), q2 = c[4] / sd * (c[4] / sd);
  return {yi, yi * yi * (q1 * q1 / f1 + q2 * q2 / f2) / 8 + q1 / f1 + q2 / f2};
}

/// Log ratio of means above 0: yi = log(m1 / m2), vi = (sd1/m1)^2/n1 + (sd2/m2)^2/n2, without the later
/// correction for bias (the default of metafor 5).
/// @source Hedges et al. 1999, Ecology 80:1150
Effect ratio_of_means(std::span<const double> c, const Added&) {
  if (!both_positive(c[0], c[3])) return {};
  const double cv1 = c[1] / c[0], cv2 = c[4] / c[3];
  return {log_ratio(c[0], c[3]), cv1 * cv1 / c[2] + cv2 * cv2 / c[5]};
}

/// 1/(2(n1-1)) - 1/(2(n2-1)) as one quotient: the bias of log(sd1 / sd2).
double log_sd_bias(std::span<const double> c) { return (c[5] - c[2]) / (2 * (c[2] - 1) * (c[5] - 1)); }
double log_sd_variance(std::span<const double> c) { return 1 / (2 * (c[2] - 1)) + 1 / (2 * (c[5] - 1)); }

/// Log variability ratio: yi = log(sd1 / sd2) + 1/(2(n1-1)) - 1/(2(n2-1)), vi = 1/(2(n1-1)) + 1/(2(n2-1)).
/// @source Nakagawa et al. 2015, Methods Ecol Evol 6:143, eq. 5, 6
Effect variability_ratio(std::span<const double> c, const Added&) {
  if (!(c[1] > 0 && c[4] > 0)) return no_spread;
  return {log_ratio(c[1], c[4]) + log_sd_bias(c), log_sd_variance(c)};
}

/// Log ratio of coefficients of variation, means above 0: yi = log((sd1/m1) / (sd2/m2)) + 1/(2(n1-1)) -
/// 1/(2(n2-1)), vi = (sd1/m1)^2/n1 + (sd2/m2)^2/n2 + 1/(2(n1-1)) + 1/(2(n2-1)).
/// @source Nakagawa et al. 2015, Methods Ecol Evol 6:143, eq. 11, 12 without the correlation of mean and SD
Effect cv_ratio(std::span<const double> c, const Added&) {
  if (!(c[1] > 0 && c[4] > 0)) return no_spread;
  if (!both_positive(c[0], c[3])) return {};
  const double cv1 = c[1] / c[0], cv2 = c[4] / c[3];
  return {log_ratio(cv1, cv2) + log_sd_bias(c), cv1 * cv1 / c[2] + cv2 * cv2 / c[5] + log_sd_variance(c)};
}

Effect d_to_or(std::span<const double> c, double factor) {
  const double d = cohen_d(c);
  if (std::isnan(d)) return no_spread;
  return {factor * d, factor * factor * standardised_variance(c, d, c[2] + c[5])};
}

/// Cohen's d as a log odds ratio, outcome logistic: yi = pi / sqrt(3) d.
/// @source Hasselblad & Hedges 1995, Psychol Bull 117:167; Chinn 2000, Stat Med 19:3127; Cochrane Handbook 10.6
Effect d_to_or_logistic(std::span<const double> c, const Added&) { return d_to_or(c, 1.8137993642342178506); }

/// Cohen's d as a log odds ratio, outcome normal: yi = 1.65 d.
/// @source Cox & Snell 1989, Analysis of binary data; Sanchez-Meca et al. 2003, Psychol Methods 8:448
Effect d_to_or_normal(std::span<const double> c, const Added&) { return d_to_or(c, 1.65); }

const Measure table[] = {
    {.id = "MD",
     .label = "Mean difference",
     .family = &two_means,
     .scale = &identity_scale,
     .compute = mean_difference,
     .source = "Cochrane Handbook 6.5.1"},
    {.id = "SMD",
     .label = "Standardised mean difference (Hedges' g)",
     .family = &two_means,
     .scale = &identity_scale,
     .compute = standardised_mean_difference,
     .standardised = true,
     .source = "Hedges 1981, J Educ Stat 6:107"},
    {.id = "SMD1",
     .label = "Standardised mean difference (Glass' delta)",
     .family = &two_means,
     .scale = &identity_scale,
     .compute = glass_delta,
     .standardised = true,
     .source = "Glass 1976, Educ Res 5:3; Hedges 1981"},
    {.id = "SMDH",
     .label = "Standardised mean difference (unequal variances)",
     .family = &two_means,
     .scale = &identity_scale,
     .compute = heteroscedastic_smd,
     .standardised = true,
     .source = "Bonett 2008, Psychol Methods 13:99"},
    {.id = "ROM",
     .label = "Ratio of means",
     .family = &two_means,
     .scale = &log_scale,
     .compute = ratio_of_means,
     .source = "Hedges et al. 1999, Ecology 80:1150"},
    {.id = "VR",
     .label = "Variability ratio",
     .family = &two_means,
     .scale = &log_scale,
     .compute = variability_ratio,
     .source = "Nakagawa et al. 2015, Methods Ecol Evol 6:143"},
    {.id = "CVR",
     .label = "Ratio of coefficients of variation",
     .family = &two_means,
     .scale = &log_scale,
     .compute = cv_ratio,
     .source = "Nakagawa et al. 2015, Methods Ecol Evol 6:143"},
    {.id = "D2ORL",
     .label = "Odds ratio from a standardised mean difference (logistic)",
     .family = &two_means,
     .scale = &log_scale,
     .compute = d_to_or_logistic,
     .source = "Chinn 2000, Stat Med 19:3127"},
    {.id = "D2ORN",
     .label = "Odds ratio from a standardised mean difference (normal)",
     .family = &two_means,
     .scale = &log_scale,
     .compute = d_to_or_normal,
     .source = "Sanchez-Meca et al. 2003, Psychol Methods 8:448"},
};

}  // namespace

std::span<const Measure> two_means_measures() { return table; }

}  // namespace pooled
