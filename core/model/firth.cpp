#include "core/model/firth.h"

#include <algorithm>
#include <cmath>
#include <utility>

#include "core/base/dist.h"
#include "core/base/maximise.h"
#include "core/base/solve.h"
#include "core/model/firth_likelihood.h"
#include "core/model/likelihood_fit.h"

namespace pooled {
namespace {

/// Newton's method, with halved steps while they overshoot.
FirthState maximum(const std::vector<FirthStudy>& studies, FirthState s, FirthPoint& at, Search search) {
  at = firth_at(studies, s);
  for (int round = 0; round < 200; ++round) {
    const FirthStep step = firth_step(at, search);
    double share = 1;
    const auto moved = [&] { return FirthState{s.mu + share * step.by.mu, s.a + share * step.by.a}; };
    FirthPoint next = firth_at(studies, moved());
    for (; step.gain > newton_is_safe && !(next.ll >= at.ll) && share > 1e-9; next = firth_at(studies, moved()))
      share /= 2;
    if (!(next.ll >= at.ll - newton_is_safe)) break;
    s = moved();
    at = std::move(next);
    if (step.gain < newton_is_done) break;
  }
  return s;
}

/// The penalised likelihood with the levels at their best for each log odds ratio.
struct FirthProfile {
  const std::vector<FirthStudy>& studies;
  const FirthState& best;
  double ll, se;

  /// Twice what the penalised log-likelihood loses at this log odds ratio.
  double ratio(double mu) const {
    FirthPoint at;
    maximum(studies, {mu, best.a}, at, Search::levels);
    return std::max(0.0, 2 * (ll - at.ll));
  }

  /// Where the loss reaches `most`, on the side of `sign`. It grows without end: T falls to 0 both ways.
  double limit(double most, double sign) const {
    const auto excess = [&](double away) { return ratio(best.mu + sign * away) - most; };
    double inner = 0, outer = se * std::sqrt(most);
    for (; excess(outer) < 0; outer *= 2) inner = outer;
    return best.mu + sign * root_between(excess, inner, outer);
  }
};

/// The interval of the penalised likelihood ratio: `stat` is its signed root, `se` stays the Wald one.
Estimate profiled(const FirthProfile& p, double level) {
  const double z = normal_upper_quantile((1 - level) / 2), loss = p.ratio(0);
  const double stat = std::copysign(std::sqrt(loss), p.best.mu);
  return {.est = p.best.mu,
          .se = p.se,
          .stat = stat,
          .df = infinity,
          .pval = normal_two_sided(stat),
          .ci_lb = p.limit(z * z, -1),
          .ci_ub = p.limit(z * z, 1)};
}

}  // namespace

Result<Fit> firth(const Effects& e, const Options& options) {
  const Result<std::vector<Note>> notes = check_counts(e);
  if (!notes) return notes.note();
  const Matrix& c = e.cells;
  std::vector<FirthStudy> studies;
  FirthState start{0, Array(c.rows())};
  int silent = 0;
  for (Index i = 0; i < c.rows(); ++i) {
    studies.push_back({binomial(c(i, 0), c(i, 1)), binomial(c(i, 2), c(i, 3))});
    const double events = c(i, 0) + c(i, 2), others = c(i, 1) + c(i, 3) - events;
    start.a[i] = std::log((events + 0.5) / (others + 0.5));
    silent += events <= 0 || others <= 0;
  }
  FirthPoint top;
  const FirthState best = maximum(studies, start, top, Search::all);
  LikelihoodEstimate x{.mu = best.mu, .se = 1 / std::sqrt(top.T), .tau2 = 0, .ll = top.ll, .k = c.rows()};
  x.row = e.cells_row;
  x.notes = *notes;
  x.details.parameters = static_cast<double>(x.k + 1);
  if (silent > 0) x.notes.push_back({.code = NoteCode::double_zero_counts, .value = static_cast<double>(silent)});
  if (options.test != "PL") return likelihood_fit(e, options, x, false);
  Options wald = options;
  wald.test = std::string("z");
  Fit f = likelihood_fit(e, wald, x, false);
  f.mu = profiled({studies, best, top.ll, x.se}, options.level);
  return f;
}

}  // namespace pooled
