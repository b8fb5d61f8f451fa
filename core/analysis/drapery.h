#pragma once

#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// Where curves of P stand at this height.
struct DraperyPoint {
  double p = NaN, z = NaN, ci_lb = NaN, ci_ub = NaN, pi_lb = NaN, pi_ub = NaN;
};

/// The intervals at a level that readers know.
struct DraperyLevel {
  double level = NaN;
  PooledDisplay display{};
};

struct Drapery {
  std::vector<DraperyPoint> points{};
  std::vector<DraperyLevel> levels{};
};

template <>
inline constexpr auto fields<DraperyPoint> = std::tuple{
    field("p", &DraperyPoint::p, "Two-sided P."),
    field("z", &DraperyPoint::z, "Its normal quantile: a study has this P at yi -+ z sei."),
    field("ci_lb", &DraperyPoint::ci_lb, "The two values that the pooled effect has this P for; at P = 1 its peak."),
    field("ci_ub", &DraperyPoint::ci_ub),
    field("pi_lb", &DraperyPoint::pi_lb, "The same of the effect in a new study: prediction limits of coverage 1 - P."),
    field("pi_ub", &DraperyPoint::pi_ub),
};

template <>
inline constexpr auto fields<DraperyLevel> = std::tuple{
    field("level", &DraperyLevel::level, "Coverage of the intervals, a fraction: 1 - P."),
    field("display", &DraperyLevel::display, "The intervals as people read them."),
};

template <>
inline constexpr auto fields<Drapery> = std::tuple{
    field("points", &Drapery::points, "From P = 1 to .001 or 1 - level; shared by all curves."),
    field("levels", &Drapery::levels, "The intervals at P = .5, .2, .1, .05, .01, .001 and 1 - level."),
};

/// The P-value function of the pooled effect, of a new study's effect, and by z of every study: for each P the two
/// values that have it as their two-sided P, which are the limits of the interval of coverage 1 - P.
///   study: yi -+ z(P) sei,   pooled: est -+ t(P; df) se,   new study: est -+ t(P; pi_df) u
/// where se, df and u are those of the chosen test and rule at Options::level: a test that goes by the wider of two
/// intervals keeps the one it took there, so that the curve passes through the pooled P and interval. A test whose
/// interval is no multiple of a standard error (profile likelihood, Skovgaard, Henmi-Copas) is asked at every level;
/// its peak need not be at est. Studies have the normal distribution, whatever Options::study_ci.
/// @source drapery plot: Rucker & Schwarzer 2021, Res Synth Methods 12:13; P-value functions: Infanger &
///         Schmidt-Trucksass 2019, Stat Med 38:4189
Result<Drapery> drapery(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
