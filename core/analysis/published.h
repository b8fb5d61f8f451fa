#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/base/printed.h"

namespace pooled {

/// One number of a published result. `bound` is '<' or '>' where a limit was printed in its place ("P < .001").
struct Figure {
  std::string_view name;
  Printed printed;
  char bound = 0;

  /// All it may stand for.
  Range range() const;
  /// One in the last digit printed.
  double unit() const;
};

/// Which numbers there may be, and what they are called for readers.
struct FigureName {
  std::string_view name, label;
};
inline constexpr FigureName figure_names[] = {
    {"est", "estimate"},
    {"ci_lb", "lower limit"},
    {"ci_ub", "upper limit"},
    {"pval", "P"},
    {"I2", "I2"},
    {"tau2", "tau2"},
    {"QE", "Q"},
    {"QEp", "P of Q"},
    {"k", "number of studies"},
    {"risk1", "percentage with treatment"},
    {"risk2", "percentage without treatment"},
    {"n1", "people with treatment"},
    {"n2", "people without treatment"},
    {"weights", "weights"},
};

/// A figure from its name and the text printed, digits with a decimal point ("5.40", "-.05", "<.001"); nothing where
/// there is no such figure or the text is anything else. I2 and risks are in percent, everything else as people read
/// it.
std::optional<Figure> figure_from(std::string_view name, std::string_view text);

/// The same, of which "weights" has several, one for each study with a weight in the order of the table, in percent:
/// "18.5/13.1/68.4". None where the text is anything else.
std::vector<Figure> figures_from(std::string_view name, std::string_view text);

/// The figure of this name, nullptr where there is none.
const Figure* find_figure(const std::vector<Figure>& figures, std::string_view name);

}  // namespace pooled
