#include "core/analysis/radial.h"

#include <cmath>

#include "core/base/dist.h"
#include "core/model/inverse_variance.h"

namespace pooled {

Result<Radial> radial(const Effects& e, const Fit& f, const Options& options) {
  Radial out{.slope = f.mu.est,
             .slope_lb = f.mu.ci_lb,
             .slope_ub = f.mu.ci_ub,
             .band = normal_upper_quantile((1 - options.level) / 2)};
  for (Index i = 0; i < e.k(); ++i) {
    const double sd = std::sqrt(e.vi[i] + tau2_in_weights(f));
    out.rows.push_back({.row = e.row[static_cast<std::size_t>(i)], .x = 1 / sd, .y = e.yi[i] / sd});
  }
  return out;
}

}  // namespace pooled
