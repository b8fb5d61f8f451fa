#include <algorithm>
#include <cmath>

#include "core/analysis/audit.h"
#include "core/analysis/checks/check.h"

namespace pooled {
namespace {

constexpr std::string_view parts[] = {"est", "ci_lb", "ci_ub"};

bool has_interval(const Entry& entry) {
  return std::all_of(std::begin(parts), std::end(parts), [&](std::string_view part) { return entry.has(part); });
}

/// A P value typed in its own column, or in a column the user added for it.
double reported_p(const Entry& entry) {
  if (entry.has("pval")) return entry.typed("pval");
  for (const auto& [name, value] : entry.study->mods)
    if (name == "p" || name == "P" || name == "pval" || name == "P value" || name == "p value") return value;
  return NaN;
}

Published published(const Entry& entry) {
  Published result{printed(entry.typed("est")), printed(entry.typed("ci_lb")), printed(entry.typed("ci_ub"))};
  if (const double p = reported_p(entry); p >= 0 && p <= 1) result.pval = printed(p);
  if (entry.has("level")) result.level = entry.typed("level");
  return result;
}

std::string interval_words(const Published& x) {
  return words(x.est.value) + " (" + words(x.ci_lb.value) + " to " + words(x.ci_ub.value) + ")";
}

bool all_positive(const Published& x) { return x.ci_lb.value > 0 && x.est.value > 0; }

/// The limits' distances from the estimate differ more than twofold: an SE from one side would give the study four
/// times the weight that the other side gives.
bool clearly_lopsided(const Published& x, const Scale& scale) {
  const double est = scale.analysis(x.est.value);
  const double below = est - scale.analysis(x.ci_lb.value), above = scale.analysis(x.ci_ub.value) - est;
  return std::max(below, above) > 2 * std::min(below, above);
}

void say_lopsided(const Entries& entries, const Entry& entry, std::vector<EntryAdvice>& found) {
  const Published x = published(entry);
  const bool ratio = entries.scale().id == log_scale.id, plain = entries.scale().id == identity_scale.id;
  if (may_be_symmetric(x, entries.scale())) return;
  EntryAdvice a{.row = entry.row, .column = "est", .value = x.est.value};
  a.text = entries.name(entry) + ": " + interval_words(x);
  if (ratio && may_be_symmetric(x, identity_scale)) {
    a.text +=
        " is symmetric as it stands, where the interval of a ratio is symmetric in its logarithm. Are these "
        "logarithms, or is it a difference?";
    for (const std::string_view part : parts)
      a.suggestion.push_back({part, rounded(std::exp(entry.typed(part)), significant_digits(entry.typed(part)) + 2)});
  } else if (plain && all_positive(x) && may_be_symmetric(x, log_scale)) {
    a.text += " is symmetric in its logarithm, like the interval of a ratio, not as it stands. Is it a ratio?";
  } else if (clearly_lopsided(x, entries.scale())) {
    a.severity = Severity::info;
    a.text += " reaches more than twice as far to one side of the estimate as to the other" +
              std::string(ratio ? ", in logarithms" : "") + ". Some methods do that; check the three numbers.";
  } else {
    return;
  }
  found.push_back(a);
}

}  // namespace

/// The estimate lies midway between its limits on the scale where it is normal; if it cannot, for any digits behind the
/// printed ones, on this scale but can on the other, the numbers are of the other kind.
std::vector<EntryAdvice> lopsided_interval(const Entries& entries) {
  std::vector<EntryAdvice> found;
  for (const Entry& entry : entries.usable)
    if (has_interval(entry)) say_lopsided(entries, entry, found);
  return found;
}

/// Of an estimate outside its limits (an error by itself): the three numbers in their order make a symmetric interval.
std::vector<EntryAdvice> estimate_and_limit_swapped(const Entries& entries) {
  std::vector<EntryAdvice> found;
  for (const Entry& entry : entries.refused) {
    if (!has_interval(entry)) continue;
    double sorted[] = {entry.typed("est"), entry.typed("ci_lb"), entry.typed("ci_ub")};
    const double est = sorted[0];
    if (est >= sorted[1] && est <= sorted[2]) continue;
    std::sort(std::begin(sorted), std::end(sorted));
    const Published x{printed(sorted[1]), printed(sorted[0]), printed(sorted[2])};
    if (!std::isfinite(entries.scale().analysis(sorted[0])) || !may_be_symmetric(x, entries.scale())) continue;
    EntryAdvice a{.row = entry.row, .column = "est", .value = est};
    a.suggestion = {{"est", sorted[1]}, {"ci_lb", sorted[0]}, {"ci_ub", sorted[2]}};
    a.text = entries.name(entry) + ": in the order " + interval_words(x) + " the three numbers fit together. Swapped?";
    found.push_back(a);
  }
  return found;
}

/// The reported P against the one of the interval, both with all that their digits leave open.
std::vector<EntryAdvice> interval_and_p(const Entries& entries) {
  std::vector<EntryAdvice> found;
  for (const Entry& entry : entries.usable) {
    if (!has_interval(entry) || !entries.effects->measure->compares()) continue;
    const Published x = published(entry);
    const Audit audited = audit(x, entries.scale());
    if (audited.p_agrees && audited.same_side_of_level) continue;
    EntryAdvice a{.row = entry.row, .column = "est", .value = x.pval.value};
    a.severity = audited.same_side_of_level ? Severity::info : Severity::warning;
    a.text = entries.name(entry) + ": the interval " + interval_words(x) + " means P from " +
             words(audited.pval.lb, 2) + " to " + words(audited.pval.ub, 2) + ", but P = " + words(x.pval.value) +
             " was typed. Another kind of test can explain a small difference; a larger one may be a slip.";
    found.push_back(a);
  }
  return found;
}

}  // namespace pooled
