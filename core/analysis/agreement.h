#pragma once

#include "core/base/fields.h"
#include "core/base/result.h"
#include "core/model/model.h"

namespace pooled {

/// How far two readers judged the same studies alike.
struct Agreement {
  int n = 0, agree = 0, categories = 0;
  double percent = NaN, expected = NaN;
  double kappa = NaN, se = NaN, ci_lb = NaN, ci_ub = NaN;
};

template <>
inline constexpr auto fields<Agreement> = std::tuple{
    field("n", &Agreement::n, "Studies that both judged."),
    field("agree", &Agreement::agree, "Of these, how many alike."),
    field("categories", &Agreement::categories, "Different judgements."),
    field("percent", &Agreement::percent, "Agreement, percent."),
    field("expected", &Agreement::expected, "Agreement expected by chance alone, percent."),
    field("kappa", &Agreement::kappa, "Cohen's kappa; null where both gave every study the same judgement."),
    field("se", &Agreement::se, "Its standard error."),
    field("ci_lb", &Agreement::ci_lb),
    field("ci_ub", &Agreement::ci_ub),
};

/// Cohen's kappa of the groups `first` and `second` of each study; a study without one of them is left out.
///   po = sum p_ii,  pe = sum p_i. p_.i,  kappa = (po - pe) / (1 - pe)
/// with the large-sample variance
///   [sum_i p_ii (1 - (p_i. + p_.i)(1 - kappa))^2 + (1 - kappa)^2 sum_{i != j} p_ij (p_.i + p_j.)^2
///    - (kappa - pe (1 - kappa))^2] / (n (1 - pe)^2)
/// and a normal interval, not beyond 1. Needs nothing of the studies but these two groups.
/// @source Cohen 1960, Educ Psychol Meas 20:37; Fleiss, Cohen & Everitt 1969, Psychol Bull 72:323
Result<Agreement> agreement(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
