#pragma once

#include <optional>
#include <vector>

#include "core/data/formats.h"

namespace pooled {

/// What the ways of typing a study share. Every reason names the column it is about.

using Remarks = std::vector<Note>;

inline Inputs as_cells(Cells cells) { return std::vector<double>(cells.begin(), cells.end()); }
/// For formats whose columns are the family's own, and with nothing to check but the columns themselves.
Result<Inputs> read_as_typed(Cells cells, const Scale& scale, Remarks& remarks);

/// Why so many events are not possible among so many people.
std::optional<Note> check_events(double events, double total, std::string_view column);
/// Why so few people have no SD: there must be two.
std::optional<Note> check_size(double n, std::string_view column);
/// Why an estimate and its limits do not go together.
std::optional<Note> check_limits(double est, double lower, double upper, std::string_view est_column,
                                 std::string_view lower_column);

/// The tail beyond one limit of an interval; `level` in percent, NaN = 95.
Result<double> tail_of(double level);
/// |t| of a two-sided P, the t distribution with df degrees of freedom; df = infinity gives z. Column "pval".
Result<double> statistic_of(double pval, double df);
/// SE = |difference| / |statistic|, where both are above 0. Column "stat" where it is the statistic that is 0.
Result<double> se_by_statistic(double difference, double statistic, std::string_view difference_column);
/// A remark where a negative statistic goes with a difference above 0. Column "stat".
void remark_on_sign(double difference, double statistic, Remarks& remarks);
/// By how much people in clusters count less: 1 + (cluster size - 1) icc. Columns "cluster", "icc".
/// @source Cochrane Handbook 23.1.4; Donner & Klar 2000, ch. 7
Result<double> design_effect(double cluster, double icc);

/// SE of a mean or a difference of means from its limits, (upper - lower) / (2 t). Columns "md", "ci_lb".
/// @param df  of the t distribution that the interval was made with
Result<double> se_by_limits(double est, double lower, double upper, double level, double df);

}  // namespace pooled
