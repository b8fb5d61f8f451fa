#pragma once

#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// One pooled study: its effect against its standard error.
struct FunnelStudy {
  int row = 0;
  double yi = NaN, sei = NaN, power = NaN;
  Interval display{};
};

/// A pooled effect to draw as a line.
struct FunnelLine {
  double est = NaN, ci_lb = NaN, ci_ub = NaN, tau2 = NaN;
  Interval display{};
};

/// Where the pseudo-confidence limits end: at the largest standard error.
struct FunnelLimits {
  double z = NaN, sei = NaN, lb = NaN, ub = NaN;
  Interval display{};
};

/// A region of P: between no effect -+ z sei the two-sided P is above alpha.
struct FunnelContour {
  double alpha = NaN, z = NaN, lb = NaN, ub = NaN;
  Interval display{};
};

/// Studies with this standard error have this power to tell the common effect from none.
struct FunnelPower {
  double power = NaN, sei = NaN;
};

struct Funnel {
  std::vector<FunnelStudy> studies{};
  FunnelLine common{}, random{};
  FunnelLimits limits{};
  double no_effect = NaN;
  std::vector<FunnelContour> contours{};
  std::vector<FunnelPower> powers{};
  double sei_min = NaN, sei_max = NaN, median_power = NaN, alpha = NaN;
  std::vector<Note> notes{};
};

template <>
inline constexpr auto fields<FunnelStudy> = std::tuple{
    field("row", &FunnelStudy::row, "Index into request.dataset.studies."),
    field("yi", &FunnelStudy::yi, "Effect, analysis scale."),
    field("sei", &FunnelStudy::sei, "Its standard error."),
    field("power", &FunnelStudy::power, "Power of its two-sided z-test if the common effect were true."),
    field("display", &FunnelStudy::display, "Effect and interval as people read them."),
};

template <>
inline constexpr auto fields<FunnelLine> = std::tuple{
    field("est", &FunnelLine::est),
    field("ci_lb", &FunnelLine::ci_lb),
    field("ci_ub", &FunnelLine::ci_ub),
    field("tau2", &FunnelLine::tau2),
    field("display", &FunnelLine::display, "The same as people read it."),
};

template <>
inline constexpr auto fields<FunnelLimits> = std::tuple{
    field("z", &FunnelLimits::z, "Normal quantile of the level."),
    field("sei", &FunnelLimits::sei, "The largest standard error; at 0 both limits meet in the common effect."),
    field("lb", &FunnelLimits::lb, "Common effect - z sei."),
    field("ub", &FunnelLimits::ub),
    field("display", &FunnelLimits::display, "The same as people read it."),
};

template <>
inline constexpr auto fields<FunnelContour> = std::tuple{
    field("alpha", &FunnelContour::alpha, "Two-sided P on the contour."),
    field("z", &FunnelContour::z, "Its normal quantile."),
    field("lb", &FunnelContour::lb, "No effect - z sei at the largest standard error."),
    field("ub", &FunnelContour::ub),
    field("display", &FunnelContour::display, "The same as people read it."),
};

template <>
inline constexpr auto fields<FunnelPower> = std::tuple{
    field("power", &FunnelPower::power, "Power of the two-sided z-test if the common effect were true."),
    field("sei", &FunnelPower::sei, "The standard error with that power; null = none has it."),
};

template <>
inline constexpr auto fields<Funnel> = std::tuple{
    field("studies", &Funnel::studies, "Pooled studies. Those that trim and fill adds are in trim_fill.filled."),
    field("common", &Funnel::common, "Inverse-variance common effect: the middle of the funnel."),
    field("random", &Funnel::random, "Inverse-variance random effects, under the chosen tau2 and test."),
    field("limits", &Funnel::limits, "Pseudo-confidence limits: where studies of one true effect would lie."),
    field("no_effect", &Funnel::no_effect, "Analysis scale; null where nothing is compared."),
    field("contours", &Funnel::contours, "Levels of P around no effect; empty where nothing is compared."),
    field("powers", &Funnel::powers,
          "Standard errors with a power of 0.9, 0.8 ... 0.1 (sunset); empty where nothing is compared."),
    field("sei_min", &Funnel::sei_min, "Smallest standard error."),
    field("sei_max", &Funnel::sei_max, "Largest standard error."),
    field("median_power", &Funnel::median_power,
          "Of the studies, at the common effect; null where nothing is compared."),
    field("alpha", &Funnel::alpha, "Of the tests that the power is about: 1 - level."),
};

/// What a funnel plot draws: effects against standard errors, the pooled effects, the limits common effect -+ z sei,
/// the contours of two-sided P at 0.1, 0.05 and 0.01 around no effect, the power of the studies, and the
/// standard errors where that power is 0.9, 0.8 ... 0.1 (the regions of the sunset funnel).
/// @source Sterne & Egger 2001, J Clin Epidemiol 54:1046; contours: Peters et al. 2008, J Clin Epidemiol 61:991; power:
///         Kossmeier, Tran & Voracek 2020, Z Psychol 228:43; fewer than ten studies: Sterne et al. 2011, BMJ
///         343:d4002
Result<Funnel> funnel(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
