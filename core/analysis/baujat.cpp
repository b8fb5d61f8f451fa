#include "core/analysis/baujat.h"

#include "core/analysis/deletion.h"
#include "core/model/inverse_variance.h"
#include "core/tau2/standard.h"

namespace pooled {
namespace {

/// (yi - mu)^2 / (vi + tau2); the residuals are those of the weighted mean where that is the estimate.
Array contributions(const Effects& e, const Fit& f) {
  const double tau2 = tau2_in_weights(f);
  if (!is_inverse_variance(*f.model)) return (e.yi - f.mu.est).square() / (e.vi + tau2);
  const Standard s = standardise(e);
  const Weighted x = weigh(s, tau2 / s.unit / s.unit);
  return x.w * x.r * x.r;
}

}  // namespace

Result<std::vector<BaujatRow>> baujat(const Effects& e, const Fit& f, const Options& options) {
  if (const auto why_not = cannot_refit(e.row.size())) return *why_not;
  const Array x = contributions(e, f);
  const std::vector<Deletion> without = deletions(e, f, options);
  std::vector<BaujatRow> rows;
  for (std::size_t i = 0; i < without.size(); ++i) {
    const double moved = without[i].change / without[i].se;
    rows.push_back({.row = e.row[i], .x = x[static_cast<Index>(i)], .y = moved * moved});
  }
  return rows;
}

}  // namespace pooled
