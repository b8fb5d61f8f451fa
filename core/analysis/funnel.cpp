#include "core/analysis/funnel.h"

#include <cmath>

#include "core/analysis/power.h"
#include "core/base/dist.h"
#include "core/model/inference.h"
#include "core/model/inverse_variance.h"

namespace pooled {
namespace {

FunnelLine line_of(const Effects& e, const Fit& f) {
  return {f.mu.est, f.mu.ci_lb, f.mu.ci_ub, f.tau2.tau2, displayed(e, f.mu.est, f.mu.ci_lb, f.mu.ci_ub)};
}

FunnelLine common_line(const Effects& e, Options options) {
  options.test = std::string("z");
  return line_of(e, *common_effect(e, options));
}

void add_studies(Funnel& out, const Effects& e, double level) {
  for (Index i = 0; i < e.k(); ++i) {
    const int row = e.row[static_cast<std::size_t>(i)];
    const Estimate own = estimate(e.yi[i], std::sqrt(e.vi[i]), infinity, level);
    out.studies.push_back(
        {row,
         own.est,
         own.se,
         NaN,
         {display_of(e, row, own.est), display_of(e, row, own.ci_lb), display_of(e, row, own.ci_ub)}});
  }
}

void add_contours(Funnel& out, const Effects& e) {
  for (const double alpha : {0.1, 0.05, 0.01}) {
    const double z = normal_upper_quantile(alpha / 2), half = z * out.sei_max;
    const double lb = out.no_effect - half, ub = out.no_effect + half;
    out.contours.push_back({alpha, z, lb, ub, displayed(e, out.no_effect, lb, ub)});
  }
}

/// The power of each study, and the standard errors with round ones, to tell the common effect from none.
void add_power(Funnel& out, const Effects& e) {
  const double theta = out.common.est - out.no_effect;
  const Array power = power_of(e.vi.sqrt(), theta, normal_upper_quantile(out.alpha / 2));
  for (std::size_t i = 0; i < out.studies.size(); ++i) out.studies[i].power = power[static_cast<Index>(i)];
  out.median_power = median(power);
  for (const double wanted : {0.9, 0.8, 0.7, 0.6, 0.5, 0.4, 0.3, 0.2, 0.1})
    out.powers.push_back({wanted, sei_of_power(wanted, theta, out.alpha)});
}

/// What tells the effects from none.
void add_tests(Funnel& out, const Effects& e) {
  out.no_effect = e.measure->scale->analysis(e.measure->scale->no_effect);
  add_contours(out, e);
  add_power(out, e);
}

constexpr Index enough_for_a_shape = 10;

}  // namespace

Result<Funnel> funnel(const Effects& e, const Fit&, const Options& options) {
  if (e.k() == 0) return Note{.code = NoteCode::no_usable_study, .value = static_cast<double>(e.study.size())};
  Funnel out{.common = common_line(e, options), .random = line_of(e, *random_effects(e, options))};
  out.alpha = 1 - options.level;
  out.sei_min = std::sqrt(e.vi.minCoeff()), out.sei_max = std::sqrt(e.vi.maxCoeff());
  add_studies(out, e, options.level);
  const double z = normal_upper_quantile(out.alpha / 2), mu = out.common.est;
  const double lb = mu - z * out.sei_max, ub = mu + z * out.sei_max;
  out.limits = {z, out.sei_max, lb, ub, displayed(e, mu, lb, ub)};
  if (e.measure->compares()) add_tests(out, e);
  if (e.k() < enough_for_a_shape)
    out.notes.push_back({.code = NoteCode::funnel_few, .value = static_cast<double>(e.k())});
  return out;
}

}  // namespace pooled
