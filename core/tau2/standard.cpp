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

/// Shares p = w / W of the weights. 1 - p of the largest is the sum of the others.
struct Shares {
  Array p;
  Index largest;
  double rest;  ///< of the weights, without the largest

  Shares(const Array& w, double sum_w) : p(w / sum_w) {
    w.maxCoeff(&largest);
    rest = sum_of(w.size(), [&](Index i) { return i == largest ? 0 : w[i]; });
  }
  double other(Index i, double sum_w) const { return i == largest ? rest / sum_w : 1 - p[i]; }
};

double between_of(const Shares& shares, const Array& w, double sum_w) {
  return sum_of(w.size(), [&](Index i) { return w[i] * shares.other(i, sum_w); });
}

/// The traces of P.
void fill_traces(Weighted& x) {
  const Index k = x.w.size();
  const Shares shares(x.w, x.sum_w);
  const Array& p = shares.p;
  const double rest2 = sum_of(k, [&](Index i) { return i == shares.largest ? 0 : p[i] * p[i]; });
  const double sum_p2 = rest2 + p[shares.largest] * p[shares.largest];
  const auto other_p2 = [&](Index i) { return i == shares.largest ? rest2 : sum_p2 - p[i] * p[i]; };
  x.between = between_of(shares, x.w, x.sum_w);
  const double squares = sum_of(k, [&](Index i) {
    const double other = shares.other(i, x.sum_w);
    return p[i] * p[i] * (other * other + other_p2(i));
  });
  x.trace_PP = x.sum_w * x.sum_w * squares;
}

}  // namespace

Slope twice_score(const Standard& s, double tau2, bool restricted) {
  const Array w = (s.v + tau2).inverse();
  const double sum_w = sum(w), mu = sum_of(s.k(), [&](Index i) { return w[i] * s.y[i]; }) / sum_w;
  const double squares = sum_of(s.k(), [&](Index i) {
    const double r = s.y[i] - mu;
    return w[i] * r * (w[i] * r);
  });
  return {squares, restricted ? between_of(Shares(w, sum_w), w, sum_w) : sum_w};
}

Weighted weigh(const Standard& s, double tau2) { return weigh_by(s, (s.v + tau2).inverse()); }

Weighted weigh_by(const Standard& s, const Array& w) {
  Weighted x;
  x.w = w;
  x.sum_w = sum(x.w);
  x.mu = sum_of(s.k(), [&](Index i) { return x.w[i] * s.y[i]; }) / x.sum_w;
  x.r = s.y - x.mu;
  x.Q = sum_of(s.k(), [&](Index i) { return x.w[i] * x.r[i] * x.r[i]; });
  fill_traces(x);
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
  Sum sum_w, sum_wy, q;
  for (Index i = 0; i < s.k(); ++i) {
    const double w = 1 / (s.v[i] + tau2);
    sum_w.add(w);
    sum_wy.add(w * s.y[i]);
  }
  const double mu = sum_wy.value() / sum_w.value();
  for (Index i = 0; i < s.k(); ++i) q.add((s.y[i] - mu) * (s.y[i] - mu) / (s.v[i] + tau2));
  return q.value();
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
