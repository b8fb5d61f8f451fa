#include <algorithm>
#include <cmath>
#include <optional>

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

/// The ratios of which these are the logarithms.
void take_as_logarithms(EntryAdvice& a, const Entry& entry) {
  for (const std::string_view part : parts)
    a.suggestion.push_back({part, rounded(std::exp(entry.typed(part)), significant_digits(entry.typed(part)) + 2)});
  a.remedy = "Take them as logarithms";
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
    take_as_logarithms(a, entry);
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

namespace {

/// Estimate and limits in the order of their size, where they can be an interval: limits that only changed places, or
/// three numbers that are symmetric in this order and not in the one typed.
std::optional<Published> in_order(const Entry& entry, const Scale& scale) {
  double sorted[] = {entry.typed("est"), entry.typed("ci_lb"), entry.typed("ci_ub")};
  const double est = sorted[0];
  if (est >= sorted[1] && est <= sorted[2]) return {};
  std::sort(std::begin(sorted), std::end(sorted));
  const Published x{printed(sorted[1]), printed(sorted[0]), printed(sorted[2])};
  if (!std::isfinite(scale.analysis(sorted[0]))) return {};
  return sorted[1] == est || may_be_symmetric(x, scale) ? std::optional(x) : std::nullopt;
}

}  // namespace

/// Of limits the wrong way round, or an estimate outside them (errors by themselves): the three numbers in the order of
/// their size make an interval.
std::vector<EntryAdvice> estimate_and_limit_swapped(const Entries& entries) {
  std::vector<EntryAdvice> found;
  for (const Entry& entry : entries.refused) {
    const auto ordered = has_interval(entry) ? in_order(entry, entries.scale()) : std::nullopt;
    if (!ordered) continue;
    EntryAdvice a{.row = entry.row, .column = "est", .value = entry.typed("est")};
    a.suggestion = {{"est", ordered->est.value}, {"ci_lb", ordered->ci_lb.value}, {"ci_ub", ordered->ci_ub.value}};
    a.remedy = "Put them in this order";
    a.text = entries.name(entry) + ": in the order " + interval_words(*ordered) +
             " the three numbers fit together. Swapped?";
    found.push_back(a);
  }
  return found;
}

/// Of an estimate outside its limits, whatever their order (an error by itself): the limits alone give an estimate,
/// which lets the study stay in until the report has been looked up.
std::vector<EntryAdvice> estimate_outside_limits(const Entries& entries) {
  const Scale& scale = entries.scale();
  std::vector<EntryAdvice> found;
  for (const Entry& entry : entries.refused) {
    if (!has_interval(entry) || in_order(entry, scale)) continue;
    const double lower = entry.typed("ci_lb"), upper = entry.typed("ci_ub"), est = entry.typed("est");
    const double low = scale.analysis(lower), high = scale.analysis(upper);
    if ((est >= lower && est <= upper) || !(low < high) || !std::isfinite(low) || !std::isfinite(high)) continue;
    const int digits = std::max({significant_digits(est), significant_digits(lower), significant_digits(upper)});
    const double middle = rounded(scale.display(low / 2 + high / 2), digits + 1);
    EntryAdvice a{.row = entry.row, .column = "est", .value = est, .suggestion = {{"est", middle}}};
    a.remedy = "Use " + words(middle) + ", the middle of the limits";
    a.text = entries.name(entry) +
             ": one of the three numbers is wrong. If it is the estimate, the limits alone mean " + words(middle) +
             ", which can stand in until you have looked it up.";
    found.push_back(a);
  }
  return found;
}

/// A ratio with a number below 0 (an error by itself; 0 can be what rounding left), with limits that are symmetric as
/// they stand: a logarithm.
std::vector<EntryAdvice> log_for_ratio(const Entries& entries) {
  std::vector<EntryAdvice> found;
  if (entries.scale().id != log_scale.id) return found;
  for (const Entry& entry : entries.refused) {
    if (!has_interval(entry)) continue;
    const Published x = published(entry);
    const bool ordered = x.ci_lb.value <= x.est.value && x.est.value <= x.ci_ub.value;
    if (!ordered || x.ci_lb.value >= 0 || !may_be_symmetric(x, identity_scale)) continue;
    EntryAdvice a{.row = entry.row, .column = "est", .value = x.est.value};
    take_as_logarithms(a, entry);
    a.text = entries.name(entry) + ": " + interval_words(x) + " cannot be a ratio, but can be its logarithm, " +
             "which would be " + words(a.suggestion[0].value) + " (" + words(a.suggestion[1].value) + " to " +
             words(a.suggestion[2].value) + "). Or is it a difference?";
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
