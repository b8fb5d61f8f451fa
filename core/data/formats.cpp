#include "core/data/formats.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "core/data/provenance.h"

namespace pooled {
namespace {

constexpr std::string_view quantile_estimation = "quantile estimation, McGrath 2020";

/// What is wrong with a cell that is there.
std::optional<NoteCode> fault(double value, Domain domain) {
  if (std::isinf(value)) return NoteCode::not_finite;
  switch (domain) {
    case Domain::count:
    case Domain::non_negative:
      if (value < 0) return NoteCode::negative;
      break;
    case Domain::size:
      if (value <= 0) return NoteCode::empty_arm;
      break;
    case Domain::positive:
      if (value <= 0) return NoteCode::not_positive;
      break;
    case Domain::percent:
      if (value < 0 || value > 100) return NoteCode::not_a_percentage;
      break;
    case Domain::probability:
      if (value < 0 || value > 1) return NoteCode::not_from_0_to_1;
      break;
    case Domain::correlation:
      if (std::abs(value) > 1) return NoteCode::not_a_correlation;
      break;
    case Domain::any:
      break;
  }
  return {};
}

char bound_of(const Study& study, std::string_view column) {
  const auto found = study.bounds.find(std::string(column));
  return found == study.bounds.end() ? ' ' : found->second;
}

/// Why a cell cannot be used. Of a P value it is enough to know that it is below a number.
std::optional<Note> check_cell(const Study& study, double value, const Column& column) {
  if (std::isnan(value)) {
    if (column.optional) return {};
    return Note{.code = NoteCode::missing_cell, .column = column.id};
  }
  if (const auto code = fault(value, column.domain)) return Note{.code = *code, .column = column.id, .value = value};
  const char bound = bound_of(study, column.id);
  if (bound == '>' || (bound == '<' && column.domain != Domain::probability))
    return Note{.code = NoteCode::known_only_as_limit, .column = column.id, .value = value};
  return {};
}

void remark_on_cell(const Study& study, double value, const Column& column, std::vector<Note>& remarks) {
  const auto remark = [&](NoteCode code) { remarks.push_back({.code = code, .column = column.id, .value = value}); };
  if (std::isnan(value)) return;
  const bool whole = column.domain == Domain::count || column.domain == Domain::size;
  if (whole && value != std::floor(value)) remark(NoteCode::not_whole);
  if (column.domain == Domain::non_negative && value == 0) remark(NoteCode::sd_zero);
  if (bound_of(study, column.id) == '<') remark(NoteCode::known_only_below);
}

Conversion remark_on_conversion(const Format& format, std::string_view method, Cells cells, const Inputs& inputs,
                                const Scale& scale, std::vector<Note>& remarks) {
  if (format.conversion == Conversion::none) return Conversion::none;
  std::string detail = provenance(format, method, cells, inputs, scale);
  if (detail.empty()) return Conversion::none;
  remarks.push_back({.code = NoteCode::converted, .detail = std::move(detail)});
  return format.conversion;
}

}  // namespace

std::span<const Format> formats() {
  static const std::vector<Format> all = [] {
    std::vector<Format> list;
    for (const auto part : {count_formats(), mean_formats(), median_formats(), design_formats(), rate_formats(),
                            paired_formats(), reported_formats()})
      list.insert(list.end(), part.begin(), part.end());
    return list;
  }();
  return all;
}

const Format* find_format(std::string_view id) {
  const auto all = formats();
  const auto found = std::find_if(all.begin(), all.end(), [&](const Format& f) { return f.id == id; });
  return found == all.end() ? nullptr : &*found;
}

std::string_view column_label(const Format& format, std::string_view column) {
  for (const Column& each : format.columns)
    if (each.id == column) return each.label;
  return {};
}

Result<Reading> read_study(const Study& study, int row, const Format& format, const Scale& scale,
                           std::vector<Note>& remarks, Medians medians) {
  const auto at_row = [row](Note note) {
    note.row = row;
    return note;
  };
  std::vector<double> cells = study.cells;
  cells.resize(format.columns.size(), NaN);
  for (std::size_t i = 0; i < cells.size(); ++i)
    if (const auto no = check_cell(study, cells[i], format.columns[i])) return at_row(*no);
  std::vector<Note> found;
  const bool by_quantiles = medians == Medians::quantiles && format.read_by_quantiles;
  const Result<Inputs> inputs = (by_quantiles ? format.read_by_quantiles : format.read)(cells, scale, found);
  if (!inputs) return at_row(inputs.note());
  for (std::size_t i = 0; i < cells.size(); ++i) remark_on_cell(study, cells[i], format.columns[i], found);
  const Conversion conversion =
      remark_on_conversion(format, by_quantiles ? quantile_estimation : format.method, cells, *inputs, scale, found);
  for (const Note& remark : found) remarks.push_back(at_row(remark));
  return Reading{*inputs, conversion};
}

}  // namespace pooled
