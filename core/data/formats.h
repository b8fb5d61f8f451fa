#pragma once

#include <span>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/data/scale.h"
#include "core/data/study.h"

namespace pooled {

/// What a cell may hold; checked for every cell before a format reads it.
enum class Domain { count, size, positive, non_negative, percent, correlation, any };

struct Column {
  std::string_view id;     ///< the field's own name: ai, n1i, m1i …
  std::string_view label;  ///< "Treatment events"
  std::string_view short_label;
  std::string_view group;  ///< "Treatment", "Control" or ""
  Domain domain;
  bool optional = false;
};

/// An effect on the analysis scale with its sampling variance; NaN = not estimable.
struct Effect {
  double yi = NaN, vi = NaN;
};

/// What the counts of a family say about zeros; a question that has no meaning for it is a nullptr.
struct Counts {
  bool (*any_zero)(std::span<const double> cells);    ///< a log would fail
  bool (*no_events)(std::span<const double> cells);   ///< nobody in either group: no comparison by a ratio
  bool (*all_events)(std::span<const double> cells);  ///< everyone in both groups
  /// Size of the second group over that of the first, for corrections by group.
  double (*size_ratio)(std::span<const double> cells) = nullptr;
};

/// A study fully known, in the one form its measures compute from.
struct Family {
  std::string_view id, label;
  std::span<const Column> columns;
  bool compares = true;                                             ///< false: one group, there is no "no effect"
  double (*people)(std::span<const double> cells) = nullptr;        ///< participants; nullptr = not known
  double (*control_risk)(std::span<const double> cells) = nullptr;  ///< nullptr = none
  const Counts* counts = nullptr;                                   ///< nullptr: nothing to add to
};

/// Either the canonical cells of a family, or an effect as reported.
using Inputs = std::variant<std::vector<double>, Effect>;

/// One way of typing a study.
struct Format {
  std::string_view id, label;
  const Family* family;  ///< nullptr: an effect as reported, for any measure
  std::span<const Column> columns;
  /// @param cells  checked against the columns' domains; NaN only where a column is optional
  /// @param scale  of the measure: limits of a ratio are typed as ratios
  Result<Inputs> (*read)(std::span<const double> cells, const Scale& scale);
  std::string_view source;
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

std::span<const Format> formats();
/// nullptr when there is no such format.
const Format* find_format(std::string_view id);
/// Long name of a column of a format, empty when it has none of that id.
std::string_view column_label(const Format& format, std::string_view column);

/// The study as numbers, or the first reason why it cannot be used. Remarks that leave it usable (a count that is not
/// whole, an SD of 0) are appended to `remarks`. `row` only goes into the notes.
Result<Inputs> read_study(const Study& study, int row, const Format& format, const Scale& scale,
                          std::vector<Note>& remarks);

}  // namespace pooled
