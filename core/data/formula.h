#pragma once

#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace pooled {

/// One variable of a term, to a power or as a restricted cubic spline.
struct FormulaFactor {
  std::string_view name;
  int power = 1;
  int knots = 0;  ///< of the spline; 0 = none

  bool operator==(const FormulaFactor&) const = default;
};

/// A main effect, or an interaction of several variables.
struct FormulaTerm {
  std::vector<FormulaFactor> factors;
  std::string_view text;  ///< as typed
};

struct Formula {
  std::vector<FormulaTerm> terms;
  bool intercept = true;
};

/// Knots of a restricted cubic spline: fewest, most, and those of rcs(x).
inline constexpr int fewest_knots = 3, most_knots = 7, usual_knots = 4;

/// Reads a formula in R's notation: terms joined by +, interactions a:b, a*b for a + b + a:b, powers x^2 (up to 4),
/// restricted cubic splines rcs(x, knots), names with special characters in backticks. An intercept is there ("1" may
/// be written) unless "0 +" or " - 1" takes it out. As in R, main effects come first, then interactions by their order,
/// and what is written twice counts once.
/// @return  views into `formula`, which must outlive them; the Note formula_not_understood, with the place as column
Result<Formula> parse_formula(std::string_view formula);

}  // namespace pooled
