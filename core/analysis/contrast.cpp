#include "core/analysis/contrast.h"

#include <cmath>

namespace pooled {

Interval displayed_difference(const Scale& scale, const Estimate& d) {
  if (scale.id == "log" || scale.id == "logit") return {std::exp(d.est), std::exp(d.ci_lb), std::exp(d.ci_ub)};
  if (scale.id == "identity") return {d.est, d.ci_lb, d.ci_ub};
  return {};
}

}  // namespace pooled
