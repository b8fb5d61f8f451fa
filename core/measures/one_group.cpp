#include <algorithm>
#include <cmath>

#include "core/measures/measure.h"
#include "core/measures/numeric.h"

namespace pooled {
namespace {

/// x events and m others of n people, what is added in both.
struct Share {
  double x, m, n;
};

Share share_of(std::span<const double> c, const Added& add) {
  return {c[0] + add.first, c[1] - c[0] + add.first, c[1] + 2 * add.first};
}

/// Proportion: yi = x / n as observed, vi = x m / n^3; what is added for zeros enters the variance alone.
/// @source Barendregt et al. 2013, J Epidemiol Community Health 67:974
Effect proportion(std::span<const double> cells, const Added& add) {
  const Share s = share_of(cells, add);
  return {cells[0] / cells[1], s.x / s.n * (s.m / s.n) / s.n};
}

/// Log proportion: yi = log(x / n), vi = 1/x - 1/n, written m / (x n).
/// @source Katz et al. 1978, Biometrics 34:469
Effect log_proportion(std::span<const double> cells, const Added& add) {
  const Share s = share_of(cells, add);
  if (s.x <= 0) return {};
  return {log_ratio(s.x, s.n), s.m / s.x / s.n};
}

/// Logit: yi = log(x / m), vi = 1/x + 1/m.
/// @source Woolf 1955, Ann Hum Genet 19:251; Stijnen et al. 2010, Stat Med 29:3046
Effect logit_proportion(std::span<const double> cells, const Added& add) {
  const Share s = share_of(cells, add);
  if (s.x <= 0 || s.m <= 0) return {};
  return {log_ratio(s.x, s.m), 1 / s.x + 1 / s.m};
}

/// Arcsine: yi = asin sqrt(x / n), the angle of (sqrt m, sqrt x), vi = 1/(4 n), with nothing added.
/// @source Anscombe 1948, Biometrika 35:246
Effect arcsine_proportion(std::span<const double> cells, const Added&) {
  const Share s = share_of(cells, {});
  return {std::atan2(std::sqrt(s.x), std::sqrt(s.m)), 1 / (4 * s.n)};
}

/// Freeman-Tukey double arcsine: yi = (asin sqrt(x / (n + 1)) + asin sqrt((x + 1) / (n + 1))) / 2, vi = 1/(4 n + 2).
/// @source Freeman & Tukey 1950, Ann Math Stat 21:607
double double_arcsine(double x, double n) {
  return (std::atan2(std::sqrt(x), std::sqrt(n + 1 - x)) + std::atan2(std::sqrt(x + 1), std::sqrt(n - x))) / 2;
}
Effect double_arcsine_proportion(std::span<const double> cells, const Added&) {
  const Share s = share_of(cells, {});
  return {double_arcsine(s.x, s.n), 1 / (4 * s.n + 2)};
}

/// Its way back for n people, with t = 2 yi: p = (1 - sign(cos t) sqrt(1 - (sin t + (sin t - 1 / sin t) / n)^2)) / 2;
/// 0 and 1 beyond the values of 0 and n events.
/// @source Miller 1978, Am Stat 32:138
double double_arcsine_back(double yi, double n) {
  if (yi <= double_arcsine(0, n)) return 0;
  if (yi >= double_arcsine(n, n)) return 1;
  const double s = std::sin(2 * yi), c = std::cos(2 * yi), shrunk = s + (s - 1 / s) / n;
  return (1 - std::copysign(std::sqrt(std::max(0.0, 1 - shrunk * shrunk)), c)) / 2;
}

constexpr SizedScale double_arcsine_scale{double_arcsine_back,
                                          [](double p, double n) { return double_arcsine(n * p, n); },
                                          [](std::span<const double> c) { return c[1]; }};

/// Freeman-Tukey rate: yi = (sqrt(x / t) + sqrt((x + 1) / t)) / 2, vi = 1/(4 t).
/// @source Freeman & Tukey 1950, Ann Math Stat 21:607
double double_root(double rate, double t) { return (std::sqrt(rate) + std::sqrt(rate + 1 / t)) / 2; }
Effect double_root_rate(std::span<const double> c, const Added&) {
  return {(std::sqrt(c[0] / c[1]) + std::sqrt((c[0] + 1) / c[1])) / 2, 1 / (4 * c[1])};
}

/// Its way back for person-time t: sqrt(r + 1/t) - sqrt r = 1 / (2 yi t), so that r = (yi - 1 / (4 yi t))^2; 0 beyond
/// the value of 0 events.
double double_root_back(double yi, double t) {
  const double root = yi - 1 / (4 * yi * t);
  return yi <= double_root(0, t) ? 0 : root * root;
}

constexpr SizedScale double_root_scale{double_root_back, double_root, [](std::span<const double> c) { return c[1]; }};

/// Rate: yi = x / t as observed, vi = x / t^2; what is added for zeros enters the variance alone.
/// @source Rothman et al. 2008, Modern epidemiology, ch. 14
Effect rate(std::span<const double> c, const Added& add) { return {c[0] / c[1], (c[0] + add.first) / c[1] / c[1]}; }

/// Log rate: yi = log(x / t), vi = 1/x.
/// @source Rothman et al. 2008, Modern epidemiology, ch. 14
Effect log_rate(std::span<const double> c, const Added& add) {
  const double x = c[0] + add.first;
  if (x <= 0) return {};
  return {log_ratio(x, c[1]), 1 / x};
}

/// Square root of a rate: yi = sqrt(x / t), vi = 1/(4 t), with nothing added.
/// @source Anscombe 1948, Biometrika 35:246
Effect root_rate(std::span<const double> c, const Added&) { return {std::sqrt(c[0] / c[1]), 1 / (4 * c[1])}; }

/// Mean: yi = m, vi = sd^2 / n.
/// @source Cochrane Handbook 6.5.1.1
Effect mean(std::span<const double> c, const Added&) { return {c[0], c[1] / c[2] * c[1]}; }

/// Log mean of an outcome that is never negative: yi = log m, vi = (sd / m)^2 / n.
/// @source Hedges et al. 1999, Ecology 80:1150
Effect log_mean(std::span<const double> c, const Added&) {
  if (c[0] <= 0) return {};
  const double cv = c[1] / c[0];
  return {std::log(c[0]), cv * cv / c[2]};
}

const Measure table[] = {
    {.id = "PLO",
     .label = "Proportion (logit)",
     .family = &one_proportion,
     .scale = &logit_scale,
     .compute = logit_proportion,
     .zeros = Zeros::added,
     .source = "Stijnen et al. 2010, Stat Med 29:3046"},
    {.id = "PAS",
     .label = "Proportion (arcsine)",
     .family = &one_proportion,
     .scale = &arcsine_scale,
     .compute = arcsine_proportion,
     .source = "Anscombe 1948, Biometrika 35:246"},
    {.id = "PFT",
     .label = "Proportion (Freeman-Tukey double arcsine)",
     .family = &one_proportion,
     .scale = &arcsine_scale,
     .compute = double_arcsine_proportion,
     .source = "Freeman & Tukey 1950, Ann Math Stat 21:607; back: Miller 1978, Am Stat 32:138",
     .sized = &double_arcsine_scale},
    {.id = "PLN",
     .label = "Proportion (log)",
     .family = &one_proportion,
     .scale = &log_scale,
     .compute = log_proportion,
     .zeros = Zeros::added,
     .source = "Katz et al. 1978, Biometrics 34:469"},
    {.id = "PR",
     .label = "Proportion (untransformed)",
     .family = &one_proportion,
     .scale = &identity_scale,
     .compute = proportion,
     .zeros = Zeros::variance_only,
     .source = "Barendregt et al. 2013, J Epidemiol Community Health 67:974"},
    {.id = "IRLN",
     .label = "Incidence rate (log)",
     .family = &one_rate,
     .scale = &log_scale,
     .compute = log_rate,
     .zeros = Zeros::added,
     .source = "Rothman et al. 2008, Modern epidemiology"},
    {.id = "IRS",
     .label = "Incidence rate (square root)",
     .family = &one_rate,
     .scale = &square_root_scale,
     .compute = root_rate,
     .source = "Anscombe 1948, Biometrika 35:246"},
    {.id = "IRFT",
     .label = "Incidence rate (Freeman-Tukey)",
     .family = &one_rate,
     .scale = &square_root_scale,
     .compute = double_root_rate,
     .source = "Freeman & Tukey 1950, Ann Math Stat 21:607",
     .sized = &double_root_scale},
    {.id = "IR",
     .label = "Incidence rate (untransformed)",
     .family = &one_rate,
     .scale = &identity_scale,
     .compute = rate,
     .zeros = Zeros::variance_only,
     .source = "Rothman et al. 2008, Modern epidemiology"},
    {.id = "MN",
     .label = "Mean",
     .family = &one_mean,
     .scale = &identity_scale,
     .compute = mean,
     .source = "Cochrane Handbook 6.5.1"},
    {.id = "MNLN",
     .label = "Mean (log)",
     .family = &one_mean,
     .scale = &log_scale,
     .compute = log_mean,
     .source = "Hedges et al. 1999, Ecology 80:1150"},
};

}  // namespace

std::span<const Measure> one_group_measures() { return table; }

}  // namespace pooled
