#include "core/analysis/audit.h"

#include <algorithm>
#include <cmath>

#include "core/base/dist.h"

namespace pooled {
namespace {

/// Of a range on the scale people read; an end beyond the scale (the logarithm of less than 0) is unbounded.
Range on(const Scale& scale, const Range& shown) {
  const double lb = scale.analysis(shown.lb), ub = scale.analysis(shown.ub);
  return {std::isfinite(lb) ? lb : -infinity, std::isfinite(ub) ? ub : infinity};
}

Range distance_from(double centre, const Range& x) {
  const double a = std::abs(x.lb - centre), b = std::abs(x.ub - centre);
  return {x.holds(centre) ? 0 : std::min(a, b), std::max(a, b)};
}

/// 10^-n from .01 on, and .05: numbers that stand for "P less than".
bool may_mean_less(double p) {
  if (p == 0.05) return true;
  const int d = decimals_of(p);
  return d >= 2 && d <= most_decimals && significant_digits(p) == 1 && std::round(p * std::pow(10, d)) == 1;
}

bool agrees(const Printed& reported, const Range& implied) {
  if (std::isnan(reported.value)) return true;
  if (implied.ub < reported.value && may_mean_less(reported.value)) return true;
  return reported.range().meets(implied);
}

/// No contradiction within rounding between the interval, which leaves out no effect or does not, and P.
bool on_same_side(const Published& result, double no_effect) {
  if (std::isnan(result.pval.value)) return true;
  const double alpha = (100 - result.level) / 100;
  const Range lower = result.ci_lb.range(), upper = result.ci_ub.range(), p = result.pval.range();
  const bool surely_out = lower.lb > no_effect || upper.ub < no_effect;
  const bool surely_in = lower.ub < no_effect && upper.lb > no_effect;
  return !(surely_out && p.lb > alpha) && !(surely_in && p.ub < alpha);
}

}  // namespace

bool may_be_symmetric(const Published& result, const Scale& scale) {
  const Range est = on(scale, result.est.range());
  const Range lower = on(scale, result.ci_lb.range()), upper = on(scale, result.ci_ub.range());
  return est.meets({lower.lb / 2 + upper.lb / 2, lower.ub / 2 + upper.ub / 2});
}

Audit audit(const Published& result, const Scale& scale) {
  Audit out;
  const double z = normal_upper_quantile((100 - result.level) / 200);
  const Range lower = on(scale, result.ci_lb.range()), upper = on(scale, result.ci_ub.range());
  out.se = {std::max(0.0, upper.lb - lower.ub) / (2 * z), (upper.ub - lower.lb) / (2 * z)};
  const Range away = distance_from(scale.analysis(scale.no_effect), on(scale, result.est.range()));
  out.stat = {away.lb / out.se.ub, away.ub / out.se.lb};
  out.pval = {normal_two_sided(out.stat.ub), normal_two_sided(out.stat.lb)};
  out.symmetric = may_be_symmetric(result, scale);
  out.p_agrees = agrees(result.pval, out.pval);
  out.same_side_of_level = on_same_side(result, scale.no_effect);
  return out;
}

}  // namespace pooled
