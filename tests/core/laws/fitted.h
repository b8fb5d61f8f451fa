#pragma once

#include <cmath>
#include <utility>

#include "core/measures/effects.h"
#include "tests/core/laws/law.h"

namespace pooled::testing {

/// A case with what the core makes of it. Holds its own data, which Effects points into.
struct Fitted {
  explicit Fitted(Case of) : c(std::move(of)), e(compute_effects(c.data, c.options)), f(fit(e, c.options)) {}
  Fitted(const Fitted&) = delete;
  Fitted& operator=(const Fitted&) = delete;
  Case c;
  Effects e;
  Result<Fit> f;
  explicit operator bool() const { return f.has_value(); }
  const Fit* operator->() const { return &*f; }
};

/// How the numbers of one fit follow from those of another: est = factor * est + shift.
struct Moved {
  double factor = 1, shift = 0;
};

/// Iterated likelihoods in several dimensions stop where steps no longer help; everything else is to 1e-9.
inline double tolerance_of(const Model& model) { return is_slow(model) ? 1e-6 : 1e-9; }

/// Both have a result with the same numbers, moved so; or neither has, for the same reason.
Verdict same_fits(const Fitted& was, const Fitted& is, const Moved& moved = {});

/// Every bit of them, one for one.
Verdict identical_fits(const Fit& was, const Fit& is);

inline Case with(Case c, void (*change)(Options&)) {
  change(c.options);
  return c;
}

inline const Model& model_of(const Case& c) { return *find_model(c.options.model); }
inline bool is_one_of(std::string_view id, std::initializer_list<std::string_view> ids) {
  for (const auto each : ids)
    if (each == id) return true;
  return false;
}

/// The studies' own effects and weights decide: no counts, no likelihood in several dimensions.
inline bool pools_effects(const Model& model) { return !model.counts; }
inline bool is_reported(const Measure& measure) { return measure.family == nullptr; }
inline bool only_common_effect(const Model& model) { return model.id == "EE"; }

}  // namespace pooled::testing
