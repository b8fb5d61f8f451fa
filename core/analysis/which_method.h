#pragma once

#include <optional>
#include <string>
#include <vector>

#include "core/analysis/combinations.h"
#include "core/analysis/published.h"

namespace pooled {

/// One published number against what a method gives.
struct WhichFigure {
  std::string_view name;
  double value = NaN, off = NaN;
  std::optional<int> row{};
};

/// A method and how near it comes. `off` is the distance of its worst number from everything that rounds to what is
/// printed, in units of the last printed digit: 0 = it reproduces the publication, 1 = one in the last digit more than
/// rounding explains.
struct WhichRow {
  Method method{};
  Interval display{};
  double est = NaN, ci_lb = NaN, ci_ub = NaN;
  double off = NaN;
  std::vector<WhichFigure> figures{};
  bool turned = false, present = false;
  std::string_view I2_from{};
  std::vector<std::string_view> programs{};
  std::vector<Method> same{};
  int same_count = 0;
};

struct Which {
  int tried = 0, reproduce = 0;
  std::vector<WhichRow> rows;
};

template <>
inline constexpr auto fields<WhichFigure> = std::tuple{
    field("name", &WhichFigure::name, "As in request.published."),
    field("value", &WhichFigure::value, "By this method."),
    field("off", &WhichFigure::off, "Beyond rounding, in units of the last printed digit; 0 = it rounds to it."),
    field("row", &WhichFigure::row, "Of weights: the study that is furthest from its printed weight."),
};

template <>
inline constexpr auto fields<WhichRow> = std::tuple{
    field("method", &WhichRow::method),
    field("display", &WhichRow::display, "As people read it, and as the report printed it where `turned`."),
    field("est", &WhichRow::est, "Analysis scale, of the method's measure."),
    field("ci_lb", &WhichRow::ci_lb),
    field("ci_ub", &WhichRow::ci_ub),
    field("off", &WhichRow::off, "Of the worst figure."),
    field("figures", &WhichRow::figures),
    field("turned", &WhichRow::turned, "The report's effect is this one the other way round: groups swapped."),
    field("present", &WhichRow::present, "The options of the request."),
    field("I2_from", &WhichRow::I2_from, "Which I2 comes nearest, \"Q\" or \"tau2\"; empty where none was printed."),
    field("programs", &WhichRow::programs, "Whose default it is, as far as our sources say."),
    field("same", &WhichRow::same, "Other methods with the same numbers here, the more usual ones first, up to 20."),
    field("same_count", &WhichRow::same_count, "All of these."),
};

template <>
inline constexpr auto fields<Which> = std::tuple{
    field("tried", &Which::tried, "Methods."),
    field("reproduce", &Which::reproduce, "Of these, how many give every printed digit."),
    field("rows", &Which::rows,
          "Different results: all that reproduce the publication, up to 40, then the nearest others, 12 in all at "
          "least."),
};

/// "Which method made this diamond?": every combination of combinations.h against a published result. A printed number
/// stands for everything that rounds to it, so that nothing tells two methods apart that both reproduce every digit;
/// among these the ones that are programs' defaults come first. The other way round (groups swapped, or harm for
/// benefit) counts as the same analysis where the measure compares groups. I2 may be the one from Q or the one from
/// tau2.
/// Weights count as one figure, that of the study that is furthest off; unless no method has as many of them.
/// @param published  without any number that methods have, nothing is tried
Result<Which> which_method(const Effects& e, const Fit& f, const Options& options,
                           const std::vector<Figure>& published);

}  // namespace pooled
