#include <algorithm>
#include <cmath>

#include "core/data/reading.h"

namespace pooled {
namespace {

constexpr Column two_by_two_columns[] = {
    {"ai", "Treatment events", "events", "Treatment", Domain::count},
    {"bi", "Treatment without event", "no event", "Treatment", Domain::count},
    {"ci", "Control events", "events", "Control", Domain::count},
    {"di", "Control without event", "no event", "Control", Domain::count},
};
constexpr Column percent_columns[] = {
    {"pct1i", "Treatment percent with event", "%", "Treatment", Domain::percent},
    {"n1i", "Treatment total", "total", "Treatment", Domain::size},
    {"pct2i", "Control percent with event", "%", "Control", Domain::percent},
    {"n2i", "Control total", "total", "Control", Domain::size},
};
constexpr Column one_percent_columns[] = {
    {"pcti", "Percent with event", "%", "", Domain::percent},
    {"ni", "Total", "total", "", Domain::size},
};
constexpr Column cluster_columns[] = {
    counts_columns[0],
    counts_columns[1],
    counts_columns[2],
    counts_columns[3],
    {"cluster", "Mean cluster size", "cluster size", "", Domain::positive},
    {"icc", "Intracluster correlation", "ICC", "", Domain::any},
};
constexpr Column shared_columns[] = {
    counts_columns[0],
    counts_columns[1],
    counts_columns[2],
    counts_columns[3],
    {"shared", "Comparisons that share the control group", "shared by", "", Domain::size},
};

Result<Inputs> read_counts(Cells cells, const Scale&, Remarks&) {
  if (const auto no = check_events(cells[0], cells[1], "ai")) return *no;
  if (const auto no = check_events(cells[2], cells[3], "ci")) return *no;
  return as_cells(cells.first(4));
}

/// Without the event -> totals.
Result<Inputs> read_two_by_two(Cells cells, const Scale&, Remarks&) {
  const double n1 = cells[0] + cells[1], n2 = cells[2] + cells[3];
  if (n1 == 0) return Note{.code = NoteCode::empty_arm, .column = "bi", .value = n1};
  if (n2 == 0) return Note{.code = NoteCode::empty_arm, .column = "di", .value = n2};
  return Inputs{std::vector<double>{cells[0], n1, cells[2], n2}};
}

Result<Inputs> read_proportion(Cells cells, const Scale&, Remarks&) {
  if (const auto no = check_events(cells[0], cells[1], "xi")) return *no;
  return as_cells(cells);
}

/// Half a unit of the last decimal that a percentage was typed with: 33.3 stands for 33.25 to 33.35.
double half_unit(double percent) {
  constexpr int most_decimals = 6;
  double power = 1;
  for (int i = 0; i < most_decimals && std::abs(percent * power - std::round(percent * power)) > 1e-9 * power; ++i)
    power *= 10;
  return 0.5 / power;
}

/// The whole number of events nearest to a rounded percentage of n, and a remark where no whole number rounds to that
/// percentage, or several do.
double events_of(double percent, double n, std::string_view column, Remarks& remarks) {
  const double exact = percent / 100 * n, events = std::round(exact);
  const double slack = half_unit(percent) / 100 * n * (1 + 1e-9);
  const double fewest = std::ceil(std::max(0.0, exact - slack)), most = std::floor(std::min(n, exact + slack));
  if (fewest > most)
    remarks.push_back({.code = NoteCode::percent_fits_no_count, .column = column, .value = events, .other = n});
  else if (fewest < most)
    remarks.push_back({.code = NoteCode::percent_fits_several, .column = column, .value = fewest, .other = most});
  return events;
}

Result<Inputs> read_percent(Cells cells, const Scale&, Remarks& remarks) {
  std::vector<double> counts(cells.begin(), cells.end());
  counts[0] = events_of(cells[0], cells[1], "pct1i", remarks);
  counts[2] = events_of(cells[2], cells[3], "pct2i", remarks);
  return Inputs{counts};
}

Result<Inputs> read_one_percent(Cells cells, const Scale&, Remarks& remarks) {
  return Inputs{std::vector<double>{events_of(cells[0], cells[1], "pcti", remarks), cells[1]}};
}

/// Events and totals over the design effect: the effective sample size. Fractions stay.
Result<Inputs> read_cluster(Cells cells, const Scale& scale, Remarks& remarks) {
  const Result<double> effect = design_effect(cells[4], cells[5]);
  if (!effect) return effect.note();
  const Result<Inputs> counts = read_counts(cells, scale, remarks);
  if (!counts) return counts.note();
  std::vector<double> effective = std::get<std::vector<double>>(*counts);
  for (double& each : effective) each /= *effect;
  return Inputs{effective};
}

/// The control group counts once in all its comparisons: events and total over their number.
Result<Inputs> read_shared(Cells cells, const Scale& scale, Remarks& remarks) {
  if (cells[4] < 1) return Note{.code = NoteCode::below_one, .column = "shared", .value = cells[4]};
  if (const Result<Inputs> counts = read_counts(cells, scale, remarks); !counts) return counts.note();
  return Inputs{std::vector<double>{cells[0], cells[1], cells[2] / cells[4], cells[3] / cells[4]}};
}

constexpr Format table[] = {
    {"counts", "Events and totals", &two_by_two, counts_columns, read_counts, "Cochrane Handbook 6.4"},
    {"two_by_two", "Events and non-events", &two_by_two, two_by_two_columns, read_two_by_two, "Cochrane Handbook 6.4"},
    {"counts_percent", "Percentages and totals", &two_by_two, percent_columns, read_percent, "Cochrane Handbook 6.4",
     Conversion::approximate, "percent of the total, rounded"},
    {"counts_cluster", "Events and totals of a cluster trial", &two_by_two, cluster_columns, read_cluster,
     "Cochrane Handbook 23.1.4", Conversion::approximate, "effective sample size, Handbook 23.1.4"},
    {"counts_shared", "Events and totals, control group shared", &two_by_two, shared_columns, read_shared,
     "Cochrane Handbook 23.3.4", Conversion::approximate, "control group divided, Handbook 23.3.4"},
    {"proportion", "Events and total, one group", &one_proportion, proportion_columns, read_proportion,
     "Barendregt et al. 2013, J Epidemiol Community Health 67:974"},
    {"proportion_percent", "Percentage and total, one group", &one_proportion, one_percent_columns, read_one_percent,
     "Barendregt et al. 2013, J Epidemiol Community Health 67:974", Conversion::approximate,
     "percent of the total, rounded"},
};

}  // namespace

std::span<const Format> count_formats() { return table; }

}  // namespace pooled
