#include "core/model/other_weights.h"

#include <algorithm>
#include <cmath>

#include "core/base/sum.h"
#include "core/model/heterogeneity.h"
#include "core/model/inference.h"
#include "core/model/inverse_variance.h"
#include "core/tau2/standard.h"

namespace pooled {
namespace {

/// mu with its interval and weights, for any weights a > 0 of which only the ratios matter. `spread` multiplies the SE.
Fit pool_by(const Effects& e, const Options& options, const Array& a, double tau2, double spread = 1) {
  const Standard s = standardise(e);
  const Array share = a / a.maxCoeff() / sum(a / a.maxCoeff());
  const double mu = sum_of(s.k(), [&](Index i) { return share[i] * s.y[i]; });
  const double variance =
      sum_of(s.k(), [&](Index i) { return share[i] * share[i] * (s.v[i] + tau2 / s.unit / s.unit); });
  Fit f;
  f.k = e.k();
  f.weight = 100 * share;
  f.se_wald = s.unit * std::sqrt(variance) * spread;
  Inference found = own_inference(s.centre + s.unit * mu, f.se_wald, f.k, options);
  f.mu = found.mu;
  f.notes = std::move(found.notes);
  note_few(f);
  return f;
}

/// The weights of the pooled studies from what is known of each row; the first study without one gives the note.
template <class Of>
Result<Array> weights_from(const Effects& e, NoteCode missing, Of&& of) {
  Array a(e.k());
  for (Index i = 0; i < e.k(); ++i) {
    const int row = e.row[static_cast<std::size_t>(i)];
    a[i] = of(row);
    if (!(a[i] > 0 && std::isfinite(a[i]))) return Note{.code = missing, .row = row};
  }
  return a;
}

Result<Fit> random_effects_by(const Effects& e, const Options& options, const Result<Array>& a) {
  if (!a) return a.note();
  const Tau2 tau2 = e.k() > 1 ? estimate_tau2(e, options) : Tau2{.tau2 = 0};
  Fit f = pool_by(e, options, *a, tau2.tau2);
  if (f.k > 1) add_heterogeneity(f, e, options, tau2);
  return f;
}

double weight_of(const Effects& e, int row) {
  if (!e.data) return NaN;
  const auto& mods = e.data->studies[static_cast<std::size_t>(row)].mods;
  const auto found = mods.find("weight");
  return found == mods.end() ? NaN : found->second;
}

}  // namespace

Result<Fit> inverse_variance_heterogeneity(const Effects& e, const Options& options) {
  const Tau2 tau2 = e.k() > 1 ? der_simonian_laird(e) : Tau2{.tau2 = 0};
  Fit f = pool_by(e, options, e.vi.minCoeff() / e.vi, tau2.tau2);
  if (f.k == 1) return f;
  f.tau2 = tau2;
  f.heterogeneity = heterogeneity_of_Q(e, options.level);
  return f;
}

Result<Fit> unrestricted_wls(const Effects& e, const Options& options) {
  const Array a = e.vi.minCoeff() / e.vi;
  if (e.k() == 1) return pool_by(e, options, a, 0);
  const Heterogeneity h = heterogeneity_of_Q(e, options.level);
  Fit f = pool_by(e, options, a, 0, h.QE > 0 ? std::sqrt(h.QE / h.df) : 1);
  if (h.QE == 0) f.notes.push_back({.code = NoteCode::hk_no_spread});
  if (h.QE > 0 && h.QE < h.df) f.notes.push_back({.code = NoteCode::uwls_narrow, .value = h.QE / h.df});
  f.tau2.tau2 = 0;
  f.heterogeneity = h;
  return f;
}

Result<Fit> unweighted(const Effects& e, const Options& options) {
  return random_effects_by(e, options, Array(Array::Ones(e.k())));
}

Result<Fit> by_participants(const Effects& e, const Options& options) {
  const auto people = [&](int row) { return e.people[static_cast<std::size_t>(row)]; };
  return random_effects_by(e, options, weights_from(e, NoteCode::participants_needed, people));
}

Result<Fit> by_given_weights(const Effects& e, const Options& options) {
  const auto given = [&](int row) { return weight_of(e, row); };
  return random_effects_by(e, options, weights_from(e, NoteCode::weights_needed, given));
}

bool weighs_by_rows(const Model& model) { return model.fit == by_participants || model.fit == by_given_weights; }

}  // namespace pooled
