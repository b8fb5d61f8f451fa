#include "core/base/dist.h"

#include <boost/math/distributions/beta.hpp>
#include <boost/math/distributions/chi_squared.hpp>
#include <boost/math/distributions/fisher_f.hpp>
#include <boost/math/distributions/normal.hpp>
#include <boost/math/distributions/students_t.hpp>
#include <boost/math/special_functions/erf.hpp>
#include <boost/math/special_functions/gamma.hpp>
#include <cmath>
#include <limits>
#include <numbers>

#include "core/base/types.h"

// The policy (no promotion to long double, no exceptions) is set for the whole build by the macros in CMakeLists.txt:
// the default one is about 80 times slower in WebAssembly.

namespace pooled {
namespace {

using Normal = boost::math::normal_distribution<double>;
using FisherF = boost::math::fisher_f_distribution<double>;
using StudentT = boost::math::students_t_distribution<double>;
using Beta = boost::math::beta_distribution<double>;
using ChiSquared = boost::math::chi_squared_distribution<double>;
using boost::math::complement;

bool probability(double p) { return p > 0 && p < 1; }

}  // namespace

double normal_two_sided(double z) {
  if (std::isnan(z)) return NaN;
  return std::erfc(std::abs(z) / std::sqrt(2.0));
}

double normal_upper(double z) { return std::isnan(z) ? NaN : std::erfc(z / std::sqrt(2.0)) / 2; }

double normal_density(double z) { return std::exp(-z * z / 2) / std::sqrt(2 * std::numbers::pi); }

double normal_upper_quantile(double tail) {
  return probability(tail) ? boost::math::quantile(complement(Normal(), tail)) : NaN;
}

double t_two_sided(double t, double df) {
  if (std::isinf(df) && df > 0) return normal_two_sided(t);
  if (std::isnan(t) || !(df > 0)) return NaN;
  if (std::isinf(t)) return 0;
  return 2 * boost::math::cdf(complement(StudentT(df), std::abs(t)));
}

double t_upper_quantile(double tail, double df) {
  if (std::isinf(df) && df > 0) return normal_upper_quantile(tail);
  if (!probability(tail) || !(df > 0)) return NaN;
  // Boost's inverse divides by df; quantiles are beyond all numbers long before it is this small.
  if (df < std::numeric_limits<double>::min()) return tail == 0.5 ? 0 : std::copysign(infinity, 0.5 - tail);
  return boost::math::quantile(complement(StudentT(df), tail));
}

double chi2_upper(double x, double df) {
  if (!(x >= 0) || !(df > 0)) return NaN;
  return std::isinf(x) ? 0 : boost::math::cdf(complement(ChiSquared(df), x));
}

double chi2_lower(double x, double df) {
  if (!(x >= 0) || !(df > 0)) return NaN;
  return std::isinf(x) ? 1 : boost::math::cdf(ChiSquared(df), x);
}

double chi2_lower_quantile(double lower, double df) {
  return probability(lower) && df > 0 ? boost::math::quantile(ChiSquared(df), lower) : NaN;
}

double chi2_upper_quantile(double tail, double df) {
  return probability(tail) && df > 0 ? boost::math::quantile(complement(ChiSquared(df), tail)) : NaN;
}

double f_upper(double x, double df1, double df2) {
  if (std::isinf(df2) && df2 > 0) return chi2_upper(df1 * x, df1);
  if (!(x >= 0) || !(df1 > 0) || !(df2 > 0)) return NaN;
  return std::isinf(x) ? 0 : boost::math::cdf(complement(FisherF(df1, df2), x));
}

double beta_lower_quantile(double lower, double a, double b) {
  return probability(lower) && a > 0 && b > 0 ? boost::math::quantile(Beta(a, b), lower) : NaN;
}

double beta_upper_quantile(double tail, double a, double b) {
  return probability(tail) && a > 0 && b > 0 ? boost::math::quantile(complement(Beta(a, b), tail)) : NaN;
}

double gamma_half_step(double a) { return a > 0 ? 1 / boost::math::tgamma_delta_ratio(a, 0.5) : NaN; }

}  // namespace pooled
