#pragma once

#include "core/base/fields.h"
#include "core/model/model.h"

namespace pooled {

/// How often the true effect of a setting lies beyond a threshold. Shares are fractions from 0 to 1.
struct Beyond {
  double threshold = NaN;           ///< on the scale people read
  double threshold_analysis = NaN;  ///< on the analysis scale
  double prob_above = NaN, prob_below = NaN, df = NaN;
  double share_above = NaN, share_below = NaN, se = NaN;
  Interval above{}, below{};
};

template <>
inline constexpr auto fields<Beyond> = std::tuple{
    field("threshold", &Beyond::threshold, "As people read it; no effect where none was given."),
    field("threshold_analysis", &Beyond::threshold_analysis, "The same on the analysis scale."),
    field("prob_above", &Beyond::prob_above,
          "Probability that the true effect of a new setting lies above, by the chosen rule of prediction."),
    field("prob_below", &Beyond::prob_below),
    field("df", &Beyond::df, "Degrees of freedom of that rule; null = normal."),
    field("share_above", &Beyond::share_above, "Estimated share of the true effects that lie above."),
    field("share_below", &Beyond::share_below),
    field("se", &Beyond::se, "Standard error of either share; null at tau2 = 0."),
    field("above", &Beyond::above, "Share above with its Wald interval, within 0 to 1."),
    field("below", &Beyond::below),
};

/// With the threshold q = Options::threshold (on the scale people read; where it is not given, no effect), mu and tau2:
///   prob_above = P(T(df) > (q - mu) / u), u and df those of the prediction rule;
///   share_above = P(Z > (q - mu) / tau), the share of a normal distribution of true effects, with
///   se = phi((q - mu) / tau) sqrt(se^2 / tau2 + se_tau2^2 (q - mu)^2 / (4 tau2^3)) by the delta method.
/// Both tails are computed as themselves. At tau2 = 0 all true effects are mu.
/// @source prediction: Higgins, Thompson & Spiegelhalter 2009, J R Stat Soc A 172:137; share: Mathur & VanderWeele
/// 2019,
///         Stat Med 38:1336
Result<Beyond> beyond(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
