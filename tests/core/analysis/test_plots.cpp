#include "core/analysis/labbe.h"
#include "core/analysis/radial.h"
#include "core/analysis/tau2_profile.h"
#include "core/base/dist.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

TEST_CASE("L'Abbe: risks as observed, studies without events too, and the curve of the pooled effect") {
  const Dataset data = dataset("counts", {{1, 10, 2, 10}, {0, 10, 0, 20}, {3, 10, 4, 10}});
  const Options o = options_of("OR", "EE", "DL", "z");
  const Effects e = compute_effects(data, o);
  const Fit f = *fit(e, o);
  const Labbe x = *labbe(e, f, o);
  REQUIRE(x.rows.size() == 3);
  CHECK(x.rows[0].x == 0.2);
  CHECK(x.rows[0].y == 0.1);
  CHECK_FALSE(x.rows[1].used);
  CHECK(x.rows[1].x == 0);
  CHECK(std::isnan(x.rows[1].weight));
  CHECK(x.rows[2].weight == f.weight[1]);
  const LabbePoint middle = x.line[25];
  CHECK(middle.x == 0.5);
  CHECK(middle.y / (1 - middle.y) == near(std::exp(f.mu.est)));
  CHECK(x.line[0].y == 0);
  CHECK(x.line[50].y == 1);
}

TEST_CASE("A risk beyond 1 is not drawn") {
  const Dataset data = dataset("counts", {{8, 10, 4, 10}, {6, 10, 3, 10}});
  const Options o = options_of("RR", "EE", "DL", "z");
  const Effects e = compute_effects(data, o);
  const Labbe x = *labbe(e, *fit(e, o), o);
  CHECK(x.line[25].y == near(1, 1e-9));
  CHECK(std::isnan(x.line[30].y));
}

TEST_CASE("L'Abbe of anything but two groups of counts or rates does not exist") {
  const Options o = options_of("GEN", "EE", "DL", "z");
  const Effects e = five();
  CHECK(labbe(e, *fit(e, o), o).note().code == NoteCode::labbe_needs_two_groups);
}

TEST_CASE("Radial: the slope through a study is its effect") {
  const Options o = options_of("GEN", "RE", "DL", "z");
  const Effects e = five();
  const Radial r = *radial(e, *fit(e, o), o);
  CHECK(r.band == near(1.959963984540054));
  for (std::size_t i = 0; i < 5; ++i) CHECK(r.rows[i].y / r.rows[i].x == near(e.yi[static_cast<Index>(i)]));
}

TEST_CASE("Along tau: the estimate is where the likelihood is highest, Q falls, and effects spread from the mean") {
  Options o = options_of("GEN", "RE", "REML", "z");
  const Effects e = five();
  const Fit f = *fit(e, o);
  const Tau2Profile p = *tau2_profile(e, f, o);
  REQUIRE(p.points.size() == 61);
  CHECK(p.points[60].tau == near(1.2 * std::sqrt(f.tau2_interval.ub)));
  CHECK(p.points[50].Q == near(p.Q_lower, 1e-9));
  for (std::size_t i = 1; i < 61; ++i) {
    CHECK(p.points[i].Q < p.points[i - 1].Q);
    CHECK(p.points[i].ll_restricted <= f.ll);
  }
  for (const double effect : p.points[0].effects) CHECK(effect == p.points[0].est);
}

TEST_CASE("Along tau: studies that agree too well still have a range") {
  const Options o = options_of("GEN", "RE", "REML", "z");
  const Effects e = effects({1, 1, 1, 1, 1, 1, 1, 1}, {1, 1, 1, 1, 1, 1, 1, 1});
  const Tau2Profile p = *tau2_profile(e, *fit(e, o), o);
  CHECK(p.points[60].tau == near(2));
  const Effects one = effects({1}, {1});
  CHECK(tau2_profile(one, *fit(one, o), o).note().code == NoteCode::two_studies_needed);
}
