#include <algorithm>
#include <cmath>

#include "core/analysis/checks/check.h"

namespace pooled {
namespace {

double at(std::span<const Column> columns, const std::vector<double>& cells, std::string_view id) {
  const auto found = std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.id == id; });
  const auto i = static_cast<std::size_t>(found - columns.begin());
  return found != columns.end() && i < cells.size() ? cells[i] : NaN;
}

std::vector<bool> rows_with_errors(const Effects& e) {
  std::vector<bool> wrong(e.data->studies.size());
  for (const Note& note : e.notes)
    if (note.row >= 0 && kind(note.code).severity == Severity::error) wrong[static_cast<std::size_t>(note.row)] = true;
  return wrong;
}

}  // namespace

double Entry::typed(std::string_view column) const { return at(format->columns, study->cells, column); }

bool Entry::has(std::string_view column) const { return !std::isnan(typed(column)); }

double Entry::known(std::string_view column) const { return family ? at(family->columns, cells, column) : NaN; }

std::string Entries::place(const Entry& entry, std::string_view column) const {
  return name(entry) + ", " + std::string(column_label(*entry.format, column));
}

Entries entries_of(const Effects& e) {
  Entries out{.effects = &e};
  if (!e.data) return out;
  const std::vector<bool> wrong = rows_with_errors(e);
  std::size_t with_cells = 0;
  for (std::size_t i = 0; i < wrong.size(); ++i) {
    const Study& study = e.data->studies[i];
    const int row = static_cast<int>(i);
    Entry entry{.row = row, .study = &study, .format = find_format(study.format), .effect = e.study[i]};
    while (with_cells < e.cells_row.size() && e.cells_row[with_cells] < row) ++with_cells;
    if (with_cells < e.cells_row.size() && e.cells_row[with_cells] == row) {
      const Eigen::VectorXd cells = e.cells.row(static_cast<Index>(with_cells));
      entry.family = e.measure->family;
      entry.cells.assign(cells.begin(), cells.end());
    }
    if (study.include && entry.format) (wrong[i] ? out.refused : out.usable).push_back(std::move(entry));
  }
  return out;
}

}  // namespace pooled
