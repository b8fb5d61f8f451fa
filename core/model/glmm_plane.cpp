#include "core/model/glmm_plane.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "core/base/quadrature.h"
#include "core/model/partials.h"

namespace pooled {
namespace {

/// One point (u, v) of the plane in units of the SDs: both arms there, and the height of the log integrand.
struct At {
  Derivatives one, two;
  double u, v, height;
};

/// The integrand exp(height) of a study: f1 f2 phi(u) phi(v) without the constants of the normal densities.
struct Integrand {
  const Curve& one;
  const Curve& two;
  double mu, alpha, tau, sigma;

  At at(double u, double v) const {
    const double theta = mu + tau * u, a = alpha + sigma * v;
    At x{one(a + theta / 2), two(a - theta / 2), u, v, 0};
    x.height = x.one.l + x.two.l - (u * u + v * v) / 2;
    return x;
  }
};

/// The peak, minus the second derivatives of the height there, and their determinant.
struct PlanePeak {
  double u, v, height;
  double uu, uv, vv, det;
};

/// Newton's step. Minus the second derivatives are I + A p p' + B q q', where p = (tau / 2, sigma) and q = (-tau / 2,
/// sigma) move the arms and A, B >= 0 are their informations: the determinant and the adjugate are then sums of what
/// is positive, also where one arm says a million times more than all the rest.
struct PlaneStep {
  double u, v, gain;
};
PlaneStep plane_step(const Integrand& f, const At& x, const PlanePeak& p) {
  const double half = f.tau / 2, area = f.tau * f.sigma, A = -x.one.d2, B = -x.two.d2;
  const double gu = half * (x.one.d1 - x.two.d1) - x.u, gv = f.sigma * (x.one.d1 + x.two.d1) - x.v;
  const double across_p = A * (x.two.d1 * area + f.sigma * x.u - half * x.v);
  const double across_q = B * (-x.one.d1 * area + f.sigma * x.u + half * x.v);
  const double du = (gu - f.sigma * (across_p + across_q)) / p.det;
  const double dv = (gv + half * (across_p - across_q)) / p.det;
  return {du, dv, du * gu + dv * gv};
}

PlanePeak bend_at(const Integrand& f, const At& x) {
  const double half = f.tau / 2, A = -x.one.d2, B = -x.two.d2, length = half * half + f.sigma * f.sigma;
  return {x.u,
          x.v,
          x.height,
          1 + half * half * (A + B),
          half * f.sigma * (A - B),
          1 + f.sigma * f.sigma * (A + B),
          1 + (A + B) * length + A * B * f.tau * f.tau * f.sigma * f.sigma};
}

/// Newton with steps cut short; the height is concave with second derivatives of at most -1. NaN where it does not get
/// there.
PlanePeak peak_of(const Integrand& f) {
  At x = f.at(0, 0);
  for (int round = 0; round < 200; ++round) {
    const PlanePeak here = bend_at(f, x);
    PlaneStep step = plane_step(f, x, here);
    if (step.gain < 0.01) return here;
    At next = f.at(x.u + step.u, x.v + step.v);
    for (int cut = 0; cut < 20 && !(next.height > x.height); ++cut) {
      step.u /= 4, step.v /= 4;
      next = f.at(x.u + step.u, x.v + step.v);
    }
    x = next;
  }
  return {NaN, NaN, NaN, NaN, NaN, NaN, NaN};
}

/// Points peak + i (u1, 0) + j (u2, v2): i along u alone, j along the ridge, as wide apart as trapezoid_step allows for
/// either arm.
struct Grid {
  double u1, u2, v2;
};

Grid grid_of(const Integrand& f, const PlanePeak& p) {
  const double u1 = 1 / std::sqrt(p.uu), v2 = std::sqrt(p.uu / p.det), u2 = -p.uv / p.uu * v2;
  const double slope1 = f.tau * u1 / 2;
  const double slope2 = std::max(std::abs(f.sigma * v2 + f.tau * u2 / 2), std::abs(f.sigma * v2 - f.tau * u2 / 2));
  const double step1 = trapezoid_step(1, slope1), step2 = trapezoid_step(1, slope2);
  return {u1 * step1, u2 * step2, v2 * step2};
}

/// Sums over the grid, line by line.
class PlaneSums {
 public:
  PlaneSums(const Integrand& f, const PlanePeak& peak) : f_(f), peak_(peak), grid_(grid_of(f, peak)) {}

  void run() {
    walk_out([&](int j) {
      if (j == 0 || j == -1) top_ = 0;
      return line(j) > negligible;
    });
  }

  Means means;
  double total = 0;
  int nodes = 0;
  /// What a node stands for; with tau2 = 0 a line is a normal density, and one node all of it.
  double cell() const { return f_.tau == 0 ? std::sqrt(8 * std::atan(1.0)) * grid_.v2 : grid_.u1 * grid_.v2; }

 private:
  At at(int i, int j) const { return f_.at(peak_.u + i * grid_.u1 + j * grid_.u2, peak_.v + j * grid_.v2); }

  /// Walks out from the top of line j, found from that of the line before; returns how high the top is.
  double line(int j) {
    if (f_.tau == 0) return add(at(0, j));
    double height = at(top_, j).height;
    for (const int way : {1, -1})
      for (double next; (next = at(top_ + way, j).height) > height; height = next) top_ += way;
    walk_out([&](int i) { return add(at(top_ + i, j)) > negligible; });
    return height - peak_.height;
  }

  double add(const At& x) {
    const double below = x.height - peak_.height, weight = std::exp(below);
    const Ratios in_u = hermite(x.u, f_.tau), in_v = hermite(x.v, f_.sigma);
    // Where the study says more than the prior does, the prior's derivatives cancel less.
    means.add(weight, ratios(x.one), ratios(x.two), peak_.uu > 2 ? &in_u : nullptr, peak_.vv > 2 ? &in_v : nullptr);
    total += weight;
    ++nodes;
    return below;
  }

  const Integrand& f_;
  const PlanePeak& peak_;
  Grid grid_;
  int top_ = 0;
};

/// d/dmu, d/dalpha, d/dtau2 = 1/2 d2/dmu2, d/dsigma2 = 1/2 d2/dalpha2, as orders in (theta, a) and a factor.
struct Order {
  int p, q;
  double factor;
};
constexpr Order orders[] = {{1, 0, 1}, {0, 1, 1}, {2, 0, 0.5}, {0, 2, 0.5}};

}  // namespace

PlaneTerm mixed_in_plane(const Curve& one, const Curve& two, const PlaneParameters& p) {
  const Integrand f{one, two, p.mu, p.alpha, std::sqrt(p.tau2), std::sqrt(p.sigma2)};
  const PlanePeak peak = peak_of(f);
  // So far out that a step changes nothing of the height: no sum would ever end.
  if (!(std::abs(peak.height) * std::numeric_limits<double>::epsilon() < 1e-3))
    return {NaN, Eigen::Vector4d::Constant(NaN), Eigen::Matrix4d::Constant(NaN), 0};
  PlaneSums sums(f, peak);
  sums.run();
  sums.means.divide(sums.total);
  PlaneTerm t;
  const double two_pi = 8 * std::atan(1.0);
  t.ll = peak.height + std::log(sums.cell() * sums.total / two_pi);
  t.nodes = sums.nodes;
  for (int i = 0; i < 4; ++i) t.gradient[i] = orders[i].factor * sums.means.m[orders[i].p][orders[i].q];
  for (int i = 0; i < 4; ++i)
    for (int j = 0; j < 4; ++j) {
      const double both = sums.means.m[orders[i].p + orders[j].p][orders[i].q + orders[j].q];
      t.hessian(i, j) = orders[i].factor * orders[j].factor * both - t.gradient[i] * t.gradient[j];
    }
  return t;
}

}  // namespace pooled
