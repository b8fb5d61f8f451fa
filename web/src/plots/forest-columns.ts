import type { Study, StudyEffect } from "../core/types";
import {
  clip,
  decimalsOf,
  formatNumber,
  intervalText,
  levelText,
  plainText,
  range,
  type Scale,
  weightTexts,
} from "../text/format";
import { measureOf, shortName } from "../text/names";
import type { PlotInput } from "./plot";
import { fitText, textWidth } from "./text-width";

export const FONT = 11;
const LABEL_MOST = 230;

export interface Column {
  readonly id: string;
  readonly align: "start" | "end";
  readonly head: readonly string[];
  /** One text per study, in the order of the data set. */
  readonly cells: readonly string[];
  /** Texts of the pooled row. */
  readonly total: string;
  readonly width: number;
}

function column(id: string, align: Column["align"], head: string[], cells: string[], total: string): Column {
  const widest = Math.max(
    ...head.map((t) => textWidth(t, FONT, true)),
    ...cells.map((t) => textWidth(t, FONT)),
    textWidth(total, FONT, true),
  );
  return { id, align, head, cells, total, width: Math.ceil(widest) };
}

export function effectOf(input: PlotInput, row: number): StudyEffect | undefined {
  return input.report.effects.find((e) => e.row === row);
}

function studyColumn({ studies }: PlotInput): Column {
  const cells = studies.map((s, i) => {
    const label = clip(plainText(s.label).trim()) || `Study ${i + 1}`;
    return fitText(label, LABEL_MOST, FONT);
  });
  return column("study", "start", ["Study"], cells, "Pooled");
}

/** A number as typed, up to what a double prints. */
function plain(value: number | null | undefined): string {
  return value === null || value === undefined ? "–" : String(value).replace("-", "−");
}

function outOf(events: number | null | undefined, others: number | null | undefined): string {
  return events == null || others == null ? "–" : plain(events + others);
}

type Arm = (cells: Study["cells"]) => string;

/** How one arm of a study reads, by the format it was typed in. */
const ARMS: Readonly<Record<string, readonly [Arm, Arm]>> = {
  counts: [(c) => `${plain(c.ai)}/${plain(c.n1i)}`, (c) => `${plain(c.ci)}/${plain(c.n2i)}`],
  means: [
    (c) => `${plain(c.m1i)} (${plain(c.sd1i)}), ${plain(c.n1i)}`,
    (c) => `${plain(c.m2i)} (${plain(c.sd2i)}), ${plain(c.n2i)}`,
  ],
  two_by_two: [(c) => `${plain(c.ai)}/${outOf(c.ai, c.bi)}`, (c) => `${plain(c.ci)}/${outOf(c.ci, c.di)}`],
  rates: [(c) => `${plain(c.x1i)}/${plain(c.t1i)}`, (c) => `${plain(c.x2i)}/${plain(c.t2i)}`],
  paired: [(c) => `${plain(c.m1i)} (${plain(c.sd1i)})`, (c) => `${plain(c.m2i)} (${plain(c.sd2i)}), ${plain(c.ni)}`],
};
const ARM_HEADS: Readonly<Record<string, string>> = {
  counts: "events/total",
  two_by_two: "events/total",
  means: "mean (SD), n",
  rates: "events/person-time",
  paired: "mean (SD)",
};

/** How a study of one group reads. */
const SINGLES: Readonly<Record<string, Arm>> = {
  proportion: (c) => `${plain(c.xi)}/${plain(c.ni)}`,
  rate: (c) => `${plain(c.xi)}/${plain(c.ti)}`,
  mean: (c) => `${plain(c.mi)} (${plain(c.sdi)}), ${plain(c.ni)}`,
  correlation: (c) => `${plain(c.ri)}, ${plain(c.ni)}`,
};
const SINGLE_HEADS: Readonly<Record<string, string>> = {
  proportion: "Events/total",
  rate: "Events/person-time",
  mean: "Mean (SD), n",
  correlation: "r, n",
};

/** Events and totals summed over the studies used; only where every one of them was typed as counts. */
function armTotal(input: PlotInput, events: string, total: string): string {
  const used = input.studies.filter((_, i) => effectOf(input, i)?.used);
  if (used.length === 0 || used.some((s) => s.format !== "counts")) return "";
  // Counts may be imputed fractions: without the last bits of their sum.
  const sum = (id: string): number => Number(used.reduce((n, s) => n + (s.cells[id] ?? 0), 0).toPrecision(12));
  // Written as the studies are: what was typed has no thousands separators.
  return `${sum(events)}/${sum(total)}`;
}

function armColumns(input: PlotInput): Column[] {
  const formats = new Set(input.studies.map((s) => s.format).filter((f) => ARMS[f]));
  if (formats.size === 0) return [];
  const sub = formats.size === 1 ? (ARM_HEADS[[...formats][0] ?? ""] ?? "") : "as reported";
  const texts = (arm: 0 | 1): string[] => input.studies.map((s) => ARMS[s.format]?.[arm](s.cells) ?? "–");
  const name = (text: string): string => fitText(plainText(text), 100, FONT, true);
  return [
    column("treatment", "end", [name(input.treatment), sub], texts(0), armTotal(input, "ai", "n1i")),
    column("control", "end", [name(input.control), sub], texts(1), armTotal(input, "ci", "n2i")),
  ];
}

function singleColumn(input: PlotInput): Column[] {
  const formats = [...new Set(input.studies.map((s) => s.format).filter((f) => SINGLES[f]))];
  if (formats.length === 0) return [];
  const head = formats.length === 1 ? (SINGLE_HEADS[formats[0] ?? ""] ?? "") : "As reported";
  const texts = input.studies.map((s) => SINGLES[s.format]?.(s.cells) ?? "–");
  return [column("group", "end", [head], texts, "")];
}

export function leftColumns(input: PlotInput): Column[] {
  return [studyColumn(input), ...armColumns(input), ...singleColumn(input)];
}

function effectText(effect: StudyEffect | undefined, scale: Scale, decimals: number): string {
  if (!effect || effect.display.est === null) return "Not estimable";
  const { est, lb, ub } = intervalText(effect.display.est, effect.display.ci_lb, effect.display.ci_ub, scale, decimals);
  return `${est} (${range(lb, ub)})`;
}

/** One count of decimals for the whole column: what the median study needs. */
export function columnDecimals(input: PlotInput): number {
  const { scale } = measureOf(input.catalog, input.report.options.measure);
  const needed = input.report.effects
    .filter((e) => e.display.est !== null)
    .map((e) => decimalsOf(e.display.est, e.display.ci_lb, e.display.ci_ub, scale))
    .sort((a, b) => a - b);
  return needed[Math.floor(needed.length / 2)] ?? 2;
}

export function pooledText(input: PlotInput): string {
  const { scale } = measureOf(input.catalog, input.report.options.measure);
  const d = input.report.summary?.display;
  if (!d || d.est === null) return "";
  const { est, lb, ub } = intervalText(d.est, d.ci_lb, d.ci_ub, scale, pooledDecimals(input));
  return `${est} (${range(lb, ub)})`;
}

function pooledDecimals(input: PlotInput): number {
  const { scale } = measureOf(input.catalog, input.report.options.measure);
  const d = input.report.summary?.display;
  return Math.max(columnDecimals(input), d ? decimalsOf(d.est, d.ci_lb, d.ci_ub, scale) : 0);
}

export function predictionText(input: PlotInput): string {
  const d = input.report.summary?.display;
  if (!d || d.pi_lb === null || d.pi_ub === null) return "";
  const decimals = pooledDecimals(input);
  return `(${range(formatNumber(d.pi_lb, decimals), formatNumber(d.pi_ub, decimals))})`;
}

export function rightColumns(input: PlotInput): Column[] {
  const measure = measureOf(input.catalog, input.report.options.measure);
  const decimals = columnDecimals(input);
  const rows = input.studies.map((_, i) => effectOf(input, i));
  const weights = weightTexts(rows.map((e) => e?.weight ?? null)).map((w) => (w === null ? "–" : `${w}%`));
  const effects = rows.map((e) => effectText(e, measure.scale, decimals));
  const head = `${shortName(measure)} (${levelText(input.report.options.level)} CI)`;
  const some = rows.some((e) => e?.used);
  return [
    column("effect", "end", [head], effects, pooledText(input)),
    column("weight", "end", ["Weight"], weights, some ? "100%" : ""),
  ];
}
