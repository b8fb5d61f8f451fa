#include "core/tau2/quadratic_form.h"

#include <algorithm>
#include <cmath>
#include <complex>
#include <numbers>

#include "core/base/solve.h"
#include "core/base/sum.h"

namespace pooled {
namespace {

using Complex = std::complex<double>;

/// K(s) of Q_a, in units in which q = 1. The largest d, at index 0, is taken out of both sums, whose signs turn at
/// 1 / (2 d0): K = -1/2 [sum over the others of log(1 - 2 s di) + log M(s)], M = p0 + (1 - 2 s d0) sum pi / (1 - 2 s
/// di) > 0 up to the end of the domain, 1 / (2 largest eigenvalue).
struct Cumulants {
  Array d, p, a;

  Index k() const { return d.size(); }

  template <class T>
  T M(T s) const {
    T rest = 0;
    for (Index i = 1; i < k(); ++i) rest += p[i] / (1.0 - 2.0 * s * d[i]);
    return p[0] + (1.0 - 2.0 * s * d[0]) * rest;
  }

  Complex K(Complex s) const {
    Complex total = std::log(M(s));
    for (Index i = 1; i < k(); ++i) total += std::log(1.0 - 2.0 * s * d[i]);
    return -0.5 * total;
  }

  /// g(s) = dK/dtau2 / s, from di = ai (vi + tau2).
  Complex g(Complex s) const {
    Complex sum_a = 0, rest = 0, squares = 0;
    for (Index i = 1; i < k(); ++i) {
      const Complex left = 1.0 / (1.0 - 2.0 * s * d[i]);
      sum_a += a[i] * left, rest += p[i] * left, squares += p[i] * a[i] * left * left;
    }
    const Complex first = 1.0 - 2.0 * s * d[0];
    return sum_a + (a[0] * rest - first * squares) / (p[0] + first * rest);
  }

  /// Its first three derivatives at a real s.
  struct Slopes {
    double first, second, third;
  };
  Slopes slopes(double s) const;

  /// Where K goes to infinity: the root of M between the two largest d, or their common pole.
  double end() const {
    const double near = 1 / (2 * d[0]), far = 1 / (2 * d[1]);
    if (!(far > near)) return near;
    // Without its pole: (1 - 2 s d1) M.
    return root_between([&](double s) { return s < far ? (1 - 2 * s * d[1]) * M(s) : (1 - d[0] / d[1]) * p[1]; }, near,
                        far);
  }
};

Cumulants::Slopes Cumulants::slopes(double s) const {
  Sum t1, t2, t3, r0, r1, r2, r3;
  for (Index i = 1; i < k(); ++i) {
    const double left = 1 / (1 - 2 * s * d[i]), t = d[i] * left, r = p[i] * left;
    t1.add(t), t2.add(2 * t * t), t3.add(8 * t * t * t);
    r0.add(r), r1.add(2 * r * t), r2.add(8 * r * t * t), r3.add(48 * r * t * t * t);
  }
  const double f = 1 - 2 * s * d[0], f1 = -2 * d[0], m = p[0] + f * r0.value();
  const double m1 = (f * r1.value() + f1 * r0.value()) / m, m2 = (f * r2.value() + 2 * f1 * r1.value()) / m,
               m3 = (f * r3.value() + 3 * f1 * r2.value()) / m;
  return {t1.value() - m1 / 2, t2.value() - (m2 - m1 * m1) / 2, t3.value() - (m3 - 3 * m2 * m1 + 2 * m1 * m1 * m1) / 2};
}

/// Weights and variances as K wants them, largest d first and the second largest next.
Cumulants cumulants(const Standard& s, const Array& a, double tau2, double q) {
  Cumulants c{a * (s.v + tau2) / q, a / sum(a), a / q};
  const auto to_front = [&](Index from) {
    Index at;
    c.d.tail(c.k() - from).maxCoeff(&at);
    std::swap(c.d[from], c.d[from + at]);
    std::swap(c.p[from], c.p[from + at]);
    std::swap(c.a[from], c.a[from + at]);
  };
  to_front(0), to_front(1);
  return c;
}

/// The integral of exp(K(s) - s) factor(s) / (2 pi i) along s(u) = start + i u + bend u^2, upwards.
template <class Factor>
double inversion(const Cumulants& c, Factor&& factor, double start, double bend, double unit) {
  const auto integrand = [&](double u) {
    const Complex s(start + bend * u * u, u);
    return std::exp(c.K(s) - s) * factor(s) * Complex(1, -2 * bend * u);
  };
  const auto points = [&](double first, double step) {
    Sum total;
    const double at_start = std::abs(integrand(0));
    for (double u = first;; u += step) {
      const Complex here = integrand(u);
      total.add(u == 0 ? here.real() / 2 : here.real());
      if (!(std::abs(here) > 1e-19 * at_start)) return total.value();
    }
  };
  // Halving the step squares the error: agreement to half the digits is all of them.
  double step = unit / 4, all = points(0, step), value = all * step;
  for (int halvings = 0; halvings < 12; ++halvings) {
    all += points(step / 2, step), step /= 2;
    const double finer = all * step;
    const bool settled = std::abs(finer - value) <= 1e-9 * std::abs(finer);
    value = finer;
    if (settled) break;
  }
  return value / std::numbers::pi;
}

}  // namespace

double Q_of(const Standard& s, const Array& a) { return weigh_by(s, a).Q; }

namespace {

/// Where exp(K(s) - s) is least on the real axis. K' = sum lambda / (1 - 2 s lambda) rises through 1: it is at most 1/2
/// at -(k - 1) and at least 2 where the end is a quarter away.
double saddlepoint(const Cumulants& c) {
  const auto slope = [&](double at) { return c.slopes(at).first - 1; };
  return root_between(slope, -static_cast<double>(c.k() - 1), c.end() - 0.25);
}

/// The path of steepest descent from a start, near enough. With x = lambda / (1 - 2 s lambda) > 0 of each eigenvalue
/// the derivatives are sum x, 2 sum x^2 and 8 sum x^3: the first bounds the others, also where variances are so many
/// orders of magnitude apart that rounding leaves nothing of them, and the path would not descend.
template <class Factor>
double inversion_from(const Cumulants& c, Factor&& factor, double start) {
  const auto here = c.slopes(start);
  const double most = 2 * here.first, least = here.first / 2 / static_cast<double>(c.k() - 1);
  const double bend = std::min(std::max(least * 2 / 3, here.third / (6 * here.second)), most * 2 / 3);
  const double second = std::min(std::max(2 * least * here.first, here.second), 2 * most * here.first);
  return inversion(c, factor, start, bend, 1 / std::sqrt(second));
}

}  // namespace

Tails distribution_of_Q(const Standard& s, const Array& a, double tau2, double q) {
  if (!(q > 0)) return {0, 1};
  const Cumulants c = cumulants(s, a, tau2, q);
  double start = saddlepoint(c);
  const double unit = 1 / std::sqrt(c.slopes(start).second);
  // Near the mean the saddlepoint comes close to the pole at 0: pass it on the left.
  if (std::abs(start) < unit) start = std::min(start, 0.0) - unit;
  const double inverse = inversion_from(
      c, [](Complex at) { return 1.0 / at; }, start);
  const double tail = std::clamp(std::abs(inverse), 0.0, 1.0);
  return start < 0 ? Tails{tail, 1 - tail} : Tails{1 - tail, tail};
}

double confidence_density(const Standard& s, const Array& a, double tau2, double q) {
  if (!(q > 0)) return 0;
  const Cumulants c = cumulants(s, a, tau2, q);
  return inversion_from(
      c, [&](Complex at) { return c.g(at); }, saddlepoint(c));
}

}  // namespace pooled
