#include "core/analysis/rank_test.h"

#include <algorithm>
#include <cmath>
#include <utility>
#include <vector>

#include "core/base/dist.h"
#include "core/base/sum.h"
#include "core/tau2/standard.h"

namespace pooled {
namespace {

/// P(at most `inversions` inversions in a random order of n), by inserting one element after the other.
double at_most_inversions(Index n, Index inversions) {
  std::vector<double> p{1};
  for (Index m = 2; m <= n; ++m) {
    std::vector<double> next(p.size() + static_cast<std::size_t>(m - 1), 0);
    for (std::size_t t = 0; t < p.size(); ++t)
      for (std::size_t j = 0; j < static_cast<std::size_t>(m); ++j) next[t + j] += p[t] / static_cast<double>(m);
    p = std::move(next);
  }
  double total = 0;
  for (Index t = 0; t <= inversions; ++t) total += p[static_cast<std::size_t>(t)];
  return total;
}

double exact_two_sided(Index k, double S) {
  const double fewer = (static_cast<double>(k * (k - 1)) / 2 - std::abs(S)) / 2;
  return std::min(1.0, 2 * at_most_inversions(k, static_cast<Index>(fewer)));
}

/// Sums over the groups of t equal values that the variance of S is made of.
struct Ties {
  double pairs = 0;     ///< sum t (t - 1)
  double triple = 0;    ///< sum t (t - 1) (t - 2)
  double weighted = 0;  ///< sum t (t - 1) (2 t + 5)
};

Ties ties_of(const Array& x) {
  std::vector<double> sorted(x.data(), x.data() + x.size());
  std::sort(sorted.begin(), sorted.end());
  Ties out;
  for (auto at = sorted.begin(); at != sorted.end();) {
    const auto end = std::upper_bound(at, sorted.end(), *at);
    const double t = static_cast<double>(end - at);
    out.pairs += t * (t - 1), out.triple += t * (t - 1) * (t - 2), out.weighted += t * (t - 1) * (2 * t + 5);
    at = end;
  }
  return out;
}

/// Pairs in the wrong order in [first, last), sorting them on the way.
double inversions(double* first, double* last) {
  if (last - first < 2) return 0;
  double* const middle = first + (last - first) / 2;
  double count = inversions(first, middle) + inversions(middle, last);
  for (double *left = first, *right = middle; right != last; ++right) {
    while (left != middle && *left <= *right) ++left;
    count += static_cast<double>(middle - left);
  }
  std::inplace_merge(first, middle, last);
  return count;
}

/// Concordant pairs less discordant ones in k log k steps: in the order of x (and of y where x is tied) the discordant
/// pairs are the inversions of y.
/// @source Knight 1966, J Am Stat Assoc 61:436
double concordance(const Array& x, const Array& y) {
  const std::size_t k = static_cast<std::size_t>(x.size());
  std::vector<std::pair<double, double>> pairs(k);
  for (std::size_t i = 0; i < k; ++i) pairs[i] = {x[static_cast<Index>(i)], y[static_cast<Index>(i)]};
  std::sort(pairs.begin(), pairs.end());
  double tied_in_both = 0, same = 0;
  for (std::size_t i = 1; i < k; ++i) {
    same = pairs[i] == pairs[i - 1] ? same + 1 : 0;
    tied_in_both += same;
  }
  std::vector<double> in_order(k);
  for (std::size_t i = 0; i < k; ++i) in_order[i] = pairs[i].second;
  const double all = static_cast<double>(k) * static_cast<double>(k - 1) / 2;
  const double discordant = inversions(in_order.data(), in_order.data() + k);
  return all - ties_of(x).pairs / 2 - ties_of(y).pairs / 2 + tied_in_both - 2 * discordant;
}

}  // namespace

Kendall kendall(const Array& x, const Array& y) {
  const Index k = x.size();
  const double n = static_cast<double>(k), pairs = n * (n - 1);
  const Ties tx = ties_of(x), ty = ties_of(y);
  if (tx.pairs == pairs || ty.pairs == pairs) return {};
  const double S = concordance(x, y);
  double variance = (pairs * (2 * n + 5) - tx.weighted - ty.weighted) / 18 + tx.pairs * ty.pairs / (2 * pairs);
  if (k > 2) variance += tx.triple * ty.triple / (9 * pairs * (n - 2));
  Kendall out{.S = S, .tau = 2 * S / std::sqrt((pairs - tx.pairs) * (pairs - ty.pairs)), .z = S / std::sqrt(variance)};
  out.exact = k < 50 && tx.pairs == 0 && ty.pairs == 0;
  out.pval = out.exact ? exact_two_sided(k, S) : normal_two_sided(out.z);
  return out;
}

Kendall begg_mazumdar(const Effects& e) {
  const Standard s = standardise(e);
  const Weighted x = weigh(s, 0);
  Index largest;
  x.w.maxCoeff(&largest);
  const double rest = sum_of(s.k(), [&](Index i) { return i == largest ? 0 : x.w[i]; });
  Array deviate(s.k());
  for (Index i = 0; i < s.k(); ++i) {
    // vi - 1 / W = vi (W - wi) / W; the others' weights beside the largest are added up, not subtracted.
    const double others = i == largest ? rest : x.sum_w - x.w[i];
    deviate[i] = x.r[i] / std::sqrt(s.v[i] * others / x.sum_w);
  }
  return kendall(deviate, e.vi);
}

namespace {

struct Moments {
  double mean, variance;
};

/// Of a given its margins when the odds ratio is psi: f(x + 1) / f(x) = psi (n1 - x) (d - x) / ((x + 1) (n2 - d + x +
/// 1)), summed in both directions from the observed a, relative to f(a).
Moments noncentral_hypergeometric(double a, double n1, double d, double n2, double psi) {
  const auto rise = [&](double x) { return psi * (n1 - x) * (d - x) / ((x + 1) * (n2 - d + x + 1)); };
  std::vector<double> at, f;
  const double lowest = std::max(0.0, d - n2), highest = std::min(n1, d);
  // From the mode on the terms fall, so the sums can stop where nothing is added any more.
  double mode = a;
  while (mode + 1 <= highest && rise(mode) > 1) ++mode;
  while (mode - 1 >= lowest && rise(mode - 1) < 1) --mode;
  constexpr double nothing = 1e-40;
  double term = 1;
  for (double x = mode; x <= highest && term > nothing; term *= rise(x), ++x) at.push_back(x - mode), f.push_back(term);
  term = 1;
  for (double x = mode; x - 1 >= lowest && term > nothing; --x) {
    term /= rise(x - 1);
    at.push_back(x - 1 - mode), f.push_back(term);
  }
  const Index n = static_cast<Index>(f.size());
  const auto moment = [&](auto&& of) {
    return sum_of(n, [&](Index i) { return of(at[static_cast<std::size_t>(i)]) * f[static_cast<std::size_t>(i)]; });
  };
  const double total = moment([](double) { return 1.0; }), mean = moment([](double x) { return x; }) / total;
  return {mode + mean, moment([&](double x) { return (x - mean) * (x - mean); }) / total};
}

double mantel_haenszel_odds_ratio(const Matrix& cells) {
  const auto share = [&](Index i, double product) { return product / (cells(i, 1) + cells(i, 3)); };
  const double R = sum_of(cells.rows(), [&](Index i) { return share(i, cells(i, 0) * (cells(i, 3) - cells(i, 2))); });
  const double S = sum_of(cells.rows(), [&](Index i) { return share(i, cells(i, 2) * (cells(i, 1) - cells(i, 0))); });
  return R / S;
}

}  // namespace

Result<Kendall> schwarzer(const Matrix& cells) {
  const double psi = mantel_haenszel_odds_ratio(cells);
  if (!(psi > 0) || std::isinf(psi)) return Note{.code = NoteCode::small_study_no_common_odds_ratio};
  std::vector<double> deviate, precision;
  for (Index i = 0; i < cells.rows(); ++i) {
    const double a = cells(i, 0), n1 = cells(i, 1), d = a + cells(i, 2), n2 = cells(i, 3);
    const Moments m = noncentral_hypergeometric(a, n1, d, n2, psi);
    if (!(m.variance > 0)) continue;
    deviate.push_back((a - m.mean) / std::sqrt(m.variance)), precision.push_back(1 / m.variance);
  }
  const Index k = static_cast<Index>(deviate.size());
  if (k < 3) return Note{.code = NoteCode::small_study_needs_three, .value = static_cast<double>(k)};
  return kendall(Eigen::Map<const Array>(deviate.data(), k), Eigen::Map<const Array>(precision.data(), k));
}

}  // namespace pooled
