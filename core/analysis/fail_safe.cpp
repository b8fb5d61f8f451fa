#include "core/analysis/fail_safe.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/analysis/augmented.h"
#include "core/base/dist.h"
#include "core/base/sum.h"
#include "core/model/inference.h"
#include "core/model/inverse_variance.h"

namespace pooled {
namespace {

using Row = FailSafeRow;

/// Whole studies; a rounding error above a whole number is not another study.
double studies(double n) {
  const double below = std::floor(n);
  return std::max(0.0, n - below <= 1e-12 * std::abs(n) ? below : std::ceil(n));
}

Row rosenthal(const Effects& e, const Options& options) {
  const double k = static_cast<double>(e.k());
  const double total = sum_of(e.k(), [&](Index i) { return e.yi[i] / std::sqrt(e.vi[i]); });
  const double z = total / normal_upper_quantile(1 - options.level);
  return {.id = "Rosenthal",
          .label = "Rosenthal",
          .n = studies(z * z - k),
          .pval = normal_upper(std::abs(total) / std::sqrt(k))};
}

/// The effect that would no longer matter, on the side of the pooled effect; half of it when none is given.
double orwin_target(double est, const Scale& scale, const Options& options) {
  if (!options.fail_safe_target) return est / 2;
  const double given = scale.analysis(*options.fail_safe_target) - scale.analysis(scale.no_effect);
  return std::copysign(given, est);
}

Row orwin(const Effects& e, const Estimate& common, const Options& options) {
  const Scale& scale = *e.measure->scale;
  Row row{.id = "Orwin", .label = "Orwin", .est = common.est};
  row.target = orwin_target(common.est, scale, options);
  row.est_display = scale.display(row.est), row.target_display = scale.display(row.target);
  const double excess = (row.est - row.target) / row.target;
  if (std::isfinite(excess))
    row.n = studies(static_cast<double>(e.k()) * excess);
  else
    row.target = row.target_display = NaN, row.note = text({.code = NoteCode::fail_safe_target_unusable}, {}, {});
  return row;
}

Row rosenberg(const Effects& e, const Estimate& common, const Options& options) {
  const double z = common.stat / normal_upper_quantile((1 - options.level) / 2);
  return {.id = "Rosenberg",
          .label = "Rosenberg",
          .n = studies(static_cast<double>(e.k()) * (z * z - 1)),
          .est = common.est,
          .pval = common.pval,
          .est_display = e.measure->scale->display(common.est)};
}

/// n studies of mean 0 whose squares sum to (n - 1) variance: pairs of opposite sign, and one 0 when n is odd.
Array null_studies(Index n, double variance) {
  Array y = Array::Zero(n);
  const Index paired = n / 2 * 2;
  if (paired == 0) return y;
  const double size = std::sqrt(variance * static_cast<double>(n - 1) / static_cast<double>(paired));
  for (Index i = 0; i < paired; ++i) y[i] = i % 2 == 0 ? size : -size;
  return y;
}

/// Beyond this many more are not looked for: each step fits all of them.
constexpr Index most_studies = 10000;

/// The smallest n that is not `significant`, by doubling and halving; none up to the most.
template <class Significant>
std::optional<Index> first_without(Significant&& significant) {
  Index low = 0, high = 1;  // significant at low
  while (significant(high)) {
    if (high == most_studies) return {};
    low = high, high = std::min(2 * high, most_studies);
  }
  while (high - low > 1) {
    const Index middle = low + (high - low) / 2;
    (significant(middle) ? low : high) = middle;
  }
  return high;
}

std::string words(const Note& note) { return text(note, {}, {}); }

Row general(const Effects& e, const Options& chosen) {
  Row row{.id = "General", .label = "General (the chosen model)"};
  Options options = without_counts(chosen);
  // Of each of the many fits only the estimate, P and tau2 are wanted: the rest is made as cheap as it can be.
  options.prediction = std::string("S"), options.tau2_ci = std::string("QP");
  const Result<Fit> observed = fit(e, options);
  if (!observed) {
    row.note = words(observed.note());
    return row;
  }
  row.est = observed->mu.est, row.pval = observed->mu.pval;
  row.est_display = e.measure->scale->display(row.est);
  const double h = static_cast<double>(e.k()) / sum_of(e.k(), [&](Index i) { return 1 / e.vi[i]; });
  const double variance = (std::isnan(observed->tau2.tau2) ? 0 : observed->tau2.tau2) + h;
  const auto with = [&](Index n) {
    return fit(with_studies(e, null_studies(n, variance), Array::Constant(n, h)), options);
  };
  const auto significant = [&](const Result<Fit>& f) { return f && f->mu.pval < 1 - options.level; };
  const std::optional<Index> n =
      significant(observed) ? first_without([&](Index m) { return significant(with(m)); }) : 0;
  if (!n) {
    row.note = words({.code = NoteCode::fail_safe_beyond, .value = static_cast<double>(most_studies)});
    return row;
  }
  const Result<Fit> added = with(*n);
  if (!added) {
    row.note = words(added.note());
    return row;
  }
  row.n = static_cast<double>(*n);
  row.est_n = added->mu.est, row.pval_n = added->mu.pval, row.tau2_n = added->tau2.tau2;
  return row;
}

}  // namespace

Result<FailSafe> fail_safe(const Effects& e, const Fit&, const Options& options) {
  if (!e.measure->compares()) return Note{.code = NoteCode::bias_not_for_measure};
  if (e.k() == 0) return Note{.code = NoteCode::no_usable_study, .value = static_cast<double>(e.study.size())};
  Options common = options;
  common.test = std::string("z");
  const Estimate mu = common_effect(e, common)->mu;
  return FailSafe{
      .k = static_cast<int>(e.k()),
      .alpha = 1 - options.level,
      .rows = {rosenthal(e, options), orwin(e, mu, options), rosenberg(e, mu, options), general(e, options)}};
}

}  // namespace pooled
