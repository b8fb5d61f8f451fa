#include "core/data/quantile_fit.h"

#include "core/data/formats.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

FiveNumbers quartiles(double q1, double median, double q3) { return {.q1 = q1, .median = median, .q3 = q3, .n = 60}; }

void check(const FiveNumbers& x, double mean, double sd) {
  const MeanAndSd made = by_quantiles(x);
  CHECK(made.mean == near(mean, 1e-9));
  CHECK(made.sd == near(sd, 1e-9));
}

}  // namespace

TEST_CASE("Quantile estimation takes the family that fits best, at the minimum of its sum of squares") {
  // tests/oracle/quantile_estimation.py, 30 digits
  check({.min = 2, .median = 4, .max = 9, .n = 100}, 4.347268162832724, 1.502179316019387);  // log-normal
  check(quartiles(4, 6, 9), 7.188238899679152, 4.742600445174504);                           // log-normal
  check(quartiles(10, 14, 21), 16.75063978623409, 10.22356556012138);                        // log-normal
  check(quartiles(1, 2, 6), 6.734487504044261, 19.90039738117161);                           // log-normal
  check(quartiles(2, 6, 9), 5.666666666666667, 5.189107764769607);                           // normal
  check({.min = 1, .q1 = 3, .median = 5, .q3 = 9, .max = 25, .n = 50}, 6.97144219116681, 6.21877105688299);
  check({.min = 0, .q1 = 2, .median = 5, .q3 = 8, .max = 14, .n = 40}, 5.434466653653756,
        3.641631443702741);                                                  // Weibull
  check(quartiles(0.55, 0.8, 0.93), 0.719880776927151, 0.2528918505675353);  // beta
}

TEST_CASE("Quantile estimation agrees with the program of its authors as far as that one searches") {
  // The example in the readme of estmeansd 1.0.1: 4.347284 and 1.502171
  const MeanAndSd made = by_quantiles({.min = 2, .median = 4, .max = 9, .n = 100});
  CHECK(made.mean == near(4.347284, 1e-5));
  CHECK(made.sd == near(1.502171, 1e-5));
}

TEST_CASE("Quantiles of each family give back its mean and SD") {
  // Quantiles by R 4.2: qlnorm(p, 1, 0.6), qgamma(p, 2, 0.5), qweibull(p, 1.5, 10), p = 1/4, 1/2, 3/4
  const double s = 0.6, z = 0.6744897501960817;
  check(quartiles(std::exp(1 - s * z), std::exp(1), std::exp(1 + s * z)), std::exp(1 + s * s / 2),
        std::exp(1 + s * s / 2) * std::sqrt(std::expm1(s * s)));
  const auto weibull = [](double p) { return 10 * std::pow(-std::log1p(-p), 1 / 1.5); };
  check(quartiles(weibull(0.25), weibull(0.5), weibull(0.75)), 10 * std::tgamma(1 + 1 / 1.5),
        10 * std::sqrt(std::tgamma(1 + 2 / 1.5) - std::pow(std::tgamma(1 + 1 / 1.5), 2)));
  check(quartiles(5 - 2 * z, 5, 5 + 2 * z), 5, 2);
}

TEST_CASE("The unit of the numbers is the unit of the mean and SD; numbers below 0 leave only the normal") {
  const MeanAndSd small = by_quantiles(quartiles(10, 14, 21)), large = by_quantiles(quartiles(1e201, 1.4e201, 2.1e201));
  CHECK(large.mean == near(1e200 * small.mean, 1e-9));
  CHECK(large.sd == near(1e200 * small.sd, 1e-9));
  check(quartiles(-1, 2, 6), 7.0 / 3, 7 / (2 * 0.6744897501960817));
}

TEST_CASE("Quantile estimation at its edges: all the same, a median of 0, two people, hardly any spread") {
  CHECK(by_quantiles(quartiles(7, 7, 7)).mean == 7);
  CHECK(by_quantiles(quartiles(7, 7, 7)).sd == 0);
  CHECK(by_quantiles(quartiles(0, 0, 0)).sd == 0);
  CHECK(by_quantiles(quartiles(0, 0, 3)).mean == near(1.0));
  const FiveNumbers two{.min = 1, .median = 1.5, .max = 2, .n = 2};
  CHECK(by_quantiles(two).mean == mean_of(two));
  CHECK(by_quantiles(two).sd == sd_of(two));
  const MeanAndSd narrow = by_quantiles(quartiles(1000 - 1e-7, 1000, 1000 + 1.2e-7));
  CHECK(narrow.mean == near(1000 + 2e-8 / 3));
  CHECK(narrow.sd == near(2.2e-7 / (2 * 0.6744897501960817), 1e-3));
}

TEST_CASE("Quantile estimation is an option: the study says so, and nothing is said of symmetry") {
  std::vector<Note> normal, quantiles;
  const Study typed = study("median_iqr", {2, 1, 6, 60});
  const Format& format = *find_format("median_iqr");
  read_study(typed, 0, format, identity_scale, normal);
  const auto reading = read_study(typed, 0, format, identity_scale, quantiles, Medians::quantiles);
  REQUIRE(reading.has_value());
  CHECK(std::get<std::vector<double>>(reading->inputs)[0] == near(6.734487504044261, 1e-9));
  CHECK(normal.size() == 2);
  CHECK(normal[0].code == NoteCode::summary_skewed);
  REQUIRE(quantiles.size() == 1);
  CHECK(quantiles[0].code == NoteCode::converted);
  CHECK(quantiles[0].detail.find("quantile estimation, McGrath 2020") != std::string::npos);
}
