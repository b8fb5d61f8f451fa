// Pooled results as printed in the abstracts of well-known reviews, from the numbers of their trials.
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/papers/paper.h"

using namespace pooled;
using namespace pooled::papers;

namespace {

Options random_effects_by_moments(const char* measure) {
  return {.measure = measure, .tau2 = "DL", .test = "z", .subgroup = {}, .control_risk = {}};
}

void check_interval(const Summary& s, const char* est, const char* lower, const char* upper) {
  CHECK_PRINTED(s.display.est, est);
  CHECK_PRINTED(s.display.ci_lb, lower);
  CHECK_PRINTED(s.display.ci_ub, upper);
}

}  // namespace

TEST_CASE("Li 2007, CD002755: magnesium in myocardial infarction, OR 0.66 (0.53 to 0.82)") {
  check_interval(analyse(golden_dataset("magnesium"), random_effects_by_moments("OR")), "0.66", "0.53", "0.82");
}

TEST_CASE("Hackshaw 1997, BMJ 315:980: passive smoking and lung cancer, excess risk 24 % (13 % to 36 %), 37 studies") {
  const Summary s = analyse(golden_dataset("passive_smoking_se"), random_effects_by_moments("RR"));
  CHECK(s.k == 37);
  check_interval(s, "1.24", "1.13", "1.36");
  CHECK(s.pval < 0.001);
}

TEST_CASE("Moore 1998, BMJ 316:333: topical NSAIDs, relative benefit 1.7 (1.5 to 1.9)") {
  check_interval(analyse(golden_dataset("topical_nsaids"), random_effects_by_moments("RR")), "1.7", "1.5", "1.9");
}

TEST_CASE("Steurer 2006, CD004270: purine antagonists in chronic leukaemia, HR 0.89 (0.78 to 1.01)") {
  Options options{.measure = "HR", .model = "EE", .test = "z", .subgroup = {}, .control_risk = {}};
  check_interval(analyse(golden_dataset("purine_se"), options), "0.89", "0.78", "1.01");
}

TEST_CASE("Baskerville 2012, Ann Fam Med 10:63: practice facilitation, SMD 0.56 (0.43 to 0.68), I2 20 %") {
  const Summary s = analyse(golden_dataset("facilitation"), random_effects_by_moments("SMD"));
  check_interval(s, "0.56", "0.43", "0.68");
  CHECK_PRINTED(s.I2, "20");
}

TEST_CASE("Spooner 2002, CD001183: nedocromil before exercise, fall in FEV1 15.6 points smaller (13.2 to 18.1)") {
  const Summary s = analyse(golden_dataset("nedocromil"), random_effects_by_moments("MD"));
  // The review counts the difference upwards.
  CHECK_PRINTED(-s.est, "15.6");
  CHECK_PRINTED(-s.ci_ub, "13.2");
  CHECK_PRINTED(-s.ci_lb, "18.1");
}
