import type { Arm } from "../state/pasted";

/**
 * The words of column heads: those of metafor, meta, metadat, RevMan, Stata and of papers' tables in English. The labels
 * of the catalogue's columns are read with the same words, so that a head finds its column whatever the format.
 */
const list = (meaning: string, names: string): [string, string][] => names.split("|").map((name) => [name, meaning]);

/** Whole heads that mean one thing of a study, or one column id. */
export const WHOLE = new Map<string, string>([
  ...list("label", "study|studies|author|authors|trial|trials|label|studlab|name|reference|ref|source|first author|study id|study name|slab|study or subgroup|study or sub category|author year|study year|author and year|authors year|study author year|study author|citation|id|studie|studien|estudio|etude|étude|studio|autor|auteur"),
  ...list("year", "year|publication year|year of publication|pub year|yr|year published|publ year"),
  ...list("include", "include|included|use"),
  ...list("format", "format"),
  ...list("level", "level|ci level|conf level"),
  ...list("ai", "a|tpos"),
  ...list("bi", "b|tneg"),
  ...list("ci", "c|cpos"),
  ...list("di", "d|cneg"),
]); // biome-ignore format: a table

export const ARM_WORDS = new Map<string, Arm>([
  ...list("1", "treatment|treated|treat|trt|tx|t|intervention|int|experimental|experiment|exp|e|active|drug|1|group1|g1|arm1|exposed|vaccinated|vaccine|first|pre|before|baseline|therapy"),
  ...list("2", "control|controls|ctrl|ctl|c|placebo|pbo|plac|comparator|comparison|standard|usual|2|group2|g2|arm2|unexposed|unvaccinated|con|second|post|after|endpoint|sham"),
].map(([word, arm]) => [word, arm === "1" ? 1 : 2])); // biome-ignore format: a table

export interface Phrase {
  quantity: string;
  /** No other word may stand in the head, arms and fillers apart. */
  strict: boolean;
  pattern: RegExp;
}

const phrase = (quantity: string, strict: boolean, names: string): Phrase => ({
  quantity,
  strict,
  pattern: new RegExp(`(?<=^| )(?:${names})(?= |$)`, "u"),
});

/** What a head can name, that which decides over the others first: "mean SD" is an SD. */
export const PHRASES: readonly Phrase[] = [
  phrase("level", true, "ci level|confidence level"),
  phrase("pvalue", true, "p value|p values|pvalue|pval|p|sig"),
  phrase("stat", true, "t statistic|z statistic|zi|z value|z score|t value|zval|tval|z or t|test statistic|statistic|stat|z"),
  phrase("weight", true, "weight|weights|wt|w|weight percent|percent weight|percent w"),
  phrase("q1", false, "q1|first quartile|1st quartile|lower quartile|25th percentile|25th centile|p25|iqr lower|lower iqr"),
  phrase("q3", false, "q3|third quartile|3rd quartile|upper quartile|75th percentile|75th centile|p75|iqr upper|upper iqr"),
  phrase("min", false, "min|minimum|lowest|range lower|lower range"),
  phrase("max", false, "max|maximum|highest|range upper|upper range"),
  phrase("iqr", false, "iqr|interquartile range|inter quartile range"),
  phrase("range", false, "range"),
  phrase("se", false, "se|sem|ses|std err|stderr|std error|standard error|standard errors|s e|s e m|sei|sete|selnhr|selnor|selnrr"),
  phrase("sd", false, "sd|sds|std|stdev|std dev|stddev|standard deviation|standard deviations|deviation|s d"),
  phrase("variance", true, "variance|variances|var|vi|vari"),
  phrase("lower", true, "lower limit|lower bound|lower confidence limit|ci lb|ci lower|ci low|ci start|lower ci|lower|low|lowhr|lb|lcl|ll|lci"),
  phrase("upper", true, "upper limit|upper bound|upper confidence limit|ci ub|ci upper|ci high|ci end|upper ci|upper|high|upphr|ub|ucl|ul|uci"),
  phrase("oe", true, "o e|o minus e|observed minus expected|oe"),
  phrase("median", false, "median|medians|med"),
  phrase("standardised", true, "std mean difference|standardised mean difference|standardized mean difference|smd"),
  phrase("effect", true, "log rr|log or|log hr|log irr|logrr|logor|loghr|lnrr|lnor|lnhr|ln rr|ln or|ln hr|ln irr|log odds ratio|log risk ratio|log hazard ratio|log rate ratio|log relative risk|ln odds ratio|ln risk ratio|ln hazard ratio|logodds|log odds|yi|te|beta"),
  phrase("difference", true, "mean difference|difference in means|difference of means|weighted mean difference|md|wmd|raw mean difference"),
  phrase("estimate", true, "estimate|estimates|est|effect size|effect sizes|effect|es|point estimate|odds ratio|risk ratio|relative risk|rate ratio|hazard ratio|risk difference|hedges s g|hedges g|cohens d|cohen s d|hedges s g|rr|or|hr|rd|irr|g"),
  phrase("mean", false, "mean|means|m|avg|average"),
  phrase("correlation", true, "correlation coefficient|correlation|pearson s r|pearson r|pearson|corr|cor|ri"),
  phrase("persontime", false, "person time|person years|person year|person months|person days|patient years|patient time|woman years|women years|time at risk|pyrs|pyar|py|pt"),
  phrase("nonevents", false, "without events|without event|no events|no event|non events|non event|nonevents|nonevent|noncases|non cases|survivors|neg"),
  phrase("events", false, "events|event|ev|cases|case|deaths|death|responders|x"),
  phrase("total", false, "total number|totals|total|n|tot|sample size|size|sample|participants|patients|subjects|people|randomised|randomized|number|pairs|ni|ns"),
  phrase("percent", false, "percent|percentage|per cent|pct|proportion"),
  phrase("v", true, "v"),
]; // biome-ignore format: a table

/** Words that say nothing about which column it is. */
export const FILLERS = new Set(
  "of the per and for in at to group groups arm arms no number adjusted adj crude unadjusted pooled reported published 80 90 95 98 99 ci cl conf confidence interval limit limits fixed random common iv mh m h peto iv effects model i y or rr hr log ln"
    .split(" "),
); // biome-ignore format: a list

/** A mean, a total of these describes the people, not the outcome. */
export const DESCRIBES = new Set(
  "age ages male males female females men women sex bmi dose doses duration follow followup weeks months days years latitude income educ education score quality risk cluster clusters comparisons shared".split(" "),
); // biome-ignore format: a list

/** Numbers that programs print from others: never typed in, and never moderators. */
export const OUTPUTS = new Set([
  "weight", "pvalue", "stat", "estimate", "effect", "lower", "upper", "se", "variance", "level", "percent", "nonevents", "difference", "oe", "v",
]); // biome-ignore format: a list
