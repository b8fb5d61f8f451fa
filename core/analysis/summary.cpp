#include "core/analysis/summary.h"

#include <algorithm>
#include <cmath>

#include "core/analysis/proportion_limits.h"
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

PooledDisplay pooled_display(const Effects& e, const Fit& f) {
  const Interval ci = displayed(e, f.mu.est, f.mu.ci_lb, f.mu.ci_ub);
  return {ci.est, ci.ci_lb, ci.ci_ub, display_of(e, f.pi_lb), display_of(e, f.pi_ub)};
}

/// Information criteria, of the likelihood that ll is: the restricted one has k - 1 observations.
/// @source Akaike 1974, IEEE Trans Automat Contr 19:716; Schwarz 1978, Ann Stat 6:461; Hurvich & Tsai 1989, Biometrika
///         76:297
void add_criteria(Summary& s, const Fit& f, const Options& options) {
  const double k = static_cast<double>(f.k), p = f.parameters,
               n = f.model->random && options.tau2 == "REML" ? k - 1 : k;
  const double m = std::max(n, p + 2);
  if (p == 0) return;
  s.AIC = -2 * f.ll + 2 * p;
  s.BIC = -2 * f.ll + p * std::log(n);
  s.AICc = -2 * f.ll + 2 * p * m / (m - p - 1);
}

/// What converted studies became, by the ids of their family's columns.
void add_conversions(const Effects& e, std::vector<StudyEffect>& out) {
  for (std::size_t i = 0; i < e.conversion.size(); ++i) out[i].converted = e.conversion[i] != Conversion::none;
  for (std::size_t i = 0; i < e.cells_row.size(); ++i) {
    StudyEffect& study = out[static_cast<std::size_t>(e.cells_row[i])];
    if (!study.converted || find_format(e.data->studies[static_cast<std::size_t>(study.row)].format)->told) continue;
    study.cells.emplace();
    const auto& columns = e.measure->family->columns;
    for (std::size_t j = 0; j < columns.size(); ++j)
      (*study.cells)[columns[j].id] = e.cells(static_cast<Index>(i), static_cast<Index>(j));
  }
}

}  // namespace

Interval displayed(const Scale& scale, double est, double lb, double ub) {
  return {scale.display(est), scale.display(lb), scale.display(ub)};
}

Interval displayed(const Effects& e, double est, double lb, double ub) {
  return {display_of(e, est), display_of(e, lb), display_of(e, ub)};
}

std::vector<StudyEffect> study_effects(const Effects& e, const Fit* f, const Options& options) {
  std::vector<StudyEffect> out;
  for (std::size_t i = 0; i < e.study.size(); ++i) {
    const Effect& effect = e.study[i];
    const int out_row = static_cast<int>(i);
    const Estimate wald = estimate(effect.yi, std::sqrt(effect.vi), infinity, options.level);
    out.push_back({.row = out_row,
                   .yi = effect.yi,
                   .vi = effect.vi,
                   .sei = wald.se,
                   .ci_lb = wald.ci_lb,
                   .ci_ub = wald.ci_ub,
                   .display = {display_of(e, out_row, wald.est), display_of(e, out_row, wald.ci_lb),
                               display_of(e, out_row, wald.ci_ub)}});
  }
  add_proportion_limits(e, options, out);
  add_conversions(e, out);
  if (!f) return out;
  for (std::size_t j = 0; j < f->row.size(); ++j) {
    StudyEffect& study = out[static_cast<std::size_t>(f->row[j])];
    study.used = true;
    study.weight = f->weight[static_cast<Index>(j)];
  }
  return out;
}

Result<Summary> summarise(const Effects& e, const Fit& f, const Options& options) {
  const Heterogeneity& h = f.heterogeneity;
  Summary s{.k = static_cast<int>(f.k),
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
            .H2_lb = h.H2_lb,
            .H2_ub = h.H2_ub,
            .QE = h.QE,
            .QE_df = h.df,
            .QEp = h.QEp,
            .ll = f.ll,
            .q_hk = f.q_hk,
            .display = pooled_display(e, f)};
  add_criteria(s, f, options);
  return s;
}

std::vector<Note> study_notes(const Effects& e, const Fit& f) {
  std::vector<Note> notes = e.notes;
  for (Note& note : notes) {
    const bool of_zeros = note.code == NoteCode::zero_cells_not_estimable ||
                          note.code == NoteCode::double_zero_left_out || note.code == NoteCode::all_events_left_out;
    if (of_zeros && std::binary_search(f.row.begin(), f.row.end(), note.row))
      note.code = NoteCode::counts_used_without_effect;
  }
  return notes;
}

std::vector<Note> display_notes(const Effects& e, const Fit& f) {
  std::vector<Note> notes;
  const PooledDisplay d = pooled_display(e, f);
  const bool too_large = std::isinf(d.est) || std::isinf(d.ci_ub) || std::isinf(d.pi_ub);
  if (too_large) notes.push_back({.code = NoteCode::display_overflow});
  // Effects that were typed as such have no sizes: the way back is that of large ones.
  const double size = pooled_size(e);
  if (e.measure->sized && f.k > 1 && std::isfinite(size))
    notes.push_back({.code = NoteCode::freeman_tukey_size, .value = size});
  return notes;
}

}  // namespace pooled
