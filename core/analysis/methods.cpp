#include "core/analysis/methods.h"

#include <cmath>

#include "core/model/inference.h"

namespace pooled {
namespace {

MethodRow row_of(const Effects& e, const Options& options) {
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

}  // namespace

Result<std::vector<MethodRow>> methods(const Effects& e, const Fit&, const Options& options) {
  std::vector<MethodRow> rows;
  for (const Model& model : models()) {
    if (!applies(model, *e.measure)) continue;
    Options variant = options;
    variant.model = model.id;
    if (model.own_weights) {
      variant.test = options.model == model.id ? options.test : model.default_test;
      const MethodRow row = row_of(e, variant);
      if (!std::isnan(row.est)) rows.push_back(row);
      continue;
    }
    if (!model.random) {
      variant.test = model.default_test;
      rows.push_back(row_of(e, variant));
      continue;
    }
    if (model.own_tau2) {
      variant.test = options.model == model.id ? options.test : model.default_test;
      rows.push_back(row_of(e, variant));
      continue;
    }
    // Under a common effect the chosen test is the one of that model, not the choice to compare tau2 estimators by.
    if (const Model& chosen = *find_model(options.model); !chosen.random || chosen.own_tau2 || chosen.own_weights)
      variant.test = model.default_test;
    const std::string test = variant.test;
    for (const Test& other : tests()) {
      variant.test = other.id;
      rows.push_back(row_of(e, variant));
    }
    variant.test = test;
    for (const std::string_view tau2 : estimators_beside(options.tau2)) {
      variant.tau2 = tau2;
      if (tau2 != options.tau2) rows.push_back(row_of(e, variant));
    }
  }
  return rows;
}

}  // namespace pooled
