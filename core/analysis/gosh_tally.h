#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "core/analysis/gosh.h"
#include "core/analysis/gosh_subsets.h"
#include "core/base/sum.h"

namespace pooled {

/// Counts subsets into the grid of `out`, whose ends are known, and adds them up for each study.
class GoshTally {
 public:
  GoshTally(const Gosh& out, Index k);

  void add_all(const SubsetResults& results, const Subsets& subsets);
  void finish(Gosh& out, const std::vector<int>& row) const;

 private:
  /// Effects, from the middle of the range so that an offset costs no digits, and I2.
  struct Sums {
    Sum est, I2;
    int n = 0;

    void add(double away, double percent) { est.add(away), I2.add(percent), ++n; }
    void add(const Sums& other) { est.add(other.est), I2.add(other.I2), n += other.n; }
  };

  void add_every_subset(const SubsetResults& results);
  void add(double est, double I2, const std::vector<Index>& studies);
  void count_members(std::size_t cell, std::size_t bits);
  void spill(std::size_t cell);

  double middle() const { return out_.est_lb + (out_.est_ub - out_.est_lb) / 2; }
  std::size_t cell_of(double est, double I2) const;
  GoshStudy study(std::size_t i, int row) const;
  GoshCell cell(std::size_t c) const;

  const Gosh& out_;
  std::size_t k_;
  bool in_cells_;
  std::vector<int> cell_, with_;
  std::vector<Sums> study_;
  Sums all_;
  /// How many of the last 255 subsets of a cell hold a study: eight studies in a word, a byte each.
  std::size_t words_;
  std::vector<std::uint64_t> packed_{};
  std::vector<int> pending_{};
};

}  // namespace pooled
