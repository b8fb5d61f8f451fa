#include "core/data/quantile_fit.h"

#include <algorithm>
#include <cmath>
#include <vector>

#include "core/base/dist.h"
#include "core/base/solve.h"

namespace pooled {
namespace {

/// A number of the summary as a quantile: a share `lower` of the people is below it, `upper` above.
struct Quantile {
  double lower, upper, value;
  double z() const { return lower < upper ? -normal_upper_quantile(lower) : normal_upper_quantile(upper); }
};
using Quantiles = std::vector<Quantile>;

Quantiles quantiles_of(const FiveNumbers& x) {
  const double end = 1 / x.n;
  const Quantile all[] = {
      {end, 1 - end, x.min}, {0.25, 0.75, x.q1}, {0.5, 0.5, x.median}, {0.75, 0.25, x.q3}, {1 - end, end, x.max}};
  Quantiles given;
  for (const Quantile& each : all)
    if (!std::isnan(each.value)) given.push_back(each);
  return given;
}

/// A fitted family: its moments, and the sum of squares that it leaves.
struct Fitted {
  double mean = NaN, sd = NaN, distance = infinity;
};

/// The least-squares line through (z, q): its intercept is the mean, its slope the SD.
Fitted fit_normal(const Quantiles& q) {
  const auto k = static_cast<double>(q.size());
  double z_mean = 0, q_mean = 0, zz = 0, zq = 0;
  for (const Quantile& each : q) z_mean += each.z() / k, q_mean += each.value / k;
  for (const Quantile& each : q) {
    const double z = each.z() - z_mean;
    zz += z * z, zq += z * (each.value - q_mean);
  }
  Fitted out{q_mean - zq / zz * z_mean, zq / zz, 0};
  for (const Quantile& each : q) out.distance += std::pow(out.mean + out.sd * each.z() - each.value, 2);
  return out;
}

/// A family of positive numbers with a scale and one shape s > 0, which grows with the spread. At scale 1:
struct PositiveFamily {
  double (*quantile)(const Quantile& at, double s);
  /// d quantile / d ln s
  double (*slope)(const Quantile& at, double s);
  MeanAndSd (*moments)(double s);
};

/// -ln(1 - p)
double exponential_quantile(const Quantile& at) {
  return at.lower < at.upper ? -std::log1p(-at.lower) : -std::log(at.upper);
}

/// Of the gamma with mean 1 and coefficient of variation s: shape 1 / s^2, scale s^2.
double gamma_quantile(const Quantile& at, double s) {
  const double df = 2 / (s * s);
  return s * s / 2 * (at.lower < at.upper ? chi2_lower_quantile(at.lower, df) : chi2_upper_quantile(at.upper, df));
}

/// (f(-2h) - 8 f(-h) + 8 f(h) - f(2h)) / 12h: the derivative at 0 but for terms of h^4.
template <class F>
double derivative(F&& f, double h = 1e-3) {
  return (f(-2 * h) - 8 * f(-h) + 8 * f(h) - f(2 * h)) / (12 * h);
}

/// d/d ln s of gamma_quantile(). With x the quantile of the gamma with shape a = 1 / s^2, P(a, x) stays the same:
/// dx/da = -(dP/da) / (dP/dx). P is far cheaper than its inverse, and smooth in steps of the SD.
double gamma_slope(const Quantile& at, double s) {
  const double a = 1 / (s * s), x = gamma_quantile(at, s) * a, sd = std::min(std::sqrt(a), a);
  const auto tail = [&](double shape, double value) {
    return at.lower < at.upper ? chi2_lower(2 * value, 2 * shape) : -chi2_upper(2 * value, 2 * shape);
  };
  constexpr double h = 3e-3;
  const double by_a = derivative([&](double step) { return tail(a + step, x); }, h * sd);
  const double by_x = derivative([&](double step) { return tail(a, x + step); }, h * std::min(sd, x));
  return 2 * s * s * (x + by_a / by_x * a);
}

constexpr PositiveFamily log_normal{[](const Quantile& at, double s) { return std::exp(s * at.z()); },
                                    [](const Quantile& at, double s) { return s * at.z() * std::exp(s * at.z()); },
                                    [](double s) {
                                      const double mean = std::exp(s * s / 2);
                                      return MeanAndSd{mean, mean * std::sqrt(std::expm1(s * s))};
                                    }};
constexpr PositiveFamily gamma_family{gamma_quantile, gamma_slope, [](double s) { return MeanAndSd{1, s}; }};
constexpr PositiveFamily weibull{
    [](const Quantile& at, double s) { return std::pow(exponential_quantile(at), s); },
    [](const Quantile& at, double s) {
      const double x = exponential_quantile(at);
      return s * std::log(x) * std::pow(x, s);
    },
    [](double s) {
      const double mean = std::tgamma(1 + s);
      return MeanAndSd{mean, mean * std::sqrt(std::expm1(std::lgamma(1 + 2 * s) - 2 * std::lgamma(1 + s)))};
    }};

/// The shape alone is searched for: the best scale for it is sum(Q q) / sum(Q^2).
class ShapeSearch {
 public:
  ShapeSearch(const PositiveFamily& family, const Quantiles& q) : family_(family), q_(q) {}

  double scale(double s) const {
    double up = 0, down = 0;
    for (const Quantile& each : q_) {
      const double x = family_.quantile(each, s);
      up += x * each.value, down += x * x;
    }
    return up / down;
  }
  double distance(double s) const {
    const double c = scale(s);
    double sum = 0;
    for (const Quantile& each : q_) sum += std::pow(c * family_.quantile(each, s) - each.value, 2);
    return std::isnan(sum) ? infinity : sum;
  }
  /// Half of d distance / d ln s; the scale is at its best, so that its change does not count.
  double slope(double s) const {
    const double c = scale(s);
    double sum = 0;
    for (const Quantile& each : q_) sum += (c * family_.quantile(each, s) - each.value) * c * family_.slope(each, s);
    return sum;
  }
  /// The best of shapes a factor of 3 apart around `s`, then the minimum beside it.
  double best_near(double s) const {
    constexpr double factor = 3, most = 1e3, least = 1e-9;
    double best = distance(s);
    for (const double f : {factor, 1 / factor})
      for (double next = s * f; next < most && next > least; next *= f) {
        const double d = distance(next);
        if (!(d < best)) break;
        best = d, s = next;
      }
    const auto at = [this](double shape) { return slope(shape); };
    const double low = s / factor, high = s * factor;
    return at(low) < 0 && at(high) > 0 ? root_between(at, low, high) : s;
  }

 private:
  const PositiveFamily& family_;
  const Quantiles& q_;
};

Fitted fit_positive(const PositiveFamily& family, const Quantiles& q, double spread) {
  const ShapeSearch search(family, q);
  const double s = search.best_near(spread), c = search.scale(s);
  const MeanAndSd unit = family.moments(s);
  return {c * unit.mean, c * unit.sd, search.distance(s)};
}

double beta_quantile(const Quantile& at, double a, double b) {
  return at.lower < at.upper ? beta_lower_quantile(at.lower, a, b) : beta_upper_quantile(at.upper, a, b);
}

double beta_distance(const Quantiles& q, double a, double b) {
  double sum = 0;
  for (const Quantile& each : q) sum += std::pow(beta_quantile(each, a, b) - each.value, 2);
  return std::isnan(sum) ? infinity : sum;
}

/// One step of Gauss and Newton in (ln a, ln b), damped: (J'J + damping diag(J'J)) step = -J'r.
struct BetaStep {
  double a, b;
};
BetaStep beta_step(const Quantiles& q, double a, double b, double damping) {
  double aa = 0, ab = 0, bb = 0, ar = 0, br = 0;
  for (const Quantile& each : q) {
    const double r = beta_quantile(each, a, b) - each.value;
    const double by_a = derivative([&](double step) { return beta_quantile(each, a * std::exp(step), b); });
    const double by_b = derivative([&](double step) { return beta_quantile(each, a, b * std::exp(step)); });
    aa += by_a * by_a, ab += by_a * by_b, bb += by_b * by_b, ar += by_a * r, br += by_b * r;
  }
  aa *= 1 + damping, bb *= 1 + damping;
  const double det = aa * bb - ab * ab;
  return {(ab * br - bb * ar) / det, (ab * ar - aa * br) / det};
}

/// @param start  the normal fit, whose mean and SD the search begins with
Fitted fit_beta(const Quantiles& q, const Fitted& start) {
  const double m = std::clamp(start.mean, 0.01, 0.99);
  const double size = std::clamp(m * (1 - m) / (start.sd * start.sd) - 1, 0.1, 1e8);
  double a = m * size, b = (1 - m) * size, best = beta_distance(q, a, b), damping = 1e-3;
  for (int i = 0; i < 100 && damping < 1e12; ++i) {
    const BetaStep step = beta_step(q, a, b, damping);
    const double next_a = a * std::exp(step.a), next_b = b * std::exp(step.b), next = beta_distance(q, next_a, next_b);
    if (!(next <= best)) {
      damping *= 10;
      continue;
    }
    a = next_a, b = next_b, best = next, damping /= 10;
    if (std::abs(step.a) + std::abs(step.b) < 1e-13) break;
  }
  const double total = a + b;
  return {a / total, std::sqrt(a / total * (b / total) / (total + 1)), best};
}

void keep_better(Fitted& best, const Fitted& other) {
  if (other.distance < best.distance && std::isfinite(other.mean) && std::isfinite(other.sd)) best = other;
}

}  // namespace

MeanAndSd by_quantiles(const FiveNumbers& x) {
  const Quantiles q = quantiles_of(x);
  const double low = q.front().value, high = q.back().value, unit = std::max(std::abs(low), std::abs(high));
  if (!(q.front().lower < q.back().lower)) return {mean_of(x), sd_of(x)};
  if (unit == 0) return {0, 0};
  // In units of the largest number no square is too large or too small.
  Quantiles scaled = q;
  for (Quantile& each : scaled) each.value /= unit;
  const Fitted normal = fit_normal(scaled);
  Fitted best = normal;
  if (normal.sd > 0 && low >= 0 && x.median > 0)
    for (const PositiveFamily* family : {&log_normal, &gamma_family, &weibull})
      keep_better(best, fit_positive(*family, scaled, std::min(normal.sd / x.median * unit, 3.0)));
  if (normal.sd > 0 && low >= 0 && high <= 1) {
    const Fitted beta = fit_beta(q, {normal.mean * unit, normal.sd * unit, 0});
    keep_better(best, {beta.mean / unit, beta.sd / unit, beta.distance / unit / unit});
  }
  return {best.mean * unit, best.sd * unit};
}

}  // namespace pooled
