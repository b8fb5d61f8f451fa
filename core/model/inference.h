#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "core/base/note.h"
#include "core/base/types.h"

namespace pooled {

/// What a test starts from: the conventional SE 1 / sqrt(sum wi) and q = sum wi (yi - mu)^2 / (k - 1); q NaN at k = 1.
struct Pieces {
  Index k;
  double se, q;
};

/// What it makes of them: a standard error, the degrees of freedom of its t (infinity = normal), and what to tell.
struct Uncertainty {
  double se, df;
  std::optional<NoteCode> note{};
};

struct Test {
  std::string_view id, label;
  Uncertainty (*of)(const Pieces& p);
  std::string_view source;
};

std::span<const Test> tests();
const Test* find_test(std::string_view id);

/// Statistic, two-sided P and interval at `level` of an estimate with this standard error.
Estimate estimate(double est, double se, double df, double level);

}  // namespace pooled
