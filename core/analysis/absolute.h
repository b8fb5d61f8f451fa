#pragma once

#include "core/analysis/summary.h"

namespace pooled {

/// The pooled effect applied to a stated control risk. Risks and differences are fractions.
struct Absolute {
  double control_risk = NaN;
  std::string control_risk_from;
  double risk = NaN, risk_lb = NaN, risk_ub = NaN;
  double diff = NaN, diff_lb = NaN, diff_ub = NaN;
  double nnt = NaN, nnt_lb = NaN, nnt_ub = NaN;
  bool crosses_zero = false;
  bool clamped = false;
  double studies_low = NaN, studies_median = NaN, studies_high = NaN;
};

template <>
inline constexpr auto fields<Absolute> = std::tuple{
    field("control_risk", &Absolute::control_risk),
    field("control_risk_from", &Absolute::control_risk_from, "\"median\" of the studies' control risks, or \"given\"."),
    field("risk", &Absolute::risk, "Risk with treatment."),
    field("risk_lb", &Absolute::risk_lb),
    field("risk_ub", &Absolute::risk_ub),
    field("diff", &Absolute::diff, "risk - control_risk."),
    field("diff_lb", &Absolute::diff_lb),
    field("diff_ub", &Absolute::diff_ub),
    field("nnt", &Absolute::nnt, "Whole people, rounded up, always positive; null = infinite."),
    field("nnt_lb", &Absolute::nnt_lb, "Goes with diff_lb."),
    field("nnt_ub", &Absolute::nnt_ub, "Goes with diff_ub."),
    field("crosses_zero", &Absolute::crosses_zero,
          "The interval of the difference contains zero, so the NNT interval passes through infinity."),
    field("clamped", &Absolute::clamped, "A risk left 0 to 1 and was set to the limit."),
    field("studies_low", &Absolute::studies_low, "Lowest of the pooled studies' control risks; null = they give none."),
    field("studies_median", &Absolute::studies_median, "Their median."),
    field("studies_high", &Absolute::studies_high, "The highest of them."),
};

/// RR: risk = p RR; OR: risk = p OR / (1 - p + p OR); RD: risk = p + RD; difference = risk - p; NNT = 1 / |difference|,
/// rounded up. p is Options::control_risk, or the median of the pooled studies' own.
/// @source Cochrane Handbook 15.4.4; NNT intervals: Altman 1998, BMJ 317:1309
Result<Absolute> absolute(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
