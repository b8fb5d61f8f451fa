// Orhurhu V, Orhurhu MS, Bhatia A, Cohen SP. Ketamine infusions for chronic pain. Anesth Analg 2019;129:241-254,
// doi:10.1213/ANE.0000000000004185, abstract: pain -1.83 (-2.35 to -1.31), P < .0001; responders RR 2.43 (1.10
// to 5.40), P = .029. An audit: do the printed numbers belong together?
#include <catch2/catch.hpp>

#include "tests/papers/paper.h"

using namespace pooled;
using namespace pooled::papers;

namespace {

Options wald(const char* measure) {
  return {.measure = measure, .model = "EE", .test = "z", .subgroup = {}, .control_risk = {}};
}

}  // namespace

TEST_CASE("ketamine, pain scores: SE, z and P follow from the printed interval") {
  const Summary s = analyse(reported(-1.83, -2.35, -1.31), wald("MD"));
  CHECK_PRINTED(s.est, "-1.83");
  CHECK_PRINTED(s.ci_lb, "-2.35");
  CHECK_PRINTED(s.ci_ub, "-1.31");
  // (2.35 - 1.31) / (2 * 1.959964) = 0.26531; -1.83 / 0.26531 = -6.8976
  CHECK_PRINTED(s.se, "0.2653");
  CHECK_PRINTED(s.stat, "-6.898");
  CHECK(s.pval < 0.0001);
  CHECK(s.pval == Approx(5.29e-12).epsilon(1e-3));
}

TEST_CASE("ketamine, responders: the printed P of .029 is that of the printed interval") {
  const Summary s = analyse(reported(2.43, 1.10, 5.40), wald("RR"));
  CHECK_PRINTED(s.display.est, "2.43");
  CHECK_PRINTED(s.se, "0.4059");
  CHECK_PRINTED(s.stat, "2.187");
  CHECK_PRINTED(s.pval, "0.0287");
  CHECK_PRINTED(s.pval, "0.029");
}

TEST_CASE("ketamine, responders: the rounding of the three numbers leaves room for the printed P, and only just more") {
  // Largest and smallest |z| that print as 2.43 (1.10 to 5.40).
  const Summary strong = analyse(reported(2.4349999, 1.1049999, 5.3950001), wald("RR"));
  const Summary weak = analyse(reported(2.4250001, 1.0950001, 5.4049999), wald("RR"));
  CHECK(strong.pval < 0.029);
  CHECK(weak.pval > 0.029);
  CHECK_PRINTED(strong.pval, "0.0278");
  CHECK_PRINTED(weak.pval, "0.0296");
}
