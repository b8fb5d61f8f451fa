#pragma once

#include <cmath>
#include <string_view>

namespace pooled {

/// A measure's analysis scale against the one people read.
struct Scale {
  std::string_view id;
  double (*display)(double);   ///< analysis -> display
  double (*analysis)(double);  ///< display -> analysis
  double no_effect;            ///< on the display scale
  bool positive;               ///< the display scale ends at 0
};

inline constexpr Scale identity_scale{"identity", [](double x) { return x; }, [](double x) { return x; }, 0, false};
inline constexpr Scale log_scale{"log", [](double x) { return std::exp(x); }, [](double x) { return std::log(x); }, 1,
                                 true};

}  // namespace pooled
