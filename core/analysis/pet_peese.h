#pragma once

#include <string>
#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// The effect that is left when small studies are not believed, by one method.
struct PetPeeseRow {
  std::string id{}, label{};
  int k = 0;
  double est = NaN, se = NaN, stat = NaN, df = NaN, pval = NaN, ci_lb = NaN, ci_ub = NaN;
  Interval display{};
  double slope = NaN, slope_se = NaN, slope_pval = NaN;
  double dispersion = NaN;
  std::string note{};
};

struct PetPeese {
  std::string chosen{}, rule{};
  double pval_one_sided = NaN;
  std::vector<PetPeeseRow> rows{};
  std::vector<Note> notes{};  ///< studies that a line rests on
};

template <>
inline constexpr auto fields<PetPeeseRow> = std::tuple{
    field("id", &PetPeeseRow::id, "PET, PEESE, UWLS or WAAP."),
    field("label", &PetPeeseRow::label),
    field("k", &PetPeeseRow::k, "Studies used."),
    field("est", &PetPeeseRow::est, "Effect, analysis scale: PET and PEESE the intercept."),
    field("se", &PetPeeseRow::se),
    field("stat", &PetPeeseRow::stat),
    field("df", &PetPeeseRow::df),
    field("pval", &PetPeeseRow::pval, "Two-sided P."),
    field("ci_lb", &PetPeeseRow::ci_lb),
    field("ci_ub", &PetPeeseRow::ci_ub),
    field("display", &PetPeeseRow::display, "The same as people read it."),
    field("slope", &PetPeeseRow::slope, "On the standard error (PET) or the variance (PEESE)."),
    field("slope_se", &PetPeeseRow::slope_se),
    field("slope_pval", &PetPeeseRow::slope_pval),
    field("dispersion", &PetPeeseRow::dispersion, "Residual sum of squares over its degrees of freedom."),
    field("note", &PetPeeseRow::note, "Why there is no result, or what took its place; empty otherwise."),
};

template <>
inline constexpr auto fields<PetPeese> = std::tuple{
    field("chosen", &PetPeese::chosen, "PET or PEESE, by the rule; empty when PET does not exist."),
    field("rule", &PetPeese::rule, "The rule in words."),
    field("pval_one_sided", &PetPeese::pval_one_sided, "P of PET's intercept in the direction of UWLS."),
    field("rows", &PetPeese::rows),
};

/// PET: yi on sqrt(vi); PEESE: yi on vi; both by least squares with weights wi = 1 / vi, t(k - 2). The conditional
/// estimate is PEESE when PET's intercept is above 0 in the direction of UWLS with a one-sided P below 0.05, else PET.
/// UWLS: the common effect with SE sqrt(Q / (k - 1) / sum wi), t(k - 1).
/// WAAP: UWLS of the studies with at least 80% power for it, sqrt(vi) <= |UWLS| / 2.8; of all (WAAP-WLS) when there are
/// fewer than two.
/// @source Stanley & Doucouliagos 2014, Res Synth Methods 5:60; Stanley & Doucouliagos 2015, Stat Med 34:2116; WAAP:
///         Stanley, Doucouliagos & Ioannidis 2017, Stat Med 36:1580
Result<PetPeese> pet_peese(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
