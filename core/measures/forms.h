#pragma once

#include <span>
#include <string_view>
#include <vector>

#include "core/measures/measure.h"

namespace pooled {

/// Another form of some measures: other variances, or with or without the correction for small samples.
struct FormKind {
  std::string_view id, label;
};
/// Options::form. The usual form is the one in the measures' own table.
std::span<const FormKind> form_kinds();

/// What a form makes of the usual effect of a study.
struct Form {
  std::string_view measure, id;
  Effect (*of)(const Effect& usual, std::span<const double> cells, const Added& add);
};

/// nullptr when the measure has no such form; "usual" is none.
const Form* find_form(std::string_view measure, std::string_view id);
/// Ids of the forms of a measure, without the usual one.
std::vector<std::string_view> forms_of(std::string_view measure);

}  // namespace pooled
