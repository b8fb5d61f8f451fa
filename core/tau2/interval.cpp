#include "core/tau2/interval.h"

#include <algorithm>

#include "core/base/dist.h"
#include "core/base/solve.h"
#include "core/tau2/quadratic_form.h"
#include "core/tau2/standard.h"

namespace pooled {
namespace {

/// The values of tau2 under which Q_a, for fixed weights a, is neither in the upper nor in the lower tail of its exact
/// distribution. P(Q_a <= q) falls with tau2, so each limit is one root.
/// @source Biggerstaff & Jackson 2008, Stat Med 27:6093; Jackson 2013, Res Synth Methods 4:220
Tau2Interval from_distribution(const Standard& s, const Array& a, double level) {
  const double q = Q_of(s, a), tail = (1 - level) / 2;
  const auto lower = [&](double tau2) { return distribution_of_Q(s, a, tau2, q).lower - tail; };
  const auto upper = [&](double tau2) { return tail - distribution_of_Q(s, a, tau2, q).upper; };
  if (lower(0) < 0) return {.empty = true};
  // The largest eigenvalue is at least min a tau2, and q at most k max a range^2. Where it is q / tail^2 the lower tail
  // is smaller than the one wanted, even with one degree of freedom: P(chi-square(1) <= x) < sqrt(x).
  const auto grid = tau2_grid(s, 4 * static_cast<double>(s.k()) * a.maxCoeff() / a.minCoeff() / tail / tail);
  const double unit2 = s.unit * s.unit;
  return {.lb = root_of_decreasing(upper, grid) * unit2, .ub = root_of_decreasing(lower, grid) * unit2};
}

Tau2Interval rule_QP(const Effects& e, const Options& options) { return q_profile(e, options.level); }

/// ai = 1 / vi: Q_a is Cochran's Q.
Tau2Interval rule_BJ(const Effects& e, const Options& options) {
  const Standard s = standardise(e);
  return from_distribution(s, s.v.inverse(), options.level);
}

/// ai = 1 / sqrt(vi), which Jackson proposes as a compromise between Cochran's and equal weights.
Tau2Interval rule_J(const Effects& e, const Options& options) {
  const Standard s = standardise(e);
  return from_distribution(s, s.v.sqrt().inverse(), options.level);
}

Tau2Interval rule_PL(const Effects& e, const Options& options) {
  return likelihood_interval(e, options.level, options.tau2 == "REML");
}

constexpr Tau2IntervalRule table[] = {
    {"QP", "Q-profile (QP)", rule_QP, "Viechtbauer 2007, Stat Med 26:37"},
    {"J", "Generalised Q, weights 1/SE (J)", rule_J, "Jackson 2013, Res Synth Methods 4:220"},
    {"BJ", "Cochran's Q, exact distribution (BJ)", rule_BJ, "Biggerstaff & Jackson 2008, Stat Med 27:6093"},
    {"PL", "Profile likelihood (PL): restricted under REML, else full", rule_PL,
     "Hardy & Thompson 1996, Stat Med 15:619; Viechtbauer 2007, Stat Med 26:37"},
};

}  // namespace

std::span<const Tau2IntervalRule> tau2_intervals() { return table; }

const Tau2IntervalRule* find_tau2_interval(std::string_view id) {
  const auto found =
      std::find_if(std::begin(table), std::end(table), [&](const Tau2IntervalRule& r) { return r.id == id; });
  return found == std::end(table) ? nullptr : found;
}

Tau2Interval q_profile(const Effects& e, double level) {
  const Standard s = standardise(e);
  const double df = static_cast<double>(s.k() - 1), tail = (1 - level) / 2;
  const double high = chi2_upper_quantile(tail, df), low = chi2_lower_quantile(tail, df);
  if (Q_at(s, 0) < low) return {.empty = true};
  // Q(tau2) <= k range^2 / tau2, so the root for `low` is at most k range^2 / low.
  const auto grid = tau2_grid(s, 2 * static_cast<double>(s.k()) / low);
  const auto limit = [&](double target) {
    return root_of_decreasing([&](double tau2) { return Q_at(s, tau2) - target; }, grid) * s.unit * s.unit;
  };
  return {.lb = limit(high), .ub = limit(low)};
}

}  // namespace pooled
