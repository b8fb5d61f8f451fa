#include "core/analysis/funnel.h"

#include "core/analysis/excess_significance.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Options funnel_options(const char* measure) {
  Options o;
  o.measure = measure, o.test = "z";
  return o;
}

Funnel funnel_of(const Dataset& data, const Options& o) {
  const Effects e = compute_effects(data, o);
  return *funnel(e, *fit(e, o), o);
}

bool says(const Funnel& f, NoteCode code) {
  for (const Note& note : f.notes)
    if (note.code == code) return true;
  return false;
}

}  // namespace

TEST_CASE("The funnel of BCG: common and random effects of metafor, limits and contours at the largest SE") {
  const Dataset data = bcg();
  const Funnel f = funnel_of(data, funnel_options("RR"));
  CHECK(f.studies.size() == 13);
  // metafor 3.8-1: rma(method = "EE") and rma(method = "REML"), dat.bcg, log RR
  CHECK(f.common.est == Approx(-0.4302852).epsilon(1e-6));
  CHECK(f.random.est == Approx(-0.7145323).epsilon(1e-6));
  CHECK(f.sei_max == Approx(0.7300).epsilon(1e-3));
  CHECK(f.limits.ub - f.common.est == Approx(1.959963984540054 * f.sei_max).epsilon(1e-12));
  CHECK(f.no_effect == 0);
  REQUIRE(f.contours.size() == 3);
  CHECK(f.contours[0].z == Approx(1.6448536269514722).epsilon(1e-12));
  CHECK(f.contours[2].ub == Approx(2.5758293035489004 * f.sei_max).epsilon(1e-12));
  CHECK(f.contours[2].display.ci_lb == Approx(std::exp(-2.5758293035489004 * f.sei_max)).epsilon(1e-12));
  CHECK_FALSE(says(f, NoteCode::funnel_few));
}

TEST_CASE("The power in the funnel is that of the test of excess significance") {
  const Dataset data = bcg();
  const Options o = funnel_options("OR");
  const Effects e = compute_effects(data, o);
  const Fit fitted = *fit(e, o);
  const Funnel f = *funnel(e, fitted, o);
  const Result<ExcessSignificance> tes = excess_significance(e, fitted, o);
  CHECK(f.median_power == tes->median_power);
  for (std::size_t i = 0; i < f.studies.size(); ++i) CHECK(f.studies[i].power == tes->studies[i].power);
}

TEST_CASE("Few studies draw a note, and one group has neither contours nor power") {
  const Dataset few = dataset("proportion", {{3, 40}, {8, 100}, {5, 50}});
  const Funnel f = funnel_of(few, funnel_options("PLO"));
  CHECK(says(f, NoteCode::funnel_few));
  CHECK(f.contours.empty());
  CHECK(std::isnan(f.no_effect));
  CHECK(std::isnan(f.median_power));
  CHECK(std::isnan(f.studies[0].power));
  CHECK(f.limits.lb < f.common.est);
}

TEST_CASE("A funnel of one study has its own effect as both lines") {
  const Dataset one = dataset("counts", {{4, 123, 11, 139}});
  const Funnel f = funnel_of(one, funnel_options("RR"));
  CHECK(f.common.est == f.studies[0].yi);
  CHECK(f.random.est == f.studies[0].yi);
  CHECK(f.sei_min == f.sei_max);
}

TEST_CASE("The powers of the funnel fall with the standard error, and the power of each study lies between its own") {
  const Dataset data = bcg();
  const Funnel f = funnel_of(data, funnel_options("RR"));
  REQUIRE(f.powers.size() == 9);
  // R 4.2: |-0.4302852| / uniroot(function(d) pnorm(d - qnorm(.975)) + pnorm(-d - qnorm(.975)) - p, c(0, 11))$root
  CHECK(f.powers[0].sei == Approx(0.13274199422351288).epsilon(1e-12));
  CHECK(f.powers[8].sei == Approx(0.659584203040402).epsilon(1e-12));
  for (std::size_t i = 0; i < 9; ++i) {
    CHECK(f.powers[i].power == Approx(0.9 - 0.1 * static_cast<double>(i)).epsilon(1e-15));
    if (i > 0) CHECK(f.powers[i].sei > f.powers[i - 1].sei);
    for (const FunnelStudy& s : f.studies) CHECK((s.power > f.powers[i].power) == (s.sei < f.powers[i].sei));
  }
}

TEST_CASE("Where the common effect is none, or alpha is above it, no standard error has the power") {
  const Dataset balanced = dataset("estimate_se", {{-0.5, 0.2}, {0.5, 0.2}});
  for (const FunnelPower& p : funnel_of(balanced, funnel_options("GEN")).powers) CHECK(std::isnan(p.sei));
  Options wide = funnel_options("RR");
  wide.level = 0.8;
  const Dataset data = bcg();
  for (const FunnelPower& p : funnel_of(data, wide).powers) CHECK(std::isnan(p.sei) == (p.power < 0.25));
  CHECK(funnel_of(dataset("proportion", {{3, 40}, {8, 100}}), funnel_options("PLO")).powers.empty());
}
