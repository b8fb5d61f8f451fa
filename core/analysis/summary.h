#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "core/base/fields.h"
#include "core/model/model.h"

namespace pooled {

/// A pooled result on the scale people read.
struct PooledDisplay {
  double est = NaN, ci_lb = NaN, ci_ub = NaN, pi_lb = NaN, pi_ub = NaN;
};

/// One study on the analysis scale (log for ratios), and as displayed. `weight` is NaN where `used` is false.
struct StudyEffect {
  int row = 0;
  double yi = NaN, vi = NaN, sei = NaN, ci_lb = NaN, ci_ub = NaN, weight = NaN;
  bool used = false;
  Interval display{};
  bool converted = false;
  std::optional<std::map<std::string_view, double>> cells{};
};

/// Everything the forest plot shows of the pooled result.
struct Summary {
  int k = 0;
  double participants = NaN;
  double est = NaN, se = NaN, stat = NaN, df = NaN, pval = NaN, ci_lb = NaN, ci_ub = NaN;
  double pi_lb = NaN, pi_ub = NaN, pi_df = NaN;
  double tau2 = NaN, se_tau2 = NaN, tau2_lb = NaN, tau2_ub = NaN;
  double I2 = NaN, I2_lb = NaN, I2_ub = NaN, I2_Q = NaN, I2_Q_lb = NaN, I2_Q_ub = NaN, H2 = NaN;
  double H2_lb = NaN, H2_ub = NaN;
  double QE = NaN, QE_df = NaN, QEp = NaN, ll = NaN, q_hk = NaN;
  double AIC = NaN, BIC = NaN, AICc = NaN;
  PooledDisplay display{};
};

template <>
inline constexpr auto fields<Interval> = std::tuple{
    field("est", &Interval::est),
    field("ci_lb", &Interval::ci_lb),
    field("ci_ub", &Interval::ci_ub),
};

template <>
inline constexpr auto fields<PooledDisplay> = std::tuple{
    field("est", &PooledDisplay::est),     field("ci_lb", &PooledDisplay::ci_lb), field("ci_ub", &PooledDisplay::ci_ub),
    field("pi_lb", &PooledDisplay::pi_lb), field("pi_ub", &PooledDisplay::pi_ub),
};

template <>
inline constexpr auto fields<StudyEffect> = std::tuple{
    field("row", &StudyEffect::row, "Index into request.dataset.studies."),
    field("yi", &StudyEffect::yi, "Effect, analysis scale."),
    field("vi", &StudyEffect::vi, "Its sampling variance."),
    field("sei", &StudyEffect::sei, "sqrt(vi)."),
    field("ci_lb", &StudyEffect::ci_lb),
    field("ci_ub", &StudyEffect::ci_ub),
    field("weight", &StudyEffect::weight, "Percent of the total; null when the study is left out or not estimable."),
    field("used", &StudyEffect::used, "True when the study is in the pooled result."),
    field("display", &StudyEffect::display, "The same as people read it."),
    field("converted", &StudyEffect::converted,
          "True when its numbers are not the report's own, but computed from them: see the note `converted`."),
    field("cells", &StudyEffect::cells,
          "Of an included study that was converted, what it became: the cells of the family's first format. null where "
          "it became an effect, or where only a part of them means anything."),
};

template <>
inline constexpr auto fields<Summary> = std::tuple{
    field("k", &Summary::k, "Studies used."),
    field("participants", &Summary::participants, "Participants in the studies used; null when a format does not say."),
    field("est", &Summary::est, "Pooled effect, analysis scale."),
    field("se", &Summary::se, "Its standard error under the chosen test."),
    field("stat", &Summary::stat, "z or t."),
    field("df", &Summary::df, "Degrees of freedom; null = normal."),
    field("pval", &Summary::pval, "Two-sided P."),
    field("ci_lb", &Summary::ci_lb),
    field("ci_ub", &Summary::ci_ub),
    field("pi_lb", &Summary::pi_lb, "Prediction interval for the true effect of a new study."),
    field("pi_ub", &Summary::pi_ub),
    field("pi_df", &Summary::pi_df, "Its degrees of freedom; null = normal."),
    field("tau2", &Summary::tau2, "Between-study variance."),
    field("se_tau2", &Summary::se_tau2),
    field("tau2_lb", &Summary::tau2_lb, "By the rule tau2_ci; both null when the interval is empty."),
    field("tau2_ub", &Summary::tau2_ub),
    field("I2", &Summary::I2, "Percent, from tau2 (metafor, RevMan 2025)."),
    field("I2_lb", &Summary::I2_lb),
    field("I2_ub", &Summary::I2_ub),
    field("I2_Q", &Summary::I2_Q, "Percent, from Q (Higgins & Thompson 2002)."),
    field("I2_Q_lb", &Summary::I2_Q_lb),
    field("I2_Q_ub", &Summary::I2_Q_ub),
    field("H2", &Summary::H2, "Total over sampling variability."),
    field("H2_lb", &Summary::H2_lb),
    field("H2_ub", &Summary::H2_ub),
    field("QE", &Summary::QE, "Cochran's Q."),
    field("QE_df", &Summary::QE_df),
    field("QEp", &Summary::QEp),
    field("ll", &Summary::ll, "Log-likelihood at tau2: restricted under REML, else full."),
    field("q_hk", &Summary::q_hk, "Hartung-Knapp scale factor before any floor."),
    field("AIC", &Summary::AIC,
          "-2 ll + 2 p, p = 1 for mu and 1 for an estimated tau2; of the restricted ll under REML."),
    field("BIC", &Summary::BIC, "-2 ll + p log n, n = k, or k - 1 under REML."),
    field("AICc", &Summary::AICc, "-2 ll + 2 p m / (m - p - 1), m = max(n, p + 2)."),
    field("display", &Summary::display, "The same as people read it."),
};

/// Every row of the data set, used or not.
std::vector<StudyEffect> study_effects(const Effects& e, const Fit* f, const Options& options);

Result<Summary> summarise(const Effects& e, const Fit& f, const Options& options);

/// A pooled result on the scale people read; the one place for exp().
Interval displayed(const Effects& e, double est, double lb, double ub);
/// The same where the scale does not depend on sizes.
Interval displayed(const Scale& scale, double est, double lb, double ub);

/// The notes about single studies, in the light of the model: what has no effect of its own because of its zeros is no
/// fault, and nothing left out, where the model uses its counts.
std::vector<Note> study_notes(const Effects& e, const Fit& f);

/// What is to be said about the display itself: a ratio too large for a double.
std::vector<Note> display_notes(const Effects& e, const Fit& f);

}  // namespace pooled
