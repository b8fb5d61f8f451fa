#include "core/analysis/gosh_tally.h"

#include <algorithm>
#include <cmath>

namespace pooled {
namespace {

constexpr std::size_t most_studies_in_cells = 50;

/// So many studies, at most, are the low bits of a subset's number.
constexpr std::size_t low_studies = 10;

/// A byte for each bit.
constexpr std::array<std::uint64_t, 256> spread = [] {
  std::array<std::uint64_t, 256> table{};
  for (std::size_t bits = 0; bits < table.size(); ++bits)
    for (unsigned i = 0; i < 8; ++i) table[bits] |= static_cast<std::uint64_t>(bits >> i & 1U) << (8 * i);
  return table;
}();

std::size_t bin_of(double x, double lo, double hi, int bins) {
  if (!(hi > lo)) return 0;
  const double at = (x - lo) / (hi - lo) * bins;
  return static_cast<std::size_t>(std::clamp(at, 0.0, bins - 1.0));
}

}  // namespace

GoshTally::GoshTally(const Gosh& out, Index k)
    : out_(out),
      k_(static_cast<std::size_t>(k)),
      in_cells_(k_ <= most_studies_in_cells),
      cell_(static_cast<std::size_t>(out.est_bins) * static_cast<std::size_t>(out.I2_bins)),
      study_(k_),
      words_((k_ + 7) / 8) {
  if (in_cells_) with_.resize(cell_.size() * k_);
}

void GoshTally::add_all(const SubsetResults& results, const Subsets& subsets) {
  if (subsets.exact) return add_every_subset(results);
  const auto known = [&](std::size_t number) { return !std::isnan(results.est[number]); };
  subsets.each(known, [&](std::size_t number, const std::vector<Index>& studies) {
    add(results.est[number], results.I2[number], studies);
  });
}

/// The sums of a study are those of the low and of the high halves of the numbers that hold it: two additions for each
/// subset, and not one for each of its studies.
void GoshTally::add_every_subset(const SubsetResults& results) {
  const std::size_t low = std::min(k_, low_studies), lows = std::size_t{1} << low;
  packed_.resize(cell_.size() * words_), pending_.resize(cell_.size());
  std::vector<Sums> by_low(lows), by_high(results.est.size() / lows);
  for (std::size_t high = 0; high < by_high.size(); ++high)
    for (std::size_t i = 0; i < lows; ++i) {
      const std::size_t bits = high * lows + i;
      const double est = results.est[bits], I2 = results.I2[bits];
      if (std::isnan(est)) continue;
      by_low[i].add(est - middle(), I2);
      by_high[high].add(est - middle(), I2);
      count_members(cell_of(est, I2), bits);
    }
  for (std::size_t c = 0; c < cell_.size(); ++c) spill(c);
  for (const Sums& each : by_high) all_.add(each);
  for (std::size_t i = 0; i < k_; ++i) {
    const std::vector<Sums>& half = i < low ? by_low : by_high;
    const std::size_t bit = i < low ? i : i - low;
    for (std::size_t bits = 0; bits < half.size(); ++bits)
      if (bits >> bit & 1U) study_[i].add(half[bits]);
  }
}

void GoshTally::count_members(std::size_t cell, std::size_t bits) {
  ++cell_[cell];
  std::uint64_t* packed = &packed_[cell * words_];
  for (std::size_t j = 0; j < words_; ++j, bits >>= 8) packed[j] += spread[bits & 255U];
  if (++pending_[cell] == 255) spill(cell);
}

void GoshTally::spill(std::size_t cell) {
  pending_[cell] = 0;
  std::uint64_t* packed = &packed_[cell * words_];
  for (std::size_t i = 0; i < k_; ++i) with_[cell * k_ + i] += static_cast<int>(packed[i / 8] >> (i % 8 * 8) & 255U);
  std::fill_n(packed, words_, 0);
}

void GoshTally::add(double est, double I2, const std::vector<Index>& studies) {
  const std::size_t cell = cell_of(est, I2);
  ++cell_[cell];
  all_.add(est - middle(), I2);
  for (const Index i : studies) {
    const auto at = static_cast<std::size_t>(i);
    study_[at].add(est - middle(), I2);
    if (in_cells_) ++with_[cell * k_ + at];
  }
}

std::size_t GoshTally::cell_of(double est, double I2) const {
  return bin_of(est, out_.est_lb, out_.est_ub, out_.est_bins) * static_cast<std::size_t>(out_.I2_bins) +
         bin_of(I2, 0, 100, out_.I2_bins);
}

void GoshTally::finish(Gosh& out, const std::vector<int>& row) const {
  out.est_mean = middle() + all_.est.value() / out.used, out.I2_mean = all_.I2.value() / out.used;
  for (std::size_t i = 0; i < row.size(); ++i) out.studies.push_back(study(i, row[i]));
  for (std::size_t c = 0; c < cell_.size(); ++c)
    if (cell_[c] > 0) out.cells.push_back(cell(c));
}

GoshStudy GoshTally::study(std::size_t i, int row) const {
  const Sums& sums = study_[i];
  const double with = sums.n, without = out_.used - with;
  GoshStudy s{.row = row};
  if (with > 0) s.est_with = middle() + sums.est.value() / with, s.I2_with = sums.I2.value() / with;
  if (without > 0) {
    s.est_without = middle() + (all_.est.value() - sums.est.value()) / without;
    s.I2_without = (all_.I2.value() - sums.I2.value()) / without;
  }
  return s;
}

GoshCell GoshTally::cell(std::size_t c) const {
  const auto I2_bins = static_cast<std::size_t>(out_.I2_bins);
  GoshCell found{.est_bin = static_cast<int>(c / I2_bins), .I2_bin = static_cast<int>(c % I2_bins), .n = cell_[c]};
  if (in_cells_) {
    const auto first = with_.begin() + static_cast<std::ptrdiff_t>(c * k_);
    found.with.assign(first, first + static_cast<std::ptrdiff_t>(k_));
  }
  return found;
}

}  // namespace pooled
