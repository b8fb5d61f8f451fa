#include "core/analysis/beyond.h"

#include <algorithm>
#include <cmath>

#include "core/base/dist.h"
#include "core/model/prediction.h"

namespace pooled {
namespace {

struct Shares {
  double above, below;
};

/// P(T > t) and P(T < t).
Shares tails(double t, double df) {
  const double far = t_two_sided(t, df) / 2;
  return t > 0 ? Shares{far, 1 - far} : Shares{1 - far, far};
}

/// The share of true effects N(mu, tau2) above and below, without distribution at tau2 = 0.
void add_shares(Beyond& b, const Fit& f, const Options& options) {
  const double gap = b.threshold_analysis - f.mu.est, tau = std::sqrt(f.tau2.tau2);
  if (tau == 0) {
    b.share_above = gap < 0 ? 1 : 0, b.share_below = gap > 0 ? 1 : 0;
    b.above.est = b.share_above, b.below.est = b.share_below;
    return;
  }
  const double z = gap / tau, density = normal_density(z);
  const Shares share = tails(z, infinity);
  b.share_above = share.above, b.share_below = share.below;
  const double se_tau2 = options.tau2 == "FIXED" ? 0 : f.tau2.se;
  b.se = density * std::hypot(f.mu.se / tau, z / 2 * (se_tau2 / tau / tau));
  const double half = normal_upper_quantile((1 - options.level) / 2) * b.se;
  const auto interval = [&](double at) {
    if (std::isnan(half)) return Interval{.est = at};
    return Interval{at, std::max(0.0, at - half), std::min(1.0, at + half)};
  };
  b.above = interval(share.above), b.below = interval(share.below);
}

}  // namespace

Result<Beyond> beyond(const Effects& e, const Fit& f, const Options& options) {
  if (!f.model->random || f.k < 2) return Note{.code = NoteCode::beyond_needs_tau2};
  if (!options.threshold && !e.measure->compares()) return Note{.code = NoteCode::threshold_needed};
  Beyond b;
  b.threshold = options.threshold ? *options.threshold : e.measure->scale->no_effect;
  b.threshold_analysis = analysis_of(e, b.threshold);
  if (!std::isfinite(b.threshold_analysis)) return Note{.code = NoteCode::threshold_needed};
  const PredictionRule& rule = *find_prediction_rule(options.prediction);
  const Uncertainty u = f.k < rule.needs ? Uncertainty{NaN, NaN} : rule.of(f, options);
  if (predicts_by_distribution(rule, f)) {
    const Tails chance = predictive_of(e, f).tails(b.threshold_analysis);
    b.prob_above = chance.upper, b.prob_below = chance.lower, b.df = static_cast<double>(f.k - 1);
  } else if (u.se > 0 && u.df > 0) {
    const Shares chance = tails((b.threshold_analysis - f.mu.est) / u.se, u.df);
    b.prob_above = chance.above, b.prob_below = chance.below, b.df = u.df;
  }
  add_shares(b, f, options);
  return b;
}

}  // namespace pooled
