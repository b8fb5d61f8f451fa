#pragma once

#include <string>
#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// One study's test and its power.
struct StudyPower {
  int row = 0;
  double z = NaN, power = NaN;
  bool significant = false;
};

struct ExcessSignificance {
  int k = 0, O = 0;
  double E = NaN, ratio = NaN, alpha = NaN, theta = NaN, theta_display = NaN;
  double chi2 = NaN, pval_chi2 = NaN, pval_binomial = NaN, pval = NaN;
  double theta_lim = NaN, theta_lim_display = NaN;
  double median_power = NaN, R_index = NaN;
  std::vector<StudyPower> studies{};
  std::string note{};
};

template <>
inline constexpr auto fields<StudyPower> = std::tuple{
    field("row", &StudyPower::row, "Index into request.dataset.studies."),
    field("z", &StudyPower::z, "yi / sqrt(vi)."),
    field("power", &StudyPower::power, "Chance of significance if theta is true."),
    field("significant", &StudyPower::significant),
};

template <>
inline constexpr auto fields<ExcessSignificance> = std::tuple{
    field("k", &ExcessSignificance::k),
    field("O", &ExcessSignificance::O, "Significant studies observed."),
    field("E", &ExcessSignificance::E, "Expected: the sum of the powers."),
    field("ratio", &ExcessSignificance::ratio, "O / E."),
    field("alpha", &ExcessSignificance::alpha, "Level of each study's two-sided test, 1 - options.level."),
    field("theta", &ExcessSignificance::theta, "Effect taken as true: the common effect, analysis scale."),
    field("theta_display", &ExcessSignificance::theta_display),
    field("chi2", &ExcessSignificance::chi2, "(O - E)^2 (1 / E + 1 / (k - E))."),
    field("pval_chi2", &ExcessSignificance::pval_chi2, "One-sided: more than expected."),
    field("pval_binomial", &ExcessSignificance::pval_binomial, "P of O or more of k, each with chance E / k."),
    field("pval", &ExcessSignificance::pval, "Exact: P of O or more, each study with its own power."),
    field("theta_lim", &ExcessSignificance::theta_lim,
          "Limit estimate: the true effect at which the exact P would be 0.10; null = none."),
    field("theta_lim_display", &ExcessSignificance::theta_lim_display),
    field("median_power", &ExcessSignificance::median_power),
    field("R_index", &ExcessSignificance::R_index, "2 median power - share of significant studies, within 0 and 1."),
    field("studies", &ExcessSignificance::studies),
    field("note", &ExcessSignificance::note, "Why there is no exact P; empty otherwise."),
};

/// Test of excess significance: are more studies significant than their power for the common effect theta allows?
///   power_i = P(|Z| > c) for Z ~ N(theta / sqrt(vi), 1), c the upper alpha / 2 quantile; E = sum power_i
/// The exact P is that of a sum of independent yes-or-no outcomes with unequal chances (Poisson-binomial).
/// @source Ioannidis & Trikalinos 2007, Clin Trials 4:245; exact: Francis 2013, J Math Psychol 57:153; median power and
///         R-index: Kossmeier, Tran & Voracek 2020, Z Psychol 228:43
Result<ExcessSignificance> excess_significance(const Effects& e, const Fit& f, const Options& options);

/// P(at least `successes` of independent outcomes with these chances).
double at_least(const Array& chances, Index successes);

}  // namespace pooled
