#include "core/analysis/power.h"

#include <cmath>

#include "core/base/dist.h"
#include "tests/core/studies.h"

using namespace pooled;

namespace {

/// Phi(d - c) + Phi(-d - c) by the C library's erfc, d = theta / sei.
double power_by_erfc(double theta, double sei, double critical) {
  const double d = theta / sei;
  return (std::erfc((critical - d) / std::sqrt(2.0)) + std::erfc((critical + d) / std::sqrt(2.0))) / 2;
}

}  // namespace

TEST_CASE("The standard error of a power has that power") {
  for (const double alpha : {0.001, 0.01, 0.05, 0.0999, 0.3})
    for (const double theta : {-0.43, 1e-6, 2.5, 3e7})
      for (const double power : {0.1, 0.2, 0.5, 0.8, 0.9, 0.999, 1 - 1e-9}) {
        CAPTURE(alpha, theta, power);
        const double sei = sei_of_power(power, theta, alpha);
        if (power <= alpha) {
          CHECK(std::isnan(sei));
          continue;
        }
        CHECK(std::abs(power_by_erfc(theta, sei, normal_upper_quantile(alpha / 2)) - power) < 1e-13);
      }
}

TEST_CASE("Where the far tail is nothing, the standard error is the textbook's: theta / (z_alpha/2 + z_power)") {
  // R 4.2: qnorm(.975) + qnorm(.9); the far tail at 3.24 is 1e-7
  CHECK(1 / sei_of_power(0.9, 1, 0.05) == Approx(1.959963984540054 + 1.2815515655446004).epsilon(2e-7));
  // qnorm(.9995) + qnorm(.99): 1e-20
  CHECK(1 / sei_of_power(0.99, 1, 0.001) == Approx(3.2905267314918945 + 2.3263478740408412).epsilon(1e-14));
}

TEST_CASE("The smaller the effect, the smaller the standard error, in proportion; no effect has none") {
  const double unit = sei_of_power(0.3, 1, 0.05);
  for (const double theta : {1e-3, 1e-30, 1e-300}) CHECK(sei_of_power(0.3, theta, 0.05) == Approx(theta * unit));
  CHECK(sei_of_power(0.3, -2, 0.05) == sei_of_power(0.3, 2, 0.05));
  CHECK(std::isnan(sei_of_power(0.3, 0, 0.05)));
}

TEST_CASE("No standard error has a power of alpha or less, nor one of 1") {
  CHECK(std::isnan(sei_of_power(0.05, 1, 0.05)));
  CHECK(std::isnan(sei_of_power(0.1, 1, 1 - 0.9)));  // 1 - 0.9 is 0.09999999999999998
  CHECK(std::isnan(sei_of_power(1, 1, 0.05)));
  // Just above alpha: as large as need be.
  CHECK(sei_of_power(0.0501, 1, 0.05) > 20);
}
