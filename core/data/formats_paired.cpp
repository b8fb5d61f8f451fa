#include <cmath>

#include "core/base/dist.h"
#include "core/data/reading.h"

namespace pooled {
namespace {

constexpr Column sd_columns[] = {
    paired_columns[0], paired_columns[1], paired_columns[2],
    paired_columns[3], paired_columns[4], {"sd_d", "SD of the differences", "SD diff", "", Domain::non_negative},
};
constexpr Column t_columns[] = {
    paired_columns[0], paired_columns[1], paired_columns[2],
    paired_columns[3], paired_columns[4], {"stat", "Paired t statistic", "t", "", Domain::any},
};
constexpr Column p_columns[] = {
    paired_columns[0], paired_columns[1], paired_columns[2],
    paired_columns[3], paired_columns[4], {"pval", "Two-sided P of the paired test", "P", "", Domain::probability},
};
constexpr Column md_column{"md", "Mean difference, first minus second", "difference", "", Domain::any};
constexpr Column diff_columns[] = {
    md_column,
    {"sd_d", "SD of the differences", "SD diff", "", Domain::non_negative},
    paired_columns[4],
};
constexpr Column diff_se_columns[] = {
    md_column,
    {"se_md", "Standard error of the difference", "SE", "", Domain::positive},
    paired_columns[4],
};
constexpr Column diff_ci_columns[] = {
    md_column,
    {"ci_lb", "Lower limit", "lower", "", Domain::any},
    {"ci_ub", "Upper limit", "upper", "", Domain::any},
    paired_columns[4],
    {"level", "CI level", "CI %", "", Domain::percent, true},
};
constexpr Column diff_t_columns[] = {
    md_column,
    {"stat", "Paired t statistic", "t", "", Domain::any},
    paired_columns[4],
};
constexpr Column diff_p_columns[] = {
    md_column,
    {"pval", "Two-sided P of the paired test", "P", "", Domain::probability},
    paired_columns[4],
};

Result<Inputs> read_paired(Cells cells, const Scale&, Remarks&) {
  if (const auto no = check_size(cells[4], "ni")) return *no;
  return as_cells(cells);
}

/// The correlation behind an SD of the differences, r = (sd1^2 + sd2^2 - sd_d^2) / (2 sd1 sd2).
Result<Inputs> with_correlation(Cells c, const Result<double>& sd_d, std::string_view column) {
  if (const auto no = check_size(c[4], "ni")) return *no;
  if (!sd_d) return sd_d.note();
  const double sd1 = c[1], sd2 = c[3];
  if (!(sd1 > 0 && sd2 > 0))
    return Note{.code = NoteCode::not_positive, .column = sd1 > 0 ? "sd2i" : "sd1i", .value = sd1 > 0 ? sd2 : sd1};
  const double gap = sd1 - sd2, r = 1 + (gap - *sd_d) * (gap + *sd_d) / (2 * sd1 * sd2);
  if (std::abs(r) > 1) return Note{.code = NoteCode::correlation_implied, .column = column, .value = r};
  return Inputs{std::vector<double>{c[0], sd1, c[2], sd2, c[4], r}};
}

/// sd_d = sqrt(n) |md / t|.
Result<double> sd_by_statistic(double md, double t, double n, std::string_view difference_column) {
  const Result<double> se = se_by_statistic(md, t, difference_column);
  return se ? Result<double>(*se * std::sqrt(n)) : se;
}

/// The same of a two-sided P, with n - 1 degrees of freedom.
Result<double> sd_by_p(double md, double pval, double n, std::string_view difference_column) {
  if (const auto no = check_size(n, "ni")) return *no;
  const Result<double> t = statistic_of(pval, n - 1);
  return t ? sd_by_statistic(md, *t, n, difference_column) : t;
}

Result<Inputs> read_sd(Cells c, const Scale&, Remarks&) { return with_correlation(c, c[5], "sd_d"); }

Result<Inputs> read_t(Cells c, const Scale&, Remarks& remarks) {
  remark_on_sign(c[0] - c[2], c[5], remarks);
  return with_correlation(c, sd_by_statistic(c[0] - c[2], c[5], c[4], "m2i"), "stat");
}

Result<Inputs> read_p(Cells c, const Scale&, Remarks&) {
  return with_correlation(c, sd_by_p(c[0] - c[2], c[5], c[4], "m2i"), "pval");
}

/// Only the differences are known: means md and 0, two equal SDs and r = 1/2 stand for all that have these differences.
Result<Inputs> differences(double md, const Result<double>& sd_d, double n) {
  if (const auto no = check_size(n, "ni")) return *no;
  if (!sd_d) return sd_d.note();
  return Inputs{std::vector<double>{md, *sd_d, 0, *sd_d, n, 0.5}};
}

Result<Inputs> read_diff(Cells c, const Scale&, Remarks&) { return differences(c[0], c[1], c[2]); }

Result<Inputs> read_diff_se(Cells c, const Scale&, Remarks&) { return differences(c[0], c[1] * std::sqrt(c[2]), c[2]); }

Result<Inputs> read_diff_ci(Cells c, const Scale&, Remarks&) {
  if (const auto no = check_size(c[3], "ni")) return *no;
  const Result<double> se = se_by_limits(c[0], c[1], c[2], c[4], c[3] - 1);
  return differences(c[0], se ? Result<double>(*se * std::sqrt(c[3])) : se, c[3]);
}

Result<Inputs> read_diff_t(Cells c, const Scale&, Remarks& remarks) {
  remark_on_sign(c[0], c[1], remarks);
  return differences(c[0], sd_by_statistic(c[0], c[1], c[2], "md"), c[2]);
}

Result<Inputs> read_diff_p(Cells c, const Scale&, Remarks&) {
  return differences(c[0], sd_by_p(c[0], c[1], c[2], "md"), c[2]);
}

constexpr std::string_view elbourne = "Elbourne et al. 2002, Int J Epidemiol 31:140; Cochrane Handbook 23.2.7";
constexpr std::string_view by_elbourne = "Elbourne 2002";
/// Measures that need no more than the differences themselves.
constexpr std::string_view of_differences = "MC SMCC";
constexpr std::string_view sd_of_differences = "an SD of the differences of";
constexpr double (*first_sd)(Cells) = [](Cells c) { return c[1]; };

constexpr Format table[] = {
    {"paired", "Two means and SDs of pairs, and their correlation", &paired_means, paired_columns, read_paired,
     "Cochrane Handbook 23.2.4; Becker 1988, Br J Math Stat Psychol 41:257"},
    {"paired_sd", "Two means and SDs of pairs, and the SD of the differences", &paired_means, sd_columns, read_sd,
     elbourne, Conversion::exact, by_elbourne},
    {"paired_t", "Two means and SDs of pairs, and the paired t", &paired_means, t_columns, read_t, elbourne,
     Conversion::exact, by_elbourne},
    {"paired_p", "Two means and SDs of pairs, and P of the paired test", &paired_means, p_columns, read_p, elbourne,
     Conversion::approximate, by_elbourne},
    {"paired_diff",
     "Mean and SD of the differences",
     &paired_means,
     diff_columns,
     read_diff,
     elbourne,
     Conversion::none,
     {},
     of_differences,
     false,
     sd_of_differences,
     first_sd},
    {"paired_diff_se", "Mean difference of pairs and its standard error", &paired_means, diff_se_columns, read_diff_se,
     elbourne, Conversion::exact, by_elbourne, of_differences, false, sd_of_differences, first_sd},
    {"paired_diff_ci", "Mean difference of pairs and its confidence interval", &paired_means, diff_ci_columns,
     read_diff_ci, elbourne, Conversion::exact, by_elbourne, of_differences, false, sd_of_differences, first_sd},
    {"paired_diff_t", "Mean difference of pairs and the paired t", &paired_means, diff_t_columns, read_diff_t, elbourne,
     Conversion::exact, by_elbourne, of_differences, false, sd_of_differences, first_sd},
    {"paired_diff_p", "Mean difference of pairs and P of the paired test", &paired_means, diff_p_columns, read_diff_p,
     elbourne, Conversion::approximate, by_elbourne, of_differences, false, sd_of_differences, first_sd},
};

}  // namespace

std::span<const Format> paired_formats() { return table; }

}  // namespace pooled
