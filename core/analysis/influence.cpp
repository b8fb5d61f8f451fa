#include "core/analysis/influence.h"

#include <cmath>

#include "core/analysis/deletion.h"
#include "core/base/dist.h"
#include "core/base/sum.h"
#include "core/model/inverse_variance.h"
#include "core/tau2/standard.h"

namespace pooled {
namespace {

/// What any model has.
InfluenceRow row_of(const Deletion& d, double vi, const Fit& f) {
  const double variance = f.mu.se * f.mu.se;
  return {.rstudent = d.residual / std::sqrt(d.factor * (vi + d.tau2) + d.se * d.se),
          .cook_d = d.change * d.change / variance,
          .cov_r = d.se * d.se / variance,
          .tau2_del = d.tau2,
          .QE_del = d.QE};
}

/// What rests on the weights being inverse variances.
void add_leverage(InfluenceRow& row, const Deletion& d, const Effects& e, Index i, double share) {
  row.hat = share;
  row.dffits = d.change / std::sqrt(d.factor * share * (e.vi[i] + d.tau2));
  const double sum_w = sum_of(e.k(), [&](Index j) { return 1 / (e.vi[j] + d.tau2); });
  row.dfbs = d.change * std::sqrt(sum_w / d.factor);
}

/// 1 - p of every share; that of the largest is the sum of the others, without cancellation.
Array other_shares(const Array& share) {
  Index largest;
  share.maxCoeff(&largest);
  Array rest = 1 - share;
  rest[largest] = sum_of(share.size(), [&](Index i) { return i == largest ? 0 : share[i]; });
  return rest;
}

void add_leverages(Influence& out, const std::vector<Deletion>& without, const Effects& e, const Fit& f) {
  const Standard s = standardise(e);
  const Weighted x = weigh(s, tau2_in_weights(f) / s.unit / s.unit);
  const Array share = x.w / x.sum_w, rest = other_shares(share);
  for (Index i = 0; i < e.k(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    add_leverage(out.rows[at], without[at], e, i, share[i]);
    out.rows[at].rstandard = x.r[i] * std::sqrt(x.w[i] / rest[i]);
  }
}

bool is_influential(const InfluenceRow& row, const Influence& cut) {
  return std::abs(row.dffits) > cut.dffits_cut || row.cook_d > cut.cook_d_cut || row.hat > cut.hat_cut ||
         std::abs(row.dfbs) > cut.dfbs_cut;
}

}  // namespace

Result<Influence> influence(const Effects& e, const Fit& f, const Options& options) {
  if (const auto why_not = cannot_refit(e.row.size())) return *why_not;
  const double k = static_cast<double>(e.k());
  Influence out{.dffits_cut = 3 * std::sqrt(1 / (k - 1)),
                .cook_d_cut = chi2_lower_quantile(0.5, 1),
                .hat_cut = 3 / k,
                .dfbs_cut = 1};
  const std::vector<Deletion> without = deletions(e, f, options);
  for (Index i = 0; i < e.k(); ++i) {
    const auto at = static_cast<std::size_t>(i);
    out.rows.push_back(row_of(without[at], e.vi[i], f));
    out.rows.back().row = e.row[at];
    out.rows.back().weight = weight_of(f, e.row[at]);
  }
  if (is_inverse_variance(*f.model))
    add_leverages(out, without, e, f);
  else
    out.notes.push_back({.code = NoteCode::influence_without_leverage});
  if (e.k() == 2 && f.model->random) out.notes.push_back({.code = NoteCode::influence_of_two});
  for (InfluenceRow& row : out.rows) row.inf = is_influential(row, out);
  return out;
}

}  // namespace pooled
