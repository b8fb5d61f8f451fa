#pragma once

#include <cmath>

#include "core/base/types.h"

namespace pooled {

/// Neumaier's compensated sum, always in the order of the studies: the error does not grow with k, and every engine
/// adds in the same order, which Eigen's vectorised reductions do not.
/// @source Neumaier 1974, Z angew Math Mech 54:39
class Sum {
 public:
  void add(double x) {
    const double next = sum_ + x;
    lost_ += std::abs(sum_) >= std::abs(x) ? (sum_ - next) + x : (x - next) + sum_;
    sum_ = next;
  }
  double value() const { return std::isfinite(lost_) ? sum_ + lost_ : sum_; }

 private:
  double sum_ = 0, lost_ = 0;
};

/// Sum of term(i) for i in [0, k).
template <class Term>
double sum_of(Index k, Term&& term) {
  Sum total;
  for (Index i = 0; i < k; ++i) total.add(term(i));
  return total.value();
}

inline double sum(const Array& x) {
  return sum_of(x.size(), [&](Index i) { return x[i]; });
}

}  // namespace pooled
