#pragma once

#include <algorithm>
#include <chrono>
#include <vector>

namespace pooled::bench {

/// Median microseconds of one call: as many calls as fit into a quarter of a second, at least three, at most 2001.
template <class Work>
double microseconds(Work&& work) {
  using Clock = std::chrono::steady_clock;
  const auto since = [](Clock::time_point start) {
    return std::chrono::duration<double, std::micro>(Clock::now() - start).count();
  };
  std::vector<double> times;
  const Clock::time_point began = Clock::now();
  while (times.size() < 3 || (times.size() < 2001 && since(began) < 250e3)) {
    const Clock::time_point start = Clock::now();
    work();
    times.push_back(since(start));
  }
  std::nth_element(times.begin(), times.begin() + static_cast<std::ptrdiff_t>(times.size() / 2), times.end());
  return times[times.size() / 2];
}

/// What the compiler must not leave out.
inline volatile double sink = 0;

}  // namespace pooled::bench
