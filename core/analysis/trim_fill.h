#pragma once

#include <string>
#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// A study that trim and fill imagines: the mirror image of one there is.
struct FilledStudy {
  int row = 0;
  double yi = NaN, vi = NaN, sei = NaN;
  Interval display{};
};

struct TrimFill {
  std::string estimator{}, side{};
  int k = 0, k0 = 0;
  double se_k0 = NaN, pval_k0 = NaN;
  int iterations = 0;
  std::vector<FilledStudy> filled{};
  double est = NaN, se = NaN, stat = NaN, df = NaN, pval = NaN, ci_lb = NaN, ci_ub = NaN, pi_lb = NaN, pi_ub = NaN;
  double tau2 = NaN, I2 = NaN, I2_Q = NaN, QE = NaN, QE_df = NaN, QEp = NaN;
  PooledDisplay display{};
  std::string note{};
};

template <>
inline constexpr auto fields<FilledStudy> = std::tuple{
    field("row", &FilledStudy::row, "The study it mirrors: index into request.dataset.studies."),
    field("yi", &FilledStudy::yi),
    field("vi", &FilledStudy::vi),
    field("sei", &FilledStudy::sei),
    field("display", &FilledStudy::display, "As people read it."),
};

template <>
inline constexpr auto fields<TrimFill> = std::tuple{
    field("estimator", &TrimFill::estimator, "L0, R0 or Q0."),
    field("side", &TrimFill::side, "Where studies are missing: left (small effects) or right."),
    field("k", &TrimFill::k, "Studies there are."),
    field("k0", &TrimFill::k0, "Studies that seem to be missing."),
    field("se_k0", &TrimFill::se_k0),
    field("pval_k0", &TrimFill::pval_k0, "P of the hypothesis that none is missing; R0 only."),
    field("iterations", &TrimFill::iterations),
    field("filled", &TrimFill::filled),
    field("est", &TrimFill::est, "Pooled effect of all k + k0 studies under the chosen model."),
    field("se", &TrimFill::se),
    field("stat", &TrimFill::stat),
    field("df", &TrimFill::df, "null = normal."),
    field("pval", &TrimFill::pval),
    field("ci_lb", &TrimFill::ci_lb),
    field("ci_ub", &TrimFill::ci_ub),
    field("pi_lb", &TrimFill::pi_lb),
    field("pi_ub", &TrimFill::pi_ub),
    field("tau2", &TrimFill::tau2),
    field("I2", &TrimFill::I2),
    field("I2_Q", &TrimFill::I2_Q),
    field("QE", &TrimFill::QE),
    field("QE_df", &TrimFill::QE_df),
    field("QEp", &TrimFill::QEp),
    field("display", &TrimFill::display, "The same as people read it."),
    field("note", &TrimFill::note, "What else is to be known; empty otherwise."),
};

/// Trim and fill. With missing studies on the left (on the right: after a change of sign), the effects in rising order,
/// mu the common effect of the k - k0 smallest, and ranks of |yi - mu|:
///   Sr = sum of the ranks of yi > mu, g = how many of the largest ranks in a row belong to yi > mu
///   L0 = (4 Sr - k (k + 1)) / (2 k - 1),  R0 = g - 1,  Q0 = k - 1/2 - sqrt(2 k^2 - 4 Sr + 1/4)
/// rounded and not below 0, give the next k0 until it stays. Then the k0 largest are mirrored about mu, and the chosen
/// model is fitted to all. Standard errors from the variance of Sr when as many are missing as estimated before
/// rounding; P of R0: 2^-(k0 + 1). The side is that of Options::trim_side; `auto` takes the right when Egger's slope is
/// negative, else the left. metafor trims with the weights of the model instead; meta as here.
/// @source Duval & Tweedie 2000, J Am Stat Assoc 95:89; Duval & Tweedie 2000, Biometrics 56:455
Result<TrimFill> trim_fill(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
