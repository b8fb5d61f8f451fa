#include "core/analysis/deletion.h"

#include <cmath>

#include "core/base/sum.h"
#include "core/model/inverse_variance.h"
#include "core/tau2/standard.h"

namespace pooled {
namespace {

struct Shift {
  double change, residual;
};

/// mu - mu(-i) and yi - mu(-i) in standard units. With w, u = 1 / (v + tau2), 1 / (v + tau2(-i)) and the residuals rj =
/// yj - mu(-i), whose sum weighted by u is 0 without study i, nothing cancels where little changes:
///   mu - mu(-i) = sum wj rj / W = (wi ri + (tau2(-i) - tau2) sum over j != i of wj uj rj) / W
/// @param tau2_without  tau2(-i), standard units
Shift shift(const Standard& s, const Weighted& x, double tau2, double tau2_without, Index i) {
  const Array u = (s.v + tau2_without).inverse();
  const auto others = [&](auto term) { return sum_of(s.k(), [&](Index j) { return j == i ? 0 : term(j); }); };
  const double without = others([&](Index j) { return u[j] * s.y[j]; }) / others([&](Index j) { return u[j]; });
  const double r = s.y[i] - without;
  const double moved = others([&](Index j) { return x.w[j] * u[j] * (s.y[j] - without); });
  return {(x.w[i] * r + (tau2_without - tau2) * moved) / x.sum_w, r};
}

/// Hartung-Knapp tests widen se_wald by the root of the factor; Kenward-Roger widens it for another reason.
double variance_factor(const Fit& f, const Options& options) {
  if (options.test == "KR") return 1;
  const double wider = f.mu.se / f.se_wald;
  return wider * wider;
}

}  // namespace

std::vector<Deletion> deletions(const Effects& e, const Fit& f, const Options& options) {
  const Standard s = standardise(e);
  const double unit2 = s.unit * s.unit, tau2 = tau2_in_weights(f) / unit2;
  const Weighted x = weigh(s, tau2);
  std::vector<Deletion> out(static_cast<std::size_t>(e.k()));
  for (Index i = 0; i < e.k(); ++i) {
    Deletion& d = out[static_cast<std::size_t>(i)];
    const Result<Fit> without = fit(part_of(e, all_but(f.row, e.row[static_cast<std::size_t>(i)])), options);
    if (!without) continue;
    d.se = without->mu.se, d.QE = without->heterogeneity.QE;
    d.tau2 = f.model->random ? without->tau2.tau2 : 0;
    d.change = f.mu.est - without->mu.est, d.residual = e.yi[i] - without->mu.est;
    if (!is_inverse_variance(*f.model)) continue;
    const Shift found = shift(s, x, tau2, tau2_in_weights(*without) / unit2, i);
    d.change = s.unit * found.change, d.residual = s.unit * found.residual;
    d.factor = variance_factor(*without, options);
  }
  return out;
}

}  // namespace pooled
