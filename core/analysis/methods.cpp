#include "core/analysis/methods.h"

#include "core/model/inference.h"

namespace pooled {
namespace {

MethodRow row_of(const Effects& e, const Options& options) {
  const Result<Fit> f = fit(e, options);
  if (!f) return {.model = options.model, .tau2 = options.tau2, .test = options.test};
  const Estimate& mu = f->mu;
  return {.model = options.model,
          .tau2 = f->model->random ? options.tau2 : "",
          .test = options.test,
          .est = mu.est,
          .se = mu.se,
          .df = mu.df,
          .pval = mu.pval,
          .ci_lb = mu.ci_lb,
          .ci_ub = mu.ci_ub,
          .tau2_value = f->tau2.tau2,
          .display = displayed(*e.measure->scale, mu.est, mu.ci_lb, mu.ci_ub)};
}

}  // namespace

Result<std::vector<MethodRow>> methods(const Effects& e, const Fit&, const Options& options) {
  std::vector<MethodRow> rows;
  Options variant = options;
  for (const Model& model : models()) {
    variant.model = model.id;
    if (!model.random) {
      variant.test = model.default_test;
      rows.push_back(row_of(e, variant));
      continue;
    }
    for (const Tau2Estimator& tau2 : tau2_estimators())
      for (const Test& test : tests()) {
        variant.tau2 = tau2.id, variant.test = test.id;
        rows.push_back(row_of(e, variant));
      }
  }
  return rows;
}

}  // namespace pooled
