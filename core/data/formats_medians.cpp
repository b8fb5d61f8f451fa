#include <array>

#include "core/data/medians.h"
#include "core/data/quantile_fit.h"
#include "core/data/reading.h"

namespace pooled {
namespace {

constexpr Column quartile_columns[] = {
    {"med1i", "Treatment median", "median", "Treatment", Domain::any},
    {"q1_1i", "Treatment first quartile", "Q1", "Treatment", Domain::any},
    {"q3_1i", "Treatment third quartile", "Q3", "Treatment", Domain::any},
    means_columns[2],
    {"med2i", "Control median", "median", "Control", Domain::any},
    {"q1_2i", "Control first quartile", "Q1", "Control", Domain::any},
    {"q3_2i", "Control third quartile", "Q3", "Control", Domain::any},
    means_columns[5],
};
constexpr Column range_columns[] = {
    quartile_columns[0],
    {"min1i", "Treatment minimum", "min", "Treatment", Domain::any},
    {"max1i", "Treatment maximum", "max", "Treatment", Domain::any},
    means_columns[2],
    quartile_columns[4],
    {"min2i", "Control minimum", "min", "Control", Domain::any},
    {"max2i", "Control maximum", "max", "Control", Domain::any},
    means_columns[5],
};
constexpr Column five_columns[] = {
    range_columns[1], quartile_columns[1], quartile_columns[0], quartile_columns[2], range_columns[2], means_columns[2],
    range_columns[5], quartile_columns[5], quartile_columns[4], quartile_columns[6], range_columns[6], means_columns[5],
};
constexpr Column one_quartile_columns[] = {
    {"medi", "Median", "median", "", Domain::any},
    {"q1i", "First quartile", "Q1", "", Domain::any},
    {"q3i", "Third quartile", "Q3", "", Domain::any},
    mean_columns[2],
};
constexpr Column one_range_columns[] = {
    one_quartile_columns[0],
    {"mini", "Minimum", "min", "", Domain::any},
    {"maxi", "Maximum", "max", "", Domain::any},
    mean_columns[2],
};
constexpr Column one_five_columns[] = {
    one_range_columns[1],    one_quartile_columns[1], one_quartile_columns[0],
    one_quartile_columns[2], one_range_columns[2],    mean_columns[2],
};

/// The numbers of one group: how they are ordered by size, and what they are. The last is always n.
struct Layout {
  std::array<std::size_t, 5> rising;
  std::size_t numbers;  ///< without n
  FiveNumbers (*summary)(Cells);
};
constexpr Layout quartiles{
    {1, 0, 2}, 3, [](Cells c) { return FiveNumbers{.q1 = c[1], .median = c[0], .q3 = c[2], .n = c[3]}; }};
constexpr Layout range{
    {1, 0, 2}, 3, [](Cells c) { return FiveNumbers{.min = c[1], .median = c[0], .max = c[2], .n = c[3]}; }};
constexpr Layout five{{0, 1, 2, 3, 4}, 5, [](Cells c) {
                        return FiveNumbers{.min = c[0], .q1 = c[1], .median = c[2], .q3 = c[3], .max = c[4], .n = c[5]};
                      }};

std::optional<Note> check_order(Cells c, std::span<const Column> columns, const Layout& layout) {
  for (std::size_t i = 1; i < layout.numbers; ++i) {
    const std::size_t low = layout.rising[i - 1], high = layout.rising[i];
    if (c[low] > c[high])
      return Note{.code = NoteCode::summary_not_in_order, .column = columns[low].id, .value = c[low], .other = c[high]};
  }
  return {};
}

/// Luo, Wan and Shi; a remark where the sample can hardly be normal.
MeanAndSd as_normal(const FiveNumbers& summary, std::string_view median_column, Remarks& remarks) {
  if (is_skewed(summary)) remarks.push_back({.code = NoteCode::summary_skewed, .column = median_column});
  return {mean_of(summary), sd_of(summary)};
}

/// Mean, SD and total of every group.
Result<Inputs> read_groups(Cells cells, std::span<const Column> columns, const Layout& layout, Medians medians,
                           Remarks& remarks) {
  std::vector<double> out;
  for (std::size_t at = 0; at < cells.size(); at += layout.numbers + 1) {
    const Cells group = cells.subspan(at, layout.numbers + 1);
    const auto names = columns.subspan(at, layout.numbers + 1);
    if (const auto no = check_size(group.back(), names.back().id)) return *no;
    if (const auto no = check_order(group, names, layout)) return *no;
    const FiveNumbers summary = layout.summary(group);
    const std::string_view median_column = names[layout.rising[layout.numbers / 2]].id;
    const MeanAndSd made =
        medians == Medians::quantiles ? by_quantiles(summary) : as_normal(summary, median_column, remarks);
    out.insert(out.end(), {made.mean, made.sd, summary.n});
  }
  return Inputs{out};
}

template <const auto& columns, const Layout& layout, Medians medians>
Result<Inputs> read(Cells cells, const Scale&, Remarks& remarks) {
  return read_groups(cells, columns, layout, medians, remarks);
}

/// A way of typing medians, with both ways of reading it.
template <const auto& columns, const Layout& layout>
constexpr Format medians_format(std::string_view id, std::string_view label, const Family& family,
                                std::string_view source, std::string_view method) {
  Format format{id,    label, &family, columns, read<columns, layout, Medians::normal>, source, Conversion::approximate,
                method};
  format.read_by_quantiles = read<columns, layout, Medians::quantiles>;
  return format;
}

constexpr std::string_view luo_wan = "Luo 2018, Wan 2014", luo_shi = "Luo 2018, Shi 2020";
constexpr std::string_view wan =
    "Luo et al. 2018, Stat Methods Med Res 27:1785; Wan et al. 2014, BMC Med Res Methodol 14:135";
constexpr std::string_view shi =
    "Luo et al. 2018, Stat Methods Med Res 27:1785; Shi et al. 2020, Res Synth Methods 11:641";

constexpr Format table[] = {
    medians_format<quartile_columns, quartiles>("medians_iqr", "Median, quartiles and total", two_means, wan, luo_wan),
    medians_format<range_columns, range>("medians_range", "Median, range and total", two_means, wan, luo_wan),
    medians_format<five_columns, five>("five_number", "Median, quartiles, range and total", two_means, shi, luo_shi),
    medians_format<one_quartile_columns, quartiles>("median_iqr", "Median, quartiles and total, one group", one_mean,
                                                    wan, luo_wan),
    medians_format<one_range_columns, range>("median_range", "Median, range and total, one group", one_mean, wan,
                                             luo_wan),
    medians_format<one_five_columns, five>("five_number_one", "Median, quartiles, range and total, one group", one_mean,
                                           shi, luo_shi),
};

}  // namespace

std::span<const Format> median_formats() { return table; }

}  // namespace pooled
