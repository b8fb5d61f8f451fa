#pragma once

#include <cmath>

#include "core/base/types.h"

namespace pooled {

/// Neumaier's compensated sum, always in the order of the studies: the error does not grow with k, and every engine
/// adds in the same order, which Eigen's vectorised reductions do not.
/// @source Neumaier 1974, Z angew Math Mech 54:39; the loss of one addition: Knuth 1997, The Art of Computer
///         Programming 2, 4.2.2, theorem B
class Sum {
 public:
  void add(double x) {
    // What the sum loses, exactly, without asking which of the two is larger.
    const double next = sum_ + x, added = next - sum_;
    lost_ += (sum_ - (next - added)) + (x - added);
    sum_ = next;
  }
  /// With what the other has lost.
  void add(const Sum& other) { add(other.sum_), lost_ += other.lost_; }
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
