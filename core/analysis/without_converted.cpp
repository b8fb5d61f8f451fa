#include "core/analysis/without_converted.h"

namespace pooled {
namespace {

/// Of these rows of the data set, those that went through less than this.
std::vector<int> below(const Effects& e, const std::vector<int>& rows, Conversion least) {
  std::vector<int> keep;
  for (const int row : rows) {
    const auto i = static_cast<std::size_t>(row);
    if (i >= e.conversion.size() || e.conversion[i] < least) keep.push_back(row);
  }
  return keep;
}

WithoutConvertedRow row_of(const Effects& e, const std::vector<int>& keep, const Options& options, std::string name) {
  WithoutConvertedRow row{.left_out = std::move(name), .k = static_cast<int>(keep.size())};
  refit(row, e, keep, options);
  return row;
}

}  // namespace

Result<std::vector<WithoutConvertedRow>> without_converted(const Effects& e, const Fit& f, const Options& options) {
  const std::vector<int> reported = below(e, f.row, Conversion::exact),
                         close = below(e, f.row, Conversion::approximate);
  const std::size_t k = f.row.size();
  if (reported.size() == k) return Note{.code = NoteCode::nothing_converted};
  std::vector<WithoutConvertedRow> rows{{.left_out = "none", .k = static_cast<int>(f.k)}};
  fill_refit(rows[0], e, f);
  if (close.size() > reported.size() && close.size() < k)
    rows.push_back(row_of(e, close, options, "approximate conversions"));
  if (!reported.empty()) rows.push_back(row_of(e, reported, options, "all conversions"));
  if (rows.size() == 1) return Note{.code = NoteCode::all_converted};
  return rows;
}

}  // namespace pooled
