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

/// A refit of the same numbers in another order differs in the last bits.
bool as_large(double x, double of_data) { return std::abs(x) >= std::abs(of_data) * (1 - 1e-9); }

/// So many permutations, one after the other, are one task.
constexpr std::size_t block = 32;

/// How many of a block were as extreme as the data: in QM, then in each coefficient.
void count(double* row, const TestStatistics& permuted, const TestStatistics& data) {
  row[0] += as_large(permuted.QM, data.QM);
  for (Index j = 0; j < data.stat.size(); ++j) row[j + 1] += as_large(permuted.stat[j], data.stat[j]);
}

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

/// The effects with other signs; in standard units, from the centre.
Mixed flipped(const Mixed& m, const std::vector<bool>& flip) {
  Mixed out = m;
  const double none = -m.s.centre / m.s.unit;
  for (Index i = 0; i < m.d.k(); ++i)
    if (flip[static_cast<std::size_t>(i)]) out.s.y[i] = none - (m.s.y[i] - none);
  return out;
}

/// What is permuted, and how often.
struct Plan {
  Moderators m;
  Regression fitted;
  Mixed data;
  TestStatistics observed;
  std::vector<Index> kinds;
  bool by_sign = false, exact = false;
  std::size_t count = 0;

  std::size_t blocks() const { return (count + block - 1) / block; }
};

Result<Plan> plan_of(const Effects& e, const Options& options) {
  const Result<Moderators> moderators = moderators_of(e, options);
  if (!moderators) return moderators.note();
  const Moderators& m = *moderators;
  if (m.columns.empty()) return Note{.code = NoteCode::formula_needed};
  const Result<Regression> fitted = regress(m.e, m.X, options);
  if (!fitted) return why_not(m, fitted.note());
  const Mixed data = mixed(m.e, m.X);
  Plan p{m, *fitted, data, test_statistics(data, options), kinds_of(m.X)};
  p.by_sign = m.variables.empty();
  const double count = p.by_sign ? std::exp2(static_cast<double>(m.e.k())) : orders_of(p.kinds);
  p.exact = m.e.k() <= always_exact || count <= options.permutations;
  p.count = static_cast<std::size_t>(p.exact ? count : options.permutations);
  return p;
}

/// Calls visit(n, make) for each permutation, in order; make() works out the data of this one. Random ones come from
/// one stream, so that those left out are drawn all the same.
using Visit = FunctionRef<void(std::size_t, FunctionRef<Mixed()>)>;

void each_order(const Plan& p, const Options& options, Visit visit) {
  std::vector<Index> order = p.kinds;
  Random random(static_cast<std::uint64_t>(options.seed));
  if (!p.exact) std::iota(order.begin(), order.end(), Index{0});
  for (std::size_t n = 0; n < p.count; ++n) {
    if (!p.exact) shuffle(order, random);
    visit(n, [&] { return reordered(p.data, order); });
    if (p.exact) std::next_permutation(order.begin(), order.end());
  }
}

void each_sign(const Plan& p, const Options& options, Visit visit) {
  Random random(static_cast<std::uint64_t>(options.seed));
  std::vector<bool> flip(static_cast<std::size_t>(p.data.d.k()));
  for (std::size_t n = 0; n < p.count; ++n) {
    for (std::size_t i = 0; i < flip.size(); ++i) flip[i] = p.exact ? (n >> i & 1U) != 0 : random.below(2) == 1;
    visit(n, [&] { return flipped(p.data, flip); });
  }
}

/// How many of all permutations that were tried were as extreme as the data, which are one of random permutations.
struct Tally {
  double total = 0;
  std::vector<double> extreme;

  Tally(const Plan& p, const Rows& rows) : extreme(rows.width) {
    if (!p.exact) total = 1, pooled::count(extreme.data(), p.observed, p.observed);
    for (std::size_t b = 0; b < rows.count(); ++b) {
      if (std::isnan(rows.row(b)[0])) continue;
      total += static_cast<double>(std::min(block, p.count - b * block));
      for (std::size_t j = 0; j < rows.width; ++j) extreme[j] += rows.row(b)[j];
    }
  }
  double share(std::size_t j) const { return extreme[j] / total; }
};

PermutationTest answer(const Plan& p, const Tally& tally) {
  const Regression& r = p.fitted;
  PermutationTest out;
  out.permuted = p.by_sign ? "signs" : "moderators";
  out.k = static_cast<int>(r.k), out.exact = p.exact, out.permutations = tally.total;
  for (std::size_t j = 0; j < r.coef.size(); ++j)
    out.coefficients.push_back({p.m.columns[j].name, r.coef[j].stat, r.coef[j].pval, tally.share(j + 1)});
  out.QM = r.QM, out.QMp = r.QMp, out.QMp_perm = std::isnan(p.observed.QM) ? NaN : tally.share(0);
  out.notes = p.m.notes;
  constexpr double few = 20;
  if (tally.total < few)
    out.notes.push_back({.code = NoteCode::permutation_few, .value = tally.total, .other = 1 / tally.total});
  return out;
}

}  // namespace

Result<PermutationTest> permutation(const Effects& e, const Fit& f, const Options& options) {
  return permutation_from(e, f, options, permutation_rows(e, f, options, all_tasks));
}

Rows permutation_rows(const Effects& e, const Fit&, const Options& options, const Share& share) {
  const Result<Plan> plan = plan_of(e, options);
  if (!plan) return {};
  const Plan& p = *plan;
  Rows rows = Rows::of(p.blocks(), static_cast<std::size_t>(p.observed.stat.size()) + 1);
  if (share.is_empty()) return rows;
  for (std::size_t b = share.at; b < rows.count(); b += share.of) std::fill_n(rows.row(b), rows.width, 0.0);
  const auto visit = [&](std::size_t n, FunctionRef<Mixed()> make) {
    if (share.has(n / block)) count(rows.row(n / block), test_statistics(make(), options), p.observed);
  };
  p.by_sign ? each_sign(p, options, visit) : each_order(p, options, visit);
  return rows;
}

Result<PermutationTest> permutation_from(const Effects& e, const Fit&, const Options& options, const Rows& rows) {
  const Result<Plan> plan = plan_of(e, options);
  if (!plan) return plan.note();
  return answer(*plan, Tally(*plan, rows));
}

}  // namespace pooled
