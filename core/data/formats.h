#pragma once

#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "core/base/result.h"
#include "core/data/families.h"
#include "core/data/scale.h"
#include "core/data/study.h"

namespace pooled {

/// Either the canonical cells of a family, or an effect as reported.
using Inputs = std::variant<std::vector<double>, Effect>;

/// What stands between the numbers of a report and those that are pooled.
enum class Conversion {
  none,         ///< as reported
  exact,        ///< algebra: another way of writing the same numbers, such as an SD from its SE
  approximate,  ///< an assumption, or what rounding left: a mean from a median, a correlation, an ICC, a P value
};

/// How a median becomes a mean: as in a normal sample, or as in the distribution that fits its quantiles best.
enum class Medians { normal, quantiles };

/// One way of typing a study.
struct Format {
  std::string_view id, label;
  const Family* family;  ///< nullptr: an effect as reported, for any measure
  std::span<const Column> columns;
  /// @param cells    checked against the columns' domains; NaN only where a column is optional
  /// @param scale    of the measure: limits of a ratio are typed as ratios
  /// @param remarks  gets what is to be said of a study that stays usable, with its column
  Result<Inputs> (*read)(Cells cells, const Scale& scale, std::vector<Note>& remarks);
  std::string_view source;
  Conversion conversion = Conversion::none;
  std::string_view method{};        ///< of the conversion, as the note names it: "Luo 2018, Wan 2014"
  std::string_view measures{};      ///< ids it can be used with, separated by spaces; empty = all of the family
  bool needs_no_effect = false;     ///< rests on a test against no effect, which only measures that compare have
  std::string_view became{};        ///< one number that the note tells, where the canonical cells are not the report's
  double (*told)(Cells) = nullptr;  ///< that number, of the canonical cells
  /// As `read`, where medians are converted by their quantiles; nullptr = there is no median in it.
  Result<Inputs> (*read_by_quantiles)(Cells cells, const Scale& scale, std::vector<Note>& remarks) = nullptr;
};

std::span<const Format> formats();
/// nullptr when there is no such format.
const Format* find_format(std::string_view id);
/// Long name of a column of a format, empty when it has none of that id.
std::string_view column_label(const Format& format, std::string_view column);

std::span<const Format> count_formats();
std::span<const Format> mean_formats();
std::span<const Format> median_formats();
std::span<const Format> design_formats();
std::span<const Format> paired_formats();
std::span<const Format> rate_formats();
std::span<const Format> reported_formats();

/// A study as numbers, and what was done to get them.
struct Reading {
  Inputs inputs;
  Conversion conversion = Conversion::none;
};

/// The study as numbers, or the first reason why it cannot be used. Remarks that leave it usable (a count that is not
/// whole, an SD of 0, where a number comes from) are appended to `remarks`. `row` only goes into the notes.
Result<Reading> read_study(const Study& study, int row, const Format& format, const Scale& scale,
                           std::vector<Note>& remarks, Medians medians = Medians::normal);

}  // namespace pooled
