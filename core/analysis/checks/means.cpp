#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/analysis/checks/check.h"
#include "core/analysis/checks/in_line.h"
#include "core/base/dist.h"
#include "core/base/printed.h"

namespace pooled {
namespace {

/// One group's mean, SD and size in a family, and the columns they may be typed in.
struct Group {
  std::string_view mean, sd, se, size;
};
constexpr Group two_groups[] = {{"m1i", "sd1i", "se1i", "n1i"}, {"m2i", "sd2i", "se2i", "n2i"}};
constexpr Group one_group[] = {{"mi", "sdi", "sem", "ni"}};
constexpr Group pairs[] = {{"m1i", "sd1i", "se1i", "ni"}, {"m2i", "sd2i", "se2i", "ni"}};

std::span<const Group> groups_of(const Entry& entry) {
  if (entry.family == &two_means) return two_groups;
  if (entry.family == &one_mean) return one_group;
  if (entry.family == &paired_means) return pairs;
  return {};
}

/// Mean of the logarithms of the groups' SDs; NaN without SDs above 0.
double log_sd(const Entry& entry) {
  const auto groups = groups_of(entry);
  double total = 0;
  for (const Group& g : groups) total += std::log(entry.known(g.sd));
  return groups.empty() ? NaN : total / static_cast<double>(groups.size());
}

/// Of ln SD by sampling from a normal distribution: 1 / (2 (n - 1)).
double log_sd_variance(double n) { return 1 / (2 * (n - 1)); }

/// Of log_sd().
double log_sd_variance(const Entry& entry) {
  const auto groups = groups_of(entry);
  const double m = static_cast<double>(groups.size());
  double total = 0;
  for (const Group& g : groups) total += log_sd_variance(entry.known(g.size));
  return total / (m * m);
}

/// ln of the larger mean's size.
double log_mean(const Entry& entry) {
  double largest = 0;
  for (const Group& g : groups_of(entry)) largest = std::max(largest, std::abs(entry.known(g.mean)));
  return std::log(largest);
}

/// Whether another unit changes the effect.
bool has_unit(const Measure& measure) { return !measure.standardised && measure.scale->id == identity_scale.id; }

template <class Number>
std::vector<double> of_all(const std::vector<Entry>& entries, Number&& number) {
  std::vector<double> all;
  all.reserve(entries.size());
  for (const Entry& entry : entries) all.push_back(number(entry));
  return all;
}

/// Digits of a number that is computed from a typed one: those it had and one more.
int digits_for(double typed) { return std::clamp(significant_digits(typed) + 1, 3, most_decimals); }

/// A group's spread as typed: an SD, or the SE of formats that ask for it.
struct Spread {
  std::string_view column;
  double typed = NaN, undone = NaN;  ///< undone: read as the other of the two
  bool is_sd = true;
};

Spread spread_of(const Entry& entry, const Group& g) {
  const double root_n = std::sqrt(entry.known(g.size));
  if (entry.has(g.se)) return {g.se, entry.typed(g.se), entry.typed(g.se) / root_n, false};
  return {g.sd, entry.typed(g.sd), entry.typed(g.sd) * root_n, true};
}

EntryAdvice se_advice(const Entries& entries, const Entry& entry, const Group& g, double usual) {
  const Spread x = spread_of(entry, g);
  const std::string number = words(x.typed), other = words(rounded(x.undone, 3));
  EntryAdvice a{.row = entry.row, .column = x.column, .value = x.typed};
  a.text = entries.place(entry, x.column) + ": " + number;
  if (x.is_sd)
    a.text += " is far below the SDs beside it (about " + words(usual, 3) + "), and multiplied by the root of " +
              words(entry.known(g.size)) + " participants it would be " + other + ". Is it a standard error?";
  else
    a.text += " makes an SD far above those beside it (about " + words(usual, 3) + "). Is it an SD already?";
  return a;
}

void suggest(EntryAdvice& advice, const Entry& entry, const Group& g) {
  const Spread x = spread_of(entry, g);
  advice.suggestion.push_back({x.column, rounded(x.undone, digits_for(x.typed))});
  advice.remedy = "Change it to " + words(advice.suggestion.back().value);
}

/// A way of typing, and the same one that asks for the other of SD and SE.
struct Twins {
  std::string_view with_sd, with_se;
};
constexpr Twins twins[] = {{"means", "means_se"}, {"mean", "mean_se"}};

/// The numbers stay as typed and are read as what they are; where no such way of typing exists they are computed.
void suggest_other_reading(EntryAdvice& advice, const Entry& entry, std::span<const Group> groups) {
  for (const auto& [with_sd, with_se] : twins) {
    const bool is_sd = entry.format->id == with_sd;
    if (!is_sd && entry.format->id != with_se) continue;
    for (const Group& g : groups) advice.suggestion.push_back({is_sd ? g.se : g.sd, spread_of(entry, g).typed});
    advice.format = is_sd ? with_se : with_sd;
    advice.remedy = is_sd ? "Read as standard errors" : "Read as SDs";
    return;
  }
  for (const Group& g : groups) suggest(advice, entry, g);
  if (groups.size() > 1)
    advice.remedy = spread_of(entry, groups[0]).is_sd ? "Make them SDs" : "Make them standard errors";
}

/// Multiplied or divided by the root of n, as the format asks for SDs or SEs.
double undoing(const Entry& entry, double log_root_n) {
  return entry.has(groups_of(entry)[0].se) ? -log_root_n : log_root_n;
}

bool types_spread(const Entry& entry) {
  const auto groups = groups_of(entry);
  return std::all_of(groups.begin(), groups.end(), [&](const Group& g) { return entry.has(g.sd) || entry.has(g.se); });
}

/// SDs against the others' SDs: as ln SD, or as ln (SD / mean), which does not depend on the unit.
class Yardstick {
 public:
  Yardstick(const std::vector<Entry>& entries, bool relative)
      : relative_(relative), usual_(of_all(entries, [&](const Entry& entry) { return log_sd(entry) - unit(entry); })) {}

  double usual_sd(const Entry& entry) const { return std::exp(usual_.centre() + unit(entry)); }
  /// The study (mean of the logarithms over its groups) is out of line as typed; every group is in line when its SD is
  /// read as an SE, or the reverse.
  bool tells_a_slip(const Entry& entry) const {
    if (!usual_.out(log_sd(entry) - unit(entry), log_sd_variance(entry))) return false;
    const auto groups = groups_of(entry);
    return std::all_of(groups.begin(), groups.end(), [&](const Group& g) {
      const double n = entry.known(g.size), undone = std::log(entry.known(g.sd)) + undoing(entry, std::log(n) / 2);
      return usual_.in(undone - unit(entry), log_sd_variance(n));
    });
  }

 private:
  double unit(const Entry& entry) const { return relative_ ? log_mean(entry) : 0; }

  bool relative_;
  InLine usual_;
};

}  // namespace

/// The SDs of a study are out of line and in line as SEs. Where all studies share a unit, its means must be in line, or
/// it would rather be the unit; where each may have its own, the SDs relative to the means must say the same.
std::vector<EntryAdvice> sd_or_se(const Entries& entries) {
  const bool shared_unit = has_unit(*entries.effects->measure);
  const Yardstick plain(entries.usable, false), relative(entries.usable, true);
  const InLine means(of_all(entries.usable, log_mean));
  std::vector<EntryAdvice> found;
  for (const Entry& entry : entries.usable) {
    const auto groups = groups_of(entry);
    if (groups.empty() || !types_spread(entry) || !plain.tells_a_slip(entry)) continue;
    const double mean = log_mean(entry);
    const bool other_unit = shared_unit && std::isfinite(mean) && means.exists() && !means.in(mean, 0);
    if (other_unit || (!shared_unit && !relative.tells_a_slip(entry))) continue;
    EntryAdvice a = se_advice(entries, entry, groups[0], plain.usual_sd(entry));
    suggest_other_reading(a, entry, groups);
    found.push_back(a);
  }
  return found;
}

namespace {

/// ln of the ratio of the two groups' SDs.
double log_sd_ratio(const Entry& entry) {
  const auto groups = groups_of(entry);
  return groups.size() == 2 ? std::log(entry.known(groups[0].sd)) - std::log(entry.known(groups[1].sd)) : NaN;
}

}  // namespace

/// The ratio of a study's two SDs against the others' ratios: out of line as typed, in line when one of the two is an
/// SE.
std::vector<EntryAdvice> sd_or_se_in_one_group(const Entries& entries) {
  const InLine ratios(of_all(entries.usable, log_sd_ratio));
  std::vector<EntryAdvice> found;
  if (!ratios.exists()) return found;
  for (const Entry& entry : entries.usable) {
    const auto groups = groups_of(entry);
    if (groups.size() != 2 || !types_spread(entry)) continue;
    const double x = log_sd_ratio(entry);
    const double variance = log_sd_variance(entry.known(groups[0].size)) + log_sd_variance(entry.known(groups[1].size));
    if (!ratios.out(x, variance)) continue;
    for (int i = 0; i < 2; ++i) {
      const double root = undoing(entry, std::log(entry.known(groups[i].size)) / 2);
      if (!ratios.in(i == 0 ? x + root : x - root, variance)) continue;
      EntryAdvice a = se_advice(entries, entry, groups[i], entry.known(groups[1 - i].sd));
      suggest(a, entry, groups[i]);
      found.push_back(a);
    }
  }
  return found;
}

namespace {

/// 10^j by which the study's means and SDs both come in line, 0 if none.
double factor_of(const Entry& entry, const InLine& sds, const InLine& means) {
  const double sd = log_sd(entry), variance = log_sd_variance(entry), mean = log_mean(entry);
  if (!sds.out(sd, variance) || !std::isfinite(mean) || means.in(mean, 0)) return 0;
  for (const double factor : {0.1, 10.0, 0.01, 100.0, 0.001, 1000.0})
    if (sds.in(sd + std::log(factor), variance) && means.in(mean + std::log(factor), 0)) return factor;
  return 0;
}

}  // namespace

/// Means and SDs both out of line, and both in line times a power of ten: 0 to 10 among studies of 0 to 100, grams
/// among kilograms. Only for measures that keep the unit.
std::vector<EntryAdvice> other_unit(const Entries& entries) {
  std::vector<EntryAdvice> found;
  if (!has_unit(*entries.effects->measure)) return found;
  const InLine sds(of_all(entries.usable, log_sd)), means(of_all(entries.usable, log_mean));
  if (!sds.exists() || !means.exists()) return found;
  for (const Entry& entry : entries.usable) {
    const auto groups = groups_of(entry);
    const double factor = groups.empty() || !types_spread(entry) ? 0 : factor_of(entry, sds, means);
    if (factor == 0) continue;
    const double typed = entry.typed(groups[0].mean);
    EntryAdvice a{.row = entry.row, .column = groups[0].mean, .value = typed};
    for (const Group& g : groups)
      for (const std::string_view column : {g.mean, g.sd, g.se})
        if (entry.has(column)) a.suggestion.push_back({column, rounded(entry.typed(column) * factor, most_decimals)});
    const bool smaller = factor > 1;
    a.remedy = (smaller ? "Multiply by " : "Divide by ") + words(smaller ? factor : 1 / factor);
    a.text = entries.name(entry) + ": its means and SDs are about " + words(smaller ? factor : 1 / factor) + " times " +
             (smaller ? "smaller" : "larger") + " than those of the other studies. Is it in another unit, or on " +
             "another scale (0 to 10, 0 to 100)? " + (smaller ? "Multiplying" : "Dividing") + " them by " +
             words(smaller ? factor : 1 / factor) + " would bring them in line.";
    found.push_back(a);
  }
  return found;
}

namespace {

/// What the last digit of an SD counts for: its own unit, or that of the SE with the fewest decimals it can have been
/// computed from (1.7321 of three people is an SE of 1).
double unit_of(double sd, double n) {
  const Range shown = printed(sd).range();
  double power = 1;
  for (int d = 0; d < decimals_of(sd); ++d, power *= 10)
    if (shown.holds(std::round(sd / std::sqrt(n) * power) / power * std::sqrt(n))) return std::sqrt(n) / power;
  return shown.ub - shown.lb;
}

/// Chance that two printed SDs of the same population agree to the last digit: the unit of the last digit times the
/// density at 0 of their difference, unit / (sqrt(2 pi) SD sqrt(1 / (2 (n1 - 1)) + 1 / (2 (n2 - 1)))).
double chance_of_same_sd(const Entry& entry) {
  const double sd = entry.typed("sd1i"), n1 = entry.known("n1i"), n2 = entry.known("n2i");
  const double variance = log_sd_variance(n1) + log_sd_variance(n2);
  return std::min(1.0, unit_of(sd, n1) / (sd * std::sqrt(2 * std::numbers::pi * variance)));
}

}  // namespace

/// Both groups with the same SD to the last of many digits. Where most studies have that, it is a way of working (a
/// pooled SD) and nothing is said.
std::vector<EntryAdvice> same_sd(const Entries& entries) {
  std::vector<EntryAdvice> found;
  double with_sds = 0, same = 0;
  const auto k = static_cast<double>(entries.usable.size());
  for (const Entry& entry : entries.usable) {
    if (entry.family != &two_means || !entry.has("sd1i") || !(entry.typed("sd1i") > 0)) continue;
    ++with_sds;
    if (entry.typed("sd1i") != entry.typed("sd2i")) continue;
    ++same;
    if (chance_of_same_sd(entry) * k > 0.05) continue;
    EntryAdvice a{.severity = Severity::info, .row = entry.row, .column = "sd2i", .value = entry.typed("sd2i")};
    a.text = entries.place(entry, "sd2i") + ": " + words(a.value) +
             " is the SD of the other group too, to the last digit. A pooled SD, or the same number typed twice?";
    found.push_back(a);
  }
  return same > with_sds / 2 ? std::vector<EntryAdvice>{} : found;
}

}  // namespace pooled
