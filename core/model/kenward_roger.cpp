#include "core/model/kenward_roger.h"

#include <cmath>

#include "core/base/sum.h"
#include "core/tau2/standard.h"

namespace pooled {

KenwardRoger kenward_roger(const Effects& e, double tau2) {
  const Standard s = standardise(e);
  const Weighted x = weigh(s, tau2 / s.unit / s.unit);
  const Array p = x.w / x.sum_w;
  const double mean_w = sum_of(s.k(), [&](Index i) { return p[i] * x.w[i]; });
  // S3 / S1 - (S2 / S1)^2 is the variance of the weights under the shares p.
  const double spread = sum_of(s.k(), [&](Index i) { return p[i] * (x.w[i] - mean_w) * (x.w[i] - mean_w); });
  const double information = x.trace_PP / 2;
  const double variance = (1 + 2 * spread / information) / x.sum_w;
  const double slope = variance * x.sum_w * mean_w;
  return {.se = s.unit * std::sqrt(variance), .df = 2 * information / (slope * slope)};
}

}  // namespace pooled
