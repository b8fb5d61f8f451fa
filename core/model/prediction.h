#pragma once

#include <span>
#include <string_view>

#include "core/model/inference.h"
#include "core/model/model.h"
#include "core/model/predictive.h"

namespace pooled {

/// A rule for where the true effect of a new study lies: mu -+ t(df) sqrt(tau2 + se^2). They differ in se and df. One
/// has a distribution of its own instead, which needs the studies and an inverse-variance model; its `of` gives NaN.
struct PredictionRule {
  std::string_view id, label;
  Index needs;  ///< fewest studies
  Uncertainty (*of)(const Fit& f, const Options& options);
  std::string_view source;
  bool own_distribution = false;  ///< see predictive.h
};

std::span<const PredictionRule> prediction_rules();
const PredictionRule* find_prediction_rule(std::string_view id);

/// Whether the rule has its own distribution here: not where all effects are the same, which leaves it no spread; there
/// it is HK, and that is the conventional standard error.
bool predicts_by_distribution(const PredictionRule& rule, const Fit& f);

/// That distribution for the studies that the fit rests on: a model of counts may have left some of them out.
PredictiveDistribution predictive_of(const Effects& e, const Fit& f);

/// Fills in the prediction interval of Options::prediction, or the Note why there is none.
void predict(Fit& f, const Effects& e, const Options& options);

}  // namespace pooled
