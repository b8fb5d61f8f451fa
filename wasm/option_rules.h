#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "core/base/types.h"

namespace pooled {

/// One value an option may have.
struct Pick {
  std::string_view id, label;
};

/// What an option may be, beyond the type of its field in Options. An option without a rule may be any text, or true or
/// false.
struct OptionRule {
  std::string_view id;
  std::string_view what;                     ///< for messages: "there is no such measure"
  const std::vector<Pick>* picks = nullptr;  ///< nullptr: a number
  double lowest = -infinity, highest = infinity;
  bool open = false;   ///< the ends themselves are excluded
  bool whole = false;  ///< no fractions

  bool allows(double x) const;
};

const std::vector<OptionRule>& option_rules();
/// nullptr when there is none.
const OptionRule* rule_of(std::string_view option);

}  // namespace pooled
