#include "core/analysis/subset_sums.h"

namespace pooled {
namespace {

/// Joins subset b[j] with each subset of a, from `to` on. The empty set, all 0, leaves the other as it is.
void join(const SubsetSums& a, const SubsetSums& b, std::size_t j, SubsetSums& out, std::size_t to) {
  const double Wb = b.W[j], mean_b = b.mean[j], Qb = b.Q[j], half_b = b.half[j];
  const double *Wa = a.W.data(), *mean_a = a.mean.data(), *Qa = a.Q.data(), *half_a = a.half.data();
  double *W = &out.W[to], *mean = &out.mean[to], *Q = &out.Q[to], *half = &out.half[to];
  const std::size_t n = a.size();
  for (std::size_t i = 0; i < n; ++i) {
    const double both = Wa[i] + Wb;
    const double share_b = both > 0 ? Wb / both : 0, share_a = both > 0 ? Wa[i] / both : 0;
    const double d = mean_b - mean_a[i];
    W[i] = both;
    mean[i] = mean_a[i] + d * share_b;
    Q[i] = Qa[i] + Qb + Wa[i] * share_b * d * d;
    half[i] = share_a * half_a[i] + share_b * half_b + Wa[i] * share_b;
  }
}

SubsetSums sized(std::size_t n) {
  return {std::vector<double>(n), std::vector<double>(n), std::vector<double>(n), std::vector<double>(n)};
}

/// Below this many studies one table is joined from itself and one study at a time; above, from two tables.
constexpr Index small = 6;

}  // namespace

SubsetSums subset_sums(const Standard& s, Index first, Index count) {
  if (count == 1) return {{0, 1 / s.v[first]}, {0, s.y[first]}, {0, 0}, {0, 0}};
  const Index low = count > small ? count / 2 : count - 1;
  const SubsetSums a = subset_sums(s, first, low), b = subset_sums(s, first + low, count - low);
  SubsetSums out = sized(a.size() * b.size());
  for (std::size_t j = 0; j < b.size(); ++j) join(a, b, j, out, j * a.size());
  return out;
}

}  // namespace pooled
