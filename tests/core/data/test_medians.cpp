#include "core/data/medians.h"

#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

FiveNumbers quartiles(double q1, double median, double q3, double n) {
  return {.q1 = q1, .median = median, .q3 = q3, .n = n};
}
FiveNumbers range(double min, double median, double max, double n) {
  return {.min = min, .median = median, .max = max, .n = n};
}

}  // namespace

TEST_CASE("Mean and SD of a summary by five numbers or fewer") {
  // metafor 5.1-12, conv.fivenum(method = "luo/wan/shi", test = FALSE)
  const FiveNumbers x{.min = 1, .q1 = 3, .median = 5, .q3 = 8, .max = 14, .n = 25};
  CHECK(mean_of(x) == near(5.699754369297247));
  CHECK(sd_of(x) == near(3.511559354780005));
  const FiveNumbers y{.min = 1.5, .q1 = 2.5, .median = 4, .q3 = 7, .max = 20, .n = 150};
  CHECK(mean_of(y) == near(4.820229130381778));
  CHECK(sd_of(y) == near(3.42515024386333));
  CHECK(mean_of(range(2, 6, 15, 40)) == near(6.502375871758435));
  CHECK(sd_of(range(2, 6, 15, 40)) == near(3.0143449823004826));
  CHECK(mean_of(quartiles(10, 14, 21, 60)) == near(15.059750000000001));
  CHECK(sd_of(quartiles(10, 14, 21, 60)) == near(8.35540788346904));
  CHECK(mean_of(quartiles(4, 5.5, 9, 8)) == near(6.248749999999999));
  CHECK(sd_of(quartiles(4, 5.5, 9, 8)) == near(4.4675384474374225));
  CHECK(mean_of(quartiles(1, 2, 6, 30)) == near(3.0694999999999997));
  CHECK(sd_of(quartiles(1, 2, 6, 30)) == near(3.89210109393521));
  CHECK(mean_of(range(2, 8, 20, 20)) == near(8.891702, 1e-7));
  CHECK(sd_of(range(2, 8, 20, 20)) == near(4.817364, 1e-7));
}

TEST_CASE("A symmetric summary keeps its median, and the unit of the numbers is the unit of the mean and SD") {
  CHECK(mean_of(quartiles(4, 9, 14, 40)) == 9);
  CHECK(mean_of({.min = -5, .q1 = -1, .median = 0, .q3 = 1, .max = 5, .n = 17}) == 0);
  CHECK(sd_of(quartiles(4, 9, 14, 40)) == near(7.689299, 1e-6));
  CHECK(sd_of(quartiles(4e200, 9e200, 14e200, 40)) == near(1e200 * sd_of(quartiles(4, 9, 14, 40))));
  CHECK(sd_of(quartiles(7, 7, 7, 40)) == 0);
  CHECK(std::isfinite(mean_of(range(1, 1.5, 2, 2))));
  CHECK(sd_of(range(1, 1.5, 2, 2)) > 0);
}

TEST_CASE("A summary far from symmetric is told apart from one that chance may have made") {
  // metafor 5.1-12, conv.fivenum(test = TRUE): no numbers where the test of Shi et al. rejects
  CHECK_FALSE(is_skewed({.min = 1, .q1 = 3, .median = 5, .q3 = 8, .max = 14, .n = 25}));
  CHECK(is_skewed(range(2, 6, 15, 40)));
  CHECK_FALSE(is_skewed(quartiles(10, 14, 21, 60)));
  CHECK_FALSE(is_skewed(quartiles(4, 5.5, 9, 8)));
  CHECK(is_skewed({.min = 1.5, .q1 = 2.5, .median = 4, .q3 = 7, .max = 20, .n = 150}));
  CHECK(is_skewed(quartiles(1, 2, 6, 30)));
}

TEST_CASE("Nothing is said of the symmetry of four people, or of numbers that are all the same") {
  CHECK_FALSE(is_skewed(quartiles(1, 1, 6, 4)));
  CHECK_FALSE(is_skewed(quartiles(3, 3, 3, 100)));
  CHECK_FALSE(is_skewed(range(3, 3, 3, 100)));
}
