#pragma once

#include <string>
#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// How many studies without an effect would have to be hidden for the result to be lost, by one method.
struct FailSafeRow {
  std::string id{}, label{};
  double n = NaN;
  double est = NaN, pval = NaN, target = NaN;
  double est_display = NaN, target_display = NaN;
  double est_n = NaN, pval_n = NaN, tau2_n = NaN;
  std::string note{};
};

struct FailSafe {
  int k = 0;
  double alpha = NaN;
  std::vector<FailSafeRow> rows{};
};

template <>
inline constexpr auto fields<FailSafeRow> = std::tuple{
    field("id", &FailSafeRow::id),
    field("label", &FailSafeRow::label),
    field("n", &FailSafeRow::n, "Studies; null = no such number, see note."),
    field("est", &FailSafeRow::est, "Observed pooled effect that the method starts from, analysis scale."),
    field("pval", &FailSafeRow::pval, "Observed P that the method starts from; one-sided for Rosenthal."),
    field("target", &FailSafeRow::target, "Orwin: the effect that would no longer matter, analysis scale."),
    field("est_display", &FailSafeRow::est_display, "est as people read it."),
    field("target_display", &FailSafeRow::target_display),
    field("est_n", &FailSafeRow::est_n, "General: pooled effect with the n studies added."),
    field("pval_n", &FailSafeRow::pval_n),
    field("tau2_n", &FailSafeRow::tau2_n),
    field("note", &FailSafeRow::note, "Why n does not exist, or is a bound; empty otherwise."),
};

template <>
inline constexpr auto fields<FailSafe> = std::tuple{
    field("k", &FailSafe::k),
    field("alpha", &FailSafe::alpha, "1 - options.level."),
    field("rows", &FailSafe::rows),
};

/// Fail-safe N, rounded up, with alpha = 1 - level and zi = yi / sqrt(vi), wi = 1 / vi:
///   Rosenthal: (sum zi)^2 / z^2 - k, z the upper alpha quantile (one-sided Stouffer test)
///   Orwin: k (|mu| - target) / target, mu the common effect; target from Options::fail_safe_target, else mu / 2
///   Rosenberg: k ((sum wi yi)^2 / z^2 / sum wi - 1), z the upper alpha / 2 quantile (common effect, studies of average
///     weight)
///   General: the smallest n for which P of the chosen model with n more studies is no longer below alpha. These have
///     the harmonic mean h of vi as variance, mean 0 and sample variance tau2 + h: as different from each other as
///     those there are.
/// @source Rosenthal 1979, Psychol Bull 86:638; Orwin 1983, J Educ Stat 8:157; Rosenberg 2005, Evolution 59:464;
///         General: our reading of metafor's fsn(type = "General", exact = TRUE), worked out from its results; where it
///         has another n, tests/golden/README.md says who is right
Result<FailSafe> fail_safe(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
