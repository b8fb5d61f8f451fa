#include "core/analysis/proportion_limits.h"

#include <cmath>

#include "core/base/dist.h"

namespace pooled {
namespace {

struct Limits {
  double lb, ub;
};

Limits clopper_pearson(double x, double n, double tail) {
  return {x > 0 ? beta_lower_quantile(tail, x, n - x + 1) : 0, x < n ? beta_upper_quantile(tail, x + 1, n - x) : 1};
}

Limits wilson(double x, double n, double tail) {
  const double z = normal_upper_quantile(tail), half = z * std::sqrt(x / n * (n - x) + z * z / 4);
  const double all = n + z * z, high = x + z * z / 2 + half;
  // The product of the two roots is x^2 (1 + z^2 / n): the lower one without cancellation, 0 at x = 0.
  return {x * (x / high) / n, x < n ? high / all : 1};
}

}  // namespace

void add_proportion_limits(const Effects& e, const Options& options, std::vector<StudyEffect>& studies) {
  if (options.study_ci == "Wald" || e.measure->family != &one_proportion) return;
  const double tail = (1 - options.level) / 2;
  for (std::size_t i = 0; i < e.cells_row.size(); ++i) {
    const double x = e.cells(static_cast<Index>(i), 0), n = e.cells(static_cast<Index>(i), 1);
    const Limits limits = options.study_ci == "wilson" ? wilson(x, n, tail) : clopper_pearson(x, n, tail);
    Interval& shown = studies[static_cast<std::size_t>(e.cells_row[i])].display;
    shown.est = x / n, shown.ci_lb = limits.lb, shown.ci_ub = limits.ub;
  }
}

}  // namespace pooled
