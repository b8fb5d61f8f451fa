#include "core/tau2/profile_likelihood.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/dist.h"
#include "core/base/solve.h"
#include "core/base/sum.h"
#include "core/tau2/maximum.h"
#include "core/tau2/standard.h"

namespace pooled {
namespace {

/// Twice the log-likelihood without its constants.
double twice_likelihood(const Standard& s, double mu, double tau2) {
  return -sum_of(s.k(), [&](Index i) {
    const double total = s.v[i] + tau2;
    return std::log(total) + (s.y[i] - mu) * (s.y[i] - mu) / total;
  });
}

/// Where score falls through 0 on the grid, and 0 itself where it starts downwards.
std::vector<double> maxima(Function score, const LogGrid& grid) {
  std::vector<double> found = downward_roots(score, grid);
  if (score(0) <= 0) found.insert(found.begin(), 0.0);
  return found;
}

struct Height {
  double tau2 = 0, twice_ll = -infinity;
};

/// The likelihood at its highest over tau2; mu(tau2) gives the mean that goes with a tau2.
Height highest(const Standard& s, FunctionRef<double(double)> mu, SlopeAt slope, const LogGrid& grid) {
  Height best;
  for (const double tau2 : local_maxima(slope, grid)) {
    const double here = twice_likelihood(s, mu(tau2), tau2);
    if (here > best.twice_ll) best = {tau2, here};
  }
  return best;
}

double weighted_mean(const Standard& s, double tau2) { return weigh(s, tau2).mu; }

/// Twice the score of tau2 for a given mu.
Slope slope_at(const Standard& s, double mu, double tau2) {
  Sum up, down, rise;
  for (Index i = 0; i < s.k(); ++i) {
    const double w = 1 / (s.v[i] + tau2), r = w * (s.y[i] - mu);
    up.add(r * r), down.add(w), rise.add(r * r - w);
  }
  return {up.value(), down.value(), rise.value()};
}

/// With mu at its best for each tau2.
Height highest(const Standard& s, const LogGrid& grid) {
  const auto mu = [&](double t) { return weighted_mean(s, t); };
  return highest(
      s, mu, [&](double t) { return slope_at(s, mu(t), t); }, grid);
}

/// With mu fixed the residuals can be larger than the range: a root can lie as high as their squares.
Height highest_at(const Standard& s, double mu) {
  const double far = (s.y - mu).abs().maxCoeff(), range = s.range(), size = std::max(range * range, s.max_v());
  return highest(
      s, [&](double) { return mu; }, [&](double t) { return slope_at(s, mu, t); },
      tau2_grid(s, 4 * std::max(1.0, far / size * far)));
}

/// The end of the set on the side of `sign`.
double end_of_set(const Standard& s, double sign, double cut, const LogGrid& grid) {
  const auto excess = [&](double tau2) { return twice_likelihood(s, weighted_mean(s, tau2), tau2) - cut; };
  const auto reach = [&](double tau2) {
    const Weighted x = weigh(s, tau2);
    const double above = std::max(0.0, twice_likelihood(s, x.mu, tau2) - cut);
    return x.mu + sign * std::sqrt(above / x.sum_w);
  };
  double end = -sign * infinity;
  for (const double tau2 : maxima([&](double t) { return slope_at(s, reach(t), t).value(); }, grid)) {
    // A maximum of the profile that lies below the cut is no part of the set.
    if (excess(tau2) < 0) continue;
    end = sign > 0 ? std::max(end, reach(tau2)) : std::min(end, reach(tau2));
  }
  return end;
}

}  // namespace

double most_likely_tau2(const Standard& s) { return highest(s, tau2_grid(s, 4)).tau2; }

double most_likely_tau2(const Standard& s, double mu) { return highest_at(s, mu).tau2; }

ProfileLikelihood profile_likelihood(const Effects& e, double level) {
  const Standard s = standardise(e);
  const double k = static_cast<double>(s.k()), drop = chi2_upper_quantile(1 - level, 1);
  // With M = max(range^2, largest v): twice ll(M) >= -k log(2 M) - k and twice ll(T) <= -k log T, so that the set holds
  // no tau2 above 2 M exp(1 + drop / k); above 4 M the score is negative.
  const LogGrid grid = tau2_grid(s, std::max(4.0, 2 * std::exp(1 + drop / k)));
  const double top = highest(s, grid).twice_ll;
  const double lb = end_of_set(s, -1, top - drop, grid), ub = end_of_set(s, 1, top - drop, grid);
  const double none = -s.centre / s.unit;
  // Effects so many standard errors away from 0 that their squares overflow leave no doubt.
  if (is_too_far(s, none)) return {.ci_lb = s.centre + s.unit * lb, .ci_ub = s.centre + s.unit * ub, .ratio = infinity};
  const double at_none = highest_at(s, none).twice_ll;
  return {.ci_lb = s.centre + s.unit * lb, .ci_ub = s.centre + s.unit * ub, .ratio = std::max(0.0, top - at_none)};
}

}  // namespace pooled
