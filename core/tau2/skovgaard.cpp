#include "core/tau2/skovgaard.h"

#include <cmath>

#include "core/base/dist.h"
#include "core/base/solve.h"
#include "core/base/sum.h"
#include "core/tau2/profile_likelihood.h"
#include "core/tau2/standard.h"

namespace pooled {
namespace {

/// r and r* at one mu; no r* where the observed information of tau2 is not positive, as may be where tau2~ is 0.
struct Roots {
  double plain, corrected = NaN;
};

/// The maximum of the likelihood and what r* needs of it.
struct Peak {
  const Standard& s;
  double mu, tau2, se;
  double det_J, sum_w2;
  bool corrects;  ///< whether r* is used, and not r

  Roots roots(double at) const;
  double statistic(double at) const;
  double corrected(double at) const;
};

double squared_weights(const Standard& s, double tau2) {
  return sum_of(s.k(), [&](Index i) { return 1 / (s.v[i] + tau2) / (s.v[i] + tau2); });
}

/// -d2 ll / d tau2^2 = sum w^3 (y - mu)^2 - sum w^2 / 2.
double information_of_tau2(const Standard& s, double mu, double tau2) {
  return sum_of(s.k(), [&](Index i) {
    const double w = 1 / (s.v[i] + tau2), r = s.y[i] - mu;
    return w * w * (w * r * r - 0.5);
  });
}

Peak peak_of(const Standard& s) {
  const double tau2 = most_likely_tau2(s);
  const Weighted x = weigh(s, tau2);
  const double cross = sum_of(s.k(), [&](Index i) { return x.w[i] * x.w[i] * x.r[i]; });
  const double det_J = x.sum_w * information_of_tau2(s, x.mu, tau2) - cross * cross;
  return {s, x.mu, tau2, 1 / std::sqrt(x.sum_w), det_J, squared_weights(s, tau2), tau2 > 0};
}

/// At one mu that is not the peak's; infinite so far away from the effects that squares overflow.
Roots Peak::roots(double at) const {
  if (is_too_far(s, at)) return {std::copysign(infinity, mu - at)};
  const double there = most_likely_tau2(s, at), step = there - tau2;
  // Twice the fall of the log-likelihood, term by term, so that it does not cancel near the peak.
  const double fall = sum_of(s.k(), [&](Index i) {
    const double w = 1 / (s.v[i] + tau2), r = s.y[i] - mu, r_there = s.y[i] - at;
    const double squares = (mu - at) * (r + r_there) - r * r * step * w;
    return std::log1p(step * w) + squares / (s.v[i] + there);
  });
  const double r = std::copysign(std::sqrt(std::max(0.0, fall)), mu - at);
  const double u =
      (mu - at) * (squared_weights(s, there) / sum_w2) * std::sqrt(det_J / information_of_tau2(s, at, there));
  return {r, u / r > 0 && std::isfinite(u) ? r + std::log(u / r) / r : NaN};
}

double Peak::statistic(double at) const {
  const Roots here = roots(at);
  return corrects && !std::isnan(here.corrected) ? here.corrected : here.plain;
}

/// r*; at the peak itself, where it is 0 / 0, from a cubic through its neighbours.
double Peak::corrected(double at) const {
  const double h = se / 64, x = (at - mu) / h;
  if (std::abs(x) >= 1) return statistic(at);
  const double far = statistic(mu - 2 * h), left = statistic(mu - h), right = statistic(mu + h),
               away = statistic(mu + 2 * h);
  return (x - 1) * (x + 1) * ((x + 2) * away - (x - 2) * far) / 12 +
         (x - 2) * (x + 2) * ((x - 1) * left - (x + 1) * right) / 6;
}

/// Whether r* falls all the way from one spread below the effects to one spread above them, so that P and the interval
/// are one statement at any level. Where tau2~ is 0 or jumps to another maximum r* may turn back, or not exist.
bool falls(const Peak& peak) {
  const double low = peak.s.y.minCoeff(), high = peak.s.y.maxCoeff(), spread = high - low;
  const LogGrid grid(0.25, 0x1p100, 16);
  double nearest[2] = {};
  for (const int side : {-1, 1}) {
    const double range = spread + (side > 0 ? high - peak.mu : peak.mu - low);
    double last = infinity;
    for (std::size_t i = 1; i < grid.size() && grid[i] * peak.se <= range; ++i) {
      const Roots here = peak.roots(peak.mu + side * grid[i] * peak.se);
      if (std::isinf(here.plain)) break;
      if (!(side * here.corrected < last)) return false;
      last = side * here.corrected;
      if (i == 1) nearest[side > 0] = here.corrected;
    }
  }
  return nearest[0] > nearest[1];
}

/// Outwards from the peak to where |r*| = z. r* is not 0 at the peak itself: where z is smaller than it is there, as in
/// intervals of a small level, one of the limits lies on the other side. Among few effects that lie far apart r* may
/// fall below z again: the limit is the last such place, so that no mu with |r*| <= z is left out.
double limit(const Peak& peak, double z, double side) {
  const auto excess = [&](double steps) { return side * peak.corrected(peak.mu + side * steps * peak.se) + z; };
  const double way = excess(0) < 0 ? -1 : 1;
  const auto falling = [&](double steps) { return way * excess(way * steps); };
  const double range = way * side > 0 ? peak.s.y.maxCoeff() - peak.mu : peak.mu - peak.s.y.minCoeff();
  const LogGrid grid(0.25, 0x1p100, 16);
  double found = NaN, before = 1;
  for (std::size_t i = 1; i < grid.size(); ++i) {
    const double here = falling(grid[i]);
    if (std::isinf(here)) break;
    if (before > 0 && here <= 0) found = peak.mu + side * way * peak.se * root_between(falling, grid[i - 1], grid[i]);
    if (here <= 0 && grid[i] * peak.se > range) break;
    before = here;
  }
  return found;
}

}  // namespace

Skovgaard skovgaard(const Effects& e, double level) {
  const Standard s = standardise(e);
  Peak peak = peak_of(s);
  const bool turns = peak.corrects && !falls(peak);
  if (turns) peak.corrects = false;
  const double z = normal_upper_quantile((1 - level) / 2);
  return {.stat = peak.corrected(-s.centre / s.unit),
          .ci_lb = s.centre + s.unit * limit(peak, z, -1),
          .ci_ub = s.centre + s.unit * limit(peak, z, 1),
          .at_zero = peak.tau2 == 0,
          .turns = turns};
}

}  // namespace pooled
