#include "core/data/formats.h"
#include "tests/core/studies.h"

using namespace pooled;
using namespace pooled::testing;

namespace {

struct Typed {
  Result<Reading> reading;
  std::vector<Note> remarks;
};

Typed type(std::string_view format, std::vector<double> cells, const Scale& scale = identity_scale) {
  Typed typed{Note{}, {}};
  typed.reading = read_study(study(format, std::move(cells)), 2, *find_format(format), scale, typed.remarks);
  return typed;
}

std::vector<double> cells_of(std::string_view format, std::vector<double> cells) {
  const Typed typed = type(format, std::move(cells));
  REQUIRE(typed.reading.has_value());
  return std::get<std::vector<double>>(typed.reading->inputs);
}

Effect effect_of(std::string_view format, std::vector<double> cells, const Scale& scale = log_scale) {
  const Typed typed = type(format, std::move(cells), scale);
  REQUIRE(typed.reading.has_value());
  return std::get<Effect>(typed.reading->inputs);
}

NoteCode why_not(std::string_view format, std::vector<double> cells, std::string_view column,
                 const Scale& scale = identity_scale) {
  const Typed typed = type(format, std::move(cells), scale);
  REQUIRE_FALSE(typed.reading.has_value());
  CHECK(typed.reading.note().row == 2);
  CHECK(typed.reading.note().column == column);
  return typed.reading.note().code;
}

std::string story(std::string_view format, std::vector<double> cells, const Scale& scale = identity_scale) {
  for (const Note& note : type(format, std::move(cells), scale).remarks)
    if (note.code == NoteCode::converted) return text(note, "Ali", {});
  return "";
}

}  // namespace

TEST_CASE("A P value, a statistic, a variance or one limit gives the standard error") {
  // metafor 5.1-12, conv.wald(out = or, pval = p, transf = log)
  CHECK(effect_of("estimate_p", {1.25, 0.18, NaN}).vi == near(0.02769936472867914));
  CHECK(effect_of("estimate_p", {0.8, 0.35, NaN}).vi == near(0.05700685476417396));
  CHECK(effect_of("estimate_p", {2.4, 0.029, NaN}).vi == near(0.16076083417178186));
  CHECK(effect_of("estimate_p", {1.01, 0.95, NaN}).yi == near(0.009950330853168092));
  CHECK(effect_of("estimate_p", {1.01, 0.95, NaN}).vi == near(0.025179440225174363, 1e-11));
  // R: (3.8 / qt(0.004, 45, lower = FALSE))^2
  CHECK(effect_of("estimate_p", {3.8, 0.008, 45}, identity_scale).vi == near(1.874435633391315));
  CHECK(effect_of("estimate_stat", {0.5, -2.5}, identity_scale).vi == near(0.04));
  CHECK(effect_of("estimate_stat", {std::exp(0.5), 2.5}).vi == near(0.04));
  CHECK(effect_of("estimate_var", {0.5, 0.04}).vi == 0.04);
  // mpmath: ln(2.0 / 1.5) / 1.959964, and at 90 %
  CHECK(std::sqrt(effect_of("estimate_bound", {1.5, 2.0, NaN}).vi) == near(0.1467792646808719));
  CHECK(std::sqrt(effect_of("estimate_bound", {1.5, 1.1, 90}).vi) == near(0.1885608076134242));
}

TEST_CASE("O-E and V give a log ratio with variance 1 / V") {
  const Effect e = effect_of("o_e_v", {-6.5, 20});
  CHECK(e.yi == -0.325);
  CHECK(e.vi == 0.05);
  CHECK(fits(*find_format("o_e_v"), *find_measure("HR")));
  CHECK_FALSE(fits(*find_format("o_e_v"), *find_measure("RD")));
}

TEST_CASE("A test without an effect, or an impossible P, gives no standard error and says why") {
  CHECK(why_not("estimate_p", {1.5, 1, NaN}, "pval", log_scale) == NoteCode::p_without_se);
  CHECK(why_not("estimate_p", {1.5, 0, NaN}, "pval", log_scale) == NoteCode::p_without_se);
  CHECK(why_not("estimate_p", {1.5, 1.03, NaN}, "pval", log_scale) == NoteCode::not_from_0_to_1);
  CHECK(why_not("estimate_p", {1, 0.5, NaN}, "est", log_scale) == NoteCode::no_effect_without_se);
  CHECK(why_not("estimate_p", {-1, 0.5, NaN}, "est", log_scale) == NoteCode::ratio_not_positive);
  CHECK(why_not("estimate_stat", {1.5, 0}, "stat", log_scale) == NoteCode::no_effect_without_se);
  CHECK(why_not("estimate_bound", {1.5, 1.5, NaN}, "limit", log_scale) == NoteCode::limits_equal);
  CHECK(why_not("o_e_v", {1.5, 0}, "v", log_scale) == NoteCode::not_positive);
  CHECK_FALSE(fits(*find_format("estimate_p"), *find_measure("PLO")));
  CHECK(fits(*find_format("estimate_bound"), *find_measure("PLO")));
}

TEST_CASE("P < 0.001 is used as 0.001 with a warning; P > 0.05 cannot be used") {
  Study typed = study("estimate_p", {1.5, 0.001, NaN});
  std::vector<Note> remarks;
  typed.bounds["pval"] = '<';
  const auto below = read_study(typed, 0, *find_format("estimate_p"), log_scale, remarks);
  REQUIRE(below.has_value());
  CHECK(std::get<Effect>(below->inputs).vi == effect_of("estimate_p", {1.5, 0.001, NaN}).vi);
  CHECK(has(remarks, NoteCode::known_only_below, 0));
  typed.bounds["pval"] = '>';
  const auto above = read_study(typed, 0, *find_format("estimate_p"), log_scale, remarks);
  REQUIRE_FALSE(above.has_value());
  CHECK(above.note().code == NoteCode::known_only_as_limit);
  typed.bounds = {{"est", '<'}};
  CHECK_FALSE(read_study(typed, 0, *find_format("estimate_p"), log_scale, remarks).has_value());
}

TEST_CASE("A statistic on the other side of no effect is used by its size, with a remark") {
  CHECK(has(type("estimate_stat", {0.5, -2.5}).remarks, NoteCode::statistic_other_side, 2));
  CHECK_FALSE(has(type("estimate_stat", {-0.5, 2.5}).remarks, NoteCode::statistic_other_side, 2));
  CHECK(has(type("paired_diff_t", {0.5, -2.5, 20}).remarks, NoteCode::statistic_other_side, 2));
}

TEST_CASE("A percentage gives the whole number that rounds to it") {
  CHECK(cells_of("counts_percent", {32.5, 40, 0, 41}) == std::vector<double>{13, 40, 0, 41});
  CHECK(type("counts_percent", {32.5, 40, 0, 41}).remarks.size() == 1);
  CHECK(cells_of("proportion_percent", {33.3, 12}) == std::vector<double>{4, 12});
  CHECK(cells_of("counts_percent", {100, 7, 14.29, 7}) == std::vector<double>{7, 7, 1, 7});
}

TEST_CASE("A percentage that no whole number gives, or several, is remarked upon") {
  const Typed none = type("counts_percent", {33, 10, 20, 10});
  REQUIRE(none.reading.has_value());
  CHECK(has(none.remarks, NoteCode::percent_fits_no_count, 2));
  const Typed several = type("proportion_percent", {33, 1000});
  REQUIRE(several.reading.has_value());
  REQUIRE(has(several.remarks, NoteCode::percent_fits_several, 2));
  CHECK(several.remarks[0].value == 325);
  CHECK(several.remarks[0].other == 335);
  CHECK(why_not("proportion_percent", {120, 10}, "pcti") == NoteCode::not_a_percentage);
}

TEST_CASE("A cluster trial counts with its effective sample size") {
  // Cochrane Handbook 23.1.5: 63/295 and 84/330, 29.8 a cluster, ICC .02 -> design effect 1.576, 40.0/187.2, 53.3/209.4
  const auto counts = cells_of("counts_cluster", {63, 295, 84, 330, 29.8, 0.02});
  CHECK(counts[0] == near(39.97, 1e-3));
  CHECK(counts[1] == near(187.2, 1e-3));
  CHECK(counts[2] == near(53.3, 1e-3));
  CHECK(counts[3] == near(209.4, 1e-3));
  const auto means = cells_of("means_cluster", {5, 2, 295, 6, 3, 330, 29.8, 0.02});
  CHECK(means[2] == near(295 / 1.576));
  CHECK(means[1] == 2);
  CHECK(why_not("counts_cluster", {1, 10, 2, 10, 0.5, 0.02}, "cluster") == NoteCode::below_one);
  CHECK(why_not("counts_cluster", {1, 10, 2, 10, 20, 2}, "icc") == NoteCode::not_from_0_to_1);
  CHECK(why_not("counts_cluster", {11, 10, 2, 10, 20, 0.2}, "ai") == NoteCode::events_exceed_total);
  CHECK(why_not("means_cluster", {5, 2, 10, 6, 3, 10, 100, 1}, "n1i") == NoteCode::too_few_for_sd);
}

TEST_CASE("A shared control group counts once in all") {
  CHECK(cells_of("counts_shared", {5, 40, 12, 60, 3}) == std::vector<double>{5, 40, 4, 20});
  CHECK(cells_of("means_shared", {5, 1, 40, 6, 2, 60, 2}) == std::vector<double>{5, 1, 40, 6, 2, 30});
  CHECK(cells_of("rates_shared", {5, 40, 12, 60, 3}) == std::vector<double>{5, 40, 4, 20});
  CHECK(why_not("counts_shared", {5, 40, 12, 60, 0.5}, "shared") == NoteCode::below_one);
  CHECK(why_not("rates_shared", {5, 40, 12, 60, 0.5}, "shared") == NoteCode::below_one);
}

TEST_CASE("Standard errors and intervals of means give their SDs") {
  CHECK(cells_of("means_se", {5, 0.5, 16, 6, 1, 25}) == std::vector<double>{5, 2, 16, 6, 5, 25});
  CHECK(cells_of("mean_se", {5, 0.5, 16}) == std::vector<double>{5, 2, 16});
  // Cochrane Handbook 6.5.2.2: for n = 25 a 95 % interval is 4.128 standard errors wide
  const double width = 4.128;
  CHECK(cells_of("mean_ci", {0, -width / 2, width / 2, 25, NaN})[1] == near(5, 1e-4));
  CHECK(cells_of("means_ci", {0, -width / 2, width / 2, 25, 0, -1, 1, 1e9, 95})[4] ==
        near(2 * std::sqrt(1e9) / 3.919927969080108, 1e-8));
  CHECK(why_not("means_ci", {0, 1, -1, 25, 0, -1, 1, 25, NaN}, "lb1i") == NoteCode::limits_reversed);
  CHECK(why_not("means_ci", {0, -1, 1, 25, 3, -1, 1, 25, NaN}, "m2i") == NoteCode::estimate_outside_limits);
  CHECK(why_not("mean_ci", {0, -1, 1, 1, NaN}, "ni") == NoteCode::too_few_for_sd);
}

TEST_CASE("A difference in means with its test or interval gives the SD of both groups") {
  // Cochrane Handbook 6.5.2.3: 25 and 22 people, difference 3.8, P = .008 -> t 2.78, SE 1.37, SD 4.69
  const auto by_p = cells_of("means_md_p", {3.8, 0.008, 25, 22});
  CHECK(by_p[1] == near(4.69, 3e-3));
  CHECK(by_p[4] == by_p[1]);
  CHECK(by_p[0] - by_p[3] == 3.8);
  CHECK(cells_of("means_md_t", {3.8, 2.78, 25, 22})[1] == near(4.69, 3e-3));
  const double se = 1.37, sd = se / std::sqrt(1 / 25. + 1 / 22.);
  CHECK(cells_of("means_md_se", {3.8, se, 25, 22})[1] == near(sd));
  // R: qt(0.975, 45)
  const double half = 2.014103388880847 * se;
  CHECK(cells_of("means_md_ci", {3.8, 3.8 - half, 3.8 + half, 25, 22, NaN})[1] == near(sd));
  CHECK_FALSE(fits(*find_format("means_md_p"), *find_measure("VR")));
  CHECK(fits(*find_format("means_md_p"), *find_measure("SMD")));
  CHECK(why_not("means_md_t", {0, 2, 25, 22}, "md") == NoteCode::no_effect_without_se);
}

TEST_CASE("Change from baseline by the correlation of before and after") {
  // Cochrane Handbook 6.5.2.8: SDs 6.4 and 7.1 with r = .78 -> 4.5; 7.0 and 6.9 with r = .82 -> 4.2
  const auto c = cells_of("means_baseline", {15.2, 6.4, 16.2, 7.1, 129, 15.7, 7.0, 17.2, 6.9, 135, 0.78});
  CHECK(c[0] == near(1.0));
  CHECK(c[1] == near(4.5, 1e-2));
  CHECK(c[3] == near(1.5));
  CHECK(cells_of("means_change", {1, 4.5, 129, 1.5, 4.2, 135}) == std::vector<double>{1, 4.5, 129, 1.5, 4.2, 135});
  CHECK(why_not("means_baseline", {15.2, 6.4, 16.2, 7.1, 129, 15.7, 7.0, 17.2, 6.9, 135, NaN}, "ri") ==
        NoteCode::missing_cell);
}

TEST_CASE("Two groups combined are as all their people together") {
  // R: 1, 2, 3, 4 and 6, 8 by hand: mean 4, sd(c(1, 2, 3, 4, 6, 8)) = 2.607680962081
  const auto c = cells_of("means_combined", {2.5, std::sqrt(5 / 3.), 4, 7, std::sqrt(2.), 2, 0, 1, 10});
  CHECK(c[0] == near(4));
  CHECK(c[1] == near(2.607680962081059));
  CHECK(c[2] == 6);
}

TEST_CASE("Pairs: the test gives the SD of the differences, and that the correlation") {
  // SDs 3 and 4 with r = .5: SD of the differences sqrt(13), n = 16, difference 2: SE sqrt(13) / 4
  const double sd_d = std::sqrt(13.), t = 2 / (sd_d / 4);
  CHECK(cells_of("paired_sd", {10, 3, 8, 4, 16, sd_d})[5] == near(0.5));
  CHECK(cells_of("paired_t", {10, 3, 8, 4, 16, t})[5] == near(0.5));
  CHECK(cells_of("paired_diff_t", {2, t, 16})[1] == near(sd_d));
}

TEST_CASE("A correlation that cannot be is an error that names what implies it") {
  CHECK(why_not("paired_sd", {10, 3, 8, 4, 16, 8}, "sd_d") == NoteCode::correlation_implied);
  CHECK(why_not("paired_t", {10, 3, 8, 4, 16, 100}, "stat") == NoteCode::correlation_implied);
  CHECK(why_not("paired_p", {10, 3, 8, 4, 16, 1e-30}, "pval") == NoteCode::correlation_implied);
  CHECK(why_not("paired_sd", {10, 0, 8, 4, 16, 1}, "sd1i") == NoteCode::not_positive);
}

TEST_CASE("Differences of pairs are enough for MC and SMCC") {
  Options o = options_of("MC", "RE", "REML", "z");
  Dataset data;
  data.studies = {study("paired_diff", {2, 3.5, 16}), study("paired_diff_se", {2, 0.875, 16}),
                  study("paired_diff_ci", {2, 2 - 2.131449545559775 * 0.875, 2 + 2.131449545559775 * 0.875, 16, NaN}),
                  study("paired_diff_t", {2, 2 / 0.875, 16}), study("paired", {5, 3.5, 3, 3.5, 16, 0.5})};
  for (const char* measure : {"MC", "SMCC"}) {
    o.measure = measure;
    const Effects e = compute_effects(data, o);
    REQUIRE(e.k() == 5);
    for (Index i = 1; i < 5; ++i) CHECK(e.yi[i] == near(e.yi[0]));
    for (Index i = 1; i < 5; ++i) CHECK(e.vi[i] == near(e.vi[0]));
  }
  o.measure = "SMCR";
  CHECK(compute_effects(data, o).k() == 1);
}

TEST_CASE("A crossover trial is pooled as a mean difference with its paired variance") {
  const Effect e = effect_of("crossover", {10, 3, 8, 4, 16, 0.5}, identity_scale);
  CHECK(e.yi == 2);
  CHECK(e.vi == near(13 / 16.));
}

TEST_CASE("A summary in the wrong order names the number and its neighbour") {
  CHECK(why_not("medians_iqr", {6, 7, 9, 40, 7, 5, 10, 40}, "q1_1i") == NoteCode::summary_not_in_order);
  CHECK(why_not("medians_range", {6, 4, 9, 40, 7, 5, 6, 40}, "med2i") == NoteCode::summary_not_in_order);
  CHECK(why_not("five_number_one", {1, 2, 3, 2.5, 9, 40}, "medi") == NoteCode::summary_not_in_order);
  CHECK(why_not("median_iqr", {6, 4, 9, 1}, "ni") == NoteCode::too_few_for_sd);
  CHECK(has(type("median_iqr", {2, 1, 6, 30}).remarks, NoteCode::summary_skewed, 2));
}

TEST_CASE("Where a number comes from is told, with its method and its assumption") {
  CHECK(story("medians_iqr", {6, 4, 9, 40, 7, 5, 10, 40}) ==
        "Ali: Treatment median 6, Q1 4, Q3 9; Control median 7, Q1 5, Q3 10 became Treatment mean 6.355, SD 3.845; "
        "Control mean 7.355, SD 3.845 (Luo 2018, Wan 2014).");
  CHECK(story("means_se", {5, 0.5, 16, 6, 1, 25}) ==
        "Ali: Treatment SE 0.5; Control SE 1 became Treatment SD 2; Control SD 5 (SE times root n, Handbook 6.5.2.2).");
  CHECK(story("counts_cluster", {63, 295, 84, 330, 29.8, 0.02}).find("cluster size 29.8, ICC 0.02 became") !=
        std::string::npos);
  CHECK(story("means_md_se", {3.8, 1.37, 25, 22}).find("became an SD in both groups of 4.687") != std::string::npos);
  CHECK(story("estimate_p", {1.5, 0.03, NaN}, log_scale) ==
        "Ali: estimate 1.5, P 0.03 became effect 0.4055, SE 0.1868 on the log scale (P against no effect, Handbook "
        "6.3).");
}

TEST_CASE("What is used as reported has no story") {
  for (const auto& [format, cells] :
       std::vector<std::pair<std::string_view, std::vector<double>>>{{"counts", {1, 10, 2, 10}},
                                                                     {"two_by_two", {1, 9, 2, 8}},
                                                                     {"means", {1, 2, 10, 3, 4, 10}},
                                                                     {"means_change", {1, 2, 10, 3, 4, 10}},
                                                                     {"paired_diff", {1, 2, 10}},
                                                                     {"estimate_se", {1, 2}},
                                                                     {"estimate_var", {1, 2}},
                                                                     {"estimate_ci", {1, 0.5, 2, NaN}}}) {
    CHECK(story(format, cells) == "");
    CHECK(type(format, cells).reading->conversion == Conversion::none);
  }
  CHECK(type("counts_cluster", {1, 10, 2, 10, 20, 0}).reading->conversion == Conversion::none);
}

TEST_CASE("Every format that converts names its method, and only such a format does") {
  for (const Format& format : formats()) {
    CHECK((format.conversion == Conversion::none) == format.method.empty());
    CHECK_FALSE(format.source.empty());
    for (const Column& column : format.columns) CHECK(column.short_label.size() <= 12);
  }
}
