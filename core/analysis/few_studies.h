#pragma once

#include "core/analysis/methods.h"

namespace pooled {

/// What the intervals that a review of few studies may print say, side by side.
struct FewStudies {
  std::vector<MethodRow> rows;
  int with_no_effect = 0, without = 0;
  bool differ = false;
};

template <>
inline constexpr auto fields<FewStudies> = std::tuple{
    field("rows", &FewStudies::rows, "The same studies by each interval for the pooled effect."),
    field("with_no_effect", &FewStudies::with_no_effect, "Intervals that contain no effect."),
    field("without", &FewStudies::without, "Intervals that do not."),
    field("differ", &FewStudies::differ, "Some contain no effect and some do not: the choice of method decides."),
};

/// Random effects with the chosen estimator of tau2 by Wald, Hartung-Knapp, Hartung-Knapp with floor, profile
/// likelihood and Kenward-Roger, and before them the chosen method where it is none of these. A common effect and the
/// models of counts are set beside random effects by REML. Two studies at least; the counts stay 0 for a measure that
/// compares nothing.
/// With few studies the Wald interval is too narrow and Hartung-Knapp may be narrower still by chance or very wide.
/// @source IntHout, Ioannidis & Borm 2014, BMC Med Res Methodol 14:25; Roever, Knapp & Friede 2015, ibid. 15:99
Result<FewStudies> few_studies(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
