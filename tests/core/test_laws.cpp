// Laws that hold whatever the data: random data sets, the same ones at every run.

#include <random>

#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

constexpr int draws = 300;

Effects random_effects_data(std::mt19937_64& random) {
  std::uniform_int_distribution<int> size(2, 15);
  std::normal_distribution<double> normal;
  const int k = size(random);
  const double spread = std::exp(normal(random));
  std::vector<double> yi, vi;
  for (int i = 0; i < k; ++i) {
    vi.push_back(0.05 * std::exp(1.5 * normal(random)));
    yi.push_back(normal(random) * std::sqrt(vi.back()) * spread);
  }
  return effects(yi, vi);
}

std::vector<Options> choices() {
  std::vector<Options> all;
  const Measure& generic = *find_measure("GEN");
  for (const Model& model : models())
    for (const Tau2Estimator& tau2 : tau2_estimators())
      for (const auto* test : {"z", "t", "HKSJ", "HKSJ_se"}) {
        // These are told, not computed: weights, participants, tau2.
        if (!applies(model, generic)) continue;
        if (model.id == "WEIGHTED" || model.id == "N_WEIGHTED" || tau2.id == "FIXED") continue;
        all.push_back(options_of("GEN", std::string(model.id), std::string(tau2.id), test));
      }
  return all;
}

/// Calls law(data, fit, options) for every choice on every draw.
template <class Law>
void for_all(Law&& law) {
  std::mt19937_64 random(20261124);
  for (int draw = 0; draw < draws; ++draw) {
    const Effects e = random_effects_data(random);
    for (const Options& o : choices()) law(e, *fit(e, o), o);
  }
}

bool close(double x, double y, double scale, double tolerance = 1e-9) {
  return std::abs(x - y) <= tolerance * std::abs(scale);
}

}  // namespace

TEST_CASE("The order of the studies changes nothing") {
  for_all([](const Effects& e, const Fit& f, const Options& o) {
    std::vector<Index> backwards;
    for (Index i = e.k(); i-- > 0;) backwards.push_back(i);
    const Fit g = *fit(subset(e, backwards), o);
    REQUIRE(close(g.mu.est, f.mu.est, f.mu.se));
    REQUIRE(close(g.mu.se, f.mu.se, f.mu.se));
    REQUIRE(close(g.tau2.tau2, f.tau2.tau2, f.tau2.tau2 + e.vi.mean()));
  });
}

TEST_CASE("Turning every sign turns the result and nothing else") {
  for_all([](const Effects& e, const Fit& f, const Options& o) {
    Effects turned = e;
    turned.yi = -e.yi;
    const Fit g = *fit(turned, o);
    REQUIRE(g.mu.est == -f.mu.est);
    REQUIRE(g.mu.ci_lb == -f.mu.ci_ub);
    REQUIRE(g.mu.pval == f.mu.pval);
    REQUIRE(g.tau2.tau2 == f.tau2.tau2);
    REQUIRE(g.heterogeneity.QE == f.heterogeneity.QE);
  });
}

TEST_CASE("A shift moves the result by the shift; a change of unit scales it; P and I2 stay") {
  for_all([](const Effects& e, const Fit& f, const Options& o) {
    Effects moved = e;
    moved.yi = 100 * (e.yi + 3);
    moved.vi = 1e4 * e.vi;
    const Fit g = *fit(moved, o);
    REQUIRE(close(g.mu.est / 100 - 3, f.mu.est, f.mu.se));
    REQUIRE(close(g.mu.se / 100, f.mu.se, f.mu.se));
    REQUIRE(close(g.tau2.tau2 / 1e4, f.tau2.tau2, f.tau2.tau2 + e.vi.mean()));
    REQUIRE(close(g.heterogeneity.I2, f.heterogeneity.I2, 100));
  });
}

TEST_CASE("The intervals hold what they are about") {
  for_all([](const Effects& e, const Fit& f, const Options& o) {
    REQUIRE(f.mu.ci_lb <= f.mu.est);
    REQUIRE(f.mu.est <= f.mu.ci_ub);
    REQUIRE(f.weight.sum() == near(100));
    REQUIRE(f.mu.est >= e.yi.minCoeff() - 1e-12 * f.mu.se);
    REQUIRE(f.mu.est <= e.yi.maxCoeff() + 1e-12 * f.mu.se);
    REQUIRE((f.mu.pval >= 0 && f.mu.pval <= 1));
    if (o.model == "RE" && o.tau2 == "PM" && !f.tau2_interval.empty) {
      REQUIRE(f.tau2_interval.lb <= f.tau2.tau2 * (1 + 1e-12));
      REQUIRE(f.tau2.tau2 <= f.tau2_interval.ub);
    }
  });
}

TEST_CASE("P below 5% and a 95% interval without 0 are the same statement") {
  for_all([](const Effects&, const Fit& f, const Options&) {
    const bool outside = f.mu.ci_lb > 0 || f.mu.ci_ub < 0;
    REQUIRE(outside == (f.mu.pval < 0.05));
  });
}

TEST_CASE("With the floor the interval is never narrower than t with the conventional standard error") {
  for_all([](const Effects& e, const Fit& f, const Options& o) {
    if (o.test != "HKSJ_se") return;
    Options t = o;
    t.test = "t";
    REQUIRE(f.mu.se >= fit(e, t)->mu.se);
  });
}

TEST_CASE("No restricted likelihood on a fine grid is higher than REML's") {
  std::mt19937_64 random(7);
  for (int draw = 0; draw < draws; ++draw) {
    const Effects e = random_effects_data(random);
    const double best = log_likelihood(e, restricted_maximum_likelihood(e).tau2, true);
    const double range = e.yi.maxCoeff() - e.yi.minCoeff();
    for (int i = 0; i <= 400; ++i) {
      const double tau2 =
          i == 0 ? 0 : e.vi.minCoeff() * 1e-4 * std::pow(1e4 * 4 * (range * range + 1) / e.vi.minCoeff(), i / 400.0);
      REQUIRE(log_likelihood(e, tau2, true) <= best + 1e-9);
    }
  }
}

TEST_CASE("At the Paule-Mandel estimate Q is its degrees of freedom") {
  for_all([](const Effects& e, const Fit& f, const Options& o) {
    if (o.model != "RE" || o.tau2 != "PM" || f.tau2.tau2 == 0) return;
    REQUIRE(f.q_hk == near(1, 1e-11));
    REQUIRE(e.k() > 1);
  });
}

TEST_CASE("A study of endless variance changes nothing but the count") {
  std::mt19937_64 random(11);
  for (int draw = 0; draw < draws; ++draw) {
    const Effects e = random_effects_data(random);
    std::vector<double> yi(e.yi.begin(), e.yi.end()), vi(e.vi.begin(), e.vi.end());
    yi.push_back(1), vi.push_back(1e200);
    const Options o = options_of("GEN", "EE", "DL", "z");
    const Fit f = *fit(e, o), g = *fit(effects(yi, vi), o);
    REQUIRE(close(g.mu.est, f.mu.est, f.mu.se, 1e-12));
    REQUIRE(close(g.mu.se, f.mu.se, f.mu.se, 1e-12));
  }
}
