#include "core/analysis/stratified.h"

#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Result<Stratified> tests_of(const Dataset& data, const std::string& measure) {
  const Options o = options_of(measure, "EE", "REML", "z");
  const Effects e = compute_effects(data, o);
  return stratified(e, Fit{}, o);
}

Dataset single_zeros() { return dataset("counts", {{1, 100, 4, 100}, {0, 50, 2, 50}, {3, 100, 0, 100}}); }

}  // namespace

TEST_CASE("Stratified tests with zeros by metafor 3.8-1, rma.mh(correct = FALSE)") {
  const Result<Stratified> s = tests_of(single_zeros(), "OR");
  CHECK(s->k == 3);
  CHECK(s->cmh.stat == near(0.40612663498902279));
  CHECK(s->cmh.pval == near(0.52394204850761172));
  CHECK(s->cmh_corrected.stat == near(0.10153165874725570));
  CHECK(s->breslow_day.stat == near(6.78602438687135479));
  CHECK(s->tarone.stat == near(6.78596032189421106));
  CHECK(s->tarone.df == 2);
}

TEST_CASE("Breslow-Day of very unequal tables by 50-digit arithmetic") {
  const Dataset unequal = dataset("counts", {{2, 400, 1, 25}, {0, 35, 1, 310}, {1, 12, 7, 90}, {30, 1000, 9, 200}});
  CHECK(tests_of(unequal, "OR")->breslow_day.stat == near(2.5104872561072604330545745036248449380146739813967, 1e-14));
}

TEST_CASE("Cochran-Mantel-Haenszel is the squared z of Peto, whichever two-by-two measure is chosen") {
  const Options o = options_of("OR", "PETO", "REML", "z");
  const double z = fit(compute_effects(bcg(), o), o)->mu.stat;
  for (const char* measure : {"OR", "RR", "RD", "PETO"}) CHECK(tests_of(bcg(), measure)->cmh.stat == near(z * z));
}

TEST_CASE("The continuity correction never goes beyond no effect") {
  const Result<Stratified> s = tests_of(dataset("counts", {{5, 20, 5, 21}, {3, 10, 3, 10}}), "OR");
  CHECK(s->cmh.stat > 0);
  CHECK(s->cmh_corrected.stat == 0);
  CHECK(s->cmh_corrected.pval == 1);
}

TEST_CASE("The same odds ratio in every table: Breslow-Day is 0, also for an odds ratio of 1") {
  for (const auto& [b, c] : {std::pair(40.0, 20.0), std::pair(30.0, 15.0)}) {
    const Dataset equal = dataset("counts", {{30, 30 + b, c, c + 20}, {15, 15 + b / 2, 2 * c, 2 * c + 40}});
    const Result<Stratified> s = tests_of(equal, "OR");
    CHECK(s->breslow_day.stat == Approx(0).margin(1e-24));
    CHECK(s->breslow_day.pval == near(1));
  }
}

TEST_CASE("Breslow-Day only for odds ratios, two studies or more, and where Mantel-Haenszel exists") {
  CHECK(std::isnan(tests_of(bcg(), "RR")->breslow_day.stat));
  CHECK(std::isnan(tests_of(dataset("counts", {{4, 123, 11, 139}}), "OR")->breslow_day.stat));
  const Dataset none_treated = dataset("counts", {{0, 20, 3, 20}, {0, 40, 5, 30}});
  CHECK(std::isnan(tests_of(none_treated, "OR")->tarone.stat));
  CHECK(tests_of(none_treated, "OR")->cmh.stat > 0);
}

TEST_CASE("Person-time: score test of the rate ratio") {
  // x = 12 of T = 300, expected 12 * 100 / 300 = 4, variance 12 * 100 * 200 / 300^2 = 8 / 3: (7 - 4)^2 / (8 / 3).
  const Dataset one = dataset("rates", {{7, 100, 5, 200}});
  CHECK(tests_of(one, "IRR")->cmh.stat == near(3.375));
  CHECK(tests_of(one, "IRD")->cmh_corrected.stat == near(2.34375));
  CHECK(std::isnan(tests_of(one, "IRR")->breslow_day.stat));
}

TEST_CASE("No stratified tests without counts or without events") {
  CHECK(tests_of(dataset("counts", {{0, 20, 0, 20}}), "RD").note().code == NoteCode::stratified_needs_counts);
  CHECK(tests_of(dataset("estimate_se", {{0.2, 0.1}}), "OR").note().code == NoteCode::stratified_needs_counts);
  CHECK(tests_of(dataset("proportion", {{3, 20}}), "PLO").note().code == NoteCode::stratified_needs_counts);
  CHECK(tests_of(bcg(), "AS").note().code == NoteCode::stratified_needs_counts);
}
