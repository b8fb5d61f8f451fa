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
  std::optional<std::string> subgroup{};
  std::optional<double> control_risk{}, tau2_fixed{}, threshold{}, fail_safe_target{};
  std::string cumulative_by{};
  double gosh_subsets = 10000;
  bool gosh_points = false;
  std::string subgroup_tau2 = "separate", moderators{};
  bool centre_moderators = false;
  double permutations = 10000;
  std::string study_ci = "Wald", medians = "normal";
  std::string trim_fill = "L0", trim_side = "auto";
  double seed = 1;
  std::string form = "usual";
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
    field(
        "cumulative_by", &Options::cumulative_by,
        "Order of the cumulative analysis: empty = as typed, year, precision, weight, effect, or a moderator's name."),
    field("gosh_subsets", &Options::gosh_subsets,
          "Subsets to draw where not all are tried; as many as there are: all."),
    field("gosh_points", &Options::gosh_points, "Whether single subsets are listed too, up to 20,000."),
    field("subgroup_tau2", &Options::subgroup_tau2, "Whether subgroups have their own tau2 or share one."),
    field("moderators", &Options::moderators,
          "Formula of the meta-regression in R's notation, such as dose + risk:group; empty = none."),
    field("centre_moderators", &Options::centre_moderators, "Measure numeric moderators from their means."),
    field("permutations", &Options::permutations, "Random permutations where there are too many to try all."),
    field("seed", &Options::seed, "Where random numbers start: the same seed gives the same answer. A whole number."),
    field("threshold", &Options::threshold,
          "The effect that \"Beyond a threshold\" asks about, as people read it; null = no effect."),
    field("study_ci", &Options::study_ci, "Interval of each study where the effect is a proportion."),
    field("medians", &Options::medians, "How a median with its quartiles or range becomes a mean and an SD."),
    field("tau2_fixed", &Options::tau2_fixed,
          "The tau2 of the estimator FIXED, 0 or more, on the analysis scale squared; null otherwise."),
    field("trim_fill", &Options::trim_fill, "Estimator of the number of missing studies: L0, R0 or Q0."),
    field("trim_side", &Options::trim_side, "Where studies are missing: left, right, or auto = by Egger's slope."),
    field("fail_safe_target", &Options::fail_safe_target,
          "Effect that would no longer matter, as people read it, for Orwin's fail-safe N; null = half the common "
          "effect."),
    field("form", &Options::form,
          "Another form of the measure: its variance, or its correction for small samples. Measures list those they "
          "have; without it the usual one is used."),
};

/// A choice of trim and fill.
struct TrimChoice {
  std::string_view id, label;
};
inline constexpr TrimChoice trim_fill_estimators[] = {
    {"L0", "L0, from the sum of ranks"},
    {"R0", "R0, from the longest run"},
    {"Q0", "Q0, from the sum of ranks"},
};
inline constexpr TrimChoice trim_sides[] = {
    {"auto", "by Egger's slope"},
    {"left", "small effects are missing"},
    {"right", "large effects are missing"},
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

/// Whether subgroups share their between-study variance.
struct SubgroupTau2 {
  std::string_view id, label;
};
inline constexpr SubgroupTau2 subgroup_tau2_choices[] = {
    {"separate", "each its own"},
    {"common", "one for all"},
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

/// How medians become means and SDs.
struct MedianChoice {
  std::string_view id, label;
};
inline constexpr MedianChoice median_choices[] = {
    {"normal", "as in normal samples (Luo, Wan, Shi)"},
    {"QE", "as in the distribution that fits best (McGrath, QE)"},
};

}  // namespace pooled
