#include "core/data/families.h"

namespace pooled {
namespace {

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

}  // namespace pooled
