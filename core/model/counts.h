#pragma once

#include <vector>

#include "core/base/result.h"
#include "core/model/model.h"

namespace pooled {

/// What models of counts share. A study is four numbers: a events among n1 people, or in the person-time n1, against c
/// in n2.
struct Four {
  double a, n1, c, n2;
  double n() const { return n1 + n2; }
  double b() const { return n1 - a; }  ///< people only
  double d() const { return n2 - c; }  ///< people only
  /// a n2 - c n1, exact for counts.
  double cross() const { return a * n2 - c * n1; }
};

/// The studies that a model of counts pools, in the order of the data set.
struct CountStudies {
  std::vector<Four> four;
  std::vector<int> row;     ///< of the data set
  std::vector<Note> notes;  ///< studies left out because they have no counts
  Index k() const { return static_cast<Index>(row.size()); }
  const Four& at(Index i) const { return four[static_cast<std::size_t>(i)]; }
  /// Only those that `says` something; the notes stay.
  template <class Predicate>
  CountStudies where(Predicate&& says) const {
    CountStudies some;
    some.notes = notes;
    for (Index i = 0; i < k(); ++i) {
      if (!says(at(i))) continue;
      some.four.push_back(at(i));
      some.row.push_back(row[static_cast<std::size_t>(i)]);
    }
    return some;
  }
};

/// Every included study with counts; where the measure is a ratio and Options::drop00 is set, not those without events
/// in both groups, or with events in everyone. The measure's family is two_by_two or two_rates.
Result<CountStudies> count_studies(const Effects& e, const Options& options);

/// Events in group 1 beyond those expected if both groups were alike, and their variance given the margins.
struct Score {
  double o_minus_e, v;
};
/// People: O - E = a - x n1 / N, V = x y n1 n2 / (N^2 (N - 1)), x events and y others of N; V = 0 when x or y is 0.
/// @source Mantel & Haenszel 1959, J Natl Cancer Inst 22:719
Score score_of_people(const Four& f);
/// Person-time: O - E = a - x n1 / N, V = x n1 n2 / N^2, x events in N.
/// @source Rothman et al. 2008, Modern epidemiology, ch. 15
Score score_of_person_time(const Four& f);

/// A common effect pooled from counts, before it is tested.
struct CountPooling {
  double est, se;
  Array w;  ///< one per study, in any unit
};

/// The Fit of it: percentages, test, tau2 = 0.
/// @param h  around `p.est`; all NaN for one study
Fit fit_of_counts(const CountPooling& p, const CountStudies& studies, const Heterogeneity& h, const Options& options);

}  // namespace pooled
