#pragma once

#include "core/model/model.h"

namespace pooled {

/// Inverse-variance pooling: mu = sum wi yi / sum wi, se = 1 / sqrt(sum wi).

/// wi = 1 / vi: one true effect.
Result<Fit> common_effect(const Effects& e, const Options& options);
/// wi = 1 / (vi + tau2): true effects that vary about mu.
Result<Fit> random_effects(const Effects& e, const Options& options);
/// The same with a tau2 from elsewhere; Options::tau2 is what it is called. At k = 1 tau2 is not used.
Fit random_effects_at(const Effects& e, const Options& options, const Tau2& tau2);
/// tau2 with its interval, heterogeneity and prediction, for a Fit whose mu and SE are there. k >= 2.
void add_heterogeneity(Fit& f, const Effects& e, const Options& options, const Tau2& tau2);
/// Says what one or two studies mean.
void note_few(Fit& f);

/// Whether the model is one of these two.
bool is_inverse_variance(const Model& model);
/// The tau2 its weights were made with: 0 for one study, and in models without a tau2.
double tau2_in_weights(const Fit& f);

}  // namespace pooled
