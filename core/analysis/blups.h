#pragma once

#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// The true effect of one study as the model sees it.
struct BlupRow {
  int row = 0;
  double pred = NaN, se = NaN, pi_lb = NaN, pi_ub = NaN, shrinkage = NaN;
  Interval display{};
};

template <>
inline constexpr auto fields<BlupRow> = std::tuple{
    field("row", &BlupRow::row, "Index into request.dataset.studies."),
    field("pred", &BlupRow::pred, "Predicted true effect, analysis scale."),
    field("se", &BlupRow::se),
    field("pi_lb", &BlupRow::pi_lb),
    field("pi_ub", &BlupRow::pi_ub),
    field("shrinkage", &BlupRow::shrinkage, "How far it is pulled from the study's own effect to the pooled one, 0-1."),
    field("display", &BlupRow::display, "Prediction and its limits as people read them."),
};

/// Best linear unbiased predictions of the studies' true effects, with Li = vi / (vi + tau2):
///   pred = Li mu + (1 - Li) yi,   se^2 = Li tau2 + Li^2 se(mu)^2,   limits pred -+ t(df) se
/// with the SE and the df of the chosen test. Under a common effect all are mu. For inverse-variance models with k
/// >= 2.
/// @source Raudenbush & Bryk 1985, J Educ Stat 10:75; Robinson 1991, Stat Sci 6:15
Result<std::vector<BlupRow>> blups(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
