#include <array>
#include <cmath>

#include "core/base/dist.h"
#include "core/data/reading.h"

namespace pooled {
namespace {

constexpr Column se_columns[] = {
    means_columns[0],
    {"se1i", "Treatment standard error of the mean", "SE", "Treatment", Domain::positive},
    means_columns[2],
    means_columns[3],
    {"se2i", "Control standard error of the mean", "SE", "Control", Domain::positive},
    means_columns[5],
};
constexpr Column ci_columns[] = {
    means_columns[0],
    {"lb1i", "Treatment lower limit of the mean", "lower", "Treatment", Domain::any},
    {"ub1i", "Treatment upper limit of the mean", "upper", "Treatment", Domain::any},
    means_columns[2],
    means_columns[3],
    {"lb2i", "Control lower limit of the mean", "lower", "Control", Domain::any},
    {"ub2i", "Control upper limit of the mean", "upper", "Control", Domain::any},
    means_columns[5],
    {"level", "CI level", "CI %", "", Domain::percent, true},
};
constexpr Column md_column{"md", "Mean difference", "difference", "", Domain::any};
constexpr Column md_se_columns[] = {
    md_column,
    {"se_md", "Standard error of the difference", "SE", "", Domain::positive},
    means_columns[2],
    means_columns[5],
};
constexpr Column md_ci_columns[] = {
    md_column,
    {"ci_lb", "Lower limit", "lower", "", Domain::any},
    {"ci_ub", "Upper limit", "upper", "", Domain::any},
    means_columns[2],
    means_columns[5],
    {"level", "CI level", "CI %", "", Domain::percent, true},
};
constexpr Column md_t_columns[] = {
    md_column,
    {"stat", "t statistic", "t", "", Domain::any},
    means_columns[2],
    means_columns[5],
};
constexpr Column md_p_columns[] = {
    md_column,
    {"pval", "Two-sided P", "P", "", Domain::probability},
    means_columns[2],
    means_columns[5],
};
constexpr Column one_se_columns[] = {
    mean_columns[0],
    {"sem", "Standard error of the mean", "SE", "", Domain::positive},
    mean_columns[2],
};
constexpr Column one_ci_columns[] = {
    mean_columns[0],
    {"ci_lb", "Lower limit", "lower", "", Domain::any},
    {"ci_ub", "Upper limit", "upper", "", Domain::any},
    mean_columns[2],
    {"level", "CI level", "CI %", "", Domain::percent, true},
};

Result<Inputs> read_means(Cells cells, const Scale&, Remarks&) {
  if (const auto no = check_size(cells[2], "n1i")) return *no;
  if (const auto no = check_size(cells[5], "n2i")) return *no;
  return as_cells(cells);
}

Result<Inputs> read_mean(Cells cells, const Scale&, Remarks&) {
  if (const auto no = check_size(cells[2], "ni")) return *no;
  return as_cells(cells);
}

/// SD = SE sqrt(n).
Result<Inputs> read_means_se(Cells cells, const Scale& scale, Remarks& remarks) {
  const double with_sd[] = {cells[0], cells[1] * std::sqrt(cells[2]), cells[2],
                            cells[3], cells[4] * std::sqrt(cells[5]), cells[5]};
  return read_means(with_sd, scale, remarks);
}

Result<Inputs> read_mean_se(Cells cells, const Scale& scale, Remarks& remarks) {
  const double with_sd[] = {cells[0], cells[1] * std::sqrt(cells[2]), cells[2]};
  return read_mean(with_sd, scale, remarks);
}

/// The columns of one group with an interval: mean, lower, upper, total.
using Ids = std::array<std::string_view, 4>;

/// SD = sqrt(n) (upper - lower) / (2 t), t with n - 1 degrees of freedom: 1.96 where n is large.
Result<double> sd_by_limits(Cells arm, double level, const Ids& ids) {
  const double n = arm[3];
  if (const auto no = check_size(n, ids[3])) return *no;
  if (const auto no = check_limits(arm[0], arm[1], arm[2], ids[0], ids[1])) return *no;
  const Result<double> tail = tail_of(level);
  if (!tail) return tail.note();
  return std::sqrt(n) * (arm[2] - arm[1]) / (2 * t_upper_quantile(*tail, n - 1));
}

Result<Inputs> read_means_ci(Cells cells, const Scale&, Remarks&) {
  const Result<double> sd1 = sd_by_limits(cells.first(4), cells[8], {"m1i", "lb1i", "ub1i", "n1i"});
  if (!sd1) return sd1.note();
  const Result<double> sd2 = sd_by_limits(cells.subspan(4, 4), cells[8], {"m2i", "lb2i", "ub2i", "n2i"});
  if (!sd2) return sd2.note();
  return Inputs{std::vector<double>{cells[0], *sd1, cells[3], cells[4], *sd2, cells[7]}};
}

Result<Inputs> read_mean_ci(Cells cells, const Scale&, Remarks&) {
  const Result<double> sd = sd_by_limits(cells.first(4), cells[4], {"mi", "ci_lb", "ci_ub", "ni"});
  if (!sd) return sd.note();
  return Inputs{std::vector<double>{cells[0], *sd, cells[3]}};
}

/// The one SD of both groups behind the SE of their difference, SE / sqrt(1/n1 + 1/n2). Means md and 0 stand for any
/// two with this difference, so that only measures of a difference can be had.
Result<Inputs> common_sd(double md, const Result<double>& se, double n1, double n2) {
  if (!se) return se.note();
  if (const auto no = check_size(n1, "n1i")) return *no;
  if (const auto no = check_size(n2, "n2i")) return *no;
  const double sd = *se / std::sqrt(1 / n1 + 1 / n2);
  return Inputs{std::vector<double>{md, sd, n1, 0, sd, n2}};
}

Result<Inputs> read_md_se(Cells cells, const Scale&, Remarks&) {
  return common_sd(cells[0], cells[1], cells[2], cells[3]);
}

Result<Inputs> read_md_ci(Cells cells, const Scale&, Remarks&) {
  const double n1 = cells[3], n2 = cells[4];
  return common_sd(cells[0], se_by_limits(cells[0], cells[1], cells[2], cells[5], n1 + n2 - 2), n1, n2);
}

Result<Inputs> read_md_t(Cells cells, const Scale&, Remarks& remarks) {
  remark_on_sign(cells[0], cells[1], remarks);
  return common_sd(cells[0], se_by_statistic(cells[0], cells[1], "md"), cells[2], cells[3]);
}

Result<Inputs> read_md_p(Cells cells, const Scale&, Remarks&) {
  const double n1 = cells[2], n2 = cells[3];
  const Result<double> t = statistic_of(cells[1], n1 + n2 - 2);
  return t ? common_sd(cells[0], se_by_statistic(cells[0], *t, "md"), n1, n2) : t.note();
}

/// Measures that need no more of the means than their difference.
constexpr std::string_view of_difference = "MD SMD SMD1 SMDH D2ORL D2ORN";
constexpr std::string_view sd_in_both = "an SD in both groups of";
constexpr double (*first_sd)(Cells) = [](Cells c) { return c[1]; };

constexpr Format table[] = {
    {"means", "Mean, SD and total", &two_means, means_columns, read_means, "Cochrane Handbook 6.5"},
    {"means_se", "Mean, standard error and total", &two_means, se_columns, read_means_se, "Cochrane Handbook 6.5.2.2",
     Conversion::exact, "SE times root n, Handbook 6.5.2.2"},
    {"means_ci", "Mean, confidence interval and total", &two_means, ci_columns, read_means_ci,
     "Cochrane Handbook 6.5.2.2", Conversion::exact, "t interval, Handbook 6.5.2.2"},
    {"means_md_se", "Mean difference, standard error and totals", &two_means, md_se_columns, read_md_se,
     "Cochrane Handbook 6.5.2.3", Conversion::approximate, "one SD for both groups, Handbook 6.5.2.3", of_difference,
     false, sd_in_both, first_sd},
    {"means_md_ci", "Mean difference, confidence interval and totals", &two_means, md_ci_columns, read_md_ci,
     "Cochrane Handbook 6.5.2.3", Conversion::approximate, "one SD for both groups, Handbook 6.5.2.3", of_difference,
     false, sd_in_both, first_sd},
    {"means_md_t", "Mean difference, t and totals", &two_means, md_t_columns, read_md_t, "Cochrane Handbook 6.5.2.3",
     Conversion::approximate, "one SD for both groups, Handbook 6.5.2.3", of_difference, false, sd_in_both, first_sd},
    {"means_md_p", "Mean difference, P and totals", &two_means, md_p_columns, read_md_p, "Cochrane Handbook 6.5.2.3",
     Conversion::approximate, "t test with one SD for both groups, Handbook 6.5.2.3", of_difference, false, sd_in_both,
     first_sd},
    {"mean", "Mean, SD and total, one group", &one_mean, mean_columns, read_mean, "Cochrane Handbook 6.5"},
    {"mean_se", "Mean, standard error and total, one group", &one_mean, one_se_columns, read_mean_se,
     "Cochrane Handbook 6.5.2.2", Conversion::exact, "SE times root n, Handbook 6.5.2.2"},
    {"mean_ci", "Mean, confidence interval and total, one group", &one_mean, one_ci_columns, read_mean_ci,
     "Cochrane Handbook 6.5.2.2", Conversion::exact, "t interval, Handbook 6.5.2.2"},
};

}  // namespace

std::span<const Format> mean_formats() { return table; }

}  // namespace pooled
