#include "core/base/maximise.h"
#include "core/base/quadrature.h"
#include "tests/core/studies.h"

namespace pooled {
namespace {

using testing::near;

TEST_CASE("The trapezoid integrates what it promises to 1e-12") {
  // Integral of exp(-e^x) phi(x / 3) / 3: a study without events; mpmath.quad gives the same for both steps halved.
  const auto integral = [](double step) {
    double total = 0;
    walk_out([&](int i) {
      const double x = i * step, height = -std::exp(x) - x * x / 18;
      total += std::exp(height);
      return height > negligible;
    });
    return step * total;
  };
  const double step = trapezoid_step(1, 1);
  CHECK(step == 0.25);
  CHECK(integral(step) == near(integral(step / 3), 1e-12));
}

TEST_CASE("sum_nodes sums logarithms of any length") {
  for (const double n : {0.0, 1.0, 31.0, 100.0, 1000.0, 88391.0}) {
    for (const double c : {0.001, 1.0, 1e5}) {
      double direct = 0, nodes = 0;
      for (int r = 0; r < n; ++r) direct += std::log(c + r);
      for (const auto& [r, weight] : sum_nodes(n)) nodes += weight * std::log(c + r);
      CHECK(nodes == Approx(direct).epsilon(1e-12).margin(1e-12));
    }
  }
  CHECK(sum_nodes(2.5).back().weight == 0.5);
  CHECK(sum_nodes(1e9).size() < 400);
}

TEST_CASE("maximise finds the top of a likelihood in two parameters") {
  const auto f = [](const Vector& x) {
    const double u = x[0] - 3, v = x[1] + 2;
    Point p{-std::cosh(u) - v * v - u * v / 2, Vector(2), Matrix(2, 2)};
    p.gradient << -std::sinh(u) - v / 2, -2 * v - u / 2;
    p.hessian << -std::cosh(u), -0.5, -0.5, -2;
    return p;
  };
  Point top;
  const Vector x = maximise(f, Vector::Zero(2), top);
  CHECK(x[0] == near(3, 1e-12));
  CHECK(x[1] == near(-2, 1e-12));
}

}  // namespace
}  // namespace pooled
