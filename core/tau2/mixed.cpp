#include "core/tau2/mixed.h"

#include <algorithm>
#include <cmath>
#include <numbers>

#include "core/base/dist.h"
#include "core/base/solve.h"
#include "core/base/sum.h"
#include "core/tau2/maximum.h"
#include "core/tau2/variance_of_Q.h"

namespace pooled {
namespace {

double k_of(const Mixed& m) { return static_cast<double>(m.d.k()); }

Tau2 in_units(const Mixed& m, double tau2, double se) {
  const double unit2 = m.s.unit * m.s.unit;
  return {.tau2 = tau2 * unit2, .se = se * unit2};
}

/// How far the effects can lie from a fit: their range, or from 0 where the model has no constant.
double reach(const Mixed& m) { return m.d.constant >= 0 ? m.s.range() : m.s.y.abs().maxCoeff(); }

/// As tau2_grid of standard.h, with the reach of this model.
LogGrid grid_to(const Mixed& m, double scale) {
  const double far = reach(m);
  return LogGrid(m.s.min_v() * 1e-3, scale * std::max(far * far, m.s.max_v()), 8);
}

/// SE of Q with weights 1 / v.
double sd_of_Q(const Mixed& m, const Wls& x, double trace, double tau2) {
  return std::sqrt(variance_of_Q(m.free(), trace, trace_PSPS(m, x, Array::Ones(m.d.k())), tau2));
}

/// SE of a moments estimator (Q_a - ...) / trace: sqrt(2 tr(PSPS)) / trace, S = diag(vi + tau2).
double se_of_moments(const Mixed& m, const Wls& x, double trace, double tau2) {
  // A variance far above the others must not overflow when it is squared.
  const double unit = std::max(m.s.max_v(), tau2);
  return std::sqrt(2 * trace_PSPS(m, x, (m.s.v + tau2) / unit)) / trace * unit;
}

/// The general method of moments for fixed weights a: tau2 = max(0, (y'Py - tr(PV)) / tr(P)) with P of these weights,
/// SE = sqrt(2 tr(PSPS)) / tr(P), S = diag(vi + tau2).
Tau2 general_moments(const Mixed& m, const Array& a) {
  const Wls x = wls(m.d, m.s.y, a);
  const Array left = one_minus_hat(m.d, x);
  const double expected = sum_of(m.d.k(), [&](Index i) { return a[i] * left[i] * m.s.v[i]; });
  const double trace = sum_of(m.d.k(), [&](Index i) { return a[i] * left[i]; });
  const double tau2 = std::max(0.0, (x.rss - expected) / trace);
  return in_units(m, tau2, se_of_moments(m, x, trace, tau2));
}

Tau2 der_simonian_laird(const Mixed& m) {
  const Wls x = mixed_fit(m, 0);
  const double trace = trace_P(m, x);
  const double tau2 = std::max(0.0, (x.rss - m.free()) / trace);
  return in_units(m, tau2, sd_of_Q(m, x, trace, tau2) / trace);
}

Tau2 hedges(const Mixed& m) { return general_moments(m, Array::Ones(m.d.k())); }

Tau2 second_step(const Mixed& m, const Tau2& first) {
  return general_moments(m, (m.s.v + first.tau2 / m.s.unit / m.s.unit).inverse());
}
Tau2 two_step_der_simonian_laird(const Mixed& m) { return second_step(m, der_simonian_laird(m)); }
Tau2 two_step_cochran_anova(const Mixed& m) { return second_step(m, hedges(m)); }

/// (factor Q - k) / sum wi; the correction for small samples is k / (k - p).
Tau2 hunter_schmidt_from(const Mixed& m, double factor) {
  const Wls x = mixed_fit(m, 0);
  const double sum_w = sum(x.w), tau2 = std::max(0.0, (factor * x.rss - k_of(m)) / sum_w);
  return in_units(m, tau2, factor * sd_of_Q(m, x, trace_P(m, x), tau2) / sum_w);
}
Tau2 hunter_schmidt(const Mixed& m) { return hunter_schmidt_from(m, 1); }
Tau2 hunter_schmidt_small(const Mixed& m) { return hunter_schmidt_from(m, k_of(m) / m.free()); }

/// tau0^2 = sum (yi - mean)^2 / k, whatever the moderators; then tau2 = tau0^2 Q(tau0^2) / (k - p).
Tau2 sidik_jonkman(const Mixed& m) {
  const double mean = sum(m.s.y) / k_of(m);
  const double first = sum_of(m.d.k(), [&](Index i) { return (m.s.y[i] - mean) * (m.s.y[i] - mean); }) / k_of(m);
  if (first == 0) return {.tau2 = 0};
  const Wls x = mixed_fit(m, first);
  const double tau2 = first * x.rss / m.free();
  return in_units(m, tau2, first * se_of_moments(m, x, m.free(), tau2));
}

/// The tau2 at which the generalised Q equals `target`. Q(tau2) <= k reach^2 / tau2.
double root_of_Q(const Mixed& m, double target) {
  const auto excess = [&](double tau2) { return mixed_fit(m, tau2).rss - target; };
  return root_of_decreasing(excess, grid_to(m, 2 * k_of(m) / target));
}

Tau2 from_Q(const Mixed& m, double target) {
  const double tau2 = root_of_Q(m, target), k = k_of(m);
  return in_units(m, tau2, std::sqrt(2 * k * k / m.free()) / sum(mixed_fit(m, tau2).w));
}
Tau2 paule_mandel(const Mixed& m) { return from_Q(m, m.free()); }
Tau2 median_paule_mandel(const Mixed& m) { return from_Q(m, chi2_upper_quantile(0.5, m.free())); }

/// Twice the derivative of the profile log-likelihood: sum w^2 r^2 - sum w, restricted sum w^2 r^2 - tr(P).
Slope twice_score(const Mixed& m, double tau2, bool restricted) {
  const Wls x = mixed_fit(m, tau2);
  const double squares = sum_of(m.d.k(), [&](Index i) { return x.w[i] * x.r[i] * (x.w[i] * x.r[i]); });
  return {squares, restricted ? trace_P(m, x) : sum(x.w)};
}

double twice_likelihood(const Mixed& m, double tau2, bool restricted) {
  const Wls x = mixed_fit(m, tau2);
  const double spread = sum_of(m.d.k(), [&](Index i) { return std::log(m.s.v[i] + tau2); });
  return -spread - x.rss - (restricted ? log_det(m.d, x) : 0);
}

Tau2 maximum(const Mixed& m, bool restricted) {
  // With t >= 4 max(2 k / (k - p) reach^2, v): sum w^2 r^2 <= k reach^2 / t^2 <= (k - p) / (8 t) < (k - p) / (1.25 t)
  // <= tr(P) < sum w, so the score is negative from there on.
  const Maximum best = global_maximum([&](double tau2) { return twice_score(m, tau2, restricted); },
                                      [&](double tau2) { return twice_likelihood(m, tau2, restricted); },
                                      grid_to(m, 8 * k_of(m) / m.free()));
  const Wls x = mixed_fit(m, best.at);
  const double information = restricted ? trace_PSPS(m, x, Array::Ones(m.d.k())) : sum(x.w.square());
  Tau2 found = in_units(m, best.at, std::sqrt(2 / information));
  found.other = best.other * m.s.unit * m.s.unit, found.other_gap = best.drop / 2;
  return found;
}
Tau2 restricted_maximum_likelihood(const Mixed& m) { return maximum(m, true); }
Tau2 maximum_likelihood(const Mixed& m) { return maximum(m, false); }

constexpr MixedEstimator table[] = {
    {"REML", restricted_maximum_likelihood},
    {"DL", der_simonian_laird},
    {"PM", paule_mandel},
    {"ML", maximum_likelihood},
    {"EB", paule_mandel},
    {"PMM", median_paule_mandel},
    {"HE", hedges},
    {"SJ", sidik_jonkman},
    {"HS", hunter_schmidt},
    {"HSk", hunter_schmidt_small},
    {"DLIT", paule_mandel},
    {"DL2", two_step_der_simonian_laird},
    {"CA2", two_step_cochran_anova},
};

}  // namespace

Mixed mixed(const Effects& e, const Matrix& X) {
  Standard s = standardise(e);
  Index precise;
  e.vi.minCoeff(&precise);
  Design d = design_of(X, precise);
  if (d.constant < 0) {
    const double size = std::max(std::sqrt(e.vi.minCoeff()), e.yi.abs().maxCoeff() * 1e-150);
    const double unit = std::ldexp(1.0, std::ilogb(size));
    s = {e.yi / unit, e.vi / unit / unit, 0, unit};
  }
  return {std::move(s), std::move(d)};
}

Wls mixed_fit(const Mixed& m, double tau2) { return wls(m.d, m.s.y, (m.s.v + tau2).inverse()); }

double trace_P(const Mixed& m, const Wls& x) {
  const Array left = one_minus_hat(m.d, x);
  return sum_of(m.d.k(), [&](Index i) { return x.w[i] * left[i]; });
}

double trace_PSPS(const Mixed& m, const Wls& x, const Array& variance) {
  const Array left = one_minus_hat(m.d, x), a = x.w * variance;
  Sum total;
  for (Index i = 0; i < m.d.k(); ++i) {
    total.add(a[i] * left[i] * (a[i] * left[i]));
    for (Index j = 0; j < i; ++j) {
      double shared = m.d.constant >= 0 ? std::sqrt(x.w[i] / x.sum_w) * std::sqrt(x.w[j] / x.sum_w) : 0;
      if (x.Q.cols() > 0) shared += x.Q.row(i).dot(x.Q.row(j));
      total.add(2 * a[i] * a[j] * shared * shared);
    }
  }
  return total.value();
}

std::span<const MixedEstimator> mixed_estimators() { return table; }

const MixedEstimator* find_mixed_estimator(std::string_view id) {
  const auto found =
      std::find_if(std::begin(table), std::end(table), [&](const MixedEstimator& each) { return each.id == id; });
  return found == std::end(table) ? nullptr : found;
}

Tau2Interval q_profile(const Mixed& m, double level) {
  const double tail = (1 - level) / 2, lower = chi2_lower_quantile(tail, m.free()),
               upper = chi2_upper_quantile(tail, m.free());
  if (mixed_fit(m, 0).rss < lower) return {.empty = true};
  const double unit2 = m.s.unit * m.s.unit;
  return {.lb = root_of_Q(m, upper) * unit2, .ub = root_of_Q(m, lower) * unit2};
}

double log_likelihood(const Mixed& m, double tau2, bool restricted) {
  const double free = restricted ? m.free() : k_of(m);
  const Wls plain = wls(m.d, m.s.y, Array::Ones(m.d.k()));
  const double constants = -free * std::log(2 * std::numbers::pi) + (restricted ? log_det(m.d, plain) : 0);
  const double units = -free * 2 * std::log(m.s.unit);
  return (constants + units + twice_likelihood(m, tau2 / m.s.unit / m.s.unit, restricted)) / 2;
}

}  // namespace pooled
