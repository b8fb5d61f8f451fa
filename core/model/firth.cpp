#include "core/model/firth.h"

#include <algorithm>
#include <cmath>

#include "core/base/dist.h"
#include "core/base/maximise.h"
#include "core/base/solve.h"
#include "core/base/sum.h"
#include "core/model/curve.h"
#include "core/model/likelihood_fit.h"

namespace pooled {
namespace {

struct FirthStudy {
  Binomial one, two;
};

struct FirthState {
  double mu;
  Array a;
};

/// The penalised log-likelihood, its score and what the Newton step needs.
struct FirthPass {
  double ll = 0, T = 0;
  double slope = 0;               ///< score of mu with the levels eliminated
  Array score, weight, contrast;  ///< of the levels; w1 + w2; (w1 - w2) / 2
};

/// Weights of both arms, from the binomial curves at a + mu / 2 and a - mu / 2.
struct Weights {
  Derivatives one, two;
  double w1, w2, total;
};

Weights weights_of(const FirthStudy& study, double mu, double a) {
  Weights w{study.one.at(a + mu / 2), study.two.at(a - mu / 2), 0, 0, 0};
  w.w1 = -w.one.d2, w.w2 = -w.two.d2, w.total = w.w1 + w.w2;
  return w;
}

/// y - n p + h (1/2 - p): the third derivative of the binomial is -w (1 - 2 p).
double score_of(const Derivatives& d, double leverage) { return d.d1 + leverage * d.d3 / d.d2 / 2; }

FirthPass pass_at(const std::vector<FirthStudy>& studies, const FirthState& s) {
  const auto k = static_cast<Index>(studies.size());
  std::vector<Weights> weights;
  Sum ll, information;
  for (Index i = 0; i < k; ++i) {
    weights.push_back(weights_of(studies[static_cast<std::size_t>(i)], s.mu, s.a[i]));
    const Weights& w = weights.back();
    ll.add(w.one.l + w.two.l + std::log(w.total) / 2);
    information.add(w.w1 * w.w2 / w.total);
  }
  FirthPass pass;
  pass.T = information.value();
  pass.ll = ll.value() + std::log(pass.T) / 2;
  pass.score.resize(k), pass.weight.resize(k), pass.contrast.resize(k);
  Sum slope;
  for (Index i = 0; i < k; ++i) {
    const Weights& w = weights[static_cast<std::size_t>(i)];
    const double h1 = w.w1 / w.total * (1 + w.w2 * w.w2 / w.total / pass.T);
    const double h2 = w.w2 / w.total * (1 + w.w1 * w.w1 / w.total / pass.T);
    const double one = score_of(w.one, h1), two = score_of(w.two, h2);
    pass.score[i] = one + two;
    pass.weight[i] = w.total;
    pass.contrast[i] = (w.w1 - w.w2) / 2;
    // (one - two) / 2 less its part along the level: one w2 - two w1, over w1 + w2.
    slope.add((one * w.w2 - two * w.w1) / w.total);
  }
  pass.slope = slope.value();
  return pass;
}

FirthState step_of(const FirthPass& pass) {
  const double mu = pass.slope / pass.T;
  return {mu, (pass.score - pass.contrast * mu) / pass.weight};
}

/// By how much the step should raise the penalised likelihood (twice).
double gain_of(const FirthPass& pass, const FirthState& step) {
  return pass.slope * step.mu + sum(pass.score.square() / pass.weight);
}

/// What is searched: everything, or the levels alone at a given log odds ratio.
enum class Search { all, levels };

/// Scoring with the unpenalised information: each step removes a fixed part of the distance, so it goes on until
/// rounding ends it.
FirthState maximum(const std::vector<FirthStudy>& studies, FirthState s, FirthPass& pass, Search search) {
  const auto evaluate = [&](const FirthState& at) {
    FirthPass found = pass_at(studies, at);
    if (search == Search::levels) found.slope = 0;
    return found;
  };
  pass = evaluate(s);
  double last = infinity;
  for (int round = 0; round < 2000; ++round) {
    const FirthState step = step_of(pass);
    const double gain = gain_of(pass, step);
    if (gain == 0 || (gain < newton_is_done && gain >= last)) break;
    last = gain;
    double share = 1;
    const auto moved = [&] { return FirthState{s.mu + share * step.mu, s.a + share * step.a}; };
    FirthPass next = evaluate(moved());
    for (; gain > newton_is_safe && !(next.ll >= pass.ll) && share > 1e-9; next = evaluate(moved())) share /= 2;
    s = moved();
    pass = next;
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
    FirthPass pass;
    maximum(studies, {mu, best.a}, pass, Search::levels);
    return std::max(0.0, 2 * (ll - pass.ll));
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
  FirthPass pass;
  const FirthState best = maximum(studies, start, pass, Search::all);
  LikelihoodEstimate x{.mu = best.mu, .se = 1 / std::sqrt(pass.T), .tau2 = 0, .ll = pass.ll, .k = c.rows()};
  x.row = e.cells_row;
  x.notes = *notes;
  x.details.parameters = static_cast<double>(x.k + 1);
  if (silent > 0) x.notes.push_back({.code = NoteCode::double_zero_counts, .value = static_cast<double>(silent)});
  if (options.test != "PL") return likelihood_fit(e, options, x, false);
  Options wald = options;
  wald.test = std::string("z");
  Fit f = likelihood_fit(e, wald, x, false);
  f.mu = profiled({studies, best, pass.ll, x.se}, options.level);
  return f;
}

}  // namespace pooled
