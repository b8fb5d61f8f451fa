#include "core/model/mixture.h"

#include "core/model/curve.h"
#include "core/model/glmm_plane.h"
#include "core/model/tabulated.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

TEST_CASE("The noncentral hypergeometric distribution: all chances sum to 1, its derivatives are its cumulants") {
  for (const double theta : {-30.0, -2.0, 0.0, 0.7, 25.0}) {
    double total = 0, mean = 0;
    for (int a = 0; a <= 9; ++a) {
      const double p = std::exp(Hypergeometric(a, 14, 9 - a, 20).at(theta).l);
      total += p, mean += a * p;
    }
    CHECK(total == near(1, 1e-13));
    CHECK(Hypergeometric(4, 14, 5, 20).at(theta).d1 == Approx(4 - mean).margin(1e-12));
  }
  // dhyper(4, 14, 20, 9) in R
  CHECK(std::exp(Hypergeometric(4, 14, 5, 20).at(0).l) == near(0.295884315907, 1e-9));
}

TEST_CASE("A table of a curve is the curve") {
  const Hypergeometric h(62, 13598, 248, 12867);
  const Curve table = tabulated([&](double x) { return h.at(x); });
  for (const double theta : {-3.14, -1.5, -1.0, 0.2, 6.0}) {
    CHECK(table(theta).l == near(h.at(theta).l, 1e-13));
    CHECK(table(theta).d2 == near(h.at(theta).d2, 1e-12));
  }
}

TEST_CASE("Both ways to take derivatives, and the plane against the line") {
  const Curve one = [b = binomial(4, 123)](double x) { return b.at(x); };
  const Curve two = [b = binomial(11, 139)](double x) { return b.at(x); };
  // Without a variance of the levels the plane is the line of GLMM_UMFS at a = alpha.
  const PlaneTerm plane = mixed_in_plane(one, two, {-0.7, -2.9, 0.3, 0});
  const Term line = mixed(one, two, -0.7, 0.3, -2.9);
  CHECK(plane.ll == near(line.ll, 1e-12));
  CHECK(plane.gradient[0] == near(line.gradient[0], 1e-10));
  CHECK(plane.gradient[1] == near(line.gradient[2], 1e-10));
  CHECK(plane.hessian(2, 2) == near(line.hessian(1, 1), 1e-9));
  // Central differences on either side of where the derivatives change from the data to the prior.
  for (const double tau2 : {0.001, 0.3, 20.0}) {
    const double h = 1e-4;
    const auto at = [&](double mu) { return mixed(one, two, mu, tau2, -2.9); };
    CHECK(at(-0.7).gradient[0] == near((at(-0.7 + h).ll - at(-0.7 - h).ll) / (2 * h), 1e-6));
    CHECK(at(-0.7).hessian(0, 1) == near((at(-0.7 + h).gradient[1] - at(-0.7 - h).gradient[1]) / (2 * h), 1e-6));
  }
}

TEST_CASE("The derivatives of a mixture over two arms are those of its logarithm, also where tau2 is small") {
  const Binomial first = binomial(4, 123), second = binomial(11, 139);
  const Curve one = [&](double x) { return first.at(x); }, two = [&](double x) { return second.at(x); };
  for (const double tau2 : {0.0005, 0.02, 0.4}) {
    const double step = tau2 * 1e-3;
    const auto at = [&](double mu, double more) { return mixed(one, two, mu, tau2 + more, -2.9); };
    const Term t = at(-0.7, 0);
    const auto by_tau2 = [&](int i) { return (at(-0.7, step).gradient[i] - at(-0.7, -step).gradient[i]) / (2 * step); };
    const auto by_mu = [&](int i) {
      return (at(-0.7 + step, 0).gradient[i] - at(-0.7 - step, 0).gradient[i]) / (2 * step);
    };
    CHECK(t.gradient[1] == near((at(-0.7, step).ll - at(-0.7, -step).ll) / (2 * step), 1e-4));
    CHECK(t.hessian(0, 0) == near(by_mu(0), 1e-4));
    CHECK(t.hessian(0, 1) == near(by_tau2(0), 1e-4));
    CHECK(t.hessian(1, 1) == near(by_tau2(1), 1e-4));
  }
}

TEST_CASE("The likelihood at tau2 = 1 and at 0 follows on from its neighbours") {
  const Binomial b = binomial(4, 123);
  const Curve curve = [&](double x) { return b.at(x); };
  const auto ll = [&](double tau2) { return mixed(curve, -2.9, tau2).ll; };
  CHECK(ll(1) == near((ll(1 - 1e-4) + ll(1 + 1e-4)) / 2, 1e-8));
  CHECK(ll(0) == near(2 * ll(1e-4) - ll(2e-4), 1e-6));
}
