#include <cmath>

#include "core/base/solve.h"

#include "core/base/sum.h"
#include "tests/core/studies.h"

using namespace pooled;
using pooled::testing::near;

TEST_CASE("A root is found to the last bit, however small") {
  for (const double root : {1e-300, 1e-12, 0.7, 3e8}) {
    const auto f = [&](double x) { return root - x; };
    CHECK(root_of_decreasing(f, LogGrid(root * 1e-3, root * 1e3, 4)) == near(root, 1e-15));
    CHECK(root_between(f, 0, 1e9) == near(root, 1e-14));
  }
}

TEST_CASE("A root below 0 is found in as many steps as its mirror image above") {
  const auto steps = [](double side) {
    int count = 0;
    const auto f = [&](double x) { return ++count, std::exp(side * x) - 2; };
    const double root = side > 0 ? root_between(f, 0.1, 5) : root_between(f, -5, -0.1);
    CHECK(side * root == near(std::log(2), 1e-15));
    return count;
  };
  const int above = steps(1);
  CHECK(steps(-1) <= above + 1);
}

TEST_CASE("A decreasing function that starts below zero has its root at 0, one that stays above has none") {
  const auto grid = LogGrid(1e-3, 1e3, 4);
  CHECK(root_of_decreasing([](double x) { return -1 - x; }, grid) == 0);
  CHECK(root_of_decreasing([](double x) { return 1 + 1 / (1 + x); }, grid) == infinity);
}

TEST_CASE("Every change from plus to minus is found") {
  const auto f = [](double x) { return (1 - x) * (10 - x) * (100 - x); };
  const auto roots = downward_roots(f, LogGrid(0.011, 1700, 8));
  REQUIRE(roots.size() == 2);
  CHECK(roots[0] == near(1, 1e-14));
  CHECK(roots[1] == near(100, 1e-14));
}

TEST_CASE("The grid starts at 0 and ends where it should") {
  const auto grid = LogGrid(1e-6, 1e3, 8);
  CHECK(grid.front() == 0);
  CHECK(grid[1] == near(1e-6));
  CHECK(grid.back() == 1e3);
  CHECK(grid.size() == 74);
}

TEST_CASE("The compensated sum keeps what a plain one loses") {
  Sum total;
  for (const double x : {1e16, 1.0, 1.0, -1e16}) total.add(x);
  CHECK(total.value() == 2);
}

TEST_CASE("An infinite term gives an infinite sum, not a missing one") {
  Sum total;
  total.add(1), total.add(infinity), total.add(2);
  CHECK(total.value() == infinity);
}
