#include "core/analysis/few_studies.h"

#include <algorithm>
#include <cmath>
#include <iterator>

namespace pooled {
namespace {

constexpr std::string_view compared[] = {"z", "HKSJ", "HKSJ_se", "PL", "KR"};

bool is_compared(const Options& options) {
  return options.model == "RE" &&
         std::find(std::begin(compared), std::end(compared), options.test) != std::end(compared);
}

/// The options that the compared intervals share: the chosen ones, or random effects by REML where the chosen model has
/// no estimator of tau2 to choose.
Options shared_options(const Options& options) {
  Options variant = options;
  const Model& model = *find_model(options.model);
  if (!model.random || model.own_tau2 || model.own_test) variant.tau2 = "REML";
  variant.model = "RE";
  return variant;
}

void count(FewStudies& all, const MethodRow& row, double no_effect) {
  if (std::isnan(row.ci_lb) || std::isnan(row.ci_ub) || std::isnan(no_effect)) return;
  const bool contains = row.ci_lb <= no_effect && no_effect <= row.ci_ub;
  ++(contains ? all.with_no_effect : all.without);
}

}  // namespace

Result<FewStudies> few_studies(const Effects& e, const Fit&, const Options& options) {
  if (e.k() < 2) return Note{.code = NoteCode::one_study};
  FewStudies all;
  if (!is_compared(options)) all.rows.push_back(method_row(e, options));
  Options variant = shared_options(options);
  for (const std::string_view test : compared) {
    variant.test = test;
    all.rows.push_back(method_row(e, variant));
  }
  const double no_effect = e.measure->compares() ? analysis_of(e, e.measure->scale->no_effect) : NaN;
  for (const MethodRow& row : all.rows) count(all, row, no_effect);
  all.differ = all.with_no_effect > 0 && all.without > 0;
  return all;
}

}  // namespace pooled
