#include "core/analysis/gosh_subsets.h"

#include <algorithm>
#include <bit>
#include <cmath>

#include "core/analysis/gosh.h"
#include "core/analysis/subset_sums.h"
#include "core/base/random.h"
#include "core/base/sum.h"
#include "core/model/inverse_variance.h"

namespace pooled {
namespace {

enum class Cost { sums, estimator, whole_fit };

/// With closed forms a subset costs nanoseconds, with an estimator that searches microseconds, a whole fit up to
/// milliseconds.
Cost cost_of(const Fit& f, const Options& options) {
  if (!is_inverse_variance(*f.model)) return Cost::whole_fit;
  const bool closed = !f.model->random || find_tau2_estimator(options.tau2)->estimate == der_simonian_laird;
  return closed ? Cost::sums : Cost::estimator;
}

/// The most studies of which all subsets are tried unasked, and how many studies may be looked at in all subsets: some
/// seconds of work.
struct Limit {
  Index exact;
  double studies;
};
Limit limit_of(Cost cost) {
  switch (cost) {
    case Cost::sums:
      return {20, 1e8};
    case Cost::estimator:
      return {15, 1.1e7};
    case Cost::whole_fit:
      break;
  }
  return {11, 1e6};
}

/// Adds the studies from `first` on that are given as bits.
void members(std::uint64_t bits, Index first, std::vector<Index>& studies) {
  for (Index i = first; bits; ++i, bits >>= 1)
    if (bits & 1) studies.push_back(i);
}

/// Every study with probability 1/2, as bits, 64 to a word: all subsets are equally likely. Again if fewer than two
/// came out.
void draw(Random& random, Index k, std::vector<std::uint64_t>& words) {
  int count = 0;
  do {
    count = 0;
    for (Index left = k, i = 0; left > 0; left -= 64, ++i) {
      std::uint64_t& bits = words[static_cast<std::size_t>(i)];
      bits = random.bits();
      if (left < 64) bits &= (std::uint64_t{1} << left) - 1;
      count += std::popcount(bits);
    }
  } while (count < 2);
}

double percent_I2(double Q, double df) { return Q > df ? 100 * ((Q - df) / Q) : 0; }

double DL_tau2(double Q, double df, double between) { return std::max(0.0, (Q - df) / between); }

/// sum w y / sum w of the studies given as bits, w = 1 / (v + tau2). Plain sums: twenty terms lose no digit that
/// matters.
double mean_of(const Standard& s, std::size_t bits, double tau2) {
  double sum_w = 0, sum_wy = 0;
  for (Index i = 0; bits; ++i, bits >>= 1) {
    if (!(bits & 1)) continue;
    const double w = 1 / (s.v[i] + tau2);
    sum_w += w;
    sum_wy += w * s.y[i];
  }
  return sum_wy / sum_w;
}

SubsetResults from_sums(const Effects& e, bool random) {
  const Standard s = standardise(e);
  SubsetSums sums = subset_sums(s, 0, e.k());
  SubsetResults out{std::move(sums.mean), std::vector<double>(sums.size(), NaN)};
  for (std::size_t bits = 0; bits < sums.size(); ++bits) {
    const int n = __builtin_popcountll(bits);
    if (n < 2) {
      out.est[bits] = NaN;
      continue;
    }
    const double Q = sums.Q[bits];
    out.I2[bits] = percent_I2(Q, n - 1);
    const double tau2 = random ? DL_tau2(Q, n - 1, 2 * sums.half[bits]) : 0;
    if (tau2 > 0) out.est[bits] = mean_of(s, bits, tau2);
    out.est[bits] = s.centre + s.unit * out.est[bits];
  }
  return out;
}

struct Point {
  double est, I2;
};

/// mu and I2 without the parts of a fit that nobody asks for.
Point inverse_variance_point(const Effects& part, bool random, const Options& options) {
  const Standard s = standardise(part);
  const Weighted equal = weigh(s, 0);
  const double df = static_cast<double>(part.k() - 1);
  if (!random) return {s.centre + s.unit * equal.mu, percent_I2(equal.Q, df)};
  const double tau2 = estimate_tau2(part, options).tau2 / s.unit / s.unit;
  return {s.centre + s.unit * weigh(s, tau2).mu, 100 * (tau2 / (tau2 + df / equal.between))};
}

std::vector<int> rows_of(const Fit& f, const std::vector<Index>& studies) {
  std::vector<int> rows;
  rows.reserve(studies.size());
  for (const Index i : studies) rows.push_back(f.row[static_cast<std::size_t>(i)]);
  return rows;
}

Point fitted_point(const Effects& part, const Options& options) {
  const Result<Fit> f = fit(part, options);
  if (!f || std::isnan(f->mu.est) || std::isnan(f->heterogeneity.I2)) return {NaN, NaN};
  return {f->mu.est, f->heterogeneity.I2};
}

}  // namespace

void Subsets::each(FunctionRef<bool(std::size_t)> wanted,
                   FunctionRef<void(std::size_t, const std::vector<Index>&)> visit) const {
  Random random(seed);
  std::vector<std::uint64_t> words((static_cast<std::size_t>(k) + 63) / 64);
  std::vector<Index> studies;
  for (std::size_t number = 0; number < count; ++number) {
    exact ? void(words[0] = number) : draw(random, k, words);
    if (!wanted(number)) continue;
    studies.clear();
    for (std::size_t i = 0; i < words.size(); ++i) members(words[i], static_cast<Index>(64 * i), studies);
    visit(number, studies);
  }
}

Subsets choose_subsets(const Fit& f, const Options& options) {
  const Limit limit = limit_of(cost_of(f, options));
  const auto seed = static_cast<std::uint64_t>(options.seed);
  const auto k = static_cast<Index>(f.row.size());
  const double affordable = std::max(1.0, std::floor(2 * limit.studies / static_cast<double>(k)));
  const double wanted = std::min(options.gosh_subsets, affordable), power = std::ldexp(1.0, static_cast<int>(k));
  const double all = k <= limit.exact || power <= std::min(affordable, most_gosh_subsets) ? power : NaN;
  // Who would have as many drawn as there are gets each of them once.
  if (k <= limit.exact || wanted >= all) return {k, true, std::size_t{1} << k, seed, all};
  return {k, false, static_cast<std::size_t>(wanted), seed, all};
}

bool in_one_table(const Fit& f, const Options& options, const Subsets& subsets) {
  return subsets.exact && cost_of(f, options) == Cost::sums;
}

SubsetResults subset_results(const Effects& e, const Fit& f, const Options& options, const Subsets& subsets,
                             const Share& share) {
  const Cost cost = cost_of(f, options);
  if (in_one_table(f, options, subsets)) return from_sums(e, f.model->random);
  SubsetResults out{std::vector<double>(subsets.count, NaN), std::vector<double>(subsets.count, NaN)};
  const auto ours = [&](std::size_t number) { return share.has(number); };
  subsets.each(ours, [&](std::size_t number, const std::vector<Index>& studies) {
    if (studies.size() < 2) return;
    const Point p = cost == Cost::whole_fit ? fitted_point(part_of(e, rows_of(f, studies)), options)
                                            : inverse_variance_point(subset(e, studies), f.model->random, options);
    out.est[number] = p.est, out.I2[number] = p.I2;
  });
  return out;
}

}  // namespace pooled
