#include "core/data/formats.h"

#include <algorithm>
#include <cmath>

#include "core/base/dist.h"

namespace pooled {
namespace {

constexpr Column counts_columns[] = {
    {"ai", "Treatment events", "events", "Treatment", Domain::count},
    {"n1i", "Treatment total", "total", "Treatment", Domain::size},
    {"ci", "Control events", "events", "Control", Domain::count},
    {"n2i", "Control total", "total", "Control", Domain::size},
};

constexpr Column means_columns[] = {
    {"m1i", "Treatment mean", "mean", "Treatment", Domain::any},
    {"sd1i", "Treatment SD", "SD", "Treatment", Domain::non_negative},
    {"n1i", "Treatment total", "total", "Treatment", Domain::size},
    {"m2i", "Control mean", "mean", "Control", Domain::any},
    {"sd2i", "Control SD", "SD", "Control", Domain::non_negative},
    {"n2i", "Control total", "total", "Control", Domain::size},
};

constexpr Column two_by_two_columns[] = {
    {"ai", "Treatment events", "events", "Treatment", Domain::count},
    {"bi", "Treatment without event", "no event", "Treatment", Domain::count},
    {"ci", "Control events", "events", "Control", Domain::count},
    {"di", "Control without event", "no event", "Control", Domain::count},
};

constexpr Column rates_columns[] = {
    {"x1i", "Treatment events", "events", "Treatment", Domain::count},
    {"t1i", "Treatment person-time", "person-time", "Treatment", Domain::positive},
    {"x2i", "Control events", "events", "Control", Domain::count},
    {"t2i", "Control person-time", "person-time", "Control", Domain::positive},
};

constexpr Column proportion_columns[] = {
    {"xi", "Events", "events", "", Domain::count},
    {"ni", "Total", "total", "", Domain::size},
};

constexpr Column rate_columns[] = {
    {"xi", "Events", "events", "", Domain::count},
    {"ti", "Person-time", "person-time", "", Domain::positive},
};

constexpr Column mean_columns[] = {
    {"mi", "Mean", "mean", "", Domain::any},
    {"sdi", "SD", "SD", "", Domain::non_negative},
    {"ni", "Total", "total", "", Domain::size},
};

constexpr Column correlation_columns[] = {
    {"ri", "Correlation", "r", "", Domain::correlation},
    {"ni", "Total", "total", "", Domain::size},
};

constexpr Column paired_columns[] = {
    {"m1i", "First mean", "mean", "First", Domain::any},
    {"sd1i", "First SD", "SD", "First", Domain::non_negative},
    {"m2i", "Second mean", "mean", "Second", Domain::any},
    {"sd2i", "Second SD", "SD", "Second", Domain::non_negative},
    {"ni", "Pairs", "pairs", "", Domain::size},
    {"ri", "Correlation", "r", "", Domain::correlation},
};

constexpr Column estimate_ci_columns[] = {
    {"est", "Estimate", "estimate", "", Domain::any},
    {"ci_lb", "Lower limit", "lower", "", Domain::any},
    {"ci_ub", "Upper limit", "upper", "", Domain::any},
    {"level", "CI level", "CI %", "", Domain::percent, true},
};

constexpr Column estimate_se_columns[] = {
    {"yi", "Effect", "effect", "", Domain::any},
    {"sei", "Standard error", "SE", "", Domain::positive},
};

Inputs as_cells(std::span<const double> cells) { return std::vector<double>(cells.begin(), cells.end()); }

Result<Inputs> read_counts(std::span<const double> cells, const Scale&) {
  if (cells[0] > cells[1])
    return Note{.code = NoteCode::events_exceed_total, .column = "ai", .value = cells[0], .other = cells[1]};
  if (cells[2] > cells[3])
    return Note{.code = NoteCode::events_exceed_total, .column = "ci", .value = cells[2], .other = cells[3]};
  return as_cells(cells);
}

/// Without the event -> totals.
Result<Inputs> read_two_by_two(std::span<const double> cells, const Scale&) {
  const double n1 = cells[0] + cells[1], n2 = cells[2] + cells[3];
  if (n1 == 0) return Note{.code = NoteCode::empty_arm, .column = "bi", .value = n1};
  if (n2 == 0) return Note{.code = NoteCode::empty_arm, .column = "di", .value = n2};
  return Inputs{std::vector<double>{cells[0], n1, cells[2], n2}};
}

Result<Inputs> read_as_typed(std::span<const double> cells, const Scale&) { return as_cells(cells); }

Result<Inputs> read_proportion(std::span<const double> cells, const Scale&) {
  if (cells[0] > cells[1])
    return Note{.code = NoteCode::events_exceed_total, .column = "xi", .value = cells[0], .other = cells[1]};
  return as_cells(cells);
}

Result<Inputs> read_mean(std::span<const double> cells, const Scale&) {
  if (cells[2] < 2) return Note{.code = NoteCode::too_few_for_sd, .column = "ni", .value = cells[2]};
  return as_cells(cells);
}

/// The variance of a correlation has n - 3 or n - 1 below it, and is not trusted below four (metafor likewise).
Result<Inputs> read_correlation(std::span<const double> cells, const Scale&) {
  if (cells[1] < 4) return Note{.code = NoteCode::too_few_for_correlation, .column = "ni", .value = cells[1]};
  return as_cells(cells);
}

Result<Inputs> read_paired(std::span<const double> cells, const Scale&) {
  if (cells[4] < 2) return Note{.code = NoteCode::too_few_for_sd, .column = "ni", .value = cells[4]};
  return as_cells(cells);
}

Result<Inputs> read_means(std::span<const double> cells, const Scale&) {
  if (cells[2] < 2) return Note{.code = NoteCode::too_few_for_sd, .column = "n1i", .value = cells[2]};
  if (cells[5] < 2) return Note{.code = NoteCode::too_few_for_sd, .column = "n2i", .value = cells[5]};
  return as_cells(cells);
}

Result<Inputs> read_estimate_se(std::span<const double> cells, const Scale&) {
  return Inputs{Effect{cells[0], cells[1] * cells[1]}};
}

constexpr std::string_view estimate_ci_ids[] = {"est", "ci_lb", "ci_ub"};

/// yi = g(est), sei = (g(upper) - g(lower)) / (2 z), with g the measure's analysis scale (Handbook 6.3.1, 6.3.2). The
/// limits alone give the SE: the printed estimate is rounded, and need not be their midpoint.
Result<Inputs> read_estimate_ci(std::span<const double> cells, const Scale& scale) {
  const double est = cells[0], lower = cells[1], upper = cells[2];
  const double level = std::isnan(cells[3]) ? 95 : cells[3];
  if (level < 50 || level > 99.99) return Note{.code = NoteCode::level_out_of_range, .column = "level", .value = level};
  for (std::size_t i = 0; i < 3; ++i)
    if (!std::isfinite(scale.analysis(cells[i]))) {
      const auto code = scale.id == log_scale.id ? NoteCode::ratio_not_positive : NoteCode::not_on_scale;
      return Note{.code = code, .column = estimate_ci_ids[i], .value = cells[i]};
    }
  if (lower > upper) return Note{.code = NoteCode::limits_reversed, .column = "ci_lb", .value = lower, .other = upper};
  if (lower == upper) return Note{.code = NoteCode::limits_equal, .column = "ci_lb", .value = lower};
  if (est < lower || est > upper) return Note{.code = NoteCode::estimate_outside_limits, .column = "est", .value = est};
  const double z = normal_upper_quantile((100 - level) / 200);
  const double se = (scale.analysis(upper) - scale.analysis(lower)) / (2 * z);
  return Inputs{Effect{scale.analysis(est), se * se}};
}

/// What is wrong with a cell that is there.
Result<double> check_cell(double value, const Column& column) {
  const auto no = [&](NoteCode code) { return Note{.code = code, .column = column.id, .value = value}; };
  if (std::isinf(value)) return no(NoteCode::not_finite);
  switch (column.domain) {
    case Domain::count:
    case Domain::non_negative:
      if (value < 0) return no(NoteCode::negative);
      break;
    case Domain::size:
      if (value <= 0) return no(NoteCode::empty_arm);
      break;
    case Domain::positive:
    case Domain::percent:
      if (value <= 0) return no(NoteCode::not_positive);
      break;
    case Domain::correlation:
      if (std::abs(value) > 1) return no(NoteCode::not_a_correlation);
      break;
    case Domain::any:
      break;
  }
  return value;
}

void add_remarks(double value, const Column& column, int row, std::vector<Note>& remarks) {
  const bool whole = column.domain == Domain::count || column.domain == Domain::size;
  if (std::isnan(value)) return;
  if (whole && value != std::floor(value))
    remarks.push_back({.code = NoteCode::not_whole, .row = row, .column = column.id, .value = value});
  if (column.domain == Domain::non_negative && value == 0)
    remarks.push_back({.code = NoteCode::sd_zero, .row = row, .column = column.id});
}

using Cells = std::span<const double>;

constexpr Counts two_by_two_counts{
    [](Cells c) { return c[0] == 0 || c[2] == 0 || c[0] == c[1] || c[2] == c[3]; },
    [](Cells c) { return c[0] == 0 && c[2] == 0; },
    [](Cells c) { return c[0] == c[1] && c[2] == c[3]; },
    [](Cells c) { return c[3] / c[1]; },
};
constexpr Counts two_rates_counts{
    [](Cells c) { return c[0] == 0 || c[2] == 0; },
    [](Cells c) { return c[0] == 0 && c[2] == 0; },
    nullptr,
};
constexpr Counts one_proportion_counts{[](Cells c) { return c[0] == 0 || c[0] == c[1]; }, nullptr, nullptr};
constexpr Counts one_rate_counts{[](Cells c) { return c[0] == 0; }, nullptr, nullptr};

}  // namespace

const Family two_by_two{.id = "two_by_two",
                        .label = "Events in two groups",
                        .columns = counts_columns,
                        .people = [](Cells c) { return c[1] + c[3]; },
                        .control_risk = [](Cells c) { return c[2] / c[3]; },
                        .counts = &two_by_two_counts};
const Family two_means{
    .id = "two_means", .label = "Means in two groups", .columns = means_columns, .people = [](Cells c) {
      return c[2] + c[5];
    }};
const Family two_rates{
    .id = "two_rates", .label = "Rates in two groups", .columns = rates_columns, .counts = &two_rates_counts};
const Family one_proportion{.id = "one_proportion",
                            .label = "Proportion in one group",
                            .columns = proportion_columns,
                            .compares = false,
                            .people = [](Cells c) { return c[1]; },
                            .counts = &one_proportion_counts};
const Family one_rate{.id = "one_rate",
                      .label = "Rate in one group",
                      .columns = rate_columns,
                      .compares = false,
                      .counts = &one_rate_counts};
const Family one_mean{
    .id = "one_mean", .label = "Mean in one group", .columns = mean_columns, .compares = false, .people = [](Cells c) {
      return c[2];
    }};
const Family one_correlation{.id = "one_correlation",
                             .label = "Correlation in one group",
                             .columns = correlation_columns,
                             .people = [](Cells c) { return c[1]; }};
const Family paired_means{
    .id = "paired_means", .label = "Means of pairs", .columns = paired_columns, .people = [](Cells c) { return c[4]; }};

namespace {

constexpr Format table[] = {
    {"counts", "Events and totals", &two_by_two, counts_columns, read_counts, "Cochrane Handbook 6.4"},
    {"two_by_two", "Events and non-events", &two_by_two, two_by_two_columns, read_two_by_two, "Cochrane Handbook 6.4"},
    {"means", "Mean, SD and total", &two_means, means_columns, read_means, "Cochrane Handbook 6.5"},
    {"rates", "Events and person-time", &two_rates, rates_columns, read_as_typed, "Cochrane Handbook 6.7"},
    {"proportion", "Events and total, one group", &one_proportion, proportion_columns, read_proportion,
     "Barendregt et al. 2013, J Epidemiol Community Health 67:974"},
    {"rate", "Events and person-time, one group", &one_rate, rate_columns, read_as_typed, "Cochrane Handbook 6.7"},
    {"mean", "Mean, SD and total, one group", &one_mean, mean_columns, read_mean, "Cochrane Handbook 6.5"},
    {"correlation", "Correlation and total", &one_correlation, correlation_columns, read_correlation,
     "Hedges & Olkin 1985, ch. 11"},
    {"paired", "Two means and SDs of pairs, and their correlation", &paired_means, paired_columns, read_paired,
     "Cochrane Handbook 23.2.4; Becker 1988, Br J Math Stat Psychol 41:257"},
    {"estimate_ci", "Estimate and confidence interval", nullptr, estimate_ci_columns, read_estimate_ci,
     "Cochrane Handbook 6.3.1, 6.3.2"},
    {"estimate_se", "Effect and standard error", nullptr, estimate_se_columns, read_estimate_se,
     "Cochrane Handbook 6.3"},
};

}  // namespace

std::span<const Format> formats() { return table; }

const Format* find_format(std::string_view id) {
  const auto found = std::find_if(std::begin(table), std::end(table), [&](const Format& f) { return f.id == id; });
  return found == std::end(table) ? nullptr : found;
}

std::string_view column_label(const Format& format, std::string_view column) {
  for (const Column& each : format.columns)
    if (each.id == column) return each.label;
  return {};
}

Result<Inputs> read_study(const Study& study, int row, const Format& format, const Scale& scale,
                          std::vector<Note>& remarks) {
  const auto at_row = [row](Note note) {
    note.row = row;
    return note;
  };
  std::vector<double> cells = study.cells;
  cells.resize(format.columns.size(), NaN);
  for (std::size_t i = 0; i < cells.size(); ++i) {
    const Column& column = format.columns[i];
    if (std::isnan(cells[i])) {
      if (!column.optional) return at_row({.code = NoteCode::missing_cell, .column = column.id});
      continue;
    }
    if (const auto checked = check_cell(cells[i], column); !checked) return at_row(checked.note());
  }
  Result<Inputs> inputs = format.read(cells, scale);
  if (!inputs) return at_row(inputs.note());
  for (std::size_t i = 0; i < cells.size(); ++i) add_remarks(cells[i], format.columns[i], row, remarks);
  return inputs;
}

}  // namespace pooled
