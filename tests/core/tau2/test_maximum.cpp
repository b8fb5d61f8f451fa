#include "core/tau2/maximum.h"

#include "core/base/random.h"
#include "core/tau2/standard.h"
#include "tests/core/studies.h"

using namespace pooled;
using pooled::testing::effects;

namespace {

/// Two to nine studies, of variances that lie up to four orders of magnitude apart, some effects far from the others.
Standard random_studies(Random& random) {
  std::vector<double> yi, vi;
  for (Index i = random.below(8) + 2; i > 0; --i) {
    vi.push_back(std::pow(10, -4 * random.uniform()));
    yi.push_back((random.uniform() - 0.5) * (random.below(4) == 0 ? 10 : 0.3));
  }
  return standardise(effects(yi, vi));
}

}  // namespace

TEST_CASE(
    "Where the slope is certain not to change its sign nothing is missed: the maxima of every point of the grid") {
  Random random(1);
  int looked = 0, points = 0, several = 0;
  for (int n = 0; n < 2000; ++n) {
    const Standard s = random_studies(random);
    const LogGrid grid = tau2_grid(s, 4);
    for (const bool restricted : {true, false}) {
      const auto value = [&](double tau2) { return twice_score(s, tau2, restricted).value(); };
      std::vector<double> all = downward_roots(value, grid);
      if (value(0) <= 0) all.insert(all.begin(), 0.0);
      const auto counted = [&](double tau2) { return ++looked, twice_score(s, tau2, restricted); };
      CHECK(local_maxima(counted, grid) == all);
      points += static_cast<int>(grid.size()), several += all.size() > 1;
    }
  }
  CHECK(several > 20);
  // With the steps inside the cells of the roots.
  CHECK(2 * looked < points);
}

TEST_CASE("The highest of several maxima, and how far it is above the next; of one there is no next") {
  const auto height = [](double at) { return -std::abs(at - 2.25); };
  const Maximum one = highest({1.0}, height);
  CHECK(one.at == 1);
  CHECK(std::isnan(one.other));
  CHECK(std::isnan(one.drop));
  for (const std::vector<double>& maxima : {std::vector<double>{0, 1, 3}, {3, 0, 1}, {1, 3, 0}}) {
    const Maximum best = highest(maxima, height);
    CHECK(best.at == 3);
    CHECK(best.other == 1);
    CHECK(best.drop == 0.5);
  }
}

TEST_CASE("Both parts of the slope fall with tau2") {
  Random random(2);
  for (int n = 0; n < 500; ++n) {
    const Standard s = random_studies(random);
    const LogGrid grid = tau2_grid(s, 4);
    for (const bool restricted : {true, false})
      for (std::size_t i = 1; i < grid.size(); ++i) {
        const Slope before = twice_score(s, grid[i - 1], restricted), here = twice_score(s, grid[i], restricted);
        CHECK(here.up <= before.up * (1 + 1e-13));
        CHECK(here.down <= before.down * (1 + 1e-13));
      }
  }
}
