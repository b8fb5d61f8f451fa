#include <algorithm>
#include <cmath>

#include "core/data/reading.h"

namespace pooled {
namespace {

constexpr Column change_columns[] = {
    {"m1i", "Treatment mean change", "mean change", "Treatment", Domain::any},
    {"sd1i", "Treatment SD of the change", "SD change", "Treatment", Domain::non_negative},
    means_columns[2],
    {"m2i", "Control mean change", "mean change", "Control", Domain::any},
    {"sd2i", "Control SD of the change", "SD change", "Control", Domain::non_negative},
    means_columns[5],
};
constexpr Column baseline_columns[] = {
    {"m1_pre", "Treatment mean before", "mean before", "Treatment", Domain::any},
    {"sd1_pre", "Treatment SD before", "SD before", "Treatment", Domain::non_negative},
    {"m1_post", "Treatment mean after", "mean after", "Treatment", Domain::any},
    {"sd1_post", "Treatment SD after", "SD after", "Treatment", Domain::non_negative},
    means_columns[2],
    {"m2_pre", "Control mean before", "mean before", "Control", Domain::any},
    {"sd2_pre", "Control SD before", "SD before", "Control", Domain::non_negative},
    {"m2_post", "Control mean after", "mean after", "Control", Domain::any},
    {"sd2_post", "Control SD after", "SD after", "Control", Domain::non_negative},
    means_columns[5],
    {"ri", "Correlation of before and after", "r", "", Domain::correlation},
};
constexpr Column combined_columns[] = {
    {"m1ai", "Treatment A mean", "mean", "Treatment A", Domain::any},
    {"sd1ai", "Treatment A SD", "SD", "Treatment A", Domain::non_negative},
    {"n1ai", "Treatment A total", "total", "Treatment A", Domain::size},
    {"m1bi", "Treatment B mean", "mean", "Treatment B", Domain::any},
    {"sd1bi", "Treatment B SD", "SD", "Treatment B", Domain::non_negative},
    {"n1bi", "Treatment B total", "total", "Treatment B", Domain::size},
    means_columns[3],
    means_columns[4],
    means_columns[5],
};
constexpr Column cluster_columns[] = {
    means_columns[0],
    means_columns[1],
    means_columns[2],
    means_columns[3],
    means_columns[4],
    means_columns[5],
    {"cluster", "Mean cluster size", "cluster size", "", Domain::positive},
    {"icc", "Intracluster correlation", "ICC", "", Domain::any},
};
constexpr Column shared_columns[] = {
    means_columns[0],
    means_columns[1],
    means_columns[2],
    means_columns[3],
    means_columns[4],
    means_columns[5],
    {"shared", "Comparisons that share the control group", "shared by", "", Domain::size},
};
constexpr Column crossover_columns[] = {
    means_columns[0],
    means_columns[1],
    means_columns[3],
    means_columns[4],
    {"ni", "People", "people", "", Domain::size},
    {"ri", "Correlation of the two periods", "r", "", Domain::correlation},
};

/// Two groups with an SD, or the reason why one of them has none.
Result<Inputs> groups(const std::vector<double>& cells) {
  if (const auto no = check_size(cells[2], "n1i")) return *no;
  if (const auto no = check_size(cells[5], "n2i")) return *no;
  return Inputs{cells};
}

Result<Inputs> read_change(Cells cells, const Scale&, Remarks&) { return groups({cells.begin(), cells.end()}); }

/// SD of the difference of two numbers with correlation r: sqrt((sd1 - sd2)^2 + 2 (1 - r) sd1 sd2).
double sd_of_change(double sd1, double sd2, double r) {
  return std::sqrt((sd1 - sd2) * (sd1 - sd2) + 2 * (1 - r) * sd1 * sd2);
}

/// After minus before, in each group.
Result<Inputs> read_baseline(Cells c, const Scale&, Remarks&) {
  const double r = c[10];
  return groups({c[2] - c[0], sd_of_change(c[1], c[3], r), c[4], c[7] - c[5], sd_of_change(c[6], c[8], r), c[9]});
}

/// Two groups as one: n = n1 + n2, the mean weighted by size, and
///   SD^2 = ((n1 - 1) sd1^2 + (n2 - 1) sd2^2 + n1 n2 / n (m1 - m2)^2) / (n - 1).
/// A group of one adds no SD of its own, whatever was typed.
Result<Inputs> read_combined(Cells c, const Scale&, Remarks&) {
  const double n1 = c[2], n2 = c[5], n = n1 + n2, gap = c[3] - c[0];
  const double within = (n1 - 1) * c[1] * c[1] + (n2 - 1) * c[4] * c[4];
  const double sd = std::sqrt((within + n1 * n2 / n * gap * gap) / (n - 1));
  return groups({c[0] + n2 / n * gap, sd, n, c[6], c[7], c[8]});
}

/// Totals over the design effect, the effective sample size; means and SDs stay.
Result<Inputs> read_cluster(Cells c, const Scale&, Remarks&) {
  const Result<double> effect = design_effect(c[6], c[7]);
  if (!effect) return effect.note();
  return groups({c[0], c[1], c[2] / *effect, c[3], c[4], c[5] / *effect});
}

/// The control group counts once in all its comparisons: its total over their number.
Result<Inputs> read_shared(Cells c, const Scale&, Remarks&) {
  if (c[6] < 1) return Note{.code = NoteCode::below_one, .column = "shared", .value = c[6]};
  return groups({c[0], c[1], c[2], c[3], c[4], c[5] / c[6]});
}

/// The same people under both treatments: yi = m1 - m2, vi = sd_d^2 / n, so that crossover trials can be pooled with
/// parallel ones.
Result<Inputs> read_crossover(Cells c, const Scale&, Remarks&) {
  if (const auto no = check_size(c[4], "ni")) return *no;
  const double sd = sd_of_change(c[1], c[3], c[5]);
  return Inputs{Effect{c[0] - c[2], sd * sd / c[4]}};
}

constexpr Format table[] = {
    {"means_change", "Mean change, SD of the change and total", &two_means, change_columns, read_change,
     "Cochrane Handbook 6.5.2.8"},
    {"means_baseline", "Means and SDs before and after, and their correlation", &two_means, baseline_columns,
     read_baseline, "Cochrane Handbook 6.5.2.8", Conversion::approximate, "change from baseline, Handbook 6.5.2.8"},
    {"means_combined", "Two treatment groups to combine, and a control group", &two_means, combined_columns,
     read_combined, "Cochrane Handbook 6.5.2.10", Conversion::exact, "groups combined, Handbook 6.5.2.10"},
    {"means_cluster", "Mean, SD and total of a cluster trial", &two_means, cluster_columns, read_cluster,
     "Cochrane Handbook 23.1.4", Conversion::approximate, "effective sample size, Handbook 23.1.4"},
    {"means_shared", "Mean, SD and total, control group shared", &two_means, shared_columns, read_shared,
     "Cochrane Handbook 23.3.4", Conversion::approximate, "control group divided, Handbook 23.3.4"},
    {"crossover", "Crossover trial: two means and SDs, and their correlation", &two_means, crossover_columns,
     read_crossover, "Elbourne et al. 2002, Int J Epidemiol 31:140; Cochrane Handbook 23.2.7", Conversion::approximate,
     "paired analysis, Elbourne 2002", "MD"},
};

}  // namespace

std::span<const Format> design_formats() { return table; }

}  // namespace pooled
