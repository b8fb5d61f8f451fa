#pragma once

#include "core/base/types.h"

namespace pooled {

/// Power of the two-sided z-test of every study when theta is true: P(|Z| >= critical), Z ~ N(theta / sei, 1).
Array power_of(const Array& sei, double theta, double critical);

/// The middle value, or the mean of the two in the middle.
double median(Array x);

}  // namespace pooled
