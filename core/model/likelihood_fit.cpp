#include "core/model/likelihood_fit.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/base/dist.h"
#include "core/base/sum.h"
#include "core/model/heterogeneity.h"
#include "core/model/inference.h"
#include "core/model/inverse_variance.h"
#include "core/model/prediction.h"

namespace pooled {
namespace {

/// Other maxima this near could be reached by a small change in the data.
constexpr double near_in_log_units = 2;

/// Of the studies that the model pools: one without events, which tells it nothing, may have a corrected effect.
void add_heterogeneity_of_effects(Fit& f, const Effects& e, bool random, double level) {
  const bool all = std::includes(f.row.begin(), f.row.end(), e.row.begin(), e.row.end());
  const std::optional<Effects> part = all ? std::nullopt : std::optional(part_of(e, f.row));
  const Effects& pooled = part ? *part : e;
  if (pooled.k() < 2 || f.k < 2) return;
  f.heterogeneity = random ? heterogeneity_of_tau2(pooled, f.tau2.tau2, {}, level) : heterogeneity_of_Q(pooled, level);
}

/// The chosen rule, or V where it asks for a Hartung-Knapp or Kenward-Roger standard error.
void predict_by_wald(Fit& f, const Effects& e, Options options) {
  options.test = std::string("z");  // as a string: GCC 12 sees an overlap in the assignment of a literal
  if (std::isnan(find_prediction_rule(options.prediction)->of(f, options).se)) {
    f.notes.push_back({.code = NoteCode::prediction_by_V});
    options.prediction = std::string("V");
  }
  predict(f, e, options);
}

/// The weights of the studies' own effects, in the order of x.row.
Array weights_of(const Effects& e, const LikelihoodEstimate& x) {
  Array w = Array::Constant(static_cast<Index>(x.row.size()), NaN);
  Sum total;
  for (std::size_t j = 0; j < x.row.size(); ++j) {
    const Effect& own = e.study[static_cast<std::size_t>(x.row[j])];
    if (std::isnan(own.yi)) continue;
    w[static_cast<Index>(j)] = 1 / (own.vi + (x.tau2 > 0 ? x.tau2 : 0));
    total.add(w[static_cast<Index>(j)]);
  }
  return w * (100 / total.value());
}

}  // namespace

Fit likelihood_fit(const Effects& e, const Options& options, const LikelihoodEstimate& x, bool random) {
  Fit f;
  f.k = x.k;
  f.notes = x.notes;
  const Inference found = own_inference(x.mu, x.se, f.k, options, x.t_df);
  f.mu = found.mu;
  f.notes.insert(f.notes.end(), found.notes.begin(), found.notes.end());
  f.se_wald = x.se;
  f.ll = x.ll;
  f.likelihood = x.details;
  f.row = x.row;
  f.weight = weights_of(e, x);
  note_few(f);
  if (f.k == 1) return f;
  f.tau2 = {.tau2 = x.tau2, .se = x.se_tau2, .other = x.other_tau2, .other_gap = x.other_gap};
  add_heterogeneity_of_effects(f, e, random, options.level);
  if (x.other_gap <= near_in_log_units)
    f.notes.push_back({.code = NoteCode::several_maxima, .value = x.other_tau2, .other = x.other_gap});
  if (random) predict_by_wald(f, e, options);
  return f;
}

namespace {

/// Whether the integrals over this cell's likelihood are those of a study of people: a count between a thousandth (it
/// may be imputed) and a thousand million, or none; person-time in any unit.
bool usual(double cell, Domain domain) {
  if (domain == Domain::count || domain == Domain::size) return cell == 0 || (cell >= 1e-3 && cell <= 1e9);
  return cell >= 1e-30 && cell <= 1e30;
}

/// The first cell that is not, if there is one.
std::optional<Note> unusual_count(const Effects& e) {
  for (Index i = 0; i < e.cells.rows(); ++i)
    for (Index j = 0; j < e.cells.cols(); ++j) {
      if (usual(e.cells(i, j), e.measure->family->columns[static_cast<std::size_t>(j)].domain)) continue;
      const int row = e.cells_row[static_cast<std::size_t>(i)];
      return Note{.code = NoteCode::counts_out_of_range, .row = row, .value = e.cells(i, j)};
    }
  return {};
}

}  // namespace

Result<std::vector<Note>> check_counts(const Effects& e) {
  if (e.cells.rows() == 0) return Note{.code = NoteCode::counts_needed};
  if (const auto unusual = unusual_count(e)) return *unusual;
  std::vector<Note> notes;
  for (const int row : e.row)
    if (std::find(e.cells_row.begin(), e.cells_row.end(), row) == e.cells_row.end())
      notes.push_back({.code = NoteCode::study_without_counts, .row = row});
  return notes;
}

bool all_at_one_end(const Array& own) { return (own == infinity).all() || (own == -infinity).all(); }

void add_heterogeneity(Likelihood& x, const Array& own, const Array& information, double ll_saturated) {
  if (own.size() < 2) return;
  x.QE_LRT = std::max(0.0, 2 * (ll_saturated - x.ll_common));
  x.QE_LRT_df = static_cast<double>(own.size() - 1);
  x.QE_LRT_p = chi2_upper(x.QE_LRT, x.QE_LRT_df);
  const auto finite = [&](Index i) { return std::isfinite(own[i]); };
  const Index k = own.size();
  Index count = 0;
  for (Index i = 0; i < k; ++i) count += finite(i);
  if (count < 2) return;
  const auto total = [&](auto&& term) { return sum_of(k, [&](Index i) { return finite(i) ? term(i) : 0.0; }); };
  const double w = total([&](Index i) { return information[i]; });
  const double mean = total([&](Index i) { return information[i] * own[i]; }) / w;
  x.QE_Wld = total([&](Index i) { return information[i] * (own[i] - mean) * (own[i] - mean); });
  x.QE_Wld_df = static_cast<double>(count - 1);
  x.QE_Wld_p = chi2_upper(x.QE_Wld, x.QE_Wld_df);
}

}  // namespace pooled
