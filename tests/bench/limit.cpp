#include "tests/bench/limit.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>

namespace pooled::bench {
namespace {

struct Sums {
  double w = 0, wy = 0, wyy = 0;
};

Sums weighted(const Studies& s, double tau2) {
  Sums sums;
  for (std::size_t i = 0; i < s.yi.size(); ++i) {
    const double w = 1 / (s.vi[i] + tau2);
    sums.w += w, sums.wy += w * s.yi[i], sums.wyy += w * s.yi[i] * s.yi[i];
  }
  return sums;
}

double result_of(const Sums& sums) { return sums.wy / sums.w + 1.959963984540054 / std::sqrt(sums.w); }

/// One step of Fisher scoring: tau2 + (sum w2 r2 - tr P) / tr PP, with its three sums in one pass.
double scored(const Studies& s, double tau2, double mu, double sum_w) {
  double w2 = 0, w3 = 0, w2r2 = 0;
  for (std::size_t i = 0; i < s.yi.size(); ++i) {
    const double w = 1 / (s.vi[i] + tau2), r = s.yi[i] - mu;
    w2 += w * w, w3 += w * w * w, w2r2 += w * w * r * r;
  }
  const double trace = sum_w - w2 / sum_w, trace2 = w2 - 2 * w3 / sum_w + w2 * w2 / (sum_w * sum_w);
  return tau2 + (w2r2 - trace) / trace2;
}

/// The sums of every subset of up to ten studies.
std::vector<Sums> sums_of(const Studies& s, std::size_t from, std::size_t to) {
  std::vector<Sums> all(std::size_t{1} << (to - from));
  for (std::size_t subset = 1; subset < all.size(); ++subset) {
    const auto low = static_cast<std::size_t>(__builtin_ctzll(subset));
    const double w = 1 / s.vi[from + low], y = s.yi[from + low];
    const Sums& rest = all[subset & (subset - 1)];
    all[subset] = {rest.w + w, rest.wy + w * y, rest.wyy + w * y * y};
  }
  return all;
}

}  // namespace

Studies studies(int k) {
  Studies s;
  for (int i = 1; i <= k; ++i) s.yi.push_back(std::sin(i) + i % 3), s.vi.push_back(0.1 + (i % 7) / 10.0);
  return s;
}

double limit_reml(const Studies& s) {
  double tau2 = 0.1;
  for (int pass = 0; pass < 100; ++pass) {
    const Sums sums = weighted(s, tau2);
    const double next = std::max(0.0, scored(s, tau2, sums.wy / sums.w, sums.w));
    const bool done = std::abs(next - tau2) <= 1e-13 * (1 + tau2);
    tau2 = next;
    if (done) break;
  }
  return result_of(weighted(s, tau2));
}

double limit_dl(const Studies& s) {
  const Sums fixed = weighted(s, 0);
  double w2 = 0;
  for (const double v : s.vi) w2 += 1 / (v * v);
  const double Q = fixed.wyy - fixed.wy * fixed.wy / fixed.w, df = static_cast<double>(s.yi.size() - 1);
  return result_of(weighted(s, std::max(0.0, (Q - df) / (fixed.w - w2 / fixed.w))));
}

double limit_gosh(const Studies& s) {
  const std::size_t half = s.yi.size() / 2;
  const std::vector<Sums> low = sums_of(s, 0, half), high = sums_of(s, half, s.yi.size());
  std::array<std::uint32_t, 64 * 32> grid{};
  const auto [least, most] = std::minmax_element(s.yi.begin(), s.yi.end());
  const double scale = 63.999 / (*most - *least);
  for (std::size_t j = 0; j < high.size(); ++j)
    for (std::size_t i = j == 0 ? 1 : 0; i < low.size(); ++i) {
      const double w = low[i].w + high[j].w, wy = low[i].wy + high[j].wy, mu = wy / w;
      const double Q = low[i].wyy + high[j].wyy - wy * mu;
      const double df = __builtin_popcountll(i) + __builtin_popcountll(j) - 1;
      const double I2 = Q > df ? 1 - df / Q : 0;
      const auto x = static_cast<std::size_t>((mu - *least) * scale), y = static_cast<std::size_t>(I2 * 31.999);
      ++grid[x * 32 + y];
    }
  return grid[0];
}

double limit_permutation(const Studies& s, int permutations) {
  Studies flipped = s;
  std::uint64_t state = 1;
  double sum = 0;
  for (int i = 0; i < permutations; ++i) {
    state = state * 6364136223846793005ULL + 1442695040888963407ULL;
    for (std::size_t j = 0; j < s.yi.size(); ++j) flipped.yi[j] = (state >> (20 + j % 44)) & 1 ? s.yi[j] : -s.yi[j];
    sum += limit_reml(flipped);
  }
  return sum;
}

}  // namespace pooled::bench
