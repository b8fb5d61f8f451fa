#pragma once

#include <Eigen/Core>
#include <limits>

namespace pooled {

/// One value per study.
using Array = Eigen::ArrayXd;
using Matrix = Eigen::MatrixXd;
using Index = Eigen::Index;

/// A number that does not exist: null in JSON, a dash on screen.
inline constexpr double NaN = std::numeric_limits<double>::quiet_NaN();
inline constexpr double infinity = std::numeric_limits<double>::infinity();

/// One row of any result. `df` is infinity where the normal distribution is the reference.
struct Estimate {
  double est = NaN, se = NaN, stat = NaN, df = NaN, pval = NaN, ci_lb = NaN, ci_ub = NaN;
};

/// A point and its interval, on the scale people read.
struct Interval {
  double est = NaN, ci_lb = NaN, ci_ub = NaN;
};

}  // namespace pooled
