#pragma once

#include <string_view>

#include "core/measures/effects.h"

namespace pooled {

/// The pooled studies whose counts or group sizes are known, with both.
struct StudyCells {
  const Family* family = nullptr;
  Array yi, vi;
  Matrix cells;  ///< k x columns of the family

  Index k() const { return yi.size(); }
  /// @param id  a column of the family
  Array column(std::string_view id) const;
  /// Of a family of two groups: n1 + n2; and of two_by_two: a + c.
  Array people() const { return column("n1i") + column("n2i"); }
  Array events() const { return column("ai") + column("ci"); }
  /// Only the studies where `these` is true.
  StudyCells keep(const Eigen::Array<bool, Eigen::Dynamic, 1>& these) const;
};

StudyCells study_cells(const Effects& e);

}  // namespace pooled
