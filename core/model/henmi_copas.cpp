#include "core/model/henmi_copas.h"

#include <cmath>
#include <numbers>

#include "core/base/dist.h"
#include "core/base/solve.h"
#include "core/base/sum.h"
#include "core/tau2/standard.h"
#include "core/tau2/tau2.h"

namespace pooled {
namespace {

/// Q given R = r: mean = mean_at_0 + r^2 mean_slope, variance likewise.
struct Moments {
  double W1, W2, VR, df;
  double mean_at_0, mean_slope, variance_at_0, variance_slope;
};

/// With y - mu given r ~ N(m r, C), C = S - VR m m', S = diag(vi + tau2), m = S w / (sqrt(W1) VR), P = diag(w) - w w' /
/// W1: E(Q | r) = tr(P C) + r^2 m'P m and var(Q | r) = 2 tr(P C P C) + 4 r^2 m'P C P m, where
/// P m = tau2 w (w - W2) / (sqrt(W1) VR).
Moments moments_of(const Standard& s, const Weighted& x, double tau2) {
  const Index k = s.k();
  const Array p = x.w / x.sum_w;
  const double W2 = sum_of(k, [&](Index i) { return p[i] * x.w[i]; }), VR = 1 + tau2 * W2, scale = tau2 / VR;
  const auto term = [&](Index i) { return p[i] * (scale * (x.w[i] - W2)) * (scale * (x.w[i] - W2)); };
  const double mPm = sum_of(k, term);
  const double mPSPm = sum_of(k, [&](Index i) { return term(i) * (1 + tau2 * x.w[i]); });
  const double trace = trace_PSPS(x, s.v + tau2), df = static_cast<double>(k - 1);
  return {x.sum_w,
          W2,
          VR,
          df,
          df + tau2 * x.between - VR * mPm,
          mPm,
          2 * (trace - 2 * VR * mPSPm + VR * mPm * VR * mPm),
          4 * (mPSPm - VR * mPm * mPm)};
}

/// P(T > t), t > 0.
double upper_tail(const Moments& m, double between, double t) {
  const double sd = std::sqrt(m.VR);
  const auto integrand = [&](double r) {
    const double mean = m.mean_at_0 + r * r * m.mean_slope, variance = m.variance_at_0 + r * r * m.variance_slope;
    const double bound = m.df + between / m.W2 * (r / t - 1) * (r / t + 1), z = r / sd;
    return chi2_lower(2 * bound * mean / variance, 2 * mean * mean / variance) * std::exp(-z * z / 2);
  };
  // The bound rises with r / t and the density falls with r / sd, which may be far apart: octave by octave.
  Sum total;
  for (double from = t; from < t + 12 * sd; from *= 2) total.add(integral(integrand, from, 2 * from));
  return total.value() / sd / std::sqrt(2 * std::numbers::pi);
}

}  // namespace

HenmiCopas henmi_copas(const Effects& e, double level) {
  const Standard s = standardise(e);
  const Weighted x = weigh(s, 0);
  const double tau2 = der_simonian_laird(e).tau2 / s.unit / s.unit, tail = (1 - level) / 2;
  const Moments m = moments_of(s, x, tau2);
  const auto excess = [&](double t) { return t == 0 ? 0.5 - tail : upper_tail(m, x.between, t) - tail; };
  // T <= R.
  const double most = normal_upper_quantile(tail) * std::sqrt(m.VR) * (1 + 1e-9);
  const double t = root_of_decreasing(excess, LogGrid(most * 1e-9, most, 2));
  const double est = s.centre + s.unit * x.mu, se = s.unit * std::sqrt(m.VR / m.W1);
  const double seen = std::abs(est / se);
  return {est, se, seen > 0 ? std::min(1.0, 2 * upper_tail(m, x.between, seen)) : 1, est - t * se, est + t * se};
}

}  // namespace pooled
