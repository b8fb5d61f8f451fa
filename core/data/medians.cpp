#include "core/data/medians.h"

#include <algorithm>
#include <cmath>

#include "core/base/dist.h"

namespace pooled {
namespace {

enum class Given { range, quartiles, both };

Given given(const FiveNumbers& x) {
  if (std::isnan(x.q1)) return Given::range;
  return std::isnan(x.min) ? Given::quartiles : Given::both;
}

double middle(double low, double high) { return low / 2 + high / 2; }

/// a + w (b - a): the same for two equal numbers, whatever w.
double between(double a, double b, double w) { return a + w * (b - a); }

/// |low + high - 2 median| / (high - low), from 0 to 1; 0 where all three are the same.
double asymmetry(double low, double median, double high) {
  if (low == high) return 0;
  return std::abs((high - median) - (median - low)) / (high - low);
}

}  // namespace

double mean_of(const FiveNumbers& x) {
  const double range = middle(x.min, x.max), quartiles = middle(x.q1, x.q3), n75 = std::pow(x.n, 0.75);
  if (given(x) == Given::range) return between(x.median, range, 4 / (4 + n75));
  if (given(x) == Given::quartiles) return between(x.median, quartiles, 0.7 + 0.39 / x.n);
  const double w1 = 2.2 / (2.2 + n75), w2 = 0.7 - 0.72 / std::pow(x.n, 0.55);
  return x.median + w1 * (range - x.median) + w2 * (quartiles - x.median);
}

double sd_of(const FiveNumbers& x) {
  const double xi = 2 * normal_upper_quantile(0.625 / (x.n + 0.25));
  const double eta = 2 * normal_upper_quantile((0.25 * x.n + 0.375) / (x.n + 0.25));
  const double by_range = (x.max - x.min) / xi, by_quartiles = (x.q3 - x.q1) / eta;
  if (given(x) == Given::range) return by_range;
  if (given(x) == Given::quartiles) return by_quartiles;
  return between(by_quartiles, by_range, 1 / (1 + 0.07 * std::pow(x.n, 0.6)));
}

bool is_skewed(const FiveNumbers& x) {
  if (x.n < 5) return false;
  const double root = std::sqrt(x.n);
  const double t1 = asymmetry(x.min, x.median, x.max), t2 = asymmetry(x.q1, x.median, x.q3);
  if (given(x) == Given::range) return t1 > 1 / std::log(x.n + 9) + 2.5 / (x.n + 1);
  if (given(x) == Given::quartiles) return t2 > 2.65 / root - 6 / (x.n * x.n);
  return std::max(2.65 * std::log(0.6 * x.n) / root * t1, t2) > 3 / root - 40 / (x.n * x.n * x.n);
}

}  // namespace pooled
