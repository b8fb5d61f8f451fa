#pragma once

#include <memory>
#include <string_view>
#include <vector>

#include "core/analysis/convention.h"
#include "core/analysis/summary.h"

namespace pooled {

/// One way to analyse these studies: a measure, and the options that differ from the present ones.
struct Method {
  std::string_view measure;
  Overrides options{};
};

template <>
inline constexpr auto fields<Method> = std::tuple{
    field("measure", &Method::measure),
    field("options", &Method::options, "What it sets; the rest is as in the request."),
};

/// The weight of a study in the pooled result.
struct RowWeight {
  int row;
  double percent;
};
using RowWeights = std::vector<RowWeight>;

/// What a method gives, on the scale people read; of the between-study variance on the analysis scale. NaN = it has
/// none.
struct MethodResult {
  double k = NaN, pval = NaN, tau2 = NaN, I2 = NaN, I2_Q = NaN, QE = NaN, QEp = NaN;
  Interval analysis{}, display{};
  std::shared_ptr<const RowWeights> weights{};  ///< of the studies that have one; the same for every test of a fit
};

struct Combination {
  Method method{};
  MethodResult result{};
  const Measure* measure = nullptr;
  std::vector<std::string_view> programs{};  ///< labels of the conventions that choose it by default
  bool prints_I2_from_Q = false;             ///< of the first of them
  bool present = false;                      ///< the options of the request themselves
};

/// Every sensible way to pool these studies: each measure that can be computed from the same cells; each policy for
/// zero cells that makes a difference; every model, and under random effects every tau2 estimator with every test that
/// goes with it (likelihood tests with ML, Kenward-Roger with REML, Henmi-Copas with its own tau2). What has no result
/// is not in the list. Models of the counts themselves are tried once for each measure: nothing is added to zeros
/// there.
std::vector<Combination> combinations(const Effects& e, const Options& options);

}  // namespace pooled
