#pragma once

#include <span>
#include <string_view>

#include "core/base/types.h"

namespace pooled {

/// What a cell may hold; checked for every cell before a format reads it. percent is 0 to 100, probability a P
/// value, 0 to 1.
enum class Domain { count, size, positive, non_negative, percent, probability, correlation, any };

struct Column {
  std::string_view id;     ///< the field's own name: ai, n1i, m1i …
  std::string_view label;  ///< "Treatment events"
  std::string_view short_label;
  std::string_view group;  ///< "Treatment", "Control" or ""
  Domain domain;
  bool optional = false;
};

/// Numbers in the order of some columns; NaN = left empty.
using Cells = std::span<const double>;

/// An effect on the analysis scale with its sampling variance; NaN = not estimable.
struct Effect {
  double yi = NaN, vi = NaN;
};

/// What the counts of a family say about zeros; a question that has no meaning for it is a nullptr.
struct Counts {
  bool (*any_zero)(Cells cells);    ///< a log would fail
  bool (*no_events)(Cells cells);   ///< nobody in either group: no comparison by a ratio
  bool (*all_events)(Cells cells);  ///< everyone in both groups
  /// Size of the second group over that of the first, for corrections by group.
  double (*size_ratio)(Cells cells) = nullptr;
};

/// A study fully known, in the one form its measures compute from.
struct Family {
  std::string_view id, label;
  std::span<const Column> columns;
  bool compares = true;                           ///< false: one group, there is no "no effect"
  double (*people)(Cells cells) = nullptr;        ///< participants; nullptr = not known
  double (*control_risk)(Cells cells) = nullptr;  ///< nullptr = none
  const Counts* counts = nullptr;                 ///< nullptr: nothing to add to
};

inline constexpr Column counts_columns[] = {
    {"ai", "Treatment events", "events", "Treatment", Domain::count},
    {"n1i", "Treatment total", "total", "Treatment", Domain::size},
    {"ci", "Control events", "events", "Control", Domain::count},
    {"n2i", "Control total", "total", "Control", Domain::size},
};
inline constexpr Column means_columns[] = {
    {"m1i", "Treatment mean", "mean", "Treatment", Domain::any},
    {"sd1i", "Treatment SD", "SD", "Treatment", Domain::non_negative},
    {"n1i", "Treatment total", "total", "Treatment", Domain::size},
    {"m2i", "Control mean", "mean", "Control", Domain::any},
    {"sd2i", "Control SD", "SD", "Control", Domain::non_negative},
    {"n2i", "Control total", "total", "Control", Domain::size},
};
inline constexpr Column rates_columns[] = {
    {"x1i", "Treatment events", "events", "Treatment", Domain::count},
    {"t1i", "Treatment person-time", "person-time", "Treatment", Domain::positive},
    {"x2i", "Control events", "events", "Control", Domain::count},
    {"t2i", "Control person-time", "person-time", "Control", Domain::positive},
};
inline constexpr Column proportion_columns[] = {
    {"xi", "Events", "events", "", Domain::count},
    {"ni", "Total", "total", "", Domain::size},
};
inline constexpr Column rate_columns[] = {
    {"xi", "Events", "events", "", Domain::count},
    {"ti", "Person-time", "person-time", "", Domain::positive},
};
inline constexpr Column mean_columns[] = {
    {"mi", "Mean", "mean", "", Domain::any},
    {"sdi", "SD", "SD", "", Domain::non_negative},
    {"ni", "Total", "total", "", Domain::size},
};
inline constexpr Column correlation_columns[] = {
    {"ri", "Correlation", "r", "", Domain::correlation},
    {"ni", "Total", "total", "", Domain::size},
};
inline constexpr Column paired_columns[] = {
    {"m1i", "First mean", "mean", "First", Domain::any},
    {"sd1i", "First SD", "SD", "First", Domain::non_negative},
    {"m2i", "Second mean", "mean", "Second", Domain::any},
    {"sd2i", "Second SD", "SD", "Second", Domain::non_negative},
    {"ni", "Pairs", "pairs", "", Domain::size},
    {"ri", "Correlation", "r", "", Domain::correlation},
};

/// Two groups, an event counted in each: a of n1 against c of n2.
extern const Family two_by_two;
/// Two groups, a mean and SD in each.
extern const Family two_means;
/// Two groups, events over person-time in each.
extern const Family two_rates;
/// One group: x of n had the event.
extern const Family one_proportion;
/// One group: x events in person-time t.
extern const Family one_rate;
/// One group: a mean and SD.
extern const Family one_mean;
/// A correlation between two variables in one group.
extern const Family one_correlation;
/// The same people twice, or matched pairs: two means and SDs and their correlation.
extern const Family paired_means;

}  // namespace pooled
