#include "core/tau2/standard.h"

#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

TEST_CASE(
    "Effects more than 1e140 standard errors apart, and variances more than 1e300 times others, are refused in words") {
  const auto computable = [](const Effects& e) { return is_computable(standardise(e)); };
  CHECK(computable(effects({0, 1e100}, {1, 1})));
  CHECK(computable(effects({0, 1}, {1e-100, 1e100})));
  CHECK_FALSE(computable(effects({0, 1e160}, {1, 1})));
  CHECK(computable(effects({0, 1}, {1, 1e290})));
  CHECK_FALSE(computable(effects({0, 1}, {1e-10, 1e300})));
  const Effects apart = effects({0, 1e160, 3e160}, {1, 1, 1});
  for (const char* model : {"EE", "RE", "UNWEIGHTED"}) {
    Options o = options_of("GEN", model, "REML", "z");
    CHECK(fit(apart, o).note().code == NoteCode::result_out_of_range);
  }
}

TEST_CASE("The grid of tau2 ends at a number, whatever the scale") {
  const Standard s = standardise(effects({0, 1e100, 2e100}, {1, 2, 3}));
  CHECK(tau2_grid(s, 1e300).back() == 1e300);
  CHECK(tau2_grid(s, 4).back() < 1e300);
}

TEST_CASE("A distance whose square overflows is too far") {
  const Standard s = standardise(effects({0, 1}, {1, 1}));
  CHECK_FALSE(is_too_far(s, 1e150));
  CHECK(is_too_far(s, 1e154));
}
