#include "core/analysis/excess_significance.h"

#include <algorithm>
#include <cmath>

#include "core/analysis/power.h"
#include "core/base/dist.h"
#include "core/base/solve.h"
#include "core/base/sum.h"
#include "core/model/inference.h"
#include "core/model/inverse_variance.h"

namespace pooled {
namespace {

/// The theta of the sign given at which the exact P of O or more is 0.10. P rises with |theta|: there is none when it
/// is higher already at 0.
double limit_estimate(const Array& sei, double sign, double critical, Index O) {
  constexpr double test_alpha = 0.10;
  const auto above = [&](double size) { return at_least(power_of(sei, size, critical), O) - test_alpha; };
  // Fifty of the largest standard errors make every study significant.
  if (O == 0 || above(0) > 0) return NaN;
  return sign * root_between(above, 0, 50 * sei.maxCoeff());
}

/// The exact P takes k^2 steps, and the limit estimate about fifty of it.
constexpr Index most_exact = 2000;

void add_exact(ExcessSignificance& out, const Array& sei, const Array& power, double critical) {
  const Index k = sei.size();
  if (k > most_exact) {
    out.note = text({.code = NoteCode::excess_no_exact, .value = static_cast<double>(most_exact)}, {}, {});
    return;
  }
  out.pval_binomial = at_least(Array::Constant(k, out.E / static_cast<double>(k)), out.O);
  out.pval = at_least(power, out.O);
  out.theta_lim = limit_estimate(sei, out.theta < 0 ? -1 : 1, critical, out.O);
}

}  // namespace

double at_least(const Array& chances, Index successes) {
  // p[j] = P(j of the studies so far); the last entry holds P(successes or more), which is never left again.
  Array p = Array::Zero(successes + 1);
  p[0] = 1;
  for (const double chance : chances) {
    double below = 0;
    for (Index j = 0; j <= successes; ++j) {
      const double here = p[j];
      p[j] = (j == successes ? here : here * (1 - chance)) + below * chance;
      below = here;
    }
  }
  return std::min(1.0, p[successes]);
}

Result<ExcessSignificance> excess_significance(const Effects& e, const Fit&, const Options& options) {
  if (!e.measure->compares()) return Note{.code = NoteCode::bias_not_for_measure};
  if (e.k() == 0) return Note{.code = NoteCode::no_usable_study, .value = static_cast<double>(e.study.size())};
  const Scale& scale = *e.measure->scale;
  const double k = static_cast<double>(e.k());
  Options common = options;
  common.test = std::string("z");
  ExcessSignificance out{.k = static_cast<int>(e.k()), .alpha = 1 - options.level};
  out.theta = common_effect(e, common)->mu.est;
  const double critical = normal_upper_quantile(out.alpha / 2);
  const Array sei = e.vi.sqrt(), power = power_of(sei, out.theta, critical);
  for (Index i = 0; i < e.k(); ++i) {
    const double z = e.yi[i] / sei[i];
    const bool significant = std::abs(z) >= critical;
    out.O += significant;
    out.studies.push_back({e.row[static_cast<std::size_t>(i)], z, power[i], significant});
  }
  out.E = sum(power), out.ratio = out.O / out.E;
  const double excess = out.O - out.E, none = sum_of(e.k(), [&](Index i) { return 1 - power[i]; });
  out.chi2 = excess * excess * (1 / out.E + 1 / none);
  out.pval_chi2 = normal_upper(std::copysign(std::sqrt(out.chi2), excess));
  add_exact(out, sei, power, critical);
  out.theta_display = scale.display(out.theta), out.theta_lim_display = scale.display(out.theta_lim);
  out.median_power = median(power);
  out.R_index = std::clamp(2 * out.median_power - out.O / k, 0.0, 1.0);
  return out;
}

}  // namespace pooled
