#include "core/analysis/summary.h"

#include <cmath>

#include "core/base/sum.h"
#include "core/model/inference.h"

namespace pooled {
namespace {

/// The participants of the pooled studies, NaN as soon as one does not say.
double participants(const Effects& e, const Fit& f) {
  double people = 0;
  for (const int row : f.row) people += e.people[static_cast<std::size_t>(row)];
  return people;
}

PooledDisplay display_of(const Scale& scale, const Fit& f) {
  const Interval ci = displayed(scale, f.mu.est, f.mu.ci_lb, f.mu.ci_ub);
  return {ci.est, ci.ci_lb, ci.ci_ub, scale.display(f.pi_lb), scale.display(f.pi_ub)};
}

}  // namespace

Interval displayed(const Scale& scale, double est, double lb, double ub) {
  return {scale.display(est), scale.display(lb), scale.display(ub)};
}

std::vector<StudyEffect> study_effects(const Effects& e, const Fit* f, const Options& options) {
  std::vector<StudyEffect> out;
  for (std::size_t i = 0; i < e.study.size(); ++i) {
    const Effect& effect = e.study[i];
    const Estimate wald = estimate(effect.yi, std::sqrt(effect.vi), infinity, options.level);
    out.push_back({.row = static_cast<int>(i),
                   .yi = effect.yi,
                   .vi = effect.vi,
                   .sei = wald.se,
                   .ci_lb = wald.ci_lb,
                   .ci_ub = wald.ci_ub,
                   .display = displayed(*e.measure->scale, wald.est, wald.ci_lb, wald.ci_ub)});
  }
  if (!f) return out;
  for (std::size_t j = 0; j < f->row.size(); ++j) {
    StudyEffect& study = out[static_cast<std::size_t>(f->row[j])];
    study.used = true;
    study.weight = f->weight[static_cast<Index>(j)];
  }
  return out;
}

Result<Summary> summarise(const Effects& e, const Fit& f, const Options&) {
  const Heterogeneity& h = f.heterogeneity;
  return Summary{.k = static_cast<int>(f.k),
                 .participants = participants(e, f),
                 .est = f.mu.est,
                 .se = f.mu.se,
                 .stat = f.mu.stat,
                 .df = f.mu.df,
                 .pval = f.mu.pval,
                 .ci_lb = f.mu.ci_lb,
                 .ci_ub = f.mu.ci_ub,
                 .pi_lb = f.pi_lb,
                 .pi_ub = f.pi_ub,
                 .pi_df = f.pi_df,
                 .tau2 = f.tau2.tau2,
                 .se_tau2 = f.tau2.se,
                 .tau2_lb = f.tau2_interval.lb,
                 .tau2_ub = f.tau2_interval.ub,
                 .I2 = h.I2,
                 .I2_lb = h.I2_lb,
                 .I2_ub = h.I2_ub,
                 .I2_Q = h.I2_Q,
                 .I2_Q_lb = h.I2_Q_lb,
                 .I2_Q_ub = h.I2_Q_ub,
                 .H2 = h.H2,
                 .QE = h.QE,
                 .QE_df = h.df,
                 .QEp = h.QEp,
                 .ll = f.ll,
                 .q_hk = f.q_hk,
                 .display = display_of(*e.measure->scale, f)};
}

std::vector<Note> display_notes(const Effects& e, const Fit& f) {
  const PooledDisplay d = display_of(*e.measure->scale, f);
  const bool too_large = std::isinf(d.est) || std::isinf(d.ci_ub) || std::isinf(d.pi_ub);
  if (!too_large) return {};
  return {{.code = NoteCode::display_overflow}};
}

}  // namespace pooled
