// WHO REACT Working Group. Corticosteroids in critically ill patients with COVID-19. JAMA 2020;324:1330-41,
// doi:10.1001/jama.2020.17023, abstract and tables: fixed effect OR 0.66 (0.53 to 0.82), I2 15.6 %; RR 0.80 (0.70 to
// 0.91); Paule-Mandel with Hartung-Knapp OR 0.70 (0.48 to 1.01), P = .05; by drug and by trial.
#include <catch2/catch.hpp>

#include "tests/papers/paper.h"

using namespace pooled;
using namespace pooled::papers;

namespace {

const Options fixed_or{.measure = "OR", .model = "EE", .test = "z", .subgroup = {}, .control_risk = {}};
const Options random_or{.measure = "OR", .tau2 = "PM", .test = "HKSJ", .subgroup = {}, .control_risk = {}};

void check_interval(const Summary& s, const char* est, const char* lower, const char* upper) {
  CHECK_PRINTED(s.display.est, est);
  CHECK_PRINTED(s.display.ci_lb, lower);
  CHECK_PRINTED(s.display.ci_ub, upper);
}

}  // namespace

TEST_CASE("REACT: seven trials, 1703 patients, fixed effect") {
  const Summary s = analyse(golden_dataset("covid_corticosteroids"), fixed_or);
  CHECK(s.k == 7);
  CHECK(s.participants == 1703);
  check_interval(s, "0.66", "0.53", "0.82");
  CHECK_PRINTED(s.I2_Q, "15.6");
  CHECK_PRINTED(s.QEp, "0.31");
}

TEST_CASE("REACT: random effects by Paule-Mandel and Hartung-Knapp") {
  const Summary s = analyse(golden_dataset("covid_corticosteroids"), random_or);
  check_interval(s, "0.70", "0.48", "1.01");
  CHECK_PRINTED(s.pval, "0.05");
}

TEST_CASE("REACT: the risk ratio") {
  Options rr = fixed_or;
  rr.measure = "RR";
  check_interval(analyse(golden_dataset("covid_corticosteroids"), rr), "0.80", "0.70", "0.91");
}

TEST_CASE("REACT: by drug, fixed and random effects") {
  const Dataset all = golden_dataset("covid_corticosteroids");
  const Dataset dexamethasone = only(all, {0, 1, 2}), hydrocortisone = only(all, {3, 4, 5}),
                methylprednisolone = only(all, {6});
  check_interval(analyse(dexamethasone, fixed_or), "0.64", "0.50", "0.82");
  check_interval(analyse(dexamethasone, random_or), "0.65", "0.36", "1.17");
  check_interval(analyse(hydrocortisone, fixed_or), "0.69", "0.43", "1.12");
  const Summary random = analyse(hydrocortisone, random_or);
  CHECK_PRINTED(random.display.est, "0.87");
  CHECK_PRINTED(random.display.ci_lb, "0.072");
  CHECK_PRINTED(random.display.ci_ub, "10.5");
  check_interval(analyse(methylprednisolone, fixed_or), "0.91", "0.29", "2.87");
}

TEST_CASE("REACT: odds ratios of single trials") {
  const auto effects = effects_of(golden_dataset("covid_corticosteroids"), fixed_or);
  CHECK_PRINTED(effects[0].display.est, "2.00");
  CHECK_PRINTED(effects[1].display.est, "0.80");
  CHECK_PRINTED(effects[2].display.est, "0.59");
  CHECK_PRINTED(effects[4].display.est, "4.00");
  CHECK_PRINTED(effects[6].display.est, "0.91");
}
