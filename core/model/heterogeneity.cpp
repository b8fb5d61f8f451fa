#include "core/model/heterogeneity.h"

#include <algorithm>
#include <cmath>

#include "core/base/dist.h"
#include "core/tau2/standard.h"

namespace pooled {
namespace {

/// The quotient first: 100 (H2 - 1) / H2 can round to more than 100, and 1 - 1 / H2 loses its digits near 0.
double percent_of_H2(double H2) { return std::isinf(H2) ? 100 : std::max(0.0, 100 * ((H2 - 1) / H2)); }

/// SE of log H: 1/2 (log Q - log df) / (sqrt(2 Q) - sqrt(2 k - 3)) when Q > k, else
/// sqrt(1 / (2 (k - 2)) (1 - 1 / (3 (k - 2)^2))), which needs k > 2.
double se_log_H(double Q, double k) {
  if (Q > k) return 0.5 * (std::log(Q) - std::log(k - 1)) / (std::sqrt(2 * Q) - std::sqrt(2 * k - 3));
  return k > 2 ? std::sqrt(1 / (2 * (k - 2)) * (1 - 1 / (3 * (k - 2) * (k - 2)))) : NaN;
}

void add_I2_Q(Heterogeneity& h, double k, double level) {
  const double H2 = h.QE / h.df;
  h.I2_Q = H2 > 1 ? percent_of_H2(H2) : 0;
  // H is at least 1 by definition.
  const double log_H = std::log(std::max(1.0, H2)) / 2,
               half = normal_upper_quantile((1 - level) / 2) * se_log_H(h.QE, k);
  if (std::isnan(half)) return;
  h.I2_Q_lb = percent_of_H2(std::exp(2 * (log_H - half)));
  h.I2_Q_ub = percent_of_H2(std::exp(2 * (log_H + half)));
}

}  // namespace

Heterogeneity heterogeneity_from(double Q, Index k, double level) {
  Heterogeneity h;
  if (k < 2) return h;
  h.QE = Q;
  h.df = static_cast<double>(k - 1);
  h.QEp = chi2_upper(h.QE, h.df);
  add_I2_Q(h, static_cast<double>(k), level);
  h.I2 = h.I2_Q;
  h.H2 = h.QE / h.df;
  h.H2_lb = 100 / (100 - h.I2_Q_lb), h.H2_ub = 100 / (100 - h.I2_Q_ub);
  return h;
}

Heterogeneity heterogeneity_of_Q(const Effects& e, double level) {
  return heterogeneity_from(Q_at(standardise(e), 0), e.k(), level);
}

Heterogeneity heterogeneity_of_tau2(const Effects& e, double tau2, const Tau2Interval& interval, double level) {
  Heterogeneity h = heterogeneity_of_Q(e, level);
  const Standard s = standardise(e);
  const double typical = h.df / weigh(s, 0).between * s.unit * s.unit;
  const auto percent = [&](double t) { return std::isinf(t) ? 100 : 100 * (t / (t + typical)); };
  h.I2 = percent(tau2), h.I2_lb = percent(interval.lb), h.I2_ub = percent(interval.ub);
  const auto ratio = [&](double t) { return (t + typical) / typical; };
  h.H2 = ratio(tau2), h.H2_lb = ratio(interval.lb), h.H2_ub = ratio(interval.ub);
  return h;
}

}  // namespace pooled
