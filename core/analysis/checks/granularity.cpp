#include <cmath>

#include "core/analysis/checks/check.h"
#include "core/base/printed.h"

namespace pooled {
namespace {

/// A printed mean of n people.
struct PrintedMean {
  const Entry* entry = nullptr;
  std::string_view column;
  double value = NaN, n = NaN;
};

/// Possible totals lie 1 apart and printed means n 10^-d apart, so that with n >= 10^d every mean is possible; else
/// this is the share that is.
double share_possible(const PrintedMean& mean) { return mean.n / std::pow(10, decimals_of(mean.value)); }

/// Whether a whole total divided by n rounds to the printed mean.
bool is_possible(const PrintedMean& mean) {
  const Range total = printed(mean.value).range();
  return std::ceil(total.lb * mean.n) <= std::floor(total.ub * mean.n);
}

void add(std::vector<PrintedMean>& means, const Entry& entry, std::string_view column, std::string_view size) {
  const PrintedMean mean{&entry, column, entry.typed(column), entry.typed(size)};
  if (std::isnan(mean.value) || std::isnan(mean.n) || mean.n != std::floor(mean.n) ||
      decimals_of(mean.value) > most_decimals)
    return;
  if (share_possible(mean) < 1) means.push_back(mean);
}

/// The means that the check has anything to say about.
std::vector<PrintedMean> testable_means(const Entries& entries) {
  std::vector<PrintedMean> means;
  for (const Entry& entry : entries.usable) {
    if (entry.family == &two_means) add(means, entry, "m1i", "n1i"), add(means, entry, "m2i", "n2i");
    if (entry.family == &one_mean) add(means, entry, "mi", "ni");
    if (entry.family == &paired_means) add(means, entry, "m1i", "ni"), add(means, entry, "m2i", "ni");
  }
  return means;
}

std::string nearest_means(const PrintedMean& mean) {
  const double total = std::floor(mean.value * mean.n);
  const int digits = significant_digits(mean.value) + 1;
  return words(total / mean.n, digits) + " or " + words((total + 1) / mean.n, digits);
}

}  // namespace

/// GRIM: the mean of n whole numbers is a multiple of 1 / n. Nobody says whether an outcome is counted in whole units,
/// so the table itself has to: all other testable means are possible, though by chance (the product of the shares that
/// are possible) that would happen in fewer than one table in twenty.
std::vector<EntryAdvice> grim(const Entries& entries) {
  const std::vector<PrintedMean> means = testable_means(entries);
  double chance = 1;
  const PrintedMean* odd = nullptr;
  for (const PrintedMean& mean : means) {
    if (is_possible(mean)) {
      chance *= share_possible(mean);
    } else {
      if (odd) return {};
      odd = &mean;
    }
  }
  if (!odd || chance > 0.05) return {};
  EntryAdvice a{.severity = Severity::info, .row = odd->entry->row, .column = odd->column, .value = odd->value};
  a.text = entries.place(*odd->entry, odd->column) + ": no " + words(odd->n) + " whole numbers have the mean " +
           words(odd->value) + " (possible: " + nearest_means(*odd) +
           "), while the other means fit whole numbers. Check the mean and the number analysed.";
  return {a};
}

namespace {

/// The whole number that is `percent` of n within rounding; NaN if there is none, or more than one.
double count_behind(double percent, double n) {
  const Range shown = printed(percent).range();
  const double least = std::ceil(shown.lb / 100 * n), most = std::floor(shown.ub / 100 * n);
  return least == most ? least : NaN;
}

struct CountColumn {
  std::string_view count, size;
};
constexpr CountColumn count_columns[] = {{"ai", "n1i"}, {"ci", "n2i"}, {"xi", "ni"}};

}  // namespace

/// Events that are not a whole number but, read as a percentage of the group, are one.
std::vector<EntryAdvice> percent_as_count(const Entries& entries) {
  std::vector<EntryAdvice> found;
  for (const Entry& entry : entries.usable)
    for (const auto [column, size] : count_columns) {
      const double x = entry.typed(column), n = entry.typed(size);
      if (std::isnan(x) || std::isnan(n) || x == std::floor(x) || x > 100) continue;
      const double count = count_behind(x, n);
      if (std::isnan(count)) continue;
      EntryAdvice a{.row = entry.row, .column = column, .value = x, .suggestion = {{column, count}}};
      a.remedy = "Change it to " + words(count) + " events";
      a.text = entries.place(entry, column) + ": " + words(x) + " is not a whole number, but " + words(x) + "% of " +
               words(n) + " is " + words(count) + ". Is it a percentage?";
      found.push_back(a);
    }
  return found;
}

/// More events than people in both groups (an error by itself): the columns are the other way round.
std::vector<EntryAdvice> events_for_total(const Entries& entries) {
  std::vector<EntryAdvice> found;
  for (const Entry& entry : entries.refused) {
    const bool both = entry.typed("ai") > entry.typed("n1i") && entry.typed("ci") > entry.typed("n2i");
    if (!both) continue;
    EntryAdvice a{.row = entry.row, .column = "ai", .value = entry.typed("ai")};
    for (const auto [count, size] : {count_columns[0], count_columns[1]})
      a.suggestion.insert(a.suggestion.end(), {{count, entry.typed(size)}, {size, entry.typed(count)}});
    a.remedy = "Exchange events and totals";
    a.text = entries.name(entry) + ": more events than people in both groups. Were events and totals exchanged?";
    found.push_back(a);
  }
  return found;
}

}  // namespace pooled
