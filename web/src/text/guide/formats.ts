import type { Page, Pages } from "./page";

/** Formats whose numbers are those of the measure: nothing is computed on the way. */
function typed(what: string, see: readonly string[]): Page {
  return { what, none: "Nothing is converted: the formula is that of the measure.", see };
}

/** Others whose numbers become those. */
function converted(what: string, formulas: readonly string[], see: readonly string[]): Page {
  return { what, formulas, see };
}

const TWO = ["measure:RR", "measure:OR", "measure:RD"];
const MEANS = ["measure:MD", "measure:SMD", "analysis:without_converted"];
const ONE_MEAN = ["measure:MN", "analysis:without_converted"];
const PAIRS = ["measure:MC", "measure:SMCC", "analysis:without_converted"];
const REPORTED = ["measure:GEN", "measure:HR"];

const DEFF = "D = 1 + (M - 1) ICC";
const FROM_SE = ["SD = SE sqrt(n)"];
const FROM_CI = ["SD = sqrt(n) (upper - lower) / (2 t)", "df = n - 1"];
const BEHIND = "SD = SE / sqrt(1/n_1 + 1/n_2)";
const QUARTILES = [
  "w = 0.7 + 0.39/n",
  'mean = w (q_1 + q_3)/2 + (1 - w) "median"',
  "η = 2 z((0.75 n - 0.125) / (n + 0.25))",
  "SD = (q_3 - q_1) / η",
];
const RANGE = [
  "w = 4/(4 + n^0.75)",
  'mean = w ("min" + "max")/2 + (1 - w) "median"',
  "ξ = 2 z((n - 0.375) / (n + 0.25))",
  'SD = ("max" - "min") / ξ',
];
const FIVE = [
  "w_1 = 2.2/(2.2 + n^0.75)",
  "w_2 = 0.7 - 0.72/n^0.55",
  'mean = w_1 ("min" + "max")/2 + w_2 (q_1 + q_3)/2 + (1 - w_1 - w_2) "median"',
  "w = 1/(1 + 0.07 n^0.6)",
  'SD = w ("max" - "min")/ξ + (1 - w) (q_3 - q_1)/η',
];
const MEDIAN_WARNING = "The formulas take the data as nearly normal; a remark says where the numbers contradict that.";
const SD_D = "SD_d = sqrt(SD_1^2 + SD_2^2 - 2 r SD_1 SD_2)";
const R_OF = "r = (SD_1^2 + SD_2^2 - SD_d^2) / (2 SD_1 SD_2)";
const SHARED =
  "The control group of a study with several comparisons is divided among them, so that nobody counts twice.";

export const FORMATS: Pages = {
  counts: typed("Events and people in each group.", TWO),
  two_by_two: typed("People with and without the event in each group.", TWO),
  counts_percent: converted(
    "Rounded percentages and people; the whole number of events that fits is taken, and a remark says where none or several do.",
    ["a = n_1 p_1 / 100", "c = n_2 p_2 / 100"],
    TWO,
  ),
  counts_cluster: converted(
    "Groups of people were allotted, not single people: counts are divided by the design effect D, from the mean cluster size M and the intraclass correlation.",
    [DEFF, "a′ = a/D", "n′_1 = n_1/D"],
    TWO,
  ),
  counts_shared: converted(SHARED, ['c′ = c / "comparisons"', 'n′_2 = n_2 / "comparisons"'], TWO),
  proportion: typed("Events and people in one group.", ["measure:PLO", "measure:PR"]),
  proportion_percent: converted(
    "A rounded percentage and people; the whole number of events that fits is taken.",
    ["x = n p / 100"],
    ["measure:PLO", "measure:PR"],
  ),
  means: typed("Mean, standard deviation and people in each group.", ["measure:MD", "measure:SMD", "measure:ROM"]),
  means_se: converted("Standard errors of the means in place of SDs.", FROM_SE, MEANS),
  means_ci: converted("Confidence intervals of the means in place of SDs.", FROM_CI, MEANS),
  means_md_se: converted(
    "Only the difference with its standard error: one SD stands for both groups.",
    [BEHIND],
    MEANS,
  ),
  means_md_ci: converted(
    "Only the difference with its confidence interval: one SD stands for both groups.",
    ["SE = (upper - lower) / (2 t)", BEHIND, "df = n_1 + n_2 - 2"],
    MEANS,
  ),
  means_md_t: converted(
    "Only the difference with its t statistic: one SD stands for both groups.",
    ["SE = abs(MD/t)", BEHIND],
    MEANS,
  ),
  means_md_p: converted(
    "Only the difference with its two-sided P, turned into the t that has it: one SD stands for both groups.",
    ["P = 2 P(T > abs(t))", "SE = abs(MD/t)", BEHIND, "df = n_1 + n_2 - 2"],
    MEANS,
  ),
  mean: typed("Mean, standard deviation and people of one group.", ["measure:MN", "measure:MNLN"]),
  mean_se: converted("The standard error of the mean in place of the SD.", FROM_SE, ONE_MEAN),
  mean_ci: converted("The confidence interval of the mean in place of the SD.", FROM_CI, ONE_MEAN),
  medians_iqr: converted(
    `Median and quartiles in place of mean and SD; z is the normal quantile. ${MEDIAN_WARNING}`,
    QUARTILES,
    MEANS,
  ),
  medians_range: converted(
    `Median, least and greatest value in place of mean and SD; z is the normal quantile. ${MEDIAN_WARNING}`,
    RANGE,
    MEANS,
  ),
  five_number: converted(
    `Median, quartiles and range in place of mean and SD; ξ and η as for range and quartiles alone. ${MEDIAN_WARNING}`,
    FIVE,
    [...MEANS, "format:medians_iqr", "format:medians_range"],
  ),
  median_iqr: converted(`Median and quartiles of one group. ${MEDIAN_WARNING}`, QUARTILES, ONE_MEAN),
  median_range: converted(`Median and range of one group. ${MEDIAN_WARNING}`, RANGE, ONE_MEAN),
  five_number_one: converted(`Median, quartiles and range of one group. ${MEDIAN_WARNING}`, FIVE, [
    ...ONE_MEAN,
    "format:medians_iqr",
    "format:medians_range",
  ]),
  means_change: typed("Mean change, its SD and people in each group: they take the place of mean and SD.", MEANS),
  means_baseline: converted(
    "Means and SDs before and after with their correlation r, in each group: what is pooled is the change.",
    ['change = "after" - "before"', SD_D],
    MEANS,
  ),
  means_combined: converted(
    "Two treatment groups become one, as if all their people had been measured together.",
    [
      "n = n_1 + n_2",
      "m = (n_1 m_1 + n_2 m_2) / n",
      "SD = sqrt(((n_1 - 1) SD_1^2 + (n_2 - 1) SD_2^2 + n_1 n_2/n (m_1 - m_2)^2) / (n - 1))",
    ],
    MEANS,
  ),
  means_cluster: converted(
    "Groups of people were allotted, not single people: sizes are divided by the design effect D, from the mean cluster size M and the intraclass correlation.",
    [DEFF, "n′ = n/D"],
    MEANS,
  ),
  means_shared: converted(SHARED, ['n′_2 = n_2 / "comparisons"'], MEANS),
  crossover: converted(
    "The same people under both treatments, with the correlation r of their two results.",
    [SD_D, "y = m_1 - m_2", "v = SD_d^2 / n"],
    ["measure:MD", "format:paired_sd"],
  ),
  rates: typed("Events and person-time in each group.", ["measure:IRR", "measure:IRD"]),
  rates_shared: converted(
    SHARED,
    ['c′ = c / "comparisons"', 't′_2 = t_2 / "comparisons"'],
    ["measure:IRR", "measure:IRD"],
  ),
  rate: typed("Events and person-time of one group.", ["measure:IRLN", "measure:IR"]),
  correlation: typed("A correlation and the number of people.", ["measure:ZCOR", "measure:COR"]),
  paired: typed("Means and SDs of two measurements of the same people, with their correlation.", PAIRS),
  paired_sd: converted("The SD of the differences in place of the correlation.", [R_OF], PAIRS),
  paired_t: converted("The paired t in place of the correlation.", ["SD_d = sqrt(n) abs((m_1 - m_2)/t)", R_OF], PAIRS),
  paired_p: converted(
    "P of the paired test in place of the correlation: the t that has it.",
    ["P = 2 P(T > abs(t))", "SD_d = sqrt(n) abs((m_1 - m_2)/t)", R_OF],
    PAIRS,
  ),
  paired_diff: typed("Mean and SD of the differences: all that measures of the change need.", PAIRS),
  paired_diff_se: converted("The standard error of the mean difference.", ["SD_d = SE sqrt(n)"], PAIRS),
  paired_diff_ci: converted(
    "The confidence interval of the mean difference.",
    ["SD_d = sqrt(n) (upper - lower) / (2 t)", "df = n - 1"],
    PAIRS,
  ),
  paired_diff_t: converted("The paired t of the mean difference.", ["SD_d = sqrt(n) abs(MD/t)"], PAIRS),
  paired_diff_p: converted(
    "P of the mean difference: the t that has it.",
    ["P = 2 P(T > abs(t))", "SD_d = sqrt(n) abs(MD/t)"],
    PAIRS,
  ),
  estimate_ci: converted(
    "An effect with its confidence interval; ratios as logarithms. The limits alone give the standard error; z is 1.96 for 95%.",
    ["y = ln(est)", "SE = (ln(upper) - ln(lower)) / (2 z)", "v = SE^2"],
    REPORTED,
  ),
  estimate_se: converted(
    "An effect on the scale of the analysis (logarithms for ratios) with its standard error.",
    ["y = est", "v = SE^2"],
    REPORTED,
  ),
  estimate_var: typed("An effect on the scale of the analysis (logarithms for ratios) with its variance.", REPORTED),
  estimate_bound: converted(
    "An effect with one limit of its interval, taken as symmetric; ratios as logarithms.",
    ["SE = abs(ln(limit) - ln(est)) / z"],
    REPORTED,
  ),
  estimate_p: converted(
    "An effect with its two-sided P: the z (or t) that has it. Ratios as logarithms.",
    ["P = 2 P(Z > abs(z))", "SE = abs(ln(est)/z)"],
    REPORTED,
  ),
  estimate_stat: converted(
    "An effect with its z or t statistic; ratios as logarithms.",
    ["SE = abs(ln(est)/z)"],
    REPORTED,
  ),
  o_e_v: converted(
    "Events observed less those expected, and their variance, from a log-rank or Peto analysis.",
    ["y = (O - E) / V", "v = 1/V"],
    ["measure:HR", "measure:PETO"],
  ),
};
