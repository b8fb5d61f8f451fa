#pragma once

#include <vector>

#include "core/base/note.h"
#include "core/base/types.h"
#include "core/data/options.h"
#include "core/data/study.h"
#include "core/measures/measure.h"

namespace pooled {

/// The data set on the analysis scale. `yi vi row` hold the k studies that are pooled; `study people control_risk` have
/// one entry for every row of the data set, so that studies left out can still be drawn. `cells cells_row` hold what
/// models of the counts themselves start from: every included study that could be read as the measure's family, with
/// nothing added, and also those that have no effect of their own (no events in either group).
struct Effects {
  const Measure* measure = nullptr;
  const Dataset* data = nullptr;       ///< as typed: groups, moderators, years; outlives this
  Array yi, vi;                        ///< k, vi > 0
  std::vector<int> row;                ///< k: row of the data set
  std::vector<Effect> study;           ///< every row; NaN = not estimable
  std::vector<double> people;          ///< every row: participants, NaN = not known from this format
  std::vector<double> control_risk;    ///< every row: c / n2, NaN = not known from this format
  std::vector<double> size;            ///< every row, where the measure's scale needs it; else empty. NaN = not known
  std::vector<Conversion> conversion;  ///< every row: what its numbers went through
  Matrix cells;                        ///< m x columns of the family, m >= 0
  std::vector<int> cells_row;          ///< m: row of the data set
  std::vector<Note> notes;

  Index k() const { return yi.size(); }
};

/// Every study's effect under Options::measure, with the policy for zero cells (add, add_to, drop00), and a Note for
/// every study that cannot be used.
Effects compute_effects(const Dataset& data, const Options& options);

/// The same data set with only some of its studies, by rows of the data set in any order: what leave-one-out,
/// cumulative and subgroup analyses are made of. `cells` keeps those without an effect of their own too. Notes are not
/// carried over.
Effects part_of(const Effects& e, std::vector<int> rows);

/// The same by indices into yi, in their order, without cells: for what is made of effects and variances alone.
Effects subset(const Effects& e, const std::vector<Index>& keep);

/// From the analysis scale to the one people read: of a pooled effect, or of one row of the data set.
double display_of(const Effects& e, double x);
double display_of(const Effects& e, int row, double x);
/// The way back, of a pooled effect.
double analysis_of(const Effects& e, double shown);
/// Harmonic mean of the sizes of the pooled studies, for scales that need one; NaN for others, and where none is known.
double pooled_size(const Effects& e);

}  // namespace pooled
