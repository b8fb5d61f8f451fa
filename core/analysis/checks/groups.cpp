#include <algorithm>
#include <cmath>
#include <numbers>
#include <utility>

#include "core/analysis/checks/check.h"
#include "core/analysis/checks/in_line.h"
#include "core/base/dist.h"
#include "core/base/printed.h"

namespace pooled {
namespace {

/// Two columns that would be equal in groups of equal size if one were typed for the other.
struct Pair {
  double first = NaN, second = NaN;
};

/// two_by_two: what was typed as "without event". counts: total plus events, the total if what was typed were those
/// without the event.
Pair mistaken(const Entry& entry) {
  if (entry.has("bi")) return {entry.typed("bi"), entry.typed("di")};
  if (entry.has("n1i") && entry.has("ai"))
    return {entry.typed("n1i") + entry.typed("ai"), entry.typed("n2i") + entry.typed("ci")};
  return {};
}

/// The least favourable chance of such an equality without a slip: equal groups, whose numbers of events differ by
/// chance alone. The density of the difference at 0 is 1 / sqrt(2 pi 2 n p (1 - p)), at most 1.
double chance_of_equality(const Entry& entry) {
  const double n = (entry.known("n1i") + entry.known("n2i")) / 2;
  const double p = (entry.known("ai") + entry.known("ci")) / (2 * n);
  return std::min(1.0, 1 / std::sqrt(4 * std::numbers::pi * n * p * (1 - p)));
}

bool informative(const Entry& entry) {
  return entry.family == &two_by_two && entry.known("ai") != entry.known("ci") && !std::isnan(mistaken(entry).first);
}

bool looks_mistaken(const Entry& entry) {
  const Pair x = mistaken(entry);
  return x.first == x.second && (entry.has("bi") || entry.typed("n1i") != entry.typed("n2i"));
}

/// P(X >= x) of a Poisson variable.
double poisson_upper(double x, double expected) { return chi2_lower(2 * expected, 2 * x); }

EntryAdvice total_advice(const Entries& entries, const Entry& entry) {
  EntryAdvice a{.row = entry.row};
  if (entry.has("bi")) {
    a.column = "bi", a.value = entry.typed("bi");
    a.suggestion = {{"bi", a.value - entry.typed("ai")}, {"di", entry.typed("di") - entry.typed("ci")}};
    if (a.suggestion[0].value < 0 || a.suggestion[1].value < 0) a.suggestion.clear();
    if (!a.suggestion.empty()) a.remedy = "Subtract the events";
    a.text = entries.place(entry, "bi") + ": " + words(a.value) +
             " in both groups, as in most of these studies, though " +
             "the events differ. Are these the totals? This column asks for those without the event.";
  } else {
    a.column = "n1i", a.value = entry.typed("n1i");
    a.suggestion = {{"n1i", mistaken(entry).first}, {"n2i", mistaken(entry).second}};
    a.remedy = "Add the events";
    a.text = entries.place(entry, "n1i") + ": with the events added both groups have " + words(mistaken(entry).first) +
             ", as in most of these studies. Are these only those without the event? This column asks for all.";
  }
  return a;
}

}  // namespace

/// Totals typed as non-events, or the reverse: the groups would be of exactly equal size in most studies, which chance
/// does in fewer than one table in twenty (Poisson, with the chances of the single studies added up).
std::vector<EntryAdvice> total_for_rest(const Entries& entries) {
  double expected = 0, asked = 0;
  std::vector<EntryAdvice> found;
  for (const Entry& entry : entries.usable) {
    if (!informative(entry)) continue;
    ++asked;
    expected += chance_of_equality(entry);
    if (looks_mistaken(entry)) found.push_back(total_advice(entries, entry));
  }
  const auto equal = static_cast<double>(found.size());
  const bool telling = equal >= 2 && equal > asked / 2 && poisson_upper(equal, expected) < 0.05;
  return telling ? found : std::vector<EntryAdvice>{};
}

namespace {

/// The only study on its side of no effect; -1 if there is none, or the other side has too few for a sign test at .05
/// to call it one-sided (2 (1/2)^6 is the first below it).
int alone_on_its_side(const std::vector<double>& effects) {
  int sides[] = {0, 0}, last[] = {-1, -1};
  for (std::size_t i = 0; i < effects.size(); ++i) {
    if (std::isnan(effects[i]) || effects[i] == 0) continue;
    const int side = effects[i] > 0;
    ++sides[side], last[side] = static_cast<int>(i);
  }
  for (const int side : {0, 1})
    if (sides[side] == 1 && sides[1 - side] >= 6) return last[side];
  return -1;
}

/// A difference or an effect seen from the other group: the negative of what is on a scale of differences, 1 over a
/// ratio, and the limits the other way round.
void turn_effect_round(std::vector<SuggestedCell>& cells, const Entry& entry, const Scale& scale) {
  constexpr std::pair<std::string_view, std::string_view> as_people_read_it[] = {
      {"est", "est"}, {"ci_lb", "ci_ub"}, {"ci_ub", "ci_lb"}, {"limit", "limit"}};
  for (const auto& [column, source] : as_people_read_it) {
    if (!entry.has(column)) continue;
    const double x = entry.typed(source);
    cells.push_back({column, rounded(scale.display(-scale.analysis(x)), significant_digits(x) + 2)});
  }
  for (const std::string_view column : {"md", "yi", "stat", "o_e"})
    if (entry.has(column)) cells.push_back({column, -entry.typed(column)});
}

/// Each column of the first group with its counterpart in the second; empty where there are not just two alike.
std::vector<SuggestedCell> exchanged(const Entry& entry) {
  std::vector<std::string_view> columns[2];
  std::string_view group[2];
  for (const Column& column : entry.format->columns) {
    if (column.id == "shared") return {};
    if (column.group.empty()) continue;
    const std::size_t i = group[0].empty() || column.group == group[0] ? 0 : 1;
    if (i == 1 && !group[1].empty() && column.group != group[1]) return {};
    group[i] = column.group;
    columns[i].push_back(column.id);
  }
  if (columns[0].size() != columns[1].size()) return {};
  std::vector<SuggestedCell> cells;
  for (std::size_t i = 0; i < columns[0].size(); ++i) {
    cells.push_back({columns[0][i], entry.typed(columns[1][i])});
    cells.push_back({columns[1][i], entry.typed(columns[0][i])});
  }
  return cells;
}

}  // namespace

/// One study against all others, and clearly: at least six others, every one on the other side of no effect; its own
/// interval at 1 - .05 / k leaves out no effect; it is out of line with them; and mirrored it is in line. A single
/// study that is merely different seldom fits when mirrored.
std::vector<EntryAdvice> groups_swapped(const Entries& entries) {
  const Measure& measure = *entries.effects->measure;
  if (!measure.compares() || measure.family == &one_correlation) return {};
  const double none = measure.scale->analysis(measure.scale->no_effect);
  std::vector<double> effects;
  for (const Entry& entry : entries.usable) effects.push_back(entry.effect.yi - none);
  const int i = alone_on_its_side(effects);
  if (i < 0) return {};
  const Entry& entry = entries.usable[static_cast<std::size_t>(i)];
  const double x = effects[static_cast<std::size_t>(i)], variance = entry.effect.vi;
  const InLine usual(effects);
  const double limit = normal_upper_quantile(0.025 / static_cast<double>(effects.size()));
  const bool own = std::abs(x) > limit * std::sqrt(variance);
  if (!own || !usual.out(x, variance) || !usual.in(-x, variance)) return {};
  EntryAdvice a{.row = entry.row, .suggestion = exchanged(entry)};
  turn_effect_round(a.suggestion, entry, *measure.scale);
  if (!a.suggestion.empty()) a.remedy = entry.family ? "Swap the two groups" : "Turn the effect round";
  a.text = entries.name(entry) + ": the only study with an effect in this direction, clearly so, and as large as the " +
           "others' in theirs. Were the two groups swapped, or is a scale reversed?";
  return {a};
}

namespace {

/// ln of the ratio of the group sizes.
double log_allocation(const Entry& entry) { return std::log(entry.known("n1i")) - std::log(entry.known("n2i")); }

/// Of its logarithm when people are allotted to two groups by a coin.
double allocation_variance(const Entry& entry) { return 1 / entry.known("n1i") + 1 / entry.known("n2i"); }

}  // namespace

/// A digit too many or too few in a group's size: the ratio of the sizes is out of line, and in line by a factor of
/// ten.
std::vector<EntryAdvice> group_sizes(const Entries& entries) {
  std::vector<double> ratios;
  for (const Entry& entry : entries.usable) ratios.push_back(log_allocation(entry));
  const InLine usual(ratios);
  std::vector<EntryAdvice> found;
  for (const Entry& entry : entries.usable) {
    const double x = log_allocation(entry), variance = allocation_variance(entry);
    if (!usual.out(x, variance)) continue;
    const bool first_larger = x > usual.centre();
    const double undone = x + (first_larger ? -1 : 1) * std::numbers::ln10;
    if (!usual.in(undone, variance)) continue;
    EntryAdvice a{.severity = Severity::info, .row = entry.row, .column = first_larger ? "n1i" : "n2i"};
    a.value = entry.known(a.column);
    a.text = entries.place(entry, a.column) + ": " + words(a.value) + " is about ten times the other group's " +
             words(entry.known(first_larger ? "n2i" : "n1i")) + ", unlike in the other studies. A digit too many, or " +
             "one too few?";
    found.push_back(a);
  }
  return found;
}

}  // namespace pooled
