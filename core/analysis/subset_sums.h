#pragma once

#include <vector>

#include "core/tau2/standard.h"

namespace pooled {

/// Sums over every subset of up to 20 studies, w = 1 / v, in the units of `Standard`. Index = the subset as bits.
struct SubsetSums {
  std::vector<double> W;     ///< sum of w
  std::vector<double> mean;  ///< sum of w y / W
  std::vector<double> Q;     ///< sum of w (y - mean)^2
  std::vector<double> half;  ///< (W - sum of w^2 / W) / 2

  std::size_t size() const { return W.size(); }
};

/// The table is made by joining subsets a and b without a study in common; all terms are positive, so that nothing
/// cancels and no error builds up as in running sums of w y and w y^2:
///   W = Wa + Wb,   mean = mean_a + d Wb / W,   Q = Qa + Qb + d^2 Wa Wb / W,   d = mean_b - mean_a,
///   half = (Wa half_a + Wb half_b + Wa Wb) / W
/// @source Chan, Golub & LeVeque 1983, Am Stat 37:242
/// @param first,count  the studies: count <= 20
SubsetSums subset_sums(const Standard& s, Index first, Index count);

}  // namespace pooled
