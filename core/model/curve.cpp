#include "core/model/curve.h"

#include <algorithm>
#include <cmath>

namespace pooled {
namespace {

/// log C(n, x), for counts that need not be whole.
double log_binomial_coefficient(double n, double x) {
  return std::lgamma(n + 1) - std::lgamma(x + 1) - std::lgamma(n - x + 1);
}

/// Sums of w_j, j w_j … j^4 w_j.
struct PowerSums {
  double s0 = 0, s1 = 0, s2 = 0, s3 = 0, s4 = 0;
  void add(double w, double j) {
    s0 += w;
    s1 += (w *= j);
    s2 += (w *= j);
    s3 += (w *= j);
    s4 += w * j;
  }
};

/// A term this small beside the largest no longer counts: 2^-64.
constexpr double no_longer_counts = 0x1p-64;

}  // namespace

Ratios ratios(const Derivatives& d) {
  const double s = d.d1 * d.d1;
  return {1, d.d1, d.d2 + s, d.d3 + d.d1 * (3 * d.d2 + s),
          d.d4 + 4 * d.d1 * d.d3 + 3 * d.d2 * d.d2 + s * (6 * d.d2 + s)};
}

Binomial binomial(double x, double n, double offset) { return {x, n, offset, log_binomial_coefficient(n, x)}; }

Derivatives Binomial::at(double theta) const {
  const double eta = theta + offset;
  // p and q from exp(-|eta|), so that neither is a difference.
  const double small = std::exp(-std::abs(eta)), larger = 1 / (1 + small), lesser = small * larger;
  const double p = eta > 0 ? larger : lesser, q = eta > 0 ? lesser : larger;
  const double l = eta > 0 ? -(n - x) * eta : x * eta;
  const double variance = n * p * q;
  return {log_choose + l - n * std::log1p(small), x * q - (n - x) * p, -variance, -variance * (q - p),
          -variance * (1 - 6 * p * q)};
}

Poisson poisson(double x, double t) { return {x, t, x * std::log(t) - std::lgamma(x + 1)}; }

Derivatives Poisson::at(double theta) const {
  const double mean = t * std::exp(theta);
  return {constant + x * theta - mean, x - mean, -mean, -mean, -mean};
}

Hypergeometric::Hypergeometric(double a, double n1, double c, double n2) {
  const double below = std::floor(std::min(a, n2 - c)), above = std::floor(std::min(n1 - a, c));
  here_ = static_cast<Index>(below);
  const double first = a - below, m = a + c;
  const auto steps = static_cast<Index>(below + above);
  up_.reserve(static_cast<std::size_t>(steps)), down_.reserve(static_cast<std::size_t>(steps));
  for (Index i = 0; i < steps; ++i) {
    const double j = first + static_cast<double>(i);
    const double up = (n1 - j) / (j + 1) * ((m - j) / (n2 - m + j + 1));
    up_.push_back(up);
    down_.push_back(1 / up);
  }
  log_c_.assign(static_cast<std::size_t>(steps) + 1, 0);
  for (Index i = here_; i < steps; ++i) log_c_[i + 1] = log_c_[i] + std::log(up_[i]);
  for (Index i = here_; i > 0; --i) log_c_[i - 1] = log_c_[i] + std::log(down_[i - 1]);
}

Derivatives Hypergeometric::at(double theta) const {
  const double x = std::exp(theta), inverse = std::exp(-theta);
  const auto last = static_cast<Index>(up_.size());
  // The ratios fall, so the largest term is the first that is not followed by a larger one.
  const Index mode = std::partition_point(up_.begin(), up_.end(), [&](double r) { return r > inverse; }) - up_.begin();
  PowerSums s;
  double w = 1;
  for (Index i = mode; w > no_longer_counts; w *= up_[i] * x, ++i) {
    s.add(w, static_cast<double>(i - mode));
    if (i == last) break;
  }
  w = 1;
  for (Index i = mode; i > 0;) {
    --i;
    w *= down_[i] * inverse;
    if (!(w > no_longer_counts)) break;
    s.add(w, static_cast<double>(i - mode));
  }
  const double away = static_cast<double>(mode - here_);
  const double m1 = s.s1 / s.s0, m2 = s.s2 / s.s0, m3 = s.s3 / s.s0, m4 = s.s4 / s.s0;
  const double variance = m2 - m1 * m1, third = m3 - m1 * (3 * m2 - 2 * m1 * m1);
  const double fourth = m4 - m1 * (4 * m3 - m1 * (6 * m2 - 3 * m1 * m1));
  return {-(log_c_[mode] + away * theta + std::log(s.s0)), -(away + m1), -variance, -third,
          -(fourth - 3 * variance * variance)};
}

}  // namespace pooled
