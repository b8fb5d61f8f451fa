#include "core/data/reading.h"

namespace pooled {
namespace {

/// The variance of a correlation has n - 3 or n - 1 below it, and is not trusted below four (metafor likewise).
Result<Inputs> read_correlation(Cells cells, const Scale&, Remarks&) {
  if (cells[1] < 4) return Note{.code = NoteCode::too_few_for_correlation, .column = "ni", .value = cells[1]};
  return as_cells(cells);
}

constexpr Format table[] = {
    {"rates", "Events and person-time", &two_rates, rates_columns, read_as_typed, "Cochrane Handbook 6.7"},
    {"rate", "Events and person-time, one group", &one_rate, rate_columns, read_as_typed, "Cochrane Handbook 6.7"},
    {"correlation", "Correlation and total", &one_correlation, correlation_columns, read_correlation,
     "Hedges & Olkin 1985, ch. 11"},
};

}  // namespace

std::span<const Format> rate_formats() { return table; }

}  // namespace pooled
