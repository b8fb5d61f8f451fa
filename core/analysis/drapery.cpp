#include "core/analysis/drapery.h"

#include <algorithm>
#include <cmath>

#include "core/base/dist.h"
#include "core/model/inference.h"
#include "core/model/prediction.h"

namespace pooled {
namespace {

/// The P that readers look for.
constexpr double known[] = {0.5, 0.2, 0.1, 0.05, 0.01, 0.001};
/// Between points 0.1 of a standard error apart a straight line is off by less than a thousandth of the height.
constexpr int points_per_z = 10;
/// P = 1 has no interval to ask a test for; the middle of this one stands in.
constexpr double narrowest = 1e-4;

struct Limits {
  double lb = NaN, ub = NaN;
};

bool near(double p, double other) { return std::abs(p - other) < 1e-9 * other; }

/// The known ones, and 1 - level.
std::vector<double> known_and(double alpha) {
  std::vector<double> p(std::begin(known), std::end(known));
  if (std::none_of(p.begin(), p.end(), [&](double x) { return near(x, alpha); })) p.push_back(alpha);
  std::sort(p.rbegin(), p.rend());
  return p;
}

/// These in the midst of even steps of z, which make an even curve; from P = 1 down.
std::vector<DraperyPoint> grid_of(const std::vector<double>& known_p) {
  std::vector<DraperyPoint> grid{{.p = 1, .z = 0}};
  for (const double p : known_p) grid.push_back({.p = p, .z = normal_upper_quantile(p / 2)});
  const int steps = static_cast<int>(grid.back().z * points_per_z);
  for (int i = 1; i <= steps; ++i) {
    const double z = static_cast<double>(i) / points_per_z;
    grid.push_back({.p = normal_two_sided(z), .z = z});
  }
  std::sort(grid.begin(), grid.end(), [](const DraperyPoint& a, const DraperyPoint& b) { return a.z < b.z; });
  return grid;
}

/// est -+ t se with the tail p / 2 taken as itself; none where they would be infinite.
Limits around(double est, double se, double df, double p) {
  if (p == 1) return {est, est};
  const double half = t_upper_quantile(p / 2, df) * se;
  return std::isinf(half) ? Limits{} : Limits{est - half, est + half};
}

bool same(double a, double b) { return a == b || (std::isnan(a) && std::isnan(b)); }

/// Whether the interval of this level is est -+ t(df) se.
bool by_standard_error(const Estimate& mu, double level) {
  const Estimate usual = estimate(mu.est, mu.se, mu.df, level);
  return same(usual.ci_lb, mu.ci_lb) && same(usual.ci_ub, mu.ci_ub);
}

/// What the model has as its interval there.
Limits asked_at(const Effects& e, Options options, double p) {
  options.level = std::max(1 - p, narrowest);
  const Result<Fit> f = fit(e, options);
  if (!f) return {};
  if (p < 1) return {f->mu.ci_lb, f->mu.ci_ub};
  const double middle = f->mu.ci_lb + (f->mu.ci_ub - f->mu.ci_lb) / 2;
  return {middle, middle};
}

void add_pooled(std::vector<DraperyPoint>& points, const Effects& e, const Fit& f, const Options& options) {
  const bool usual = by_standard_error(f.mu, options.level);
  for (DraperyPoint& at : points) {
    const Limits x = usual ? around(f.mu.est, f.mu.se, f.mu.df, at.p) : asked_at(e, options, at.p);
    at.ci_lb = x.lb, at.ci_ub = x.ub;
  }
}

void add_prediction(std::vector<DraperyPoint>& points, const Effects& e, const Fit& f, const Options& options) {
  if (std::isnan(f.pi_lb)) return;
  const auto take = [](DraperyPoint& at, double lb, double ub) { at.pi_lb = lb, at.pi_ub = ub; };
  if (predicts_by_distribution(*find_prediction_rule(options.prediction), f)) {
    const PredictiveDistribution own = predictive_of(e, f);
    PredictiveDistribution::Limits x = own.limits(0);
    for (DraperyPoint& at : points) x = own.limits(1 - at.p, x), take(at, x.lower, x.upper);
    return;
  }
  const double u = (f.pi_ub - f.pi_lb) / 2 / t_upper_quantile((1 - options.level) / 2, f.pi_df);
  for (DraperyPoint& at : points) {
    const Limits x = around(f.mu.est, u, f.pi_df, at.p);
    take(at, x.lb, x.ub);
  }
}

DraperyLevel level_of(const Effects& e, double est, const DraperyPoint& at) {
  const Interval ci = displayed(e, est, at.ci_lb, at.ci_ub);
  return {1 - at.p, {ci.est, ci.ci_lb, ci.ci_ub, display_of(e, at.pi_lb), display_of(e, at.pi_ub)}};
}

}  // namespace

Result<Drapery> drapery(const Effects& e, const Fit& f, const Options& options) {
  const std::vector<double> known_p = known_and(1 - options.level);
  Drapery out{.points = grid_of(known_p)};
  add_pooled(out.points, e, f, options);
  add_prediction(out.points, e, f, options);
  for (const DraperyPoint& at : out.points)
    if (std::find(known_p.begin(), known_p.end(), at.p) != known_p.end())
      out.levels.push_back(level_of(e, f.mu.est, at));
  return out;
}

}  // namespace pooled
