#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/fields.h"
#include "core/data/options.h"

namespace pooled {

/// The options that a convention decides; empty = as they are.
struct Overrides {
  std::optional<std::string_view> model{}, tau2{}, test{}, prediction{}, tau2_ci{}, add_to{};
  std::optional<double> add{};
  std::optional<bool> drop00{};
  bool operator==(const Overrides&) const = default;
};

template <>
inline constexpr auto fields<Overrides> = std::tuple{
    field("model", &Overrides::model),     field("tau2", &Overrides::tau2),
    field("test", &Overrides::test),       field("prediction", &Overrides::prediction),
    field("tau2_ci", &Overrides::tau2_ci), field("add_to", &Overrides::add_to),
    field("add", &Overrides::add),         field("drop00", &Overrides::drop00),
};

/// The options with the overrides in place.
Options with(Options options, const Overrides& overrides);

/// Which I2 a program prints.
enum class PrintedI2 { from_Q, from_tau2 };

/// What another program prints by default, as far as our sources say. Of its numbers those exist here that Pooled's
/// options reproduce; `remarks` says what they do not.
struct Convention {
  std::string_view id, label, source;
  PrintedI2 I2;  ///< under random effects; under a common effect every one prints it from Q
  bool prints_prediction, prints_tau2_interval;
  /// What holds for a measure, under random effects or a common effect.
  Overrides (*overrides)(std::string_view measure, bool random);
  std::vector<std::string_view> (*remarks)(std::string_view measure, bool random);
};

/// Facts about other programs change with their versions: each row names the version and what its facts rest on.
/// Software itself was run only for metafor (5.1-12 and 3.8-1) and meta (8.4-0); the rest is read from manuals, papers
/// and source code.
std::span<const Convention> conventions();

}  // namespace pooled
