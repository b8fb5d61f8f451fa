#include <cmath>

#include "core/base/dist.h"
#include "core/data/reading.h"

namespace pooled {
namespace {

constexpr Column estimate{"est", "Estimate", "estimate", "", Domain::any};
constexpr Column level{"level", "CI level", "CI %", "", Domain::percent, true};
constexpr Column ci_columns[] = {
    estimate,
    {"ci_lb", "Lower limit", "lower", "", Domain::any},
    {"ci_ub", "Upper limit", "upper", "", Domain::any},
    level,
};
constexpr Column bound_columns[] = {
    estimate,
    {"limit", "One limit of the interval", "limit", "", Domain::any},
    level,
};
constexpr Column se_columns[] = {
    {"yi", "Effect", "effect", "", Domain::any},
    {"sei", "Standard error", "SE", "", Domain::positive},
};
constexpr Column var_columns[] = {
    {"yi", "Effect", "effect", "", Domain::any},
    {"vi", "Variance", "variance", "", Domain::positive},
};
constexpr Column p_columns[] = {
    estimate,
    {"pval", "Two-sided P", "P", "", Domain::probability},
    {"df", "Degrees of freedom of the t test", "df", "", Domain::positive, true},
};
constexpr Column stat_columns[] = {
    estimate,
    {"stat", "z or t statistic", "z or t", "", Domain::any},
};
constexpr Column o_e_v_columns[] = {
    {"o_e", "Observed minus expected events", "O-E", "", Domain::any},
    {"v", "Variance of O-E", "V", "", Domain::positive},
};

/// The value on the analysis scale, or why it has none.
Result<double> on_scale(double value, const Scale& scale, std::string_view column) {
  const double x = scale.analysis(value);
  if (std::isfinite(x)) return x;
  const auto code = scale.id == log_scale.id ? NoteCode::ratio_not_positive : NoteCode::not_on_scale;
  return Note{.code = code, .column = column, .value = value};
}

Inputs effect(double yi, double se) { return Effect{yi, se * se}; }

Result<Inputs> read_se(Cells cells, const Scale&, Remarks&) { return effect(cells[0], cells[1]); }

Result<Inputs> read_var(Cells cells, const Scale&, Remarks&) { return Inputs{Effect{cells[0], cells[1]}}; }

/// yi = g(est), sei = (g(upper) - g(lower)) / (2 z), with g the measure's analysis scale. The limits alone give the SE:
/// the printed estimate is rounded, and need not be their midpoint.
Result<Inputs> read_ci(Cells cells, const Scale& scale, Remarks&) {
  const Result<double> tail = tail_of(cells[3]);
  if (!tail) return tail.note();
  const Result<double> est = on_scale(cells[0], scale, "est");
  if (!est) return est.note();
  const Result<double> lower = on_scale(cells[1], scale, "ci_lb");
  if (!lower) return lower.note();
  const Result<double> upper = on_scale(cells[2], scale, "ci_ub");
  if (!upper) return upper.note();
  if (const auto no = check_limits(cells[0], cells[1], cells[2], "est", "ci_lb")) return *no;
  return effect(*est, (*upper - *lower) / (2 * normal_upper_quantile(*tail)));
}

/// One limit, either of the two: sei = |g(limit) - g(est)| / z. What rounding took from the estimate counts in full.
Result<Inputs> read_bound(Cells cells, const Scale& scale, Remarks&) {
  const Result<double> tail = tail_of(cells[2]);
  if (!tail) return tail.note();
  const Result<double> est = on_scale(cells[0], scale, "est");
  if (!est) return est.note();
  const Result<double> limit = on_scale(cells[1], scale, "limit");
  if (!limit) return limit.note();
  if (*est == *limit) return Note{.code = NoteCode::limits_equal, .column = "limit", .value = cells[1]};
  return effect(*est, std::abs(*limit - *est) / normal_upper_quantile(*tail));
}

/// sei = |g(est) - g(no effect)| / |statistic|.
Result<Inputs> by_statistic(double est, double statistic, const Scale& scale) {
  const Result<double> yi = on_scale(est, scale, "est");
  if (!yi) return yi.note();
  const Result<double> se = se_by_statistic(*yi - scale.analysis(scale.no_effect), statistic, "est");
  return se ? Result<Inputs>(effect(*yi, *se)) : se.note();
}

Result<Inputs> read_p(Cells cells, const Scale& scale, Remarks&) {
  const Result<double> statistic = statistic_of(cells[1], std::isnan(cells[2]) ? infinity : cells[2]);
  return statistic ? by_statistic(cells[0], *statistic, scale) : statistic.note();
}

/// The SE is the same whether the statistic is a z or a t.
Result<Inputs> read_stat(Cells cells, const Scale& scale, Remarks& remarks) {
  remark_on_sign(scale.analysis(cells[0]) - scale.analysis(scale.no_effect), cells[1], remarks);
  return by_statistic(cells[0], cells[1], scale);
}

/// Observed minus expected events in the treatment group, and their hypergeometric variance, of a log-rank or a Peto
/// analysis: yi = (O - E) / V on the log scale, vi = 1 / V.
Result<Inputs> read_o_e_v(Cells cells, const Scale&, Remarks&) {
  return Inputs{Effect{cells[0] / cells[1], 1 / cells[1]}};
}

constexpr Format table[] = {
    {"estimate_ci", "Estimate and confidence interval", nullptr, ci_columns, read_ci, "Cochrane Handbook 6.3.1, 6.3.2"},
    {"estimate_se", "Effect and standard error", nullptr, se_columns, read_se, "Cochrane Handbook 6.3"},
    {"estimate_var", "Effect and variance", nullptr, var_columns, read_var, "Cochrane Handbook 6.3"},
    {"estimate_bound", "Estimate and one confidence limit", nullptr, bound_columns, read_bound,
     "Cochrane Handbook 6.3.1, 6.3.2", Conversion::approximate, "symmetric interval, Handbook 6.3"},
    {"estimate_p",
     "Estimate and P",
     nullptr,
     p_columns,
     read_p,
     "Cochrane Handbook 6.3.1, 6.3.2",
     Conversion::approximate,
     "P against no effect, Handbook 6.3",
     {},
     true},
    {"estimate_stat",
     "Estimate and z or t",
     nullptr,
     stat_columns,
     read_stat,
     "Cochrane Handbook 6.3.1",
     Conversion::exact,
     "test of no effect, Handbook 6.3",
     {},
     true},
    {"o_e_v", "O-E and variance", nullptr, o_e_v_columns, read_o_e_v,
     "Yusuf et al. 1985, Prog Cardiovasc Dis 27:335; Cochrane Handbook 6.8.2", Conversion::exact,
     "(O-E) / V and 1 / V, Handbook 6.8.2", "HR OR PETO"},
};

}  // namespace

std::span<const Format> reported_formats() { return table; }

}  // namespace pooled
