#pragma once

#include <cstddef>
#include <vector>

#include "core/base/types.h"

namespace pooled {

/// Which of many independent tasks are done here: every `of`-th, from `at` on. What a task gives does not depend on it.
struct Share {
  std::size_t at = 0, of = 1;

  bool has(std::size_t task) const { return task % of == at; }
  bool is_empty() const { return at >= of; }
};
inline constexpr Share all_tasks{0, 1}, no_tasks{1, 1};

/// What the tasks of a long question give: a row of `width` numbers each, NaN where a task is not done. A question that
/// has nothing to share out has no rows.
struct Rows {
  std::size_t width = 1;
  std::vector<double> numbers{};
  bool whole = true;  ///< all tasks are done

  static Rows of(std::size_t count, std::size_t width) { return {width, std::vector<double>(count * width, NaN)}; }
  std::size_t count() const { return numbers.size() / width; }
  double* row(std::size_t task) { return numbers.data() + task * width; }
  const double* row(std::size_t task) const { return numbers.data() + task * width; }
};

}  // namespace pooled
