#pragma once

#include <span>
#include <string_view>

#include "core/model/inference.h"
#include "core/model/model.h"

namespace pooled {

/// A rule for where the true effect of a new study lies: mu -+ t(df) sqrt(tau2 + se^2). They differ in se and df.
struct PredictionRule {
  std::string_view id, label;
  Index needs;  ///< fewest studies
  Uncertainty (*of)(const Fit& f, const Options& options);
  std::string_view source;
};

std::span<const PredictionRule> prediction_rules();
const PredictionRule* find_prediction_rule(std::string_view id);

/// Fills in the prediction interval of Options::prediction, or the Note why there is none.
void predict(Fit& f, const Options& options);

}  // namespace pooled
