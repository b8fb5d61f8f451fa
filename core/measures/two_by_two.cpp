#include <cmath>

#include "core/measures/measure.h"

namespace pooled {
namespace {

/// a events and b others of n1 in group 1, c and d of n2 in group 2, `add` in each of the four.
struct Table {
  double a, b, c, d, n1, n2;
};

Table table_of(std::span<const double> cells, double add) {
  const double a = cells[0], n1 = cells[1], c = cells[2], n2 = cells[3];
  return {a + add, n1 - a + add, c + add, n2 - c + add, n1 + 2 * add, n2 + 2 * add};
}

/// log(x / y) without loss where the two are close.
double log_ratio(double x, double y) {
  const double step = (x - y) / y;
  return std::abs(step) < 0.5 ? std::log1p(step) : std::log(x / y);
}

/// Log risk ratio: yi = log(a n2 / (c n1)), vi = 1/a - 1/n1 + 1/c - 1/n2, the last written b/(a n1) + d/(c n2).
/// @source Katz et al. 1978, Biometrics 34:469; Cochrane Handbook 6.4.1.1
Effect risk_ratio(std::span<const double> cells, double add) {
  const Table t = table_of(cells, add);
  if (t.a <= 0 || t.c <= 0) return {};
  return {log_ratio(t.a * t.n2, t.c * t.n1), t.b / (t.a * t.n1) + t.d / (t.c * t.n2)};
}

/// Log odds ratio: yi = log(a d / (b c)), vi = 1/a + 1/b + 1/c + 1/d.
/// @source Woolf 1955, Ann Hum Genet 19:251; Cochrane Handbook 6.4.1.1
Effect odds_ratio(std::span<const double> cells, double add) {
  const Table t = table_of(cells, add);
  if (t.a <= 0 || t.b <= 0 || t.c <= 0 || t.d <= 0) return {};
  return {log_ratio(t.a * t.d, t.b * t.c), 1 / t.a + 1 / t.b + 1 / t.c + 1 / t.d};
}

/// Risk difference: yi = a/n1 - c/n2 always as observed, vi = a b / n1^3 + c d / n2^3; what is added for zero cells
/// enters the variance alone, so that 0 of 20 against 0 of 40 differ by exactly 0 (metafor shifts the estimate too,
/// RevMan and meta do not).
/// @source Cochrane Handbook 6.4.1.2, 10.4.4.1; Deeks & Higgins 2010, Statistical algorithms in RevMan 5
Effect risk_difference(std::span<const double> cells, double add) {
  const Table seen = table_of(cells, 0), t = table_of(cells, add);
  const double yi = (seen.a * seen.n2 - seen.c * seen.n1) / (seen.n1 * seen.n2);
  return {yi, t.a / t.n1 * (t.b / t.n1) / t.n1 + t.c / t.n2 * (t.d / t.n2) / t.n2};
}

const Measure table[] = {
    {"RR", "Risk ratio", &two_by_two, &log_scale, risk_ratio, true, true, "Katz et al. 1978; Cochrane Handbook 6.4.1"},
    {"OR", "Odds ratio", &two_by_two, &log_scale, odds_ratio, true, true, "Woolf 1955; Cochrane Handbook 6.4.1"},
    {"RD", "Risk difference", &two_by_two, &identity_scale, risk_difference, false, true, "Cochrane Handbook 6.4.1"},
};

}  // namespace

std::span<const Measure> two_by_two_measures() { return table; }

}  // namespace pooled
