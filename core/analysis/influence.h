#pragma once

#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// Case diagnostics of one study.
struct InfluenceRow {
  int row = 0;
  double rstudent = NaN, rstandard = NaN, dffits = NaN, cook_d = NaN, cov_r = NaN, tau2_del = NaN, QE_del = NaN;
  double hat = NaN, weight = NaN, dfbs = NaN;
  bool inf = false;
};

/// With the cut-offs beyond which a study counts as influential.
struct Influence {
  double dffits_cut = NaN, cook_d_cut = NaN, hat_cut = NaN, dfbs_cut = NaN;
  std::vector<InfluenceRow> rows{};
  std::vector<Note> notes{};
};

template <>
inline constexpr auto fields<InfluenceRow> = std::tuple{
    field("row", &InfluenceRow::row, "Index into request.dataset.studies."),
    field("rstudent", &InfluenceRow::rstudent, "Externally standardised residual."),
    field("rstandard", &InfluenceRow::rstandard, "Internally standardised residual."),
    field("dffits", &InfluenceRow::dffits, "Change of the fitted value, in its standard errors."),
    field("cook_d", &InfluenceRow::cook_d, "Cook's distance."),
    field("cov_r", &InfluenceRow::cov_r, "Variance of the pooled effect without the study over that with it."),
    field("tau2_del", &InfluenceRow::tau2_del, "tau2 without the study."),
    field("QE_del", &InfluenceRow::QE_del, "Cochran's Q without the study."),
    field("hat", &InfluenceRow::hat, "Leverage, a fraction."),
    field("weight", &InfluenceRow::weight, "Percent of the total."),
    field("dfbs", &InfluenceRow::dfbs, "Change of the pooled effect, in its standard errors."),
    field("inf", &InfluenceRow::inf, "Influential: beyond one of the cut-offs."),
};

template <>
inline constexpr auto fields<Influence> = std::tuple{
    field("dffits_cut", &Influence::dffits_cut, "For |dffits|."),
    field("cook_d_cut", &Influence::cook_d_cut),
    field("hat_cut", &Influence::hat_cut),
    field("dfbs_cut", &Influence::dfbs_cut, "For |dfbs|."),
    field("rows", &Influence::rows),
};

/// Outlier and influence diagnostics, each study against the fit without it. With p = w / sum w, w = 1 / (v + tau2),
/// (-i) = without study i, and c = the Hartung-Knapp factor of that fit (1 under other tests):
///   rstudent  = (yi - mu(-i)) / sqrt(c (vi + tau2(-i)) + se(-i)^2)
///   rstandard = (yi - mu) / sqrt((1 - pi) (vi + tau2))
///   dffits    = (mu - mu(-i)) / sqrt(c pi (vi + tau2(-i)))
///   dfbs      = (mu - mu(-i)) / sqrt(c / sum over all j of 1 / (vj + tau2(-i)))
///   cook_d    = (mu - mu(-i))^2 / se^2,   cov_r = se(-i)^2 / se^2,   hat = pi
/// Influential: |dffits| > 3 sqrt(1 / (k - 1)), cook_d above the median of chi-square(1), hat > 3 / k, or |dfbs| > 1.
/// Models with other weights have no hat, dffits, dfbs and rstandard. Needs 2 <= k <= max_refits; at k = 2 the one
/// study left has no tau2, and what rests on it does not exist.
/// @source Viechtbauer & Cheung 2010, Res Synth Methods 1:112
Result<Influence> influence(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
