import type { Catalog, Options, Report, Study, Subgroups, Summary } from "../core/types";
import { findFormat, findMeasure } from "../state/blank";
import { buildRequest } from "../state/request";
import type { Outcome } from "../state/state";
import type { Scale } from "../text/format";
import { type Further, furtherCode } from "./r-further";
import { groupedCode } from "./r-groups";
import { metaCode } from "./r-meta";
import { type Counts, otherModelCode } from "./r-models";
import { AS_POOLED, conversions, studyForR } from "./r-studies";
import { comment, digits, quote, vector } from "./r-text";

/** The studies of one format that enter the result. */
interface Block {
  format: string;
  studies: Study[];
  /** Their rows in the data set. */
  rows: number[];
}

/** How Pooled's tests are called by metafor's rma(); it has no other. */
const TESTS = new Map([
  ["z", "z"],
  ["t", "t"],
  ["HKSJ", "knha"],
  ["HKSJ_se", "adhoc"],
]);

/** Estimators of tau2 in two steps: the method of the first. */
const FIRST_STEPS = new Map([
  ["DL2", "DL"],
  ["CA2", "HE"],
]);

/** Generalised moments with weights 1 / SE; metafor would use these weights for the effect as well. */
const GENERALISED = new Set(["GENQ", "GENQM"]);

function dataFrame(name: string, studies: readonly Study[], columns: readonly string[]): string {
  const lines = [
    `  study = ${vector(studies.map(({ label }) => quote(label)))}`,
    ...columns.map((id) => `  ${id} = ${vector(studies.map(({ cells }) => number(cells[id] ?? null)))}`),
  ];
  return `${name} <- data.frame(\n${lines.join(",\n")}\n)`;
}

const number = (value: number | null): string => (value === null ? "NA" : String(value));
const truth = (value: boolean): string => (value ? "TRUE" : "FALSE");

const COUNTED = new Set(["counts", "two_by_two", "rates", "proportion", "rate"]);
const VARIANCE_ONLY = new Set(["RD", "IRD", "PR", "IR"]);
const AS_THEY_ARE = new Set(["AS", "PHI", "IRSD", "PAS", "IRS"]);
/** metafor corrects these for bias (ROM, more of it in CVR) from version 5 on. */
const UNBIASED_SINCE_5 = new Set(["ROM", "CVR"]);

/** How a call of escalc() begins; column ids are metafor's own. */
function call(format: string, columns: readonly string[], measure: string): string {
  const cells = columns.map((id) => `${id} = ${id}`).join(", ");
  return `escalc(measure = ${quote(measure)}, ${cells}, data = ${format}`;
}

/** What is added for zero cells enters the variance alone, and no study is dropped (Cochrane Handbook 10.4.4.1). */
function varianceOnly(format: string, start: string, { add, add_to }: Options): string {
  return [
    "# The difference is as observed; what is added for zero cells enters the variance alone.",
    `${format}$vi <- ${start}, add = ${number(add)}, to = ${quote(add_to)})$vi`,
    `${format}$yi <- ${start}, add = 0, to = "none")$yi`,
  ].join("\n");
}

/** Formats that metafor computes from, whatever the measure. */
function effectsByEscalc(format: string, columns: readonly string[], options: Options): string {
  const { measure } = options;
  const start = call(format, columns, measure);
  if (UNBIASED_SINCE_5.has(measure))
    return `# metafor before version 5; later versions add a correction for bias\n${format} <- ${start})`;
  if (!COUNTED.has(format)) return `${format} <- ${start})`;
  if (VARIANCE_ONLY.has(measure)) return varianceOnly(format, start, options);
  if (AS_THEY_ARE.has(measure)) return `${format} <- ${start}, add = 0, to = "none", drop00 = FALSE)`;
  const zero = `add = ${number(options.add)}, to = ${quote(options.add_to)}, drop00 = ${truth(options.drop00)}`;
  return `${format} <- ${start},\n  ${zero})`;
}

/** R for a scale: to the analysis scale, and back to what people read. */
const SCALES: Readonly<Record<Scale, { to: string | null; back: string | null }>> = {
  identity: { to: null, back: null },
  log: { to: "log", back: "exp" },
  logit: { to: "qlogis", back: "transf.ilogit" },
  arcsine: { to: "transf.arcsin", back: "transf.iarcsin" },
  square_root: { to: "sqrt", back: "transf.isqrt" },
  fisher_z: { to: "atanh", back: "transf.ztor" },
};

function effectsOfIntervals(scale: Scale): string {
  const { to } = SCALES[scale];
  const g = (x: string): string => (to === null ? x : `${to}(${x})`);
  return [
    "estimate_ci$level[is.na(estimate_ci$level)] <- 95",
    `estimate_ci$yi <- ${g("estimate_ci$est")}`,
    `estimate_ci$vi <- ((${g("estimate_ci$ci_ub")} - ${g("estimate_ci$ci_lb")}) / (2 * qnorm(0.5 + estimate_ci$level / 200)))^2`,
  ].join("\n");
}

function effectsOf(block: Block, columns: readonly string[], options: Options, scale: Scale): string {
  if (block.format === "estimate_ci") return effectsOfIntervals(scale);
  if (block.format === "estimate_se") return "estimate_se$vi <- estimate_se$sei^2";
  return effectsByEscalc(block.format, columns, options);
}

function blockCode(block: Block, catalog: Catalog, options: Options, scale: Scale): string {
  if (block.format === AS_POOLED)
    return [comment("Effects as Pooled has them"), dataFrame(AS_POOLED, block.studies, ["yi", "vi"])].join("\n");
  const format = findFormat(catalog, block.format);
  const columns = (format?.columns ?? []).map(({ id }) => id);
  const head = comment(format?.label ?? block.format);
  return [head, dataFrame(block.format, block.studies, columns), effectsOf(block, columns, options, scale)].join("\n");
}

/** The second step of two: general moments with the weights of the first. */
function twoSteps(first: string): string {
  return [
    `first <- rma(yi, vi, data = dat, method = ${quote(first)})$tau2`,
    'tau2 <- rma(yi, vi, data = dat, method = "GENQ", weights = 1 / (vi + first))$tau2',
  ].join("\n");
}

/** Kenward-Roger is not in metafor: its standard error and degrees of freedom by Partlett & Riley 2017. */
const kenwardRoger = [
  "w <- 1 / (dat$vi + res$tau2)",
  "info <- sum(w^2) / 2 - sum(w^3) / sum(w) + sum(w^2)^2 / (2 * sum(w)^2)",
  "var_kr <- (1 + 2 * (sum(w^3) / sum(w) - (sum(w^2) / sum(w))^2) / info) / sum(w)",
  "df_kr <- 2 * info / (var_kr * sum(w^2))^2",
].join("\n");

/** What rma() cannot give: the interval of this test, or a comment that says so. */
function intervalCode({ test, level }: Options, catalog: Catalog): string[] {
  if (TESTS.has(test)) return [];
  const label = catalog.tests.find(({ id }) => id === test)?.label ?? test;
  if (test !== "KR") return [comment(`metafor has no interval by this method: ${label}; the one above is Wald's`)];
  const interval = `coef(res) + c(-1, 1) * qt(1 - (1 - ${number(level)}) / 2, df_kr) * sqrt(var_kr)`;
  return [[comment(`Interval by ${label}; the one above is Wald's`), kenwardRoger, interval].join("\n")];
}

/** Code that makes `tau2`, where rma() alone does not arrive at Pooled's. */
function tau2Code({ tau2, tau2_fixed }: Options): string | null {
  const first = FIRST_STEPS.get(tau2);
  if (first !== undefined) return twoSteps(first);
  if (tau2 === "FIXED") return `tau2 <- ${number(tau2_fixed)}`;
  if (!GENERALISED.has(tau2)) return null;
  return `tau2 <- rma(yi, vi, data = dat, method = ${quote(tau2)}, weights = 1 / sqrt(vi))$tau2`;
}

/** Arguments of rma() after the data; `made` = tau2 was computed before. */
function rmaArguments(options: Options, isRandom: boolean, severalMaxima: number | null, made: boolean): string {
  const first = isRandom ? (FIRST_STEPS.get(options.tau2) ?? (made ? "REML" : undefined)) : undefined;
  // Iterated DerSimonian-Laird ends at Paule-Mandel, which older versions of metafor miss.
  const method = !isRandom ? "EE" : (first ?? (options.tau2 === "DLIT" ? "PM" : options.tau2));
  const test = TESTS.get(options.test) ?? "z";
  const controls = ["threshold = 1e-12", "tol = 1e-12", "maxiter = 10000"];
  // Where the likelihood has more than one maximum, metafor finds the one next to its starting value.
  if (severalMaxima !== null) controls.unshift(`tau2.init = ${number(severalMaxima)}`);
  const control = isRandom ? `,\n  control = list(${controls.join(", ")})` : "";
  const fixed = made ? ", tau2 = tau2" : "";
  return `method = ${quote(method)}${fixed}, test = ${quote(test)}, level = ${levelText(options)}${control}`;
}

function modelCode(options: Options, isRandom: boolean, severalMaxima: number | null): string {
  const made = isRandom ? tau2Code(options) : null;
  return [
    ...(made === null ? [] : [made]),
    `res <- rma(yi, vi, data = dat, slab = study, ${rmaArguments(options, isRandom, severalMaxima, made !== null)})`,
    "res",
  ].join("\n");
}

const levelText = ({ level }: Options): string => number(Number((100 * level).toPrecision(12)));

const RULES: Record<string, { df: string; hk: boolean }> = {
  V: { df: "res$k - 1", hk: false },
  HTS: { df: "res$k - 2", hk: false },
  HK: { df: "res$k - 1", hk: true },
  HK_PR: { df: "res$k - 2", hk: true },
  KR: { df: "df_kr", hk: false },
  KR_PR: { df: "df_kr - 1", hk: false },
  S: { df: "Inf", hk: false },
};

/** Rules for the prediction interval differ between programs, so ours is written out. */
function predictionCode(options: Options, scale: Scale): string {
  const rule = RULES[options.prediction] ?? { df: "res$k - 1", hk: false };
  const { back } = SCALES[scale];
  if (options.prediction === "NNF") return bootstrapCode(options, back);
  const kr = options.prediction.startsWith("KR");
  const floor = options.test === "HKSJ_se" ? "max(1, q)" : "q";
  const hk = ["q <- sum((dat$yi - coef(res))^2 / (dat$vi + res$tau2)) / (res$k - 1)", `se <- se * sqrt(${floor})`];
  const interval = "coef(res) + c(-1, 1) * qt(1 - (1 - level) / 2, df) * sqrt(res$tau2 + se^2)";
  return [
    comment(`Prediction interval by the rule ${options.prediction}; the one of predict() follows the test above`),
    `level <- ${number(options.level)}`,
    ...(kr ? [kenwardRoger] : []),
    `df <- ${rule.df}`,
    kr ? "se <- sqrt(var_kr)" : "se <- sqrt(1 / sum(1 / (dat$vi + res$tau2)))",
    ...(rule.hk ? hk : []),
    back === null ? interval : back === "exp" ? `exp(${interval})` : `sapply(${interval}, ${back})`,
  ].join("\n");
}

/** NNF by draws, as its authors do it; Pooled integrates, so that the last digits differ. */
function bootstrapCode({ level }: Options, back: string | null): string {
  const interval = "c(nnf$lpi, nnf$upi)";
  return [
    comment("Prediction interval by the rule NNF, from random draws: the third digit may differ"),
    `nnf <- pimeta::pima(dat$yi, sqrt(dat$vi), alpha = ${number(Number((1 - level).toPrecision(12)))}, method = "boot", B = 100000, seed = 1)`,
    back === null ? interval : back === "exp" ? `exp(${interval})` : `sapply(${interval}, ${back})`,
  ].join("\n");
}

function expected(summary: Summary, options: Options, scale: Scale, isRandom: boolean): string {
  const { display } = summary;
  const interval = (lb: number | null, ub: number | null): string => `${digits(lb)} to ${digits(ub)}`;
  const lines = [
    "Expected, as Pooled shows it:",
    `k = ${summary.k}, ${levelText(options)}% intervals`,
    `pooled ${options.measure} = ${digits(display.est)} (${interval(display.ci_lb, display.ci_ub)})`,
    ...(scale !== "identity"
      ? [`${scale.replace("_", " ")} scale: ${digits(summary.est)} (${interval(summary.ci_lb, summary.ci_ub)})`]
      : []),
    `se = ${digits(summary.se)}, p = ${digits(summary.pval)}`,
    `Q = ${digits(summary.QE)} on ${digits(summary.QE_df)} df, p = ${digits(summary.QEp)}`,
    `I^2 = ${digits(summary.I2)}%`,
    ...(isRandom
      ? [`tau^2 = ${digits(summary.tau2)}`, `prediction interval ${interval(display.pi_lb, display.pi_ub)}`]
      : []),
  ];
  return lines.map(comment).join("\n");
}

interface Sorted {
  blocks: Block[];
  leftOut: string[];
}

/** Studies by format in the order of the table; those that do not enter the result, with the reason. */
function sortStudies(studies: readonly Study[], catalog: Catalog, report: Report | null): Sorted {
  const blocks = new Map<string, Block>();
  const leftOut: string[] = [];
  studies.forEach((study, row) => {
    const effect = report?.effects.find((each) => each.row === row);
    const isUsed = effect?.used ?? study.include;
    if (!isUsed) {
      const note = report?.notes.find((each) => each.row === row && each.severity !== "info");
      const why = study.include ? note?.text : undefined;
      leftOut.push(`Left out: ${why ?? `${study.label}, switched off in the table.`}`);
      return;
    }
    const forR = studyForR(study, effect, catalog);
    const block = blocks.get(forR.format) ?? { format: forR.format, studies: [], rows: [] };
    block.studies.push(forR);
    block.rows.push(row);
    blocks.set(forR.format, block);
  });
  return { blocks: [...blocks.values()], leftOut };
}

function heading(title: string, outcome: Outcome, catalog: Catalog, report: Report | null): string {
  const { options } = outcome;
  const measure = findMeasure(catalog, options.measure)?.label ?? options.measure;
  const model = catalog.models.find(({ id }) => id === options.model)?.label ?? options.model;
  return [
    ...[title, outcome.name].filter((text) => text.trim() !== ""),
    `${measure}, ${model}`,
    `Made by Pooled ${report?.engine ?? catalog.engine}. Needs R and metafor 3.8 or newer: install.packages("metafor")`,
  ]
    .map(comment)
    .join("\n");
}

/** Studies typed in one way that metafor counts in. */
function countsOf(blocks: readonly Block[], catalog: Catalog): Counts | null {
  const [only, ...more] = blocks;
  if (only === undefined || more.length > 0 || !COUNTED.has(only.format)) return null;
  return { name: only.format, columns: (findFormat(catalog, only.format)?.columns ?? []).map(({ id }) => id) };
}

/** From the studies' effects to the result. */
function poolingCode(
  options: Options,
  catalog: Catalog,
  scale: Scale,
  blocks: readonly Block[],
  report: Report | null,
): string[] {
  const { back } = SCALES[scale];
  const model = catalog.models.find(({ id }) => id === options.model);
  const shown = back === null ? [] : [`predict(res, transf = ${back})`];
  if (options.model !== "RE" && options.model !== "EE")
    return [otherModelCode(options, model?.label ?? options.model, countsOf(blocks, catalog), levelText(options))];
  const isRandom = model?.random ?? true;
  const severalMaxima = report?.notes.some(({ code }) => code === "several_maxima");
  return [
    modelCode(options, isRandom, severalMaxima ? (report?.summary?.tau2 ?? null) : null),
    ...shown,
    ...(isRandom ? intervalCode(options, catalog) : []),
    ...(isRandom ? [predictionCode(options, scale)] : []),
  ];
}

/** What further questions need to know of the script so far. */
function furtherOf(blocks: readonly Block[], studies: readonly Study[], catalog: Catalog, report: Report): Further {
  const { options } = report;
  const isRandom = options.model === "RE";
  const direct = isRandom ? tau2Code(options) === null : options.model === "EE";
  const counts = countsOf(blocks, catalog);
  const totals = counts?.name === "counts" ? ["n1i", "n2i"] : ["ai + bi", "ci + di"];
  const two = counts !== null && /^(counts|two_by_two)$/.test(counts.name);
  return {
    ...{ report, catalog, labels: studies.map((study) => study.label), rows: blocks.flatMap(({ rows }) => rows) },
    counts: two ? { name: counts.name, n1: totals[0] ?? "", n2: totals[1] ?? "" } : null,
    rma: direct ? rmaArguments(options, isRandom, null, false) : null,
  };
}

/** Subgroups, leave-one-out and whatever else the report answers, each with its numbers. */
function furtherParts(
  blocks: readonly Block[],
  studies: readonly Study[],
  catalog: Catalog,
  report: Report,
  groupings: readonly Subgroups[],
): string[] {
  const further = furtherOf(blocks, studies, catalog, report);
  return furtherCode(further, groupedCode(further, studies, groupings));
}

/**
 * An R script that computes the result anew from the data, with the numbers Pooled shows as comments.
 * @param report  of this outcome, so that the script leaves out what Pooled left out; null = no expected numbers
 * @param groupings  subgroups by several columns; empty = by the one that the report has
 */
export function rScript(
  outcome: Outcome,
  catalog: Catalog,
  report: Report | null,
  title = "",
  groupings: readonly Subgroups[] = [],
): string {
  const { request } = buildRequest(outcome, catalog, []);
  const options: Options = report?.options ?? outcome.options;
  const scale = findMeasure(catalog, options.measure)?.scale ?? "identity";
  const isRandom = catalog.models.find(({ id }) => id === options.model)?.random ?? true;
  const { blocks, leftOut } = sortStudies(request.dataset.studies, catalog, report);
  const parts = blocks.map(({ format }) => `data.frame(${format})[c("study", "yi", "vi")]`);
  const code = [
    heading(title, outcome, catalog, report),
    "library(metafor)",
    ...blocks.map((block) => blockCode(block, catalog, options, scale)),
    ...[conversions(report), leftOut].filter((lines) => lines.length > 0).map((lines) => lines.map(comment).join("\n")),
    `dat <- rbind(${parts.join(", ")})\ndat <- dat[!is.na(dat$yi), ]`,
    ...poolingCode(options, catalog, scale, blocks, report),
    ...(report?.summary === undefined ? [] : [expected(report.summary, options, scale, isRandom)]),
    ...metaCode(options, countsOf(blocks, catalog)),
    ...(report === null ? [] : furtherParts(blocks, request.dataset.studies, catalog, report, groupings)),
  ];
  return blocks.length === 0
    ? `${heading(title, outcome, catalog, report)}\n# There are no studies yet.\n`
    : `${code.join("\n\n")}\n`;
}
