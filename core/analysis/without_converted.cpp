#include "core/analysis/without_converted.h"

namespace pooled {
namespace {

Conversion conversion_of(const Effects& e, Index i) {
  const auto row = static_cast<std::size_t>(e.row[static_cast<std::size_t>(i)]);
  return row < e.conversion.size() ? e.conversion[row] : Conversion::none;
}

/// The pooled studies that went through less than this.
std::vector<Index> below(const Effects& e, Conversion least) {
  std::vector<Index> keep;
  for (Index i = 0; i < e.k(); ++i)
    if (conversion_of(e, i) < least) keep.push_back(i);
  return keep;
}

WithoutConvertedRow row_of(const Effects& e, const std::vector<Index>& keep, const Options& options, std::string name) {
  WithoutConvertedRow row{.left_out = std::move(name), .k = static_cast<int>(keep.size())};
  if (const auto f = fit(subset(e, keep), options)) fill_refit(row, e, *f);
  return row;
}

}  // namespace

Result<std::vector<WithoutConvertedRow>> without_converted(const Effects& e, const Fit& f, const Options& options) {
  const std::vector<Index> reported = below(e, Conversion::exact), close = below(e, Conversion::approximate);
  const auto k = static_cast<std::size_t>(e.k());
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
