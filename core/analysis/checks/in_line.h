#pragma once

#include <vector>

#include "core/base/types.h"

namespace pooled {

/// What is usual for one number of a study, from all studies of the table: their median, and as spread the median
/// absolute deviation made consistent for the normal, which a few slips do not move. Numbers that are compared as
/// ratios come as logarithms.
///
/// A study is `out` of line when its distance in standard deviations exceeds the t quantile with k - 1 degrees of
/// freedom at P = .05 / k, so that a table without slips has about one chance in twenty of any remark; it is `in` line
/// within the .95 range. A remark wants both: out as typed, and in line once the suspected slip is undone.
/// @source Croux & Rousseeuw 1992, Compstat 1:411 (factor for few values); Bonferroni over the studies
class InLine {
 public:
  /// @param values  NaN = this study has no such number
  explicit InLine(const std::vector<double>& values);

  /// With fewer than five nothing is usual: half of them may be slips of two.
  bool exists() const { return k_ >= 5; }
  double centre() const { return centre_; }
  /// @param variance  of x by sampling alone
  double distance(double x, double variance) const;
  bool out(double x, double variance) const;
  bool in(double x, double variance) const;

 private:
  double k_ = 0, centre_ = NaN, spread_ = NaN, far_ = NaN, near_ = NaN;
};

}  // namespace pooled
