#pragma once

#include <string>
#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// The pooled result of one subgroup.
struct SubgroupRow {
  std::string level;
  int k = 0;
  double participants = NaN;
  double est = NaN, se = NaN, stat = NaN, df = NaN, pval = NaN, ci_lb = NaN, ci_ub = NaN;
  double pi_lb = NaN, pi_ub = NaN, pi_df = NaN;
  double tau2 = NaN, I2 = NaN, H2 = NaN, QE = NaN, QE_df = NaN, QEp = NaN, weight = NaN;
  std::vector<int> rows;
  PooledDisplay display{};
};

/// The difference level - other.
struct SubgroupContrast {
  std::string level, other;
  double est = NaN, se = NaN, stat = NaN, df = NaN, pval = NaN, ci_lb = NaN, ci_ub = NaN;
  Interval display{};
};

struct Subgroups {
  std::string by, tau2_from, test;
  int k = 0;
  std::vector<SubgroupRow> levels;
  double Q_between = NaN, Q_df = NaN, Q_pval = NaN;
  double F = NaN, F_df = NaN, F_df2 = NaN, F_pval = NaN;
  double pval = NaN;
  double Q_within = NaN, Q_within_df = NaN, Q_within_pval = NaN;
  double tau2 = NaN, se_tau2 = NaN, R2 = NaN;
  std::vector<SubgroupContrast> contrasts;
  std::vector<Note> notes;
};

template <>
inline constexpr auto fields<SubgroupRow> = std::tuple{
    field("level", &SubgroupRow::level, "As typed."),
    field("k", &SubgroupRow::k),
    field("participants", &SubgroupRow::participants),
    field("est", &SubgroupRow::est),
    field("se", &SubgroupRow::se),
    field("stat", &SubgroupRow::stat),
    field("df", &SubgroupRow::df, "null = normal."),
    field("pval", &SubgroupRow::pval),
    field("ci_lb", &SubgroupRow::ci_lb),
    field("ci_ub", &SubgroupRow::ci_ub),
    field("pi_lb", &SubgroupRow::pi_lb),
    field("pi_ub", &SubgroupRow::pi_ub),
    field("pi_df", &SubgroupRow::pi_df),
    field("tau2", &SubgroupRow::tau2),
    field("I2", &SubgroupRow::I2),
    field("H2", &SubgroupRow::H2),
    field("QE", &SubgroupRow::QE),
    field("QE_df", &SubgroupRow::QE_df),
    field("QEp", &SubgroupRow::QEp),
    field("weight", &SubgroupRow::weight, "Percent of the weight in the pooled result of all studies."),
    field("rows", &SubgroupRow::rows, "Its studies: indices into request.dataset.studies."),
    field("display", &SubgroupRow::display),
};

template <>
inline constexpr auto fields<SubgroupContrast> = std::tuple{
    field("level", &SubgroupContrast::level),
    field("other", &SubgroupContrast::other),
    field("est", &SubgroupContrast::est, "level - other, on the analysis scale."),
    field("se", &SubgroupContrast::se),
    field("stat", &SubgroupContrast::stat),
    field("df", &SubgroupContrast::df, "null = normal."),
    field("pval", &SubgroupContrast::pval),
    field("ci_lb", &SubgroupContrast::ci_lb),
    field("ci_ub", &SubgroupContrast::ci_ub),
    field("display", &SubgroupContrast::display, "For ratios the ratio of ratios."),
};

template <>
inline constexpr auto fields<Subgroups> = std::tuple{
    field("by", &Subgroups::by, "The column."),
    field("tau2_from", &Subgroups::tau2_from, "\"separate\", \"common\", or \"none\" under a common effect."),
    field("k", &Subgroups::k, "Studies with a subgroup."),
    field("levels", &Subgroups::levels, "In the order in which they first appear."),
    field("test", &Subgroups::test,
          "Which test of the difference `pval` is from: \"Q\", or \"F\" with a t-based test."),
    field("pval", &Subgroups::pval),
    field("Q_between", &Subgroups::Q_between, "Chi-square test: as in RevMan and R's meta, with the SEs shown."),
    field("Q_df", &Subgroups::Q_df),
    field("Q_pval", &Subgroups::Q_pval),
    field("F", &Subgroups::F, "F test, where the SEs have degrees of freedom: Welch's, or that of the regression."),
    field("F_df", &Subgroups::F_df),
    field("F_df2", &Subgroups::F_df2, "null = infinity."),
    field("F_pval", &Subgroups::F_pval),
    field("Q_within", &Subgroups::Q_within, "Heterogeneity inside the subgroups together: the sum of their QE."),
    field("Q_within_df", &Subgroups::Q_within_df),
    field("Q_within_pval", &Subgroups::Q_within_pval),
    field("tau2", &Subgroups::tau2, "The common tau2; null when each subgroup has its own."),
    field("se_tau2", &Subgroups::se_tau2),
    field("R2", &Subgroups::R2, "Percent of the heterogeneity explained; with a common tau2."),
    field("contrasts", &Subgroups::contrasts, "Every pair."),
};

/// The pooled studies by the column Options::subgroup.
///   Separate tau2: the chosen model fitted to each subgroup. Common tau2: the regression on the subgroup with the
///   chosen estimator, whose tau2 for DL is sum (Qj - dfj) / sum Cj.
///   Q_between = sum wj (est_j - their weighted mean)^2 with wj = 1 / se_j^2, chi-square(L - 1).
///   F, with a t-based test and separate tau2: Welch's Q / (L-1) / (1 + 2 (L-2) / (L^2-1) A) on L - 1 and (L^2-1) / (3
///   A) degrees of freedom, A = sum (1 - wj / W)^2 / df_j; with common tau2 F(L-1, k-L) of the regression. Contrasts:
///   with separate tau2 the SEs add in squares, df by Welch and Satterthwaite; else of the regression.
/// @source Borenstein et al. 2009, Introduction to Meta-Analysis, ch. 19; Welch 1951, Biometrika 38:330; Satterthwaite
///         1946, Biometrics Bull 2:110
Result<Subgroups> subgroups(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
