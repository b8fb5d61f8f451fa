#pragma once

#include "core/data/medians.h"

namespace pooled {

struct MeanAndSd {
  double mean = NaN, sd = NaN;
};

/// Quantile estimation: mean and SD of the distribution whose quantiles are closest to the summary. The families are
/// the normal, and where no number is negative and the median is above 0 the log-normal, the gamma and the Weibull, and
/// where none is above 1 either the beta. Each is fitted by
///   min over its parameters of  sum (Q(p_i) - q_i)^2,
/// with the minimum and the maximum of n as the quantiles at p = 1/n and 1 - 1/n; the family with the smallest sum is
/// taken, the first named of equal ones. Unlike mean_of() and sd_of() this does not take the sample for normal. Two
/// people have no such quantiles: with a range of two, those formulas are used.
/// @source McGrath et al. 2020, Stat Methods Med Res 29:2520. Its program (estmeansd) stops near the minimum; this goes
///         to the minimum itself, so that the two agree to 4 or 5 digits.
MeanAndSd by_quantiles(const FiveNumbers& x);

}  // namespace pooled
