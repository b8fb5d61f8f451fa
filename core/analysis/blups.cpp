#include "core/analysis/blups.h"

#include <cmath>

#include "core/model/inference.h"
#include "core/model/inverse_variance.h"

namespace pooled {

Result<std::vector<BlupRow>> blups(const Effects& e, const Fit& f, const Options& options) {
  if (!is_inverse_variance(*f.model)) return Note{.code = NoteCode::blups_need_inverse_variance};
  if (e.k() < 2) return Note{.code = NoteCode::two_studies_needed};
  const double tau2 = f.tau2.tau2;
  std::vector<BlupRow> rows;
  for (Index i = 0; i < e.k(); ++i) {
    const double total = e.vi[i] + tau2, shrinkage = e.vi[i] / total;
    const double pred = f.mu.est + tau2 / total * (e.yi[i] - f.mu.est);
    const double se = std::hypot(std::sqrt(shrinkage * tau2), shrinkage * f.mu.se);
    const Estimate of = estimate(pred, se, f.mu.df, options.level);
    rows.push_back({.row = e.row[static_cast<std::size_t>(i)],
                    .pred = pred,
                    .se = se,
                    .pi_lb = of.ci_lb,
                    .pi_ub = of.ci_ub,
                    .shrinkage = shrinkage,
                    .display = displayed(e, pred, of.ci_lb, of.ci_ub)});
  }
  return rows;
}

}  // namespace pooled
