// The net itself: laws are really tried, a broken one is found, and what it finds is small.

#include <catch2/catch.hpp>

#include "tests/core/laws/fitted.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

TEST_CASE("Every family has a way of typing whose columns are its own", "[laws]") {
  for (const Measure& m : measures()) CHECK(!canonical_format(m).empty());
}

TEST_CASE("Random cases are mostly usable, and the same for the same seed", "[laws]") {
  int usable = 0, all = 0;
  for (const Measure& m : measures()) {
    for (const Model& model : models()) {
      if (!applies(model, m)) continue;
      Random random(7), again(7);
      const Case c = random_case(m, model, random), same = random_case(m, model, again);
      CHECK(request_of(c) == request_of(same));
      ++all, usable += Fitted(c) ? 1 : 0;
    }
  }
  CHECK(usable > 0.6 * all);
}

TEST_CASE("A false law is found, and shrunk to a case a person can look at", "[laws]") {
  const Law all_below_2 = [](const Case& c, Random&) -> Verdict {
    const Fitted x(c);
    return must(!x || x->mu.est <= 2, "above 2");
  };
  Case c;
  c.options.measure = "GEN", c.options.model = "EE";
  c.data = dataset("estimate_var", {{1.234567, 0.98765}, {4.56789, 0.0123456}, {0.7654321, 1.11111}});
  Random random(1);
  REQUIRE_FALSE(all_below_2(c, random).empty());
  const Case small = shrunk(all_below_2, c, 1);
  REQUIRE(small.data.studies.size() == 1);
  CHECK(small.data.studies[0].cells[0] == 3);
  CHECK(small.data.studies[0].cells[1] == 1);
}
