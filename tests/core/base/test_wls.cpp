#include "core/base/wls.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

Matrix line(const std::vector<double>& x) {
  Matrix X = Matrix::Ones(static_cast<Index>(x.size()), 2);
  for (std::size_t i = 0; i < x.size(); ++i) X(static_cast<Index>(i), 1) = x[i];
  return X;
}

Array array(const std::vector<double>& x) { return Eigen::Map<const Array>(x.data(), static_cast<Index>(x.size())); }

}  // namespace

TEST_CASE("A weighted line by hand") {
  // x 0 1 2, y 1 2 6, w 1 2 1: means 1 and 2.75, slope (1 * 1.75 + 1 * 3.25) / 2 = 2.5
  const Design d = design_of(line({0, 1, 2}), 1);
  const Wls x = wls(d, array({1, 2, 6}), array({1, 2, 1}));
  const Array b = coefficients(d, x);
  CHECK(b[1] == near(2.5));
  CHECK(b[0] == near(0.25));
  const Matrix V = inverse(d, x);
  CHECK(V(1, 1) == near(0.5));
  CHECK(V(0, 0) == near(0.75));
  CHECK(V(0, 1) == near(-0.5));
  const Array h = hat_values(d, x);
  CHECK(h[0] == near(0.75));
  CHECK(h[1] == near(0.5));
  CHECK(one_minus_hat(d, x)[0] == near(0.25));
  CHECK(x.rss == near(0.75 * 0.75 + 2 * 0.75 * 0.75 + 0.75 * 0.75));
}

TEST_CASE("The collinear column is the first that follows from those before it") {
  Matrix X(5, 4);
  X << 1, 2001, 0.1, 200.1, 1, 2003, 0.7, 200.3, 1, 2004, 0.2, 200.4, 1, 2008, 0.9, 200.8, 1, 2009, 0.4, 200.9;
  const Design d = design_of(X, 0);
  CHECK_FALSE(d.full_rank());
  CHECK(d.collinear == 3);
  CHECK(d.rank == 3);
}

TEST_CASE("A second constant column is collinear, a column of zeros too") {
  CHECK(design_of(Matrix::Ones(4, 2), 0).collinear == 1);
  Matrix X = Matrix::Zero(4, 2);
  X.col(0).setOnes();
  CHECK(design_of(X, 0).collinear == 1);
}

TEST_CASE("Unix time is not collinear with the constant") {
  const Design d = design_of(line({1.7e9, 1.7e9 + 1, 1.7e9 + 2, 1.7e9 + 4}), 0);
  CHECK(d.full_rank());
  const Array b = coefficients(d, wls(d, array({1, 2, 3, 5}), Array::Ones(4)));
  CHECK(b[1] == near(1));
}

TEST_CASE("Differences that are only the rounding of large numbers are none") {
  CHECK(design_of(line({1e15, 1e15 + 0.125, 1e15, 1e15 + 0.125}), 0).collinear == 1);
  CHECK(design_of(line({0, 0.125, 0, 0.125}), 0).full_rank());
}

TEST_CASE("Weights far apart keep every digit of one minus the hat value") {
  // One study has 1e16 times the weight of the others: 1 - h = (sum of the others) / (sum of all), here 3e-16.
  const Design d = design_of(Matrix::Ones(4, 1), 0);
  const Wls x = wls(d, array({0, 1, 2, 3}), array({1e16, 1, 1, 1}));
  CHECK(one_minus_hat(d, x)[0] == near(3e-16));
}

TEST_CASE("A study alone at its level is fitted exactly") {
  Matrix X(4, 2);
  X << 1, 0, 1, 0, 1, 0, 1, 1;
  const Design d = design_of(X, 0);
  CHECK(d.essential == std::vector<bool>{false, false, false, true});
  const Wls x = wls(d, array({1, 2, 4, 9}), array({1, 1, 1, 1e-12}));
  CHECK(one_minus_hat(d, x)[3] == 0);
  CHECK(coefficients(d, x)[1] == near(9 - 7.0 / 3));
}

TEST_CASE("Without a constant column nothing is centred") {
  Matrix X(3, 1);
  X << 1, 2, 3;
  const Design d = design_of(X, 0);
  CHECK(d.constant == -1);
  const Wls x = wls(d, array({2, 4, 7}), Array::Ones(3));
  CHECK(coefficients(d, x)[0] == near(31.0 / 14));
}
