#include "core/base/printed.h"
#include "tests/core/studies.h"

using namespace pooled;

TEST_CASE("Decimals of a typed number are the fewest that give it back") {
  CHECK(decimals_of(5.4) == 1);
  CHECK(decimals_of(0.029) == 3);
  CHECK(decimals_of(1500) == 0);
  CHECK(decimals_of(-12.25) == 2);
  CHECK(decimals_of(0) == 0);
  CHECK(decimals_of(1.005) == 3);
  CHECK(decimals_of(0.1 + 0.2) > most_decimals);
  CHECK(decimals_of(1.0 / 3) > most_decimals);
  CHECK(decimals_of(NaN) > most_decimals);
}

TEST_CASE("Every decimal of up to four places is found, and its neighbours are not taken for it") {
  for (int m = 1; m < 20000; m += 7) {
    const double x = m / 10000.0;
    int expected = 4;
    for (int n = m; expected > 0 && n % 10 == 0; n /= 10) --expected;
    REQUIRE(decimals_of(x) == expected);
    REQUIRE(decimals_of(std::nextafter(x, 10)) > expected);
  }
}

TEST_CASE("A printed number stands for everything that rounds to it, with the decimals it was printed with") {
  CHECK(Printed{5.4, 2}.range().lb == 5.395);
  CHECK(Printed{5.4, 2}.range().ub == 5.405);
  CHECK(printed(5.4).range().lb == 5.35);
  CHECK(printed(-2).range().lb == -2.5);
  CHECK(printed(0).range().ub == 0.5);
  const double computed = 1.0 / 3;
  CHECK(printed(computed).range().lb == computed);
  CHECK(printed(computed).range().ub == computed);
}

TEST_CASE("Significant digits leave out zeros before and after") {
  CHECK(significant_digits(400) == 1);
  CHECK(significant_digits(0.052) == 2);
  CHECK(significant_digits(12.5) == 3);
  CHECK(significant_digits(0) == 0);
  CHECK(significant_digits(1) == 1);
  CHECK(rounded(14.5464, 3) == 14.5);
  CHECK(rounded(0.07 * 100, most_decimals) == 7);
}
