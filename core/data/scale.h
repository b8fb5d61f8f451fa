#pragma once

#include <cmath>
#include <string_view>

namespace pooled {

/// A measure's analysis scale against the one people read. `display` rises everywhere, so that limits stay limits; an
/// analysis value beyond the scale's end (a lower limit below asin 0) shows the end itself.
struct Scale {
  std::string_view id;
  double (*display)(double);   ///< analysis -> display
  double (*analysis)(double);  ///< display -> analysis; not finite where there is no such value
  double no_effect;            ///< on the display scale, for measures that compare
};

inline constexpr Scale identity_scale{"identity", [](double x) { return x; }, [](double x) { return x; }, 0};
inline constexpr Scale log_scale{"log", [](double x) { return std::exp(x); }, [](double x) { return std::log(x); }, 1};
/// Log odds of a proportion p: x = log(p / (1 - p)), p = 1 / (1 + exp(-x)).
inline constexpr Scale logit_scale{"logit", [](double x) { return 1 / (1 + std::exp(-x)); },
                                   [](double p) { return std::log(p) - std::log1p(-p); }, 0.5};
/// Variance-stabilised proportion: x = asin sqrt p, p = sin^2 x on 0 to pi / 2.
/// @source Anscombe 1948, Biometrika 35:246
inline constexpr Scale arcsine_scale{
    "arcsine",
    [](double x) {
      constexpr double quarter = 1.57079632679489661923;
      const double s = std::sin(x < 0 ? 0 : x > quarter ? quarter : x);
      return s * s;
    },
    [](double p) { return p >= 0 && p <= 1 ? std::atan2(std::sqrt(p), std::sqrt(1 - p)) : std::nan(""); }, 0};
/// Variance-stabilised rate: x = sqrt r, r = x^2 from 0 on.
inline constexpr Scale square_root_scale{"square_root", [](double x) { return x < 0 ? 0 : x * x; },
                                         [](double r) { return std::sqrt(r); }, 0};
/// Fisher's z of a correlation r: x = atanh r, r = tanh x.
inline constexpr Scale fisher_z_scale{"fisher_z", [](double x) { return std::tanh(x); },
                                      [](double r) { return std::atanh(r); }, 0};

}  // namespace pooled
