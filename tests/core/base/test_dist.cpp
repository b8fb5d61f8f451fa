#include "core/base/dist.h"

#include "tests/core/studies.h"

using namespace pooled;
using pooled::testing::near;

TEST_CASE("The normal tail keeps its digits far out") {
  // mpmath, 50 digits
  CHECK(normal_two_sided(0) == 1);
  CHECK(normal_two_sided(5) == near(5.733031437583878e-07));
  CHECK(normal_two_sided(-9) == near(2.257176811907681e-19));
  CHECK(normal_two_sided(20) == near(5.5072482372124675e-89));
  CHECK(normal_two_sided(37) == near(1.1451142445049154e-299));
}

TEST_CASE("Normal quantiles agree with published tables") {
  CHECK(normal_upper_quantile(0.025) == near(1.9599639845400545));
  CHECK(normal_upper_quantile(0.5) == 0);
}

TEST_CASE("t quantiles with one and two degrees of freedom are not capped") {
  CHECK(t_upper_quantile(0.005, 1) == near(63.65674116287158));
  CHECK(t_upper_quantile(0.0005, 1) == near(636.6192487687197));
  CHECK(t_upper_quantile(0.000001, 1) == near(318309.8861827435));
  CHECK(t_upper_quantile(0.0005, 2) == near(31.59905457644362));
}

TEST_CASE("t with infinite degrees of freedom is the normal") {
  CHECK(t_upper_quantile(0.025, infinity) == normal_upper_quantile(0.025));
  CHECK(t_two_sided(2.5, infinity) == normal_two_sided(2.5));
}

TEST_CASE("The chi-square tail stays right for thousands of studies") {
  CHECK(chi2_upper(1000, 1000) == near(0.49405285382923964));
  CHECK(chi2_upper(5000, 5000) == near(0.4973403788923451));
  CHECK(chi2_upper(10000, 10000) == near(0.4981193659661826));
}

TEST_CASE("Chi-square quantiles undo the tail") {
  for (const double df : {1.0, 2.0, 12.0, 400.0}) {
    CHECK(chi2_upper(chi2_upper_quantile(0.025, df), df) == near(0.025));
    CHECK(chi2_upper(chi2_lower_quantile(0.025, df), df) == near(0.975));
  }
}

TEST_CASE("Outside the domain there is no number, and no exception") {
  CHECK(std::isnan(t_two_sided(1, 0)));
  CHECK(std::isnan(t_upper_quantile(0, 3)));
  CHECK(std::isnan(normal_upper_quantile(1)));
  CHECK(std::isnan(chi2_upper(-1, 3)));
  CHECK(std::isnan(chi2_lower_quantile(0.5, 0)));
  CHECK(std::isnan(normal_two_sided(NaN)));
  CHECK(t_two_sided(infinity, 3) == 0);
  CHECK(std::isnan(f_upper(-1, 2, 3)));
  CHECK(std::isnan(f_upper(1, 0, 3)));
  CHECK(std::isnan(f_upper(1, 2, 0)));
  for (const auto quantile : {beta_lower_quantile, beta_upper_quantile}) {
    CHECK(std::isnan(quantile(0, 2, 3)));
    CHECK(std::isnan(quantile(0.5, 0, 3)));
    CHECK(std::isnan(quantile(0.5, 2, 0)));
  }
}

TEST_CASE("The ratio of gammas half a step apart holds for two and for a million people") {
  CHECK(gamma_half_step(0.5) == near(1 / std::sqrt(M_PI)));
  // mpmath: gamma(500000) / gamma(499999.5)
  CHECK(gamma_half_step(499999.5) == near(707.10625085630695, 1e-14));
}

TEST_CASE("Quantiles of t with next to no degrees of freedom are beyond all numbers") {
  for (double df = 5e-324; df < 1e-3; df *= 7) {
    CAPTURE(df);
    CHECK(t_upper_quantile(0.025, df) == infinity);
    CHECK(t_upper_quantile(0.975, df) == -infinity);
    CHECK(t_upper_quantile(0.5, df) == 0);
  }
}
