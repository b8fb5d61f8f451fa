#include "core/base/random.h"

#include <catch2/catch.hpp>
#include <vector>

using namespace pooled;

TEST_CASE("The same seed gives the same numbers, another seed others") {
  Random a(7), b(7), c(8);
  const auto first = a.bits();
  CHECK(first == b.bits());
  CHECK(first != c.bits());
}

TEST_CASE("Random numbers fill 0 to 1 and 0 to n - 1 evenly") {
  Random random(1);
  double total = 0;
  std::vector<int> count(7);
  for (int i = 0; i < 70000; ++i) {
    const double u = random.uniform();
    REQUIRE((u >= 0 && u < 1));
    total += u;
    ++count[static_cast<std::size_t>(random.below(7))];
  }
  CHECK(total / 70000 == Approx(0.5).margin(0.01));
  for (const int n : count) CHECK(n == Approx(10000).margin(500));
}
