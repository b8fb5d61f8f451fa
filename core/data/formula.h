#pragma once

#include <string_view>
#include <vector>

#include "core/base/result.h"

namespace pooled {

/// One variable of a term, to a power.
struct FormulaFactor {
  std::string_view name;
  int power = 1;

  bool operator==(const FormulaFactor&) const = default;
};

/// A main effect, or an interaction of several variables.
struct FormulaTerm {
  std::vector<FormulaFactor> factors;
  std::string_view text;  ///< as typed
};

/// Reads a formula in R's notation: terms joined by +, interactions a:b, a*b for a + b + a:b, powers x^2 (up to 4),
/// names with special characters in backticks. An intercept is always there ("1" may be written). As in R, main effects
/// come first, then interactions by their order, and what is written twice counts once.
/// @return  views into `formula`, which must outlive them; the Note formula_not_understood, with the place as column
Result<std::vector<FormulaTerm>> parse_formula(std::string_view formula);

}  // namespace pooled
