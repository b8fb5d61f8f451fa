#include "core/analysis/tau2_profile.h"

#include <algorithm>
#include <cmath>

#include "core/base/dist.h"
#include "core/model/inference.h"
#include "core/tau2/standard.h"

namespace pooled {
namespace {

constexpr int steps = 60;
constexpr Index most_traces = 200;

double highest_tau(const Effects& e, const Fit& f, double level) {
  const auto usable = [](double x) { return std::isfinite(x) ? x : 0; };
  const double tau2 = std::max(usable(q_profile(e, level).ub), usable(f.tau2.tau2));
  if (tau2 > 0) return 1.2 * std::sqrt(tau2);
  const Standard s = standardise(e);
  return 2 * s.unit * std::sqrt(static_cast<double>(e.k() - 1) / weigh(s, 0).between);
}

/// mu + tau2 / (v + tau2) (y - mu), per study.
std::vector<double> shrunken(const Standard& s, const Weighted& x, double tau2) {
  const Array effects = s.centre + s.unit * (x.mu + tau2 * x.w * x.r);
  return {effects.begin(), effects.end()};
}

Tau2ProfilePoint point_at(const Effects& e, const Standard& s, double tau, const Options& options) {
  const double tau2 = tau / s.unit * (tau / s.unit);
  const Weighted x = weigh(s, tau2);
  const Estimate mu = estimate(s.centre + s.unit * x.mu, s.unit / std::sqrt(x.sum_w), infinity, options.level);
  Tau2ProfilePoint point{.tau = tau,
                         .ll = log_likelihood(e, tau * tau, false),
                         .ll_restricted = log_likelihood(e, tau * tau, true),
                         .Q = x.Q,
                         .est = mu.est,
                         .ci_lb = mu.ci_lb,
                         .ci_ub = mu.ci_ub,
                         .display = displayed(e, mu.est, mu.ci_lb, mu.ci_ub)};
  if (e.k() <= most_traces) point.effects = shrunken(s, x, tau2);
  return point;
}

}  // namespace

Result<Tau2Profile> tau2_profile(const Effects& e, const Fit& f, const Options& options) {
  if (e.k() < 2) return Note{.code = NoteCode::two_studies_needed};
  const double df = static_cast<double>(e.k() - 1), tail = (1 - options.level) / 2;
  Tau2Profile out{.Q_lower = chi2_lower_quantile(tail, df), .Q_upper = chi2_upper_quantile(tail, df), .rows = e.row};
  const Standard s = standardise(e);
  const double highest = highest_tau(e, f, options.level);
  for (int i = 0; i <= steps; ++i) out.points.push_back(point_at(e, s, highest * i / steps, options));
  return out;
}

}  // namespace pooled
