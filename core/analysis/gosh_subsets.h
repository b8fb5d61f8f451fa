#pragma once

#include <cstdint>
#include <vector>

#include "core/base/function_ref.h"
#include "core/base/share.h"
#include "core/model/model.h"

namespace pooled {

/// Which subsets GOSH looks at, and what the model makes of them.

/// Subsets of the studies that the model pools, Fit::row, by number: all of them (number = the studies as bits), or
/// drawn at random.
struct Subsets {
  Index k;
  bool exact;
  std::size_t count;  ///< 2^k if exact, with those of fewer than two studies
  std::uint64_t seed;
  double all;  ///< 2^k where Options::gosh_subsets may ask for so many; NaN where that is too many

  /// Calls visit(number, studies) for each that is wanted, in order; every time the same ones.
  void each(FunctionRef<bool(std::size_t)> wanted,
            FunctionRef<void(std::size_t, const std::vector<Index>&)> visit) const;
};

Subsets choose_subsets(const Fit& f, const Options& options);

/// By number; NaN for fewer than two studies, and where the model has no result.
struct SubsetResults {
  std::vector<double> est, I2;
};

/// Whether one table has the sums of all of them, so that there is nothing to share out.
bool in_one_table(const Fit& f, const Options& options, const Subsets& subsets);

/// @param options  whose model is that of f
/// @param share    of the subsets by number, unless they are in one table; the others are NaN
SubsetResults subset_results(const Effects& e, const Fit& f, const Options& options, const Subsets& subsets,
                             const Share& share = all_tasks);

}  // namespace pooled
