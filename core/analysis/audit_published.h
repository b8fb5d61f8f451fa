#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/audit.h"
#include "core/analysis/published.h"
#include "core/analysis/summary.h"

namespace pooled {

/// One question put to the published numbers.
struct AuditFinding {
  std::string_view id, label;
  bool agrees = true;
  std::string text;
};

struct AuditPublished {
  double se_lb = NaN, se_ub = NaN, pval_lb = NaN, pval_ub = NaN, t_pval_lb = NaN, t_pval_ub = NaN;
  double crude_lb = NaN, crude_ub = NaN;
  std::vector<AuditFinding> findings;
};

template <>
inline constexpr auto fields<AuditFinding> = std::tuple{
    field("id", &AuditFinding::id),
    field("label", &AuditFinding::label, "Question."),
    field("agrees", &AuditFinding::agrees, "Agrees. False where no numbers that round to those printed fit together."),
    field("text", &AuditFinding::text, "Answer. With the numbers."),
};

template <>
inline constexpr auto fields<AuditPublished> = std::tuple{
    field("se_lb", &AuditPublished::se_lb, "Standard error by the normal interval, analysis scale: least,"),
    field("se_ub", &AuditPublished::se_ub, "and greatest that rounding allows."),
    field("pval_lb", &AuditPublished::pval_lb, "P by the normal interval: least,"),
    field("pval_ub", &AuditPublished::pval_ub, "and greatest."),
    field("t_pval_lb", &AuditPublished::t_pval_lb, "P by an interval of t with k - 1 degrees of freedom: least,"),
    field("t_pval_ub", &AuditPublished::t_pval_ub, "and greatest."),
    field("crude_lb", &AuditPublished::crude_lb, "The effect that the two percentages alone give: least,"),
    field("crude_ub", &AuditPublished::crude_ub, "and greatest."),
    field("findings", &AuditPublished::findings),
};

/// Whether the numbers of a published result fit together, without the data of the studies:
///   interval  the estimate lies midway between its limits on the measure's scale
///   P         that of the interval, see audit.h; with k also that of t(k - 1), which is Hartung-Knapp's
///   level     P is below 1 - level where the interval leaves out no effect, and only there
///   I2        max(0, Q - (k - 1)) / Q, and P of Q by chi-square(k - 1)
///   crude     the ratio or difference of the two percentages is another number than the pooled effect: pooling is
///             within studies (Altman & Deeks 2002, BMC Med Res Methodol 2:3); reported, no contradiction
///   counts    some whole number of people gives the percentage (GRIM: Brown & Heathers 2017, Soc Psychol Personal Sci
///             8:363)
/// Needs no studies: of the request only the measure, the level and the published numbers are used.
Result<AuditPublished> audit_published(const Effects& e, const Fit& f, const Options& options,
                                       const std::vector<Figure>& published);

}  // namespace pooled
