#include "core/analysis/permutation.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "core/analysis/moderators.h"
#include "core/base/function_ref.h"
#include "core/base/random.h"
#include "core/model/regression.h"

namespace pooled {
namespace {

/// So few studies are tried in every order, however many orders there are.
constexpr Index always_exact = 8;

/// How often a permutation was as extreme as the data.
class Tally {
 public:
  explicit Tally(const TestStatistics& data) : data_(data), extreme_(Array::Zero(data.stat.size())) {}

  void add(const TestStatistics& permuted) {
    total_ += 1;
    for (Index j = 0; j < extreme_.size(); ++j) extreme_[j] += as_large(permuted.stat[j], data_.stat[j]);
    extreme_QM_ += as_large(permuted.QM, data_.QM);
  }
  double total() const { return total_; }
  double share(Index j) const { return extreme_[j] / total_; }
  double share_QM() const { return std::isnan(data_.QM) ? NaN : extreme_QM_ / total_; }

 private:
  /// A refit of the same numbers in another order differs in the last bits.
  static bool as_large(double x, double of_data) { return std::abs(x) >= std::abs(of_data) * (1 - 1e-9); }

  const TestStatistics& data_;
  Array extreme_;
  double extreme_QM_ = 0, total_ = 0;
};

/// For every study the first that has the same row of X.
std::vector<Index> kinds_of(const Matrix& X) {
  std::vector<Index> kinds;
  for (Index i = 0; i < X.rows(); ++i) {
    Index same = 0;
    while (X.row(same) != X.row(i)) ++same;
    kinds.push_back(same);
  }
  std::sort(kinds.begin(), kinds.end());
  return kinds;
}

/// How many different orders there are: k! / product of (size of each kind)!
double orders_of(const std::vector<Index>& kinds) {
  double log_count = std::lgamma(static_cast<double>(kinds.size()) + 1);
  for (std::size_t i = 0, end = 0; i < kinds.size(); i = end) {
    while (end < kinds.size() && kinds[end] == kinds[i]) ++end;
    log_count -= std::lgamma(static_cast<double>(end - i) + 1);
  }
  return std::round(std::exp(log_count));
}

/// The moderators of study order[i] given to study i.
Mixed reordered(const Mixed& m, const std::vector<Index>& order) {
  Mixed out = m;
  for (Index i = 0; i < m.d.k(); ++i) {
    const Index from = order[static_cast<std::size_t>(i)];
    out.d.x.row(i) = m.d.x.row(from);
    out.d.essential[static_cast<std::size_t>(i)] = m.d.essential[static_cast<std::size_t>(from)];
  }
  return out;
}

void shuffle(std::vector<Index>& order, Random& random) {
  for (std::size_t i = order.size() - 1; i > 0; --i)
    std::swap(order[i], order[static_cast<std::size_t>(random.below(static_cast<Index>(i) + 1))]);
}

void try_all_orders(Tally& tally, const Mixed& m, std::vector<Index> kinds, const Options& options) {
  do tally.add(test_statistics(reordered(m, kinds), options));
  while (std::next_permutation(kinds.begin(), kinds.end()));
}

void try_random_orders(Tally& tally, const Mixed& m, const TestStatistics& data, const Options& options) {
  std::vector<Index> order(static_cast<std::size_t>(m.d.k()));
  std::iota(order.begin(), order.end(), Index{0});
  Random random(static_cast<std::uint64_t>(options.seed));
  tally.add(data);
  for (double n = 0; n < options.permutations; n += 1) {
    shuffle(order, random);
    tally.add(test_statistics(reordered(m, order), options));
  }
}

/// The effects with other signs; in standard units, from the centre.
Mixed flipped(const Mixed& m, FunctionRef<bool(Index)> flip) {
  Mixed out = m;
  const double none = -m.s.centre / m.s.unit;
  for (Index i = 0; i < m.d.k(); ++i)
    if (flip(i)) out.s.y[i] = none - (m.s.y[i] - none);
  return out;
}

void try_all_signs(Tally& tally, const Mixed& m, const Options& options) {
  for (std::uint64_t signs = 0; signs < std::uint64_t{1} << m.d.k(); ++signs) {
    const auto flip = [&](Index i) { return (signs >> i & 1U) != 0; };
    tally.add(test_statistics(flipped(m, flip), options));
  }
}

void try_random_signs(Tally& tally, const Mixed& m, const TestStatistics& data, const Options& options) {
  Random random(static_cast<std::uint64_t>(options.seed));
  tally.add(data);
  for (double n = 0; n < options.permutations; n += 1)
    tally.add(test_statistics(flipped(m, [&](Index) { return random.below(2) == 1; }), options));
}

bool all_fit(double count, Index k, const Options& options) {
  return k <= always_exact || count <= options.permutations;
}

PermutationTest answer(const Moderators& m, const Regression& r, const Tally& tally, bool exact) {
  PermutationTest out;
  out.permuted = m.variables.empty() ? "signs" : "moderators";
  out.k = static_cast<int>(r.k), out.exact = exact, out.permutations = tally.total();
  for (std::size_t j = 0; j < r.coef.size(); ++j)
    out.coefficients.push_back({m.columns[j].name, r.coef[j].stat, r.coef[j].pval, tally.share(static_cast<Index>(j))});
  out.QM = r.QM, out.QMp = r.QMp, out.QMp_perm = tally.share_QM();
  out.notes = m.notes;
  constexpr double few = 20;
  if (tally.total() < few)
    out.notes.push_back({.code = NoteCode::permutation_few, .value = tally.total(), .other = 1 / tally.total()});
  return out;
}

}  // namespace

Result<PermutationTest> permutation(const Effects& e, const Fit&, const Options& options) {
  const Result<Moderators> moderators = moderators_of(e, options);
  if (!moderators) return moderators.note();
  const Moderators& m = *moderators;
  if (m.columns.empty()) return Note{.code = NoteCode::formula_needed};
  const Result<Regression> fitted = regress(m.e, m.X, options);
  if (!fitted) return why_not(m, fitted.note());
  const Mixed data = mixed(m.e, m.X);
  const TestStatistics observed = test_statistics(data, options);
  Tally tally(observed);
  const bool by_sign = m.variables.empty();
  const std::vector<Index> kinds = kinds_of(m.X);
  const double count = by_sign ? std::exp2(static_cast<double>(m.e.k())) : orders_of(kinds);
  const bool exact = all_fit(count, m.e.k(), options);
  if (by_sign)
    exact ? try_all_signs(tally, data, options) : try_random_signs(tally, data, observed, options);
  else
    exact ? try_all_orders(tally, data, kinds, options) : try_random_orders(tally, data, observed, options);
  return answer(m, *fitted, tally, exact);
}

}  // namespace pooled
