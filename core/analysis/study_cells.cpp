#include "core/analysis/study_cells.h"

#include <algorithm>
#include <cassert>
#include <vector>

namespace pooled {
namespace {

StudyCells rows_of(const Family* family, const Array& yi, const Array& vi, const Matrix& cells,
                   const std::vector<Index>& study, const std::vector<Index>& line) {
  StudyCells out;
  const Index k = static_cast<Index>(study.size());
  out.family = family;
  out.yi.resize(k), out.vi.resize(k);
  out.cells.resize(k, static_cast<Index>(family->columns.size()));
  for (Index i = 0; i < k; ++i) {
    const auto at = static_cast<std::size_t>(i);
    out.yi[i] = yi[study[at]], out.vi[i] = vi[study[at]];
    out.cells.row(i) = cells.row(line[at]);
  }
  return out;
}

}  // namespace

Array StudyCells::column(std::string_view id) const {
  const auto found =
      std::find_if(family->columns.begin(), family->columns.end(), [&](const Column& c) { return c.id == id; });
  assert(found != family->columns.end());
  return cells.col(found - family->columns.begin());
}

StudyCells StudyCells::keep(const Eigen::Array<bool, Eigen::Dynamic, 1>& these) const {
  std::vector<Index> kept;
  for (Index i = 0; i < k(); ++i)
    if (these[i]) kept.push_back(i);
  return rows_of(family, yi, vi, cells, kept, kept);
}

StudyCells study_cells(const Effects& e) {
  std::vector<Index> study, line;
  for (std::size_t i = 0, j = 0; i < e.row.size() && j < e.cells_row.size();) {
    // Both are in the order of the data set.
    if (e.row[i] == e.cells_row[j]) study.push_back(static_cast<Index>(i)), line.push_back(static_cast<Index>(j));
    const int row = e.row[i], cells_row = e.cells_row[j];
    i += row <= cells_row, j += cells_row <= row;
  }
  return rows_of(e.measure->family, e.yi, e.vi, e.cells, study, line);
}

}  // namespace pooled
