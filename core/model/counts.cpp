#include "core/model/counts.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "core/base/sum.h"
#include "core/model/inference.h"
#include "core/model/inverse_variance.h"

namespace pooled {
namespace {

bool contains(const std::vector<int>& rows, int row) { return std::find(rows.begin(), rows.end(), row) != rows.end(); }

/// A ratio's study that says nothing, and that the user wants left out.
bool dropped(const Measure& measure, const Options& options, const Four& f) {
  if (measure.zeros != Zeros::added_dropped || !options.drop00) return false;
  const Counts& counts = *measure.family->counts;
  const std::array<double, 4> cells{f.a, f.n1, f.c, f.n2};
  return counts.no_events(cells) || (counts.all_events && counts.all_events(cells));
}

Score score(const Four& f, double v) { return {f.cross() / f.n(), v}; }

}  // namespace

Result<CountStudies> count_studies(const Effects& e, const Options& options) {
  CountStudies studies;
  for (Index i = 0; i < e.cells.rows(); ++i) {
    const Four f{e.cells(i, 0), e.cells(i, 1), e.cells(i, 2), e.cells(i, 3)};
    if (dropped(*e.measure, options, f)) continue;
    studies.four.push_back(f);
    studies.row.push_back(e.cells_row[static_cast<std::size_t>(i)]);
  }
  if (studies.row.empty()) return Note{.code = NoteCode::counts_needed};
  for (const int row : e.row)
    if (!contains(e.cells_row, row)) studies.notes.push_back({.code = NoteCode::study_without_counts, .row = row});
  return studies;
}

Score score_of_people(const Four& f) {
  const double x = f.a + f.c, y = f.b() + f.d(), n = f.n();
  return score(f, x > 0 && y > 0 ? x * (f.n1 / n) * (f.n2 / n) * (y / (n - 1)) : 0);
}

Score score_of_person_time(const Four& f) { return score(f, (f.a + f.c) * (f.n1 / f.n()) * (f.n2 / f.n())); }

Fit fit_of_counts(const CountPooling& p, const CountStudies& studies, const Heterogeneity& h, const Options& options) {
  Fit f;
  f.k = studies.k();
  f.row = studies.row;
  f.weight = 100 * (p.w / sum(p.w));
  f.se_wald = p.se;
  Inference found = own_inference(p.est, p.se, f.k, options);
  f.mu = found.mu;
  f.notes = studies.notes;
  f.notes.insert(f.notes.end(), found.notes.begin(), found.notes.end());
  note_few(f);
  if (f.k == 1) return f;
  f.tau2.tau2 = 0;
  f.heterogeneity = h;
  return f;
}

}  // namespace pooled
