#pragma once

#include <optional>
#include <string>

#include "core/base/fields.h"

namespace pooled {

/// Every choice the user has, flat; the default is the advice. Ids are those of the tables.
struct Options {
  std::string measure = "RR", model = "RE", tau2 = "REML", test = "HKSJ_se";
  double level = 0.95;
  std::string prediction = "V", tau2_ci = "QP";
  double add = 0.5;
  std::string add_to = "only0";
  bool drop00 = true;
  std::optional<std::string> subgroup;
  std::optional<double> control_risk, tau2_fixed, threshold;
  std::string study_ci = "Wald";
};

template <>
inline constexpr auto fields<Options> = std::tuple{
    field("measure", &Options::measure, "Effect measure."),
    field("model", &Options::model, "Common effect or random effects."),
    field("tau2", &Options::tau2, "Estimator of the between-study variance."),
    field("test", &Options::test, "Test and confidence interval of the pooled effect."),
    field("level", &Options::level, "Coverage of every interval, a fraction between 0 and 1."),
    field("prediction", &Options::prediction, "Rule of the prediction interval."),
    field("tau2_ci", &Options::tau2_ci, "Rule of the interval of tau2."),
    field("add", &Options::add, "Amount added to the cells of a table with a zero."),
    field("add_to", &Options::add_to, "Which tables get it."),
    field("drop00", &Options::drop00,
          "Leave out studies without events in both groups, or with events in everyone, where the measure is a ratio."),
    field("subgroup", &Options::subgroup, "Grouping column, null for none."),
    field("control_risk", &Options::control_risk,
          "Risk without treatment for the per-1000 sentence; null = the median of the studies' control risks."),
    field("threshold", &Options::threshold,
          "The effect that \"Beyond a threshold\" asks about, as people read it; null = no effect."),
    field("study_ci", &Options::study_ci, "Interval of each study where the effect is a proportion."),
    field("tau2_fixed", &Options::tau2_fixed,
          "The tau2 of the estimator FIXED, 0 or more, on the analysis scale squared; null otherwise."),
};

/// Amount and policy for zero cells.
struct AddTo {
  std::string_view id, label;
};
inline constexpr AddTo add_to_policies[] = {
    {"only0", "tables with a zero"},
    {"if0all", "all tables, if any has a zero"},
    {"all", "all tables"},
    {"none", "none"},
    {"tacc", "tables with a zero, by the size of the groups (TACC)"},
};

/// Interval of each single proportion.
struct StudyCi {
  std::string_view id, label;
};
inline constexpr StudyCi study_intervals[] = {
    {"Wald", "normal, on the scale of the measure"},
    {"clopper_pearson", "exact (Clopper-Pearson)"},
    {"wilson", "score (Wilson)"},
};

}  // namespace pooled
