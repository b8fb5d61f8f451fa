#include <cmath>

#include "core/measures/measure.h"
#include "core/measures/numeric.h"

namespace pooled {
namespace {

/// x1 events in person-time t1 against x2 in t2; something is added to counts of events only, never to person-time.
struct Rates {
  double x1, t1, x2, t2;
  /// x1/t1 - x2/t2, multiplied first: exactly 0 for equal rates.
  double difference() const { return (x1 * t2 - x2 * t1) / t1 / t2; }
};

Rates rates_of(std::span<const double> c, const Added& add) {
  return {c[0] + add.first, c[1], c[2] + add.second, c[3]};
}

/// Log incidence rate ratio: yi = log(x1 t2 / (x2 t1)), vi = 1/x1 + 1/x2.
/// @source Rothman et al. 2008, Modern epidemiology, ch. 14; Cochrane Handbook 10.4.3
Effect rate_ratio(std::span<const double> cells, const Added& add) {
  const Rates r = rates_of(cells, add);
  if (r.x1 <= 0 || r.x2 <= 0) return {};
  return {log_ratio(r.x1 * r.t2, r.x2 * r.t1), 1 / r.x1 + 1 / r.x2};
}

/// Incidence rate difference: yi = x1/t1 - x2/t2 as observed, vi = x1/t1^2 + x2/t2^2; what is added for zeros enters
/// the variance alone, as for the risk difference (meta does the same, metafor shifts the estimate too).
/// @source Rothman et al. 2008, Modern epidemiology, ch. 14
Effect rate_difference(std::span<const double> cells, const Added& add) {
  const Rates seen = rates_of(cells, {}), r = rates_of(cells, add);
  return {seen.difference(), r.x1 / r.t1 / r.t1 + r.x2 / r.t2 / r.t2};
}

/// Difference of square-root rates: yi = sqrt(x1/t1) - sqrt(x2/t2), vi = 1/(4 t1) + 1/(4 t2), with nothing added; the
/// difference of roots is that of the rates over the sum of the roots.
/// @source Bagos & Nikolopoulos 2009, Int J Biostat 5(1):21
Effect root_rate_difference(std::span<const double> cells, const Added&) {
  const Rates r = rates_of(cells, {});
  const double roots = std::sqrt(r.x1 / r.t1) + std::sqrt(r.x2 / r.t2);
  const double yi = roots > 0 ? r.difference() / roots : 0;
  return {yi, 1 / (4 * r.t1) + 1 / (4 * r.t2)};
}

const Measure table[] = {
    {.id = "IRR",
     .label = "Incidence rate ratio",
     .family = &two_rates,
     .scale = &log_scale,
     .compute = rate_ratio,
     .zeros = Zeros::added_dropped,
     .source = "Cochrane Handbook 6.7, 10.4.3"},
    {.id = "IRD",
     .label = "Incidence rate difference",
     .family = &two_rates,
     .scale = &identity_scale,
     .compute = rate_difference,
     .zeros = Zeros::variance_only,
     .source = "Rothman et al. 2008, Modern epidemiology"},
    {.id = "IRSD",
     .label = "Difference of square-root incidence rates",
     .family = &two_rates,
     .scale = &identity_scale,
     .compute = root_rate_difference,
     .source = "Bagos & Nikolopoulos 2009, Int J Biostat 5(1):21"},
};

}  // namespace

std::span<const Measure> two_rates_measures() { return table; }

}  // namespace pooled
