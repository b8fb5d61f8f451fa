#pragma once

#include "core/base/result.h"
#include "core/base/types.h"

namespace pooled {

/// A straight line through the effects, y = intercept + slope x, by weighted least squares with a multiplicative
/// dispersion: the regression of Egger's test and its relatives.
struct Line {
  Estimate intercept, slope;  ///< t(k - 2)
  double dispersion = NaN;    ///< sum w r^2 / (k - 2)
  Array hat;                  ///< k: leverage of each study
};

/// Whether numbers above 0 differ by less than a millionth of themselves: a slope on them would rest on their rounding.
bool nearly_equal(const Array& x);

/// @param w      weights > 0
/// @param level  of the intervals
/// @param x      above 0
/// @return       the Note why not: k < 3, all x nearly the same, or nothing left over from the line
Result<Line> fit_line(const Array& y, const Array& x, const Array& w, double level);

}  // namespace pooled
