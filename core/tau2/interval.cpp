#include "core/tau2/interval.h"

#include "core/base/dist.h"
#include "core/base/solve.h"
#include "core/tau2/standard.h"

namespace pooled {

Tau2Interval q_profile(const Effects& e, double level) {
  const Standard s = standardise(e);
  const double df = static_cast<double>(s.k() - 1), tail = (1 - level) / 2;
  const double high = chi2_upper_quantile(tail, df), low = chi2_lower_quantile(tail, df);
  if (Q_at(s, 0) < low) return {.empty = true};
  // Q(tau2) <= k range^2 / tau2, so the root for `low` is at most k range^2 / low.
  const auto grid = tau2_grid(s, 2 * static_cast<double>(s.k()) / low);
  const auto limit = [&](double target) {
    return root_of_decreasing([&](double tau2) { return Q_at(s, tau2) - target; }, grid) * s.unit * s.unit;
  };
  return {.lb = limit(high), .ub = limit(low)};
}

}  // namespace pooled
