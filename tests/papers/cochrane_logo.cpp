// The trials of the Cochrane logo, as the figure copied from R package rmeta prints them in many tutorials: odds ratios
// of the seven trials with limits at 2 standard errors. (Its summary, 0.531 (0.386 to 0.731), is a Mantel-Haenszel
// one.)
#include <catch2/catch.hpp>
#include <cmath>

#include "tests/papers/paper.h"

using namespace pooled;
using namespace pooled::papers;

TEST_CASE("Cochrane logo: the printed odds ratios, with limits at 2 standard errors") {
  struct Row {
    const char *trial, *est, *lower, *upper;
  };
  const Row printed[] = {{"Auckland", "0.578", "0.372", "0.898"}, {"Block", "0.165", "0.018", "1.517"},
                         {"Doran", "0.246", "0.072", "0.833"},    {"Gamsu", "0.700", "0.333", "1.474"},
                         {"Morrison", "0.348", "0.083", "1.455"}, {"Papageorgiou", "0.139", "0.016", "1.209"},
                         {"Tauesch", "1.017", "0.365", "2.831"}};
  const double two_standard_errors = std::erf(std::sqrt(2.0));  // coverage of -2 to 2
  const Dataset data = golden_dataset("cochrane_logo");
  const auto effects =
      effects_of(data, {.measure = "OR", .level = two_standard_errors, .subgroup = {}, .control_risk = {}});
  REQUIRE(effects.size() == std::size(printed));
  for (std::size_t i = 0; i < effects.size(); ++i) {
    INFO(printed[i].trial);
    CHECK(data.studies[i].label == printed[i].trial);
    CHECK_PRINTED(effects[i].display.est, printed[i].est);
    CHECK_PRINTED(effects[i].display.ci_lb, printed[i].lower);
    CHECK_PRINTED(effects[i].display.ci_ub, printed[i].upper);
  }
}
