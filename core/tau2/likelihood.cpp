#include <algorithm>
#include <cmath>
#include <numbers>
#include <vector>

#include "core/base/dist.h"
#include "core/base/sum.h"
#include "core/tau2/interval.h"
#include "core/tau2/maximum.h"
#include "core/tau2/standard.h"
#include "core/tau2/tau2.h"

namespace pooled {
namespace {

/// Twice the log-likelihood without its constants.
double twice_likelihood(const Standard& s, double tau2, bool restricted) {
  const Weighted x = weigh(s, tau2);
  const double spread = sum_of(s.k(), [&](Index i) { return std::log(s.v[i] + tau2); });
  return -spread - x.Q - (restricted ? std::log(x.sum_w) : 0);
}

/// Every local maximum on [0, infinity).
std::vector<double> maxima_of(const Standard& s, bool restricted) {
  // With t >= 4 max(range^2, v): sum w^2 r^2 <= k / (4 t) < (k - 1) / (1.25 t) <= sum w (1 - p) < sum w, so the score
  // is negative from there on and the grid holds every root.
  return local_maxima([&](double tau2) { return twice_score(s, tau2, restricted); }, tau2_grid(s, 4));
}

/// The global maximum of the likelihood and the best of the others.
Tau2 maximum(const Effects& e, bool restricted) {
  const Standard s = standardise(e);
  const Maximum best =
      highest(maxima_of(s, restricted), [&](double tau2) { return twice_likelihood(s, tau2, restricted); });
  const Weighted x = weigh(s, best.at);
  const double information = (restricted ? x.trace_PP : sum_of(s.k(), [&](Index i) { return x.w[i] * x.w[i]; })) / 2;
  const double unit2 = s.unit * s.unit;
  return {.tau2 = best.at * unit2,
          .se = unit2 / std::sqrt(information),
          .other = best.other * unit2,
          .other_gap = best.drop / 2};
}

}  // namespace

/// REML: the global maximum of the restricted likelihood. All local maxima are found by the sign changes of the score
/// on a logarithmic grid, and compared: on real data there can be two, and a search that starts anywhere may stop at
/// the lower one. SE from the expected information, sqrt(2 / tr(PP)).
/// @source Viechtbauer 2005, J Educ Behav Stat 30:261; several maxima: reported for real data in tests/golden
Tau2 restricted_maximum_likelihood(const Effects& e) { return maximum(e, true); }

/// ML: the global maximum of the full likelihood, searched as REML; several maxima are twice as common here. SE from
/// the expected information, sqrt(2 / sum wi^2).
/// @source Hardy & Thompson 1996, Stat Med 15:619; Viechtbauer 2005, J Educ Behav Stat 30:261
Tau2 maximum_likelihood(const Effects& e) { return maximum(e, false); }

Tau2Interval likelihood_interval(const Effects& e, double level, bool restricted) {
  const Standard s = standardise(e);
  const auto height = [&](double tau2) { return twice_likelihood(s, tau2, restricted); };
  // Between neighbouring maxima the likelihood has one minimum, so that it crosses the cut at most once on the way from
  // one below it to one above it.
  std::vector<double> maxima = maxima_of(s, restricted);
  double top = -infinity;
  for (const double tau2 : maxima) top = std::max(top, height(tau2));
  const auto excess = [&](double tau2) { return height(tau2) - (top - chi2_upper_quantile(1 - level, 1)); };
  const auto inside = [&](double tau2) { return excess(tau2) >= 0; };
  const double first = *std::find_if(maxima.begin(), maxima.end(), inside);
  const double last = *std::find_if(maxima.rbegin(), maxima.rend(), inside);
  // From the last maximum on the likelihood falls, like -(k - 1) / 2 log tau2.
  double beyond = std::max(2 * last, s.min_v());
  while (std::isfinite(beyond) && inside(beyond)) beyond *= 2;
  const double unit2 = s.unit * s.unit;
  const auto before = std::find(maxima.begin(), maxima.end(), first);
  const double below = before == maxima.begin() ? 0 : *(before - 1);
  const double lb = inside(0) ? 0 : root_between(excess, below, first);
  return {.lb = lb * unit2, .ub = std::isfinite(beyond) ? root_between(excess, last, beyond) * unit2 : infinity};
}

double log_likelihood(const Effects& e, double tau2, bool restricted) {
  const Standard s = standardise(e);
  const double k = static_cast<double>(s.k()), free = restricted ? k - 1 : k;
  const double constants = -free * std::log(2 * std::numbers::pi) + (restricted ? std::log(k) : 0);
  // Back in the units of the data: each of the k variances counts unit^2, and 1 / sum w one unit^2 less.
  const double units = -free * 2 * std::log(s.unit);
  return (constants + units + twice_likelihood(s, tau2 / s.unit / s.unit, restricted)) / 2;
}

}  // namespace pooled
