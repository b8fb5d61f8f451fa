#include "core/model/inverse_variance.h"

#include <cmath>
#include <utility>

#include "core/model/heterogeneity.h"
#include "core/model/inference.h"
#include "core/model/prediction.h"
#include "core/tau2/standard.h"

namespace pooled {
namespace {

/// mu with its interval, weights and q at a given tau2.
Fit pool(const Effects& e, const Options& options, double tau2, bool random) {
  const Standard s = standardise(e);
  const Weighted x = weigh(s, tau2 / s.unit / s.unit);
  Fit f;
  f.k = e.k();
  f.weight = 100 * (x.w / x.sum_w);
  f.se_wald = s.unit / std::sqrt(x.sum_w);
  if (f.k > 1) f.q_hk = x.Q / static_cast<double>(f.k - 1);
  Inference found = find_test(options.test)
                        ->of({.e = e,
                              .options = options,
                              .random = random,
                              .tau2 = tau2,
                              .est = s.centre + s.unit * x.mu,
                              .se = f.se_wald,
                              .q = f.q_hk});
  f.mu = found.mu;
  f.notes = std::move(found.notes);
  return f;
}

/// Other maxima this near could be reached by a small change in the data.
constexpr double near_in_log_units = 2;

void note_likelihood(Fit& f) {
  if (f.tau2.other_gap <= near_in_log_units)
    f.notes.push_back({.code = NoteCode::several_maxima, .value = f.tau2.other, .other = f.tau2.other_gap});
  if (f.tau2_interval.empty) f.notes.push_back({.code = NoteCode::tau2_interval_empty});
}

}  // namespace

void note_few(Fit& f) {
  if (f.k == 1) f.notes.push_back({.code = NoteCode::one_study});
  if (f.k == 2) f.notes.push_back({.code = NoteCode::two_studies});
}

Result<Fit> common_effect(const Effects& e, const Options& options) {
  Fit f = pool(e, options, 0, false);
  note_few(f);
  if (f.k == 1) return f;
  f.tau2.tau2 = 0;
  f.heterogeneity = heterogeneity_of_Q(e, options.level);
  f.ll = log_likelihood(e, 0, false);
  f.parameters = 1;
  return f;
}

Fit random_effects_at(const Effects& e, const Options& options, const Tau2& tau2) {
  if (e.k() == 1) {
    Fit f = pool(e, options, 0, true);
    note_few(f);
    return f;
  }
  Fit f = pool(e, options, tau2.tau2, true);
  note_few(f);
  f.kr = kenward_roger(e, tau2.tau2);
  f.ll = log_likelihood(e, tau2.tau2, options.tau2 == "REML");
  f.parameters = options.tau2 == "FIXED" ? 1 : 2;
  add_heterogeneity(f, e, options, tau2);
  return f;
}

void add_heterogeneity(Fit& f, const Effects& e, const Options& options, const Tau2& tau2) {
  f.tau2 = tau2;
  f.tau2_interval = find_tau2_interval(options.tau2_ci)->of(e, options);
  f.heterogeneity = heterogeneity_of_tau2(e, f.tau2.tau2, f.tau2_interval, options.level);
  note_likelihood(f);
  predict(f, e, options);
}

Result<Fit> random_effects(const Effects& e, const Options& options) {
  const Tau2 tau2 = e.k() == 1 ? Tau2{} : estimate_tau2(e, options);
  return random_effects_at(e, options, tau2);
}

bool is_inverse_variance(const Model& model) { return model.fit == common_effect || model.fit == random_effects; }

double tau2_in_weights(const Fit& f) { return std::isnan(f.tau2.tau2) ? 0 : f.tau2.tau2; }

}  // namespace pooled
