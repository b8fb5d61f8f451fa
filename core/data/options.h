#pragma once

#include <optional>
#include <string>

#include "core/base/fields.h"

namespace pooled {

/// Every choice the user has, flat; the default is the advice. Ids are those of the tables.
struct Options {
  std::string measure = "RR", model = "RE", tau2 = "REML", test = "HKSJ_se";
  double level = 0.95;
  std::string prediction = "V";
  double add = 0.5;
  std::string add_to = "only0";
  bool drop00 = true;
  std::optional<std::string> subgroup;
  std::optional<double> control_risk;
  std::string trim_fill = "L0", trim_side = "auto";
  std::optional<double> fail_safe_target{};
};

template <>
inline constexpr auto fields<Options> = std::tuple{
    field("measure", &Options::measure, "Effect measure."),
    field("model", &Options::model, "Common effect or random effects."),
    field("tau2", &Options::tau2, "Estimator of the between-study variance."),
    field("test", &Options::test, "Test and confidence interval of the pooled effect."),
    field("level", &Options::level, "Coverage of every interval, a fraction between 0 and 1."),
    field("prediction", &Options::prediction, "Rule of the prediction interval."),
    field("add", &Options::add, "Amount added to the cells of a table with a zero."),
    field("add_to", &Options::add_to, "Which tables get it."),
    field("drop00", &Options::drop00,
          "Leave out studies without events in both groups, or with events in everyone, where the measure is a ratio."),
    field("subgroup", &Options::subgroup, "Grouping column, null for none."),
    field("control_risk", &Options::control_risk,
          "Risk without treatment for the per-1000 sentence; null = the median of the studies' control risks."),
    field("trim_fill", &Options::trim_fill, "Estimator of the number of missing studies: L0, R0 or Q0."),
    field("trim_side", &Options::trim_side, "Where studies are missing: left, right, or auto = by Egger's slope."),
    field("fail_safe_target", &Options::fail_safe_target,
          "Effect that would no longer matter, as people read it, for Orwin's fail-safe N; null = half the common "
          "effect."),
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
};

}  // namespace pooled
