#pragma once

#include <string>
#include <vector>

#include "core/analysis/summary.h"

namespace pooled {

/// The same studies under another model, tau2 estimator and test. `tau2` is empty where the model does not choose one.
struct MethodRow {
  std::string model, tau2, test;
  double est = NaN, se = NaN, df = NaN, pval = NaN, ci_lb = NaN, ci_ub = NaN, tau2_value = NaN;
  Interval display{};
};

template <>
inline constexpr auto fields<MethodRow> = std::tuple{
    field("model", &MethodRow::model),
    field("tau2", &MethodRow::tau2, "Estimator; empty under a common effect and where the model has its own."),
    field("test", &MethodRow::test),
    field("est", &MethodRow::est),
    field("se", &MethodRow::se),
    field("df", &MethodRow::df, "null = normal."),
    field("pval", &MethodRow::pval),
    field("ci_lb", &MethodRow::ci_lb),
    field("ci_ub", &MethodRow::ci_ub),
    field("tau2_value", &MethodRow::tau2_value),
    field("display", &MethodRow::display),
};

/// The pooled effect under these options; without an effect where they give none.
MethodRow method_row(const Effects& e, const Options& options);

/// "Do other methods agree?": random effects by every test with the chosen tau2 estimator, then by every other
/// estimator with the chosen test, and every other model of the measure with its default test. Estimators that are the
/// same under two names are listed once.
Result<std::vector<MethodRow>> methods(const Effects& e, const Fit& f, const Options& options);

}  // namespace pooled
