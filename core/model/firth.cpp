#include "core/model/firth.h"

#include <cmath>

#include "core/base/maximise.h"
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

/// Scoring with the unpenalised information: each step removes a fixed part of the distance, so it goes on until
/// rounding ends it.
FirthState maximum(const std::vector<FirthStudy>& studies, FirthState s, FirthPass& pass) {
  pass = pass_at(studies, s);
  double last = infinity;
  for (int round = 0; round < 2000; ++round) {
    const FirthState step = step_of(pass);
    const double gain = gain_of(pass, step);
    if (gain == 0 || (gain < newton_is_done && gain >= last)) break;
    last = gain;
    double share = 1;
    const auto moved = [&] { return FirthState{s.mu + share * step.mu, s.a + share * step.a}; };
    FirthPass next = pass_at(studies, moved());
    for (; gain > newton_is_safe && !(next.ll >= pass.ll) && share > 1e-9; next = pass_at(studies, moved())) share /= 2;
    s = moved();
    pass = next;
  }
  return s;
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
  const FirthState best = maximum(studies, start, pass);
  LikelihoodEstimate x{.mu = best.mu, .se = 1 / std::sqrt(pass.T), .tau2 = 0, .ll = pass.ll, .k = c.rows()};
  x.notes = *notes;
  x.details.parameters = static_cast<double>(x.k + 1);
  if (silent > 0) x.notes.push_back({.code = NoteCode::double_zero_counts, .value = static_cast<double>(silent)});
  return likelihood_fit(e, options, x, false);
}

}  // namespace pooled
