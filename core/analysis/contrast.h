#pragma once

#include "core/analysis/summary.h"

namespace pooled {

/// A difference of two effects as people read it: of logarithms a ratio (of ratios), of logits an odds ratio, and
/// otherwise itself where the scale is the one people read. NaN on transformed scales, whose differences have no unit.
Interval displayed_difference(const Scale& scale, const Estimate& difference);

}  // namespace pooled
