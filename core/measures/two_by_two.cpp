#include <cmath>
#include <numbers>

#include "core/base/dist.h"
#include "core/base/solve.h"
#include "core/measures/measure.h"
#include "core/measures/numeric.h"

namespace pooled {
namespace {

/// a events and b others of n1 in group 1, c and d of n2 in group 2, what is added in each of the four.
struct Table {
  double a, b, c, d, n1, n2;
  /// a d - b c, as a n2 - c n1: exact for counts.
  double cross() const { return a * n2 - c * n1; }
  bool has_zero() const { return a <= 0 || b <= 0 || c <= 0 || d <= 0; }
};

Table table_of(std::span<const double> cells, const Added& add) {
  const double a = cells[0], n1 = cells[1], c = cells[2], n2 = cells[3];
  const auto [first, second] = add;
  return {a + first, n1 - a + first, c + second, n2 - c + second, n1 + 2 * first, n2 + 2 * second};
}

/// 1/a + 1/b + 1/c + 1/d, the variance of the log odds ratio.
double woolf(const Table& t) { return 1 / t.a + 1 / t.b + 1 / t.c + 1 / t.d; }

/// Log risk ratio: yi = log(a n2 / (c n1)), vi = 1/a - 1/n1 + 1/c - 1/n2, the last written b/(a n1) + d/(c n2).
/// @source Katz et al. 1978, Biometrics 34:469; Cochrane Handbook 6.4.1.1
Effect risk_ratio(std::span<const double> cells, const Added& add) {
  const Table t = table_of(cells, add);
  if (t.a <= 0 || t.c <= 0) return {};
  return {log_ratio(t.a * t.n2, t.c * t.n1), t.b / (t.a * t.n1) + t.d / (t.c * t.n2)};
}

/// Log odds ratio: yi = log(a d / (b c)), vi = 1/a + 1/b + 1/c + 1/d.
/// @source Woolf 1955, Ann Hum Genet 19:251; Cochrane Handbook 6.4.1.1
Effect odds_ratio(std::span<const double> cells, const Added& add) {
  const Table t = table_of(cells, add);
  if (t.has_zero()) return {};
  return {log_ratio(t.a * t.d, t.b * t.c), woolf(t)};
}

/// Risk difference: yi = a/n1 - c/n2 always as observed, vi = a b / n1^3 + c d / n2^3; what is added for zero cells
/// enters the variance alone, so that 0 of 20 against 0 of 40 differ by exactly 0 (metafor shifts the estimate too,
/// RevMan and meta do not).
/// @source Cochrane Handbook 6.4.1.2, 10.4.4.1; Deeks & Higgins 2010, Statistical algorithms in RevMan 5
Effect risk_difference(std::span<const double> cells, const Added& add) {
  const Table seen = table_of(cells, {}), t = table_of(cells, add);
  const double yi = seen.cross() / (seen.n1 * seen.n2);
  return {yi, t.a / t.n1 * (t.b / t.n1) / t.n1 + t.c / t.n2 * (t.d / t.n2) / t.n2};
}

/// Log odds ratio by Peto's one-step method: yi = (O - E) / V, vi = 1 / V, with events x = a + c, others y = b + d of
/// n, O - E = a - x n1/n = (a d - b c) / n and V = x y n1 n2 / (n^2 (n - 1)).
/// @source Yusuf et al. 1985, Prog Cardiovasc Dis 27:335; Cochrane Handbook 10.4.2
Effect peto(std::span<const double> cells, const Added& add) {
  const Table t = table_of(cells, add);
  const double x = t.a + t.c, y = t.b + t.d, n = t.n1 + t.n2;
  if (x <= 0 || y <= 0 || n <= 1) return {};
  const double vi = n / t.n1 * (n / t.n2) * ((n - 1) / x) / y;
  return {t.cross() / n * vi, vi};
}

/// Arcsine difference: yi = asin sqrt(a/n1) - asin sqrt(c/n2), vi = 1/(4 n1) + 1/(4 n2), with nothing added for zeros.
/// As asin sqrt(a/n1) is the angle of (sqrt b, sqrt a), the difference is one angle without cancellation,
///   atan2(sqrt(a d) - sqrt(b c), sqrt(b d) + sqrt(a c)),  sqrt(a d) - sqrt(b c) = (a d - b c) / (sqrt(a d) + sqrt(b
///   c)).
/// @source Ruecker et al. 2009, Stat Med 28:721
Effect arcsine_difference(std::span<const double> cells, const Added&) {
  const Table t = table_of(cells, {});
  const double ad = std::sqrt(t.a) * std::sqrt(t.d), bc = std::sqrt(t.b) * std::sqrt(t.c);
  const double sine = ad + bc > 0 ? t.cross() / (ad + bc) : 0;
  const double cosine = std::sqrt(t.b) * std::sqrt(t.d) + std::sqrt(t.a) * std::sqrt(t.c);
  return {std::atan2(sine, cosine), 1 / (4 * t.n1) + 1 / (4 * t.n2)};
}

/// Phi: yi = (a d - b c) / sqrt(n1 n2 x y), x = a + c, y = b + d; vi by the delta method for one sample of n people,
///   vi = sum over cells of cell (d yi / d cell)^2,
/// whose derivatives are sums of like signs: d yi / d a = P / (2 n1 x D), d yi / d b = -Q / (2 n1 y D) and so on, with
/// D = sqrt(n1 n2 x y), P = a d (b + c) + 2 b c (a + d) + b c (b + c), Q = b c (a + d) + 2 a d (b + c) + a d (a + d).
/// The same number as Yule's formula, but without its cancellation near +-1.
/// @source Yule 1912, J R Stat Soc 75:579, p. 603
Effect phi(std::span<const double> cells, const Added&) {
  const Table t = table_of(cells, {});
  const double x = t.a + t.c, y = t.b + t.d, n = t.n1 + t.n2;
  if (x <= 0 || y <= 0) return {};
  // Shares of n, so that products of counts stay in range; yi does not change with them, vi is divided by n.
  const double a = t.a / n, b = t.b / n, c = t.c / n, d = t.d / n;
  const double r1 = t.n1 / n, r2 = t.n2 / n, c1 = x / n, c2 = y / n, root = std::sqrt(r1 * r2) * std::sqrt(c1 * c2);
  const double ad = a * d, bc = b * c;
  const double p = ad * (b + c) + 2 * bc * (a + d) + bc * (b + c), q = bc * (a + d) + 2 * ad * (b + c) + ad * (a + d);
  const auto term = [&](double cell, double derivative) { return cell * derivative * derivative; };
  const double sum = term(a, p / (r1 * c1)) + term(b, q / (r1 * c2)) + term(c, q / (r2 * c1)) + term(d, p / (r2 * c2));
  return {t.cross() / n / n / root, sum / (4 * root * root) / n};
}

/// Yule's Q: yi = (a d - b c) / (a d + b c) = (OR - 1) / (OR + 1), vi = (1 - yi^2)^2 / 4 times the variance of log OR,
/// with 1 - yi^2 = 4 a d b c / (a d + b c)^2.
/// @source Yule 1900, Phil Trans R Soc A 194:257
Effect yule_q(std::span<const double> cells, const Added& add) {
  const Table t = table_of(cells, add);
  if (t.has_zero()) return {};
  const double ad = t.a * t.d, bc = t.b * t.c, rest = 4 * (ad / (ad + bc)) * (bc / (ad + bc));
  return {t.cross() / (ad + bc), rest * rest / 4 * woolf(t)};
}

/// Yule's Y: yi = (sqrt(a d) - sqrt(b c)) / (sqrt(a d) + sqrt(b c)) = (a d - b c) / (sqrt(a d) + sqrt(b c))^2,
/// vi = (1 - yi^2)^2 / 16 times the variance of log OR, with 1 - yi^2 = 4 sqrt(a d b c) / (sqrt(a d) + sqrt(b c))^2.
/// @source Yule 1912, J R Stat Soc 75:579, p. 593
Effect yule_y(std::span<const double> cells, const Added& add) {
  const Table t = table_of(cells, add);
  if (t.has_zero()) return {};
  const double ad = std::sqrt(t.a * t.d), bc = std::sqrt(t.b * t.c), sum = ad + bc;
  const double rest = 4 * (ad / sum) * (bc / sum);
  return {t.cross() / sum / sum, rest * rest / 16 * woolf(t)};
}

/// Tetrachoric correlation: both outcomes are cut from one bivariate normal, at hx and hy with P(Z1 > hx) = n1 / n and
/// P(Z2 > hy) = (a + c) / n. The correlation r = sin t follows from Plackett's identity,
///   P(Z1 > hx, Z2 > hy) - P(Z1 > hx) P(Z2 > hy) = integral from 0 to t of exp(-(hy^2 + ((hx - hy sin u) / cos u)^2) /
///   2) / (2 pi) du = (a d - b c) / n^2,
/// and vi by the delta method for the four shares of n people, which is the asymptotic variance of the
/// maximum-likelihood estimate: phi2 dr = da - Fx d(a + b) - Fy d(a + c), Fx = P(Z2 > hy | Z1 = hx), phi2 the density
/// at (hx, hy).
/// @source Pearson 1900, Phil Trans R Soc A 195:1; Hamdan 1970, Biometrika 57:212; Plackett 1954, Biometrika 41:351
Effect tetrachoric(std::span<const double> cells, const Added& add) {
  const Table t = table_of(cells, add);
  if (t.has_zero()) return {};
  const double n = t.n1 + t.n2, hx = normal_upper_quantile(t.n1 / n), hy = normal_upper_quantile((t.a + t.c) / n);
  const auto density = [&](double u) {
    const double z = (hx - hy * std::sin(u)) / std::cos(u);
    return std::exp(-(hy * hy + z * z) / 2) / (2 * std::numbers::pi);
  };
  const auto excess = [&](double u) {
    return (u < 0 ? -integral(density, u, 0) : integral(density, 0, u)) - t.cross() / n / n;
  };
  const double end = std::numbers::pi / 2 * (1 - 1e-9);
  if (excess(-end) >= 0 || excess(end) <= 0) return {};
  const double angle = root_between(excess, -end, end), r = std::sin(angle), rest = std::cos(angle);
  const auto above = [&](double cut, double given) {
    return std::erfc((cut - r * given) / rest / std::numbers::sqrt2) / 2;
  };
  const double Fx = above(hy, hx), Fy = above(hx, hy), slope = density(angle) / rest;
  const double a = t.a / n, b = t.b / n, c = t.c / n, d = t.d / n, mean = a * (1 - Fx - Fy) - b * Fx - c * Fy;
  const auto term = [&](double share, double derivative) { return share * (derivative - mean) * (derivative - mean); };
  const double variance = term(a, 1 - Fx - Fy) + term(b, -Fx) + term(c, -Fy) + term(d, 0);
  return {r, variance / slope / slope / n};
}

Effect times(const Effect& e, double factor) { return {e.yi * factor, e.vi * factor * factor}; }

constexpr double logistic_sd = 1.8137993642342178506;  // pi / sqrt 3, of the standard logistic distribution

/// Log odds ratio as a standardised mean difference, outcome logistic: yi = sqrt(3) / pi log OR.
/// @source Hasselblad & Hedges 1995, Psychol Bull 117:167; Chinn 2000, Stat Med 19:3127; Cochrane Handbook 10.6
Effect or_to_smd_logistic(std::span<const double> cells, const Added& add) {
  return times(odds_ratio(cells, add), 1 / logistic_sd);
}

/// Log odds ratio as a standardised mean difference, outcome normal: yi = log OR / 1.65.
/// @source Cox & Snell 1989, Analysis of binary data; Sanchez-Meca et al. 2003, Psychol Methods 8:448
Effect or_to_smd_normal(std::span<const double> cells, const Added& add) {
  return times(odds_ratio(cells, add), 1 / 1.65);
}

const Measure table[] = {
    {.id = "RR",
     .label = "Risk ratio",
     .family = &two_by_two,
     .scale = &log_scale,
     .compute = risk_ratio,
     .zeros = Zeros::added_dropped,
     .absolute = true,
     .source = "Katz et al. 1978; Cochrane Handbook 6.4.1"},
    {.id = "OR",
     .label = "Odds ratio",
     .family = &two_by_two,
     .scale = &log_scale,
     .compute = odds_ratio,
     .zeros = Zeros::added_dropped,
     .absolute = true,
     .source = "Woolf 1955; Cochrane Handbook 6.4.1"},
    {.id = "RD",
     .label = "Risk difference",
     .family = &two_by_two,
     .scale = &identity_scale,
     .compute = risk_difference,
     .zeros = Zeros::variance_only,
     .absolute = true,
     .source = "Cochrane Handbook 6.4.1"},
    {.id = "PETO",
     .label = "Odds ratio (Peto)",
     .family = &two_by_two,
     .scale = &log_scale,
     .compute = peto,
     .zeros = Zeros::added_dropped,
     .absolute = true,
     .source = "Yusuf et al. 1985, Prog Cardiovasc Dis 27:335"},
    {.id = "AS",
     .label = "Arcsine difference",
     .family = &two_by_two,
     .scale = &identity_scale,
     .compute = arcsine_difference,
     .source = "Ruecker et al. 2009, Stat Med 28:721"},
    {.id = "PHI",
     .label = "Phi coefficient",
     .family = &two_by_two,
     .scale = &identity_scale,
     .compute = phi,
     .source = "Yule 1912, J R Stat Soc 75:579"},
    {.id = "YUQ",
     .label = "Yule's Q",
     .family = &two_by_two,
     .scale = &identity_scale,
     .compute = yule_q,
     .zeros = Zeros::added_dropped,
     .source = "Yule 1900, Phil Trans R Soc A 194:257"},
    {.id = "YUY",
     .label = "Yule's Y",
     .family = &two_by_two,
     .scale = &identity_scale,
     .compute = yule_y,
     .zeros = Zeros::added_dropped,
     .source = "Yule 1912, J R Stat Soc 75:579"},
    {.id = "RTET",
     .label = "Tetrachoric correlation",
     .family = &two_by_two,
     .scale = &identity_scale,
     .compute = tetrachoric,
     .zeros = Zeros::added_dropped,
     .source = "Pearson 1900, Phil Trans R Soc A 195:1; Hamdan 1970, Biometrika 57:212"},
    {.id = "OR2DL",
     .label = "Standardised mean difference from an odds ratio (logistic)",
     .family = &two_by_two,
     .scale = &identity_scale,
     .compute = or_to_smd_logistic,
     .zeros = Zeros::added_dropped,
     .standardised = true,
     .source = "Chinn 2000, Stat Med 19:3127"},
    {.id = "OR2DN",
     .label = "Standardised mean difference from an odds ratio (normal)",
     .family = &two_by_two,
     .scale = &identity_scale,
     .compute = or_to_smd_normal,
     .zeros = Zeros::added_dropped,
     .standardised = true,
     .source = "Sanchez-Meca et al. 2003, Psychol Methods 8:448"},
};

}  // namespace

std::span<const Measure> two_by_two_measures() { return table; }

}  // namespace pooled
