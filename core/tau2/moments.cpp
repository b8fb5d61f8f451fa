#include <algorithm>
#include <cmath>

#include "core/base/dist.h"
#include "core/base/solve.h"
#include "core/base/sum.h"
#include "core/tau2/quadratic_form.h"
#include "core/tau2/standard.h"
#include "core/tau2/tau2.h"
#include "core/tau2/variance_of_Q.h"

namespace pooled {

namespace {

/// Back from standard units.
Tau2 in_units(const Standard& s, double tau2, double se) {
  const double unit2 = s.unit * s.unit;
  return {.tau2 = tau2 * unit2, .se = se * unit2};
}

/// sqrt(2 tr(P S P S)) / tr(P), S = diag(vi + tau2).
double se_of_moments(const Standard& s, const Weighted& x, double tau2) {
  // A variance far above the others must not overflow when it is squared.
  const double unit = std::max(s.max_v(), tau2);
  return std::sqrt(2 * trace_PSPS(x, (s.v + tau2) / unit) / x.between / x.between) * unit;
}

/// The general method of moments for fixed weights a, with Q_a = sum ai (yi - mu_a)^2, p = a / sum a and
/// P = diag(a) - a a' / sum a:
///   tau2 = max(0, (Q_a - sum ai (1 - pi) vi) / sum ai (1 - pi)),   SE = sqrt(2 tr(P S P S)) / tr(P),  S = diag(vi +
///   tau2)
/// Only the ratios of the weights matter.
/// @source DerSimonian & Kacker 2007, Contemp Clin Trials 28:105; SE: the variance of a quadratic form, as metafor GENQ
Tau2 general_moments(const Standard& s, const Array& a) {
  const Weighted x = weigh_by(s, a);
  const Array share = x.w / x.sum_w;
  Index largest;
  share.maxCoeff(&largest);
  const double rest = sum_of(s.k(), [&](Index i) { return i == largest ? 0 : share[i]; });
  const double expected =
      sum_of(s.k(), [&](Index i) { return x.w[i] * (i == largest ? rest : 1 - share[i]) * s.v[i]; });
  const double tau2 = std::max(0.0, (x.Q - expected) / x.between);
  return in_units(s, tau2, se_of_moments(s, x, tau2));
}

/// tau2 of the general moments with weights 1 / (vi + first), the second of two steps.
Tau2 second_step(const Effects& e, const Tau2& first) {
  const Standard s = standardise(e);
  return general_moments(s, (s.v + first.tau2 / s.unit / s.unit).inverse());
}

/// The tau2 at which the generalised Q equals `target`; 0 if Q(0) is no larger. SE of the empirical Bayes estimator.
Tau2 root_of_Q(const Effects& e, double target) {
  const Standard s = standardise(e);
  const double k = static_cast<double>(s.k());
  const auto excess = [&](double tau2) { return Q_at(s, tau2) - target; };
  const double tau2 = root_of_decreasing(excess, tau2_grid(s, 2 * k / target));
  return in_units(s, tau2, std::sqrt(2 * k * k / (k - 1)) / weigh(s, tau2).sum_w);
}

/// Hunter-Schmidt from Q: (factor Q - k) / sum wi and its SE.
Tau2 hunter_schmidt_from(const Effects& e, double factor) {
  const Standard s = standardise(e);
  const Weighted x = weigh(s, 0);
  const double k = static_cast<double>(s.k());
  const double tau2 = std::max(0.0, (factor * x.Q - k) / x.sum_w);
  const double variance = variance_of_Q(k - 1, x.between, x.trace_PP, tau2);
  return in_units(s, tau2, factor * std::sqrt(variance) / x.sum_w);
}

}  // namespace

/// DerSimonian-Laird: tau2 = max(0, (Q - (k - 1)) / C) with C = sum wi - sum wi^2 / sum wi and wi = 1 / vi.
/// SE from the variance of Q under the random-effects model, [2 (k-1) + 4 tau2 tr(P) + 2 tau2^2 tr(PP)] / C^2.
/// @source DerSimonian & Laird 1986, Control Clin Trials 7:177; Biggerstaff & Tweedie 1997, Stat Med 16:753
Tau2 der_simonian_laird(const Effects& e) {
  const Standard s = standardise(e);
  const Weighted x = weigh(s, 0);
  const double df = static_cast<double>(s.k() - 1);
  const double tau2 = std::max(0.0, (x.Q - df) / x.between);
  return in_units(s, tau2, std::sqrt(variance_of_Q(df, x.between, x.trace_PP, tau2)) / x.between);
}

/// Paule-Mandel: the tau2 at which the generalised Q equals its degrees of freedom, Q(tau2) = k - 1. Q falls with tau2,
/// so there is one root, or 0 if Q(0) <= k - 1. Q(tau2) <= k range^2 / tau2 bounds it from above. Empirical Bayes (EB)
/// and iterated DerSimonian-Laird (DLIT: its fixed point, with the weights of the last step in both moments) solve the
/// same equation.
/// SE of the empirical Bayes estimator: sqrt(2 k^2 / (k-1)) / sum wi.
/// @source Paule & Mandel 1982, J Res Natl Bur Stand 87:377; DerSimonian & Kacker 2007, Contemp Clin Trials 28:105;
///         EB and its SE: Morris 1983, J Am Stat Assoc 78:47
Tau2 paule_mandel(const Effects& e) { return root_of_Q(e, static_cast<double>(e.k() - 1)); }

/// Median-unbiased Paule-Mandel: Q(tau2) = the median of chi-square(k - 1). SE as Paule-Mandel.
/// @source Viechtbauer 2021, Median-unbiased estimators for the amount of heterogeneity (metafor method PMM)
Tau2 median_paule_mandel(const Effects& e) {
  return root_of_Q(e, chi2_upper_quantile(0.5, static_cast<double>(e.k() - 1)));
}

/// Hedges (Cochran ANOVA): the general moments with equal weights, tau2 = max(0, var(yi) - mean(vi)).
/// SE = sqrt(2 tr(P V P V) + 4 tau2 tr(P V) + 2 tau2^2 (k-1)) / (k-1) with P = I - 11'/k.
/// @source Hedges 1983, Psychol Bull 93:388; Hedges & Olkin 1985, Statistical Methods for Meta-Analysis
Tau2 hedges(const Effects& e) { return general_moments(standardise(e), Array::Ones(e.k())); }

/// Hunter-Schmidt: tau2 = max(0, (Q - k) / sum wi), wi = 1 / vi; known to be too small on average.
/// SE = sqrt(2 (k-1) + 4 tau2 tr(P) + 2 tau2^2 tr(PP)) / sum wi.
/// @source Hunter & Schmidt 1990, Methods of Meta-Analysis; Viechtbauer, Lopez-Lopez, Sanchez-Meca & Marin-Martinez
///         2015, Psychol Methods 20:360
Tau2 hunter_schmidt(const Effects& e) { return hunter_schmidt_from(e, 1); }

/// Hunter-Schmidt with the small-sample correction: tau2 = max(0, (k / (k-1) Q - k) / sum wi); SE times k / (k-1).
/// @source Brannick, Potter, Benitez & Morris 2019, Organ Res Methods 22:490
Tau2 hunter_schmidt_small(const Effects& e) {
  const double k = static_cast<double>(e.k());
  return hunter_schmidt_from(e, k / (k - 1));
}

/// Sidik-Jonkman: tau0^2 = sum (yi - mean)^2 / k, then tau2 = tau0^2 Q(tau0^2) / (k-1); above 0 unless all effects are
/// the same, when it is 0 and has no SE.
/// SE = tau0^2 / (k-1) sqrt(2 tr(P S P S)), P at tau0^2, S = diag(vi + tau2).
/// @source Sidik & Jonkman 2005, J R Stat Soc C 54:367
Tau2 sidik_jonkman(const Effects& e) {
  const Standard s = standardise(e);
  const double k = static_cast<double>(s.k()), mean = sum(s.y) / k;
  const double first = sum_of(s.k(), [&](Index i) { return (s.y[i] - mean) * (s.y[i] - mean); }) / k;
  if (first == 0) return {.tau2 = 0};
  const Weighted x = weigh(s, first);
  const double tau2 = first * x.Q / (k - 1);
  const double unit = std::max(s.max_v(), tau2);
  return in_units(s, tau2, first / (k - 1) * std::sqrt(2 * trace_PSPS(x, (s.v + tau2) / unit)) * unit);
}

/// Two-step DerSimonian-Laird: the general moments with weights 1 / (vi + tau2 of DL).
/// @source DerSimonian & Kacker 2007, Contemp Clin Trials 28:105
Tau2 two_step_der_simonian_laird(const Effects& e) { return second_step(e, der_simonian_laird(e)); }

/// Two-step Cochran ANOVA: the general moments with weights 1 / (vi + tau2 of HE).
/// @source DerSimonian & Kacker 2007, Contemp Clin Trials 28:105
Tau2 two_step_cochran_anova(const Effects& e) { return second_step(e, hedges(e)); }

/// Generalised Q: the general moments with weights 1 / sqrt(vi), which make the estimator that goes with the interval
/// J. (With 1 / vi it is DL, with equal weights HE.) The weights of the mean are those of the model.
/// @source DerSimonian & Kacker 2007, Contemp Clin Trials 28:105; weights: Jackson 2013, Res Synth Methods 4:220
Tau2 generalised_Q(const Effects& e) {
  const Standard s = standardise(e);
  return general_moments(s, s.v.sqrt().inverse());
}

/// Median-unbiased generalised Q: the tau2 under which the observed Q_a is the median of its exact distribution,
/// weights as GENQ; 0 when already at tau2 = 0 it is no larger. SE of the general moments at that tau2.
/// @source Viechtbauer 2021, Median-unbiased estimators for the amount of heterogeneity (metafor method GENQM)
Tau2 median_generalised_Q(const Effects& e) {
  const Standard s = standardise(e);
  const Array a = s.v.sqrt().inverse();
  const double q = Q_of(s, a);
  const auto excess = [&](double tau2) { return distribution_of_Q(s, a, tau2, q).lower - 0.5; };
  const double ratio = a.maxCoeff() / a.minCoeff();
  const double tau2 = root_of_decreasing(excess, tau2_grid(s, 16 * static_cast<double>(s.k()) * ratio));
  return in_units(s, tau2, se_of_moments(s, weigh_by(s, a), tau2));
}

}  // namespace pooled
