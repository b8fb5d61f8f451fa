#pragma once

#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// The result if tau were this.
struct Tau2ProfilePoint {
  double tau = NaN, ll = NaN, ll_restricted = NaN, Q = NaN, est = NaN, ci_lb = NaN, ci_ub = NaN;
  Interval display{};
  std::vector<double> effects{};
};

struct Tau2Profile {
  double Q_lower = NaN, Q_upper = NaN;
  std::vector<int> rows{};
  std::vector<Tau2ProfilePoint> points{};
};

template <>
inline constexpr auto fields<Tau2ProfilePoint> = std::tuple{
    field("tau", &Tau2ProfilePoint::tau, "Standard deviation of the true effects, analysis scale."),
    field("ll", &Tau2ProfilePoint::ll, "Log-likelihood."),
    field("ll_restricted", &Tau2ProfilePoint::ll_restricted, "Restricted log-likelihood."),
    field("Q", &Tau2ProfilePoint::Q, "Generalised Q."),
    field("est", &Tau2ProfilePoint::est, "Pooled effect."),
    field("ci_lb", &Tau2ProfilePoint::ci_lb, "Wald interval, tau taken as known."),
    field("ci_ub", &Tau2ProfilePoint::ci_ub),
    field("display", &Tau2ProfilePoint::display),
    field("effects", &Tau2ProfilePoint::effects, "Shrunken effects of the studies in `rows`; empty above 200 studies."),
};

template <>
inline constexpr auto fields<Tau2Profile> = std::tuple{
    field("Q_lower", &Tau2Profile::Q_lower, "Q between these two: the Q-profile interval of tau."),
    field("Q_upper", &Tau2Profile::Q_upper),
    field("rows", &Tau2Profile::rows, "Indices into request.dataset.studies."),
    field("points", &Tau2Profile::points),
};

/// How everything depends on tau: 61 equal steps from 0 to 1.2 times the larger of tau itself and the upper Q-profile
/// limit of tau, or, when both are 0 or do not exist, to twice the typical standard error. With wi = 1 / (vi + tau^2):
///   Q = sum wi (yi - mu)^2,   est = sum wi yi / sum wi -+ z / sqrt(sum wi),
///   effect i = mu + tau^2 / (vi + tau^2) (yi - mu)
/// k >= 2; the same for every model.
/// @source Rover, Rindskopf & Friede 2024, Res Synth Methods 15:413 (trace plot); Viechtbauer 2007, Stat Med 26:37 (Q)
Result<Tau2Profile> tau2_profile(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
