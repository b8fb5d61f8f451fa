#pragma once

#include <random>
#include <string>
#include <vector>

#include "core/data/options.h"
#include "core/data/study.h"
#include "core/measures/measure.h"
#include "core/model/model.h"

namespace pooled::testing {

/// Studies and choices that a law is tried on.
struct Case {
  Dataset data;
  Options options;
};

/// Random numbers that are the same on every machine: <random> fixes its engines, but not its distributions.
class Random {
 public:
  explicit Random(std::uint64_t seed) : engine_(seed) {}
  /// Uniform on [0, 1).
  double unit() { return static_cast<double>(engine_() >> 11) * 0x1p-53; }
  double between(double low, double high) { return low + (high - low) * unit(); }
  /// Uniform on the log scale.
  double magnitude(double low, double high);
  /// A whole number from `low` to `high`.
  int whole(int low, int high) { return low + static_cast<int>(unit() * (high - low + 1)); }
  bool once_in(int times) { return whole(1, times) == 1; }
  /// About normal: the sum of twelve uniforms.
  double normal();
  template <class Range>
  const auto& one_of(const Range& range) {
    return range[static_cast<std::size_t>(whole(0, static_cast<int>(std::size(range)) - 1))];
  }

 private:
  std::mt19937_64 engine_;
};

/// The way of typing whose columns are those of the measure's family.
std::string canonical_format(const Measure& measure);

/// One more study as such a case has them: any sizes, zero cells now and then.
Study random_study(const Measure& measure, Random& random);

/// 1 to 8 studies (fewer where the model is slow), and every option that the law may meet drawn from its table.
Case random_case(const Measure& measure, const Model& model, Random& random);

/// Whether one fit takes milliseconds.
bool is_slow(const Model& model);

/// As the border takes it, so that a failing case can be pasted into `pooled analyse`.
std::string request_of(const Case& c);

}  // namespace pooled::testing
