#include "core/data/reading.h"

#include <cmath>

#include "core/base/dist.h"

namespace pooled {

Result<Inputs> read_as_typed(Cells cells, const Scale&, Remarks&) { return as_cells(cells); }

std::optional<Note> check_events(double events, double total, std::string_view column) {
  if (events <= total) return {};
  return Note{.code = NoteCode::events_exceed_total, .column = column, .value = events, .other = total};
}

std::optional<Note> check_size(double n, std::string_view column) {
  if (n >= 2) return {};
  return Note{.code = NoteCode::too_few_for_sd, .column = column, .value = n};
}

std::optional<Note> check_limits(double est, double lower, double upper, std::string_view est_column,
                                 std::string_view lower_column) {
  if (lower > upper)
    return Note{.code = NoteCode::limits_reversed, .column = lower_column, .value = lower, .other = upper};
  if (lower == upper) return Note{.code = NoteCode::limits_equal, .column = lower_column, .value = lower};
  if (est < lower || est > upper)
    return Note{.code = NoteCode::estimate_outside_limits, .column = est_column, .value = est};
  return {};
}

Result<double> tail_of(double level) {
  if (std::isnan(level)) return 0.025;
  if (level < 50 || level > 99.99) return Note{.code = NoteCode::level_out_of_range, .column = "level", .value = level};
  return (100 - level) / 200;
}

Result<double> statistic_of(double pval, double df) {
  if (pval == 0 || pval == 1) return Note{.code = NoteCode::p_without_se, .column = "pval", .value = pval};
  return t_upper_quantile(pval / 2, df);
}

Result<double> se_by_statistic(double difference, double statistic, std::string_view difference_column) {
  if (statistic == 0) return Note{.code = NoteCode::no_effect_without_se, .column = "stat", .value = statistic};
  if (difference == 0) return Note{.code = NoteCode::no_effect_without_se, .column = difference_column};
  return std::abs(difference) / std::abs(statistic);
}

void remark_on_sign(double difference, double statistic, Remarks& remarks) {
  if (statistic < 0 && difference > 0)
    remarks.push_back({.code = NoteCode::statistic_other_side, .column = "stat", .value = statistic});
}

Result<double> design_effect(double cluster, double icc) {
  if (cluster < 1) return Note{.code = NoteCode::below_one, .column = "cluster", .value = cluster};
  if (icc < 0 || icc > 1) return Note{.code = NoteCode::not_from_0_to_1, .column = "icc", .value = icc};
  return 1 + (cluster - 1) * icc;
}

Result<double> se_by_limits(double est, double lower, double upper, double level, double df) {
  const Result<double> tail = tail_of(level);
  if (!tail) return tail.note();
  if (const auto no = check_limits(est, lower, upper, "md", "ci_lb")) return *no;
  return (upper - lower) / (2 * t_upper_quantile(*tail, df));
}

}  // namespace pooled
