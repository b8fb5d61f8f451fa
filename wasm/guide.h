#pragma once

#include <span>
#include <string_view>

namespace pooled {

/// When to choose something of the catalogue: one sentence for a clinician.
struct Advice {
  std::string_view what, id;  ///< measure, model, tau2, tau2_interval, test, prediction, add_to, analysis
  std::string_view when;
};

std::span<const Advice> guide();
/// The sentence; empty when there is none (a test asks that every id has one).
std::string_view when(std::string_view what, std::string_view id);

}  // namespace pooled
