#pragma once

#include "core/model/model.h"

namespace pooled {

/// Pooling with weights other than 1 / (vi + tau2): mu = sum ai yi / sum ai and, for true effects that vary by tau2,
///   se = sqrt(sum ai^2 (vi + tau2)) / sum ai.
/// The mean is unbiased for any weights that do not come from the effects; what it costs is width.
/// @source Henmi & Copas 2010, Stat Med 29:2969; weights of choice as in metafor's rma(weights =)

/// ai = 1 / vi, and tau2 of DerSimonian-Laird in the variance (IVhet).
/// @source Doi, Barendregt, Khan, Thalib & Williams 2015, Contemp Clin Trials 45:130
Result<Fit> inverse_variance_heterogeneity(const Effects& e, const Options& options);
/// The common-effect estimate, its SE times sqrt(Q / (k - 1)), narrower too when Q < k - 1; t(k - 1).
/// @source Stanley & Doucouliagos 2015, Stat Med 34:2116
Result<Fit> unrestricted_wls(const Effects& e, const Options& options);
/// ai = 1.
/// @source Shuster 2010, Stat Med 29:1259
Result<Fit> unweighted(const Effects& e, const Options& options);
/// ai = participants; a Note where a study does not say how many.
/// @source Hunter & Schmidt 2004, Methods of Meta-Analysis
Result<Fit> by_participants(const Effects& e, const Options& options);
/// ai = the moderator called "weight", above 0; a Note where a study has none.
Result<Fit> by_given_weights(const Effects& e, const Options& options);

/// Whether the model takes its weights from what else is known of a study, so that a study made up of an effect and a
/// variance has none.
bool weighs_by_rows(const Model& model);

}  // namespace pooled
