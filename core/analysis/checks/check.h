#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "core/analysis/checks.h"

namespace pooled {

/// A row as the checks see it.
struct Entry {
  int row = 0;
  const Study* study = nullptr;
  const Format* format = nullptr;
  const Family* family = nullptr;  ///< nullptr: an effect as reported
  std::vector<double> cells{};     ///< the family's, whatever way they were typed; empty without a family
  Effect effect{};                 ///< analysis scale

  /// As typed, by column id; NaN where the format has none, or it is empty.
  double typed(std::string_view column) const;
  bool has(std::string_view column) const;
  /// Of the family, by column id; NaN where there is none.
  double known(std::string_view column) const;
};

/// The rows that are to be pooled.
struct Entries {
  const Effects* effects = nullptr;
  std::vector<Entry> usable{};   ///< could be read
  std::vector<Entry> refused{};  ///< have an error of their own, without cells and effect

  const Scale& scale() const { return *effects->measure->scale; }
  /// "Smith 2001".
  std::string name(const Entry& entry) const { return name_of(*effects->data, entry.row); }
  /// "Smith 2001, Treatment SD".
  std::string place(const Entry& entry, std::string_view column) const;
};

Entries entries_of(const Effects& e);

/// One way an entry can look like a slip.
struct Check {
  std::string_view id, label;
  std::vector<EntryAdvice> (*look)(const Entries&);
  std::string_view source;
};

/// means.cpp: SD or standard error, units, SDs copied.
std::vector<EntryAdvice> sd_or_se(const Entries& entries);
std::vector<EntryAdvice> sd_or_se_in_one_group(const Entries& entries);
std::vector<EntryAdvice> other_unit(const Entries& entries);
std::vector<EntryAdvice> same_sd(const Entries& entries);
/// granularity.cpp: numbers that counting cannot give.
std::vector<EntryAdvice> grim(const Entries& entries);
std::vector<EntryAdvice> percent_as_count(const Entries& entries);
std::vector<EntryAdvice> events_for_total(const Entries& entries);
/// intervals.cpp: estimate, limits and P against each other.
std::vector<EntryAdvice> lopsided_interval(const Entries& entries);
std::vector<EntryAdvice> estimate_and_limit_swapped(const Entries& entries);
std::vector<EntryAdvice> estimate_outside_limits(const Entries& entries);
std::vector<EntryAdvice> log_for_ratio(const Entries& entries);
std::vector<EntryAdvice> interval_and_p(const Entries& entries);
/// scales.cpp: effects typed on another scale.
std::vector<EntryAdvice> ratio_for_log(const Entries& entries);
std::vector<EntryAdvice> percent_for_proportion(const Entries& entries);
/// groups.cpp: the two groups of a study.
std::vector<EntryAdvice> total_for_rest(const Entries& entries);
std::vector<EntryAdvice> groups_swapped(const Entries& entries);
std::vector<EntryAdvice> group_sizes(const Entries& entries);
/// repeats.cpp: people who are there twice.
std::vector<EntryAdvice> same_study(const Entries& entries);
std::vector<EntryAdvice> shared_control(const Entries& entries);

/// A number in a sentence.
inline std::string words(double x, int digits = 6) { return short_number(x, digits); }

}  // namespace pooled
