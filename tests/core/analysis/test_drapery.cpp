#include "core/analysis/drapery.h"

#include <algorithm>

#include "core/base/dist.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Drapery drapery_of(const Effects& e, const Options& o) { return *drapery(e, *fit(e, o), o); }

const DraperyPoint& at(const Drapery& d, double p) {
  return *std::find_if(d.points.begin(), d.points.end(), [&](const DraperyPoint& x) { return x.p == near(p); });
}

Effects mixed() { return effects({0.3, 0.5, 0.2, 0.9, -0.1}, {0.01, 0.02, 0.015, 0.01, 0.03}); }

}  // namespace

TEST_CASE("Drapery: P falls from 1 to .001 in steps that every curve shares, and holds what readers look for") {
  const Drapery d = drapery_of(five(), options_of("GEN", "RE", "REML", "z"));
  REQUIRE(d.points.size() == 39);
  CHECK(d.points.front().p == 1);
  CHECK(d.points.back().p == 0.001);
  for (std::size_t i = 1; i < d.points.size(); ++i) {
    CHECK(d.points[i].p < d.points[i - 1].p);
    CHECK(d.points[i].p == near(normal_two_sided(d.points[i].z)));
    CHECK(d.points[i].z - d.points[i - 1].z < 0.1 + 1e-12);
  }
  REQUIRE(d.levels.size() == 6);
  CHECK(d.levels[3].level == 0.95);
  Options far = options_of("GEN", "RE", "REML", "z");
  far.level = 0.9999;
  const Drapery wide = drapery_of(five(), far);
  CHECK(wide.levels.size() == 7);
  CHECK(wide.points.back().p == near(1 - 0.9999));
}

TEST_CASE("Drapery on dat.bcg: the limits at .05 are the interval, those at .01 metafor's") {
  // metafor 3.8-1, rma(measure = "RR", method = "REML", test = "knha", level = 99), exp; PI with its t(12)
  const Options o = options_of("RR", "RE", "REML", "HKSJ");
  const Effects e = compute_effects(bcg(), o);
  const Fit f = *fit(e, o);
  const Drapery d = *drapery(e, f, o);
  CHECK(at(d, 0.05).ci_lb == near(f.mu.ci_lb));
  CHECK(at(d, 0.05).pi_ub == near(f.pi_ub));
  CHECK(d.points[0].ci_lb == f.mu.est);
  CHECK(d.points[0].pi_ub == f.mu.est);
  CHECK(d.levels[4].display.est == near(std::exp(f.mu.est)));
  CHECK(d.levels[4].display.ci_lb == Approx(0.281740771186783).epsilon(1e-8));
  CHECK(d.levels[4].display.ci_ub == Approx(0.850188829011880).epsilon(1e-8));
}

TEST_CASE("Drapery: whatever the test, the curve has the pooled interval at its level and the pooled P at no effect") {
  for (const char* test : {"z", "t", "HKSJ", "HKSJ_se", "HKSJ_ci", "IQWiG6", "KR", "PL", "SKOV", "HC"}) {
    INFO(test);
    Options o = options_of("GEN", "RE", "ML", test);
    const Effects e = mixed();
    Fit f = *fit(e, o);
    const Drapery usual = *drapery(e, f, o);
    CHECK(at(usual, 0.05).ci_lb == near(f.mu.ci_lb, 1e-9));
    CHECK(at(usual, 0.05).ci_ub == near(f.mu.ci_ub, 1e-9));
    for (std::size_t i = 1; i < usual.points.size(); ++i) {
      CHECK(usual.points[i].ci_lb < usual.points[i - 1].ci_lb);
      CHECK(usual.points[i].ci_ub > usual.points[i - 1].ci_ub);
    }
    o.level = 1 - f.mu.pval;
    const Drapery d = drapery_of(e, o);
    CHECK(std::abs(at(d, f.mu.pval).ci_lb) < 1e-9);
  }
}

TEST_CASE("Drapery predicts from the studies that the model keeps") {
  // Mantel-Haenszel leaves out the table without events, which has an effect under drop00 = false.
  Options o = options_of("OR", "RE_MH", "DL", "z");
  o.prediction = "NNF", o.drop00 = false;
  const Dataset data = dataset("counts", {{0, 9, 0, 11}, {1, 9, 4, 11}, {5, 12, 1, 10}});
  const Effects e = compute_effects(data, o);
  const Fit f = *fit(e, o);
  REQUIRE(f.k == 2);
  REQUIRE(e.k() == 3);
  CHECK(at(*drapery(e, f, o), 0.05).pi_lb == near(f.pi_lb, 1e-9));
}

TEST_CASE("Drapery: a test that goes by the wider interval keeps the one it took at its level") {
  const Effects e = effects({0.30, 0.31, 0.29}, {0.04, 0.09, 0.06});
  const Options o = options_of("GEN", "RE", "DL", "HKSJ_ci");
  const Fit f = *fit(e, o);
  REQUIRE(std::isinf(f.mu.df));
  CHECK(at(*drapery(e, f, o), 0.001).ci_ub == near(f.mu.est + normal_upper_quantile(0.0005) * f.mu.se));
}

TEST_CASE("Drapery: prediction by its own distribution, by t, and none under a common effect") {
  Options o = options_of("GEN", "RE", "REML", "z");
  for (const char* rule : {"V", "HTS", "NNF"}) {
    o.prediction = rule;
    const Fit f = *fit(mixed(), o);
    const Drapery d = *drapery(mixed(), f, o);
    CHECK(at(d, 0.05).pi_lb == near(f.pi_lb, 1e-9));
    CHECK(at(d, 0.05).pi_ub == near(f.pi_ub, 1e-9));
    CHECK(d.points.back().pi_ub > at(d, 0.05).pi_ub);
  }
  for (const DraperyPoint& x : drapery_of(five(), options_of("GEN", "EE", "DL", "z")).points)
    CHECK(std::isnan(x.pi_lb));
}

TEST_CASE("Drapery of one study is the study, of two it has t(1), of none it does not come up") {
  const Options o = options_of("GEN", "RE", "REML", "HKSJ_se");
  const Drapery one = drapery_of(effects({0.4}, {0.04}), o);
  for (const DraperyPoint& x : one.points) {
    CHECK(x.ci_ub == near(0.4 + 0.2 * x.z));
    CHECK(std::isnan(x.pi_ub));
  }
  const Effects pair = effects({0.4, 0.6}, {0.04, 0.09});
  const Fit f = *fit(pair, o);
  CHECK(at(*drapery(pair, f, o), 0.01).ci_ub == near(f.mu.est + 63.656741162871583 * f.mu.se));
  CHECK_FALSE(fit(effects({}, {}), o));
}

TEST_CASE("Drapery: a model of the counts has its curve where no study has an effect of its own") {
  const Dataset data = dataset("counts", {{0, 50, 3, 50}, {1, 40, 2, 40}, {2, 30, 2, 30}});
  const Options o = options_of("OR", "FIRTH", "DL", "PL");
  const Effects e = compute_effects(data, o);
  const Fit f = *fit(e, o);
  const Drapery d = *drapery(e, f, o);
  CHECK(at(d, 0.05).ci_lb == near(f.mu.ci_lb, 1e-9));
  CHECK(d.points[0].ci_lb == near(f.mu.est, 1e-6));
  CHECK(d.points[1].ci_lb < d.points[0].ci_lb);
}
