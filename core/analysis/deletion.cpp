#include "core/analysis/deletion.h"

#include <cmath>

#include "core/base/sum.h"
#include "core/model/inverse_variance.h"
#include "core/tau2/standard.h"

namespace pooled {
namespace {

/// sum w y / sum w with w = 1 / (v + tau2), without study `out`.
double mean_without(const Standard& s, double tau2, Index out) {
  const auto total = [&](auto term) { return sum_of(s.k(), [&](Index i) { return i == out ? 0 : term(i); }); };
  const double sum_w = total([&](Index i) { return 1 / (s.v[i] + tau2); });
  return total([&](Index i) { return s.y[i] / (s.v[i] + tau2); }) / sum_w;
}

/// Hartung-Knapp tests widen se_wald by the root of the factor; Kenward-Roger widens it for another reason.
double variance_factor(const Fit& f, const Options& options) {
  if (options.test == "KR") return 1;
  const double wider = f.mu.se / f.se_wald;
  return wider * wider;
}

}  // namespace

std::vector<Deletion> deletions(const Effects& e, const Fit& f, const Options& options) {
  const bool inverse_variance = is_inverse_variance(*f.model);
  const Standard s = standardise(e);
  const double mu = weigh(s, tau2_in_weights(f) / s.unit / s.unit).mu;
  std::vector<Deletion> out(static_cast<std::size_t>(e.k()));
  for (Index i = 0; i < e.k(); ++i) {
    Deletion& d = out[static_cast<std::size_t>(i)];
    const Result<Fit> without = fit(subset(e, all_but(e.k(), i)), options);
    if (!without) continue;
    d.se = without->mu.se, d.QE = without->heterogeneity.QE;
    d.tau2 = f.model->random ? without->tau2.tau2 : 0;
    d.change = f.mu.est - without->mu.est, d.residual = e.yi[i] - without->mu.est;
    if (!inverse_variance) continue;
    const double mu_without = mean_without(s, tau2_in_weights(*without) / s.unit / s.unit, i);
    d.change = (mu - mu_without) * s.unit, d.residual = (s.y[i] - mu_without) * s.unit;
    d.factor = variance_factor(*without, options);
  }
  return out;
}

}  // namespace pooled
