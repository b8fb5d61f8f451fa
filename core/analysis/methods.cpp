#include "core/analysis/methods.h"

#include <cmath>

#include "core/model/inference.h"

namespace pooled {

MethodRow method_row(const Effects& e, const Options& options) {
  const Result<Fit> f = fit(e, options);
  if (!f) return {.model = options.model, .tau2 = options.tau2, .test = options.test};
  const Estimate& mu = f->mu;
  return {.model = options.model,
          .tau2 = f->model->random && !f->model->own_tau2 ? options.tau2 : "",
          .test = options.test,
          .est = mu.est,
          .se = mu.se,
          .df = mu.df,
          .pval = mu.pval,
          .ci_lb = mu.ci_lb,
          .ci_ub = mu.ci_ub,
          .tau2_value = f->tau2.tau2,
          .display = displayed(e, mu.est, mu.ci_lb, mu.ci_ub)};
}

namespace {

/// Whether an estimator before this one in the table gives the same tau2 under another name.
bool named_before(const Tau2Estimator& t) {
  for (const Tau2Estimator& other : tau2_estimators()) {
    if (&other == &t) return false;
    if (other.estimate == t.estimate) return true;
  }
  return false;
}

/// The names to list: each estimator once, the chosen one under the name chosen.
std::vector<std::string_view> estimators_beside(const std::string& chosen) {
  const auto same = find_tau2_estimator(chosen)->estimate;
  std::vector<std::string_view> ids;
  for (const Tau2Estimator& t : tau2_estimators()) {
    if (t.id == "FIXED" && t.id != chosen) continue;
    if (t.id == chosen || (t.estimate != same && !named_before(t))) ids.push_back(t.id);
  }
  return ids;
}

/// Whether tests and tau2 estimators can be compared under this model.
bool has_choices(const Model& model) { return model.random && !model.own_tau2 && !model.own_test; }

/// Every test with the chosen estimator, then every other estimator with the chosen test.
void add_choices(std::vector<MethodRow>& rows, const Effects& e, Options variant, bool chosen_test_fits) {
  if (!chosen_test_fits) variant.test = find_model(variant.model)->default_test;
  const std::string test = variant.test, chosen = variant.tau2;
  for (const Test& other : tests()) {
    variant.test = other.id;
    rows.push_back(method_row(e, variant));
  }
  variant.test = test;
  for (const std::string_view tau2 : estimators_beside(chosen)) {
    variant.tau2 = tau2;
    if (tau2 != chosen) rows.push_back(method_row(e, variant));
  }
}

}  // namespace

Result<std::vector<MethodRow>> methods(const Effects& e, const Fit&, const Options& options) {
  std::vector<MethodRow> rows;
  for (const Model& model : models()) {
    if (!applies(model, *e.measure)) continue;
    Options variant = options;
    variant.model = model.id;
    if (has_choices(model)) {
      // Under another kind of model the chosen test is the one of that model, not the choice to compare estimators by.
      add_choices(rows, e, variant, has_choices(*find_model(options.model)));
      continue;
    }
    if (options.model != model.id) variant.test = model.default_test;
    const MethodRow row = method_row(e, variant);
    if (!std::isnan(row.est)) rows.push_back(row);
  }
  return rows;
}

}  // namespace pooled
