#pragma once

#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// Where Options::study_ci asks for it and the measure is a proportion: replaces the display limits of every included
/// study that was typed as counts, x events of n. The analysis-scale limits stay those of the normal distribution.
///   clopper_pearson: the beta quantiles B(tail; x, n - x + 1) and B(1 - tail; x + 1, n - x)
///   wilson: (x + z^2 / 2 -+ z sqrt(x (n - x) / n + z^2 / 4)) / (n + z^2)
/// @source Clopper & Pearson 1934, Biometrika 26:404; Wilson 1927, J Am Stat Assoc 22:209
void add_proportion_limits(const Effects& e, const Options& options, std::vector<StudyEffect>& studies);

}  // namespace pooled
