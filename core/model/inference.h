#pragma once

#include <optional>
#include <span>
#include <string_view>
#include <vector>

#include "core/base/note.h"
#include "core/base/types.h"
#include "core/data/options.h"
#include "core/measures/effects.h"

namespace pooled {

/// What a test starts from: the studies, the conventional pooling at tau2 with SE 1 / sqrt(sum wi), and
/// q = sum wi (yi - mu)^2 / (k - 1); q NaN at k = 1.
struct Pooled {
  const Effects& e;
  const Options& options;
  bool random;
  double tau2, est, se, q;

  Index k() const { return e.k(); }
};

/// A standard error, the degrees of freedom of its t (infinity = normal), and what to tell.
struct Uncertainty {
  double se, df;
  std::optional<NoteCode> note{};
};

/// What a test makes of it.
struct Inference {
  Estimate mu;
  std::vector<Note> notes{};
};

struct Test {
  std::string_view id, label;
  Inference (*of)(const Pooled& p);
  std::string_view source;
};

std::span<const Test> tests();
const Test* find_test(std::string_view id);

/// Statistic, two-sided P and interval at `level` of an estimate with this standard error; no limits where they would
/// be infinite (t with far less than one degree of freedom).
Estimate estimate(double est, double se, double df, double level);

/// For models with a standard error of their own, k studies: z or t, with k - 1 degrees of freedom or those the model
/// has. Any other test needs the studies' weights: z stands in, with a note.
Inference own_inference(double est, double se, Index k, const Options& options, double t_df = NaN);

}  // namespace pooled
