#include "core/tau2/standard.h"

#include <cmath>

#include "core/base/solve.h"
#include "core/base/sum.h"

namespace pooled {

Standard standardise(const Effects& e) {
  Index precise;
  const double min_vi = e.vi.minCoeff(&precise);
  const double centre = e.yi[precise];
  const double range = (e.yi - centre).abs().maxCoeff();
  // Squares of the range must stay finite too, however precise the best study is.
  const double size = std::max(std::sqrt(min_vi), range * 1e-150);
  const double unit = std::ldexp(1.0, std::ilogb(size));
  return {(e.yi - centre) / unit, e.vi / unit / unit, centre, unit};
}

bool is_computable(const Standard& s) { return s.range() <= 1e140 && s.max_v() <= 1e300; }

namespace {

/// Sums of the weights. Each sum is a chain of additions that wait for each other, so those that can run beside each
/// other do.
struct Centre {
  double sum_w, mu;
  Index largest = 0;

  Centre(const Standard& s, const Array& w) {
    Sum all, wy;
    for (Index i = 0; i < w.size(); ++i) {
      all.add(w[i]), wy.add(w[i] * s.y[i]);
      if (w[i] > w[largest]) largest = i;
    }
    sum_w = all.value(), mu = wy.value() / sum_w;
  }
};

/// 1 - p of each study, p = w / W. That of the largest is the sum of the others.
struct Others {
  const Array& w;
  const Centre& centre;
  double rest;  ///< of the weights, without the largest

  double at(Index i) const { return i == centre.largest ? rest / centre.sum_w : 1 - w[i] / centre.sum_w; }
};

}  // namespace

Slope twice_score(const Standard& s, double tau2, bool restricted) {
  const Array w = (s.v + tau2).inverse();
  const Centre centre(s, w);
  Sum squares, rest;
  for (Index i = 0; i < s.k(); ++i) {
    const double wr = w[i] * (s.y[i] - centre.mu);
    squares.add(wr * wr);
    rest.add(i == centre.largest ? 0 : w[i]);
  }
  if (!restricted) return {squares.value(), centre.sum_w};
  const Others others{w, centre, rest.value()};
  return {squares.value(), sum_of(s.k(), [&](Index i) { return w[i] * others.at(i); })};
}

Weighted weigh(const Standard& s, double tau2) { return weigh_by(s, (s.v + tau2).inverse()); }

Weighted weigh_by(const Standard& s, const Array& w) {
  const Index k = w.size();
  const Centre centre(s, w);
  Weighted x{.w = w, .r = s.y - centre.mu, .sum_w = centre.sum_w, .mu = centre.mu, .Q = 0, .between = 0, .trace_PP = 0};
  Sum Q, rest, rest_p2;
  for (Index i = 0; i < k; ++i) {
    const double p = w[i] / x.sum_w;
    Q.add(w[i] * x.r[i] * x.r[i]);
    rest.add(i == centre.largest ? 0 : w[i]);
    rest_p2.add(i == centre.largest ? 0 : p * p);
  }
  x.Q = Q.value();
  const Others others{w, centre, rest.value()};
  const double top = w[centre.largest] / x.sum_w, sum_p2 = rest_p2.value() + top * top;
  Sum between, squares;
  for (Index i = 0; i < k; ++i) {
    const double p = w[i] / x.sum_w, other = others.at(i);
    const double other_p2 = i == centre.largest ? rest_p2.value() : sum_p2 - p * p;
    between.add(w[i] * other);
    squares.add(p * p * (other * other + other_p2));
  }
  x.between = between.value();
  x.trace_PP = x.sum_w * x.sum_w * squares.value();
  return x;
}

double trace_PSPS(const Weighted& x, const Array& variance) {
  // P = diag(w) (I - 1 p') with p = w / W: sum ai^2 (1 - pi)^2 + sum over i != j of ai pi aj pj, with ai = wi si.
  const Index k = x.w.size();
  const Array p = x.w / x.sum_w, a = x.w * variance, ap = a * p;
  Index largest_p, largest_ap;
  p.maxCoeff(&largest_p);
  ap.maxCoeff(&largest_ap);
  const double rest_p = sum_of(k, [&](Index i) { return i == largest_p ? 0 : p[i]; });
  const double rest_ap = sum_of(k, [&](Index i) { return i == largest_ap ? 0 : ap[i]; });
  const double sum_ap = rest_ap + ap[largest_ap];
  return sum_of(k, [&](Index i) {
    const double own = a[i] * (i == largest_p ? rest_p : 1 - p[i]);
    return own * own + ap[i] * (i == largest_ap ? rest_ap : sum_ap - ap[i]);
  });
}

double Q_at(const Standard& s, double tau2) {
  const Centre centre(s, (s.v + tau2).inverse());
  return sum_of(s.k(), [&](Index i) { return (s.y[i] - centre.mu) * (s.y[i] - centre.mu) / (s.v[i] + tau2); });
}

bool is_too_far(const Standard& s, double mu) {
  const double far = (s.y - mu).abs().maxCoeff();
  return !std::isfinite(16 * far * far);
}

LogGrid tau2_grid(const Standard& s, double scale) {
  const double range = s.range();
  const double top = std::min(scale * std::max(range * range, s.max_v()), 1e300);
  // Below a thousandth of the smallest variance the equations are straight lines in tau2: one cell holds one root.
  return LogGrid(s.min_v() * 1e-3, top, 8);
}

}  // namespace pooled
