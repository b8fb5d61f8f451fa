#pragma once

#include <array>
#include <cstdint>

#include "core/base/types.h"

namespace pooled {

/// Random numbers that are the same for the same seed in every engine: xoshiro256++, its state filled by SplitMix64.
/// @source Blackman & Vigna 2021, ACM Trans Math Softw 47:36; SplitMix64: Steele, Lea & Flood 2014, OOPSLA
class Random {
 public:
  explicit Random(std::uint64_t seed) {
    for (std::uint64_t& word : state_) {
      seed += 0x9e3779b97f4a7c15U;
      std::uint64_t z = seed;
      z = (z ^ (z >> 30)) * 0xbf58476d1ce4e5b9U;
      z = (z ^ (z >> 27)) * 0x94d049bb133111ebU;
      word = z ^ (z >> 31);
    }
  }

  /// 64 random bits.
  std::uint64_t bits() {
    const std::uint64_t result = rotated(state_[0] + state_[3], 23) + state_[0], shifted = state_[1] << 17;
    state_[2] ^= state_[0];
    state_[3] ^= state_[1];
    state_[1] ^= state_[2];
    state_[0] ^= state_[3];
    state_[2] ^= shifted;
    state_[3] = rotated(state_[3], 45);
    return result;
  }

  /// Uniform on [0, 1), a multiple of 2^-53.
  double uniform() { return static_cast<double>(bits() >> 11) * 0x1p-53; }

  /// Uniform on 0 ... n - 1, n >= 1, without bias.
  Index below(Index n) {
    const auto count = static_cast<std::uint64_t>(n);
    // 2^64 mod n numbers at the low end would come once too often.
    const std::uint64_t first = (0 - count) % count;
    std::uint64_t x = bits();
    while (x < first) x = bits();
    return static_cast<Index>(x % count);
  }

 private:
  static std::uint64_t rotated(std::uint64_t x, int by) { return (x << by) | (x >> (64 - by)); }

  std::array<std::uint64_t, 4> state_{};
};

}  // namespace pooled
