#include <cmath>

#include "core/data/reading.h"

namespace pooled {
namespace {

/// The variance of a correlation has n - 3 or n - 1 below it, and is not trusted below four (metafor likewise); at
/// -1 or 1 it is 0, and Fisher's z infinite.
Result<Inputs> read_correlation(Cells cells, const Scale&, Remarks&) {
  if (cells[1] < 4) return Note{.code = NoteCode::too_few_for_correlation, .column = "ni", .value = cells[1]};
  if (std::abs(cells[0]) == 1) return Note{.code = NoteCode::correlation_complete, .column = "ri", .value = cells[0]};
  return as_cells(cells);
}

constexpr Column shared_columns[] = {
    rates_columns[0],
    rates_columns[1],
    rates_columns[2],
    rates_columns[3],
    {"shared", "Comparisons that share the control group", "shared by", "", Domain::size},
};

/// The control group counts once in all its comparisons: events and person-time over their number.
Result<Inputs> read_shared(Cells c, const Scale&, Remarks&) {
  if (c[4] < 1) return Note{.code = NoteCode::below_one, .column = "shared", .value = c[4]};
  return Inputs{std::vector<double>{c[0], c[1], c[2] / c[4], c[3] / c[4]}};
}

constexpr Format table[] = {
    {"rates", "Events and person-time", &two_rates, rates_columns, read_as_typed, "Cochrane Handbook 6.7"},
    {"rates_shared", "Events and person-time, control group shared", &two_rates, shared_columns, read_shared,
     "Cochrane Handbook 23.3.4", Conversion::approximate, "control group divided, Handbook 23.3.4"},
    {"rate", "Events and person-time, one group", &one_rate, rate_columns, read_as_typed, "Cochrane Handbook 6.7"},
    {"correlation", "Correlation and total", &one_correlation, correlation_columns, read_correlation,
     "Hedges & Olkin 1985, ch. 11"},
};

}  // namespace

std::span<const Format> rate_formats() { return table; }

}  // namespace pooled
