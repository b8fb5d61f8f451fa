import type { Interval, Study, StudyEffect, SubgroupRow } from "../core/types";
import { t } from "../language/text";
import { asConverted } from "../state/converted";
import {
  clip,
  decimalsOf,
  formatNumber,
  intervalText,
  levelText,
  plainText,
  plural,
  type Scale,
  weightTexts,
} from "../text/format";
import { measureOf, shortName } from "../text/names";
import type { ForestStyle } from "./forest-styles";
import { FONT } from "./paper";
import type { PlotInput } from "./plot";
import { fitText, textWidth } from "./text-width";

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

/** A column of texts that says nothing of the pooled result. */
export function textColumn(id: string, align: Column["align"], head: string, cells: string[]): Column {
  return column(id, align, [head], cells, "");
}

export function effectOf(input: PlotInput, row: number): StudyEffect | undefined {
  return input.report.effects.find((e) => e.row === row);
}

function studyColumn({ studies }: PlotInput, pooledName: string): Column {
  const cells = studies.map((s, i) => {
    const label = clip(plainText(s.label).trim()) || t`Study ${i + 1}`;
    return fitText(label, LABEL_MOST, FONT);
  });
  return column("study", "start", [t`Study`], cells, pooledName);
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
  counts: t`events/total`,
  two_by_two: t`events/total`,
  means: t`mean (SD), n`,
  rates: t`events/person-time`,
  paired: t`mean (SD)`,
};

/** How a study of one group reads. */
const SINGLES: Readonly<Record<string, Arm>> = {
  proportion: (c) => `${plain(c.xi)}/${plain(c.ni)}`,
  rate: (c) => `${plain(c.xi)}/${plain(c.ti)}`,
  mean: (c) => `${plain(c.mi)} (${plain(c.sdi)}), ${plain(c.ni)}`,
  correlation: (c) => `${plain(c.ri)}, ${plain(c.ni)}`,
};
const SINGLE_HEADS: Readonly<Record<string, string>> = {
  proportion: t`Events/total`,
  rate: t`Events/person-time`,
  mean: t`Mean (SD), n`,
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
  const sub = formats.size === 1 ? (ARM_HEADS[[...formats][0] ?? ""] ?? "") : t`as reported`;
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
  const head = formats.length === 1 ? (SINGLE_HEADS[formats[0] ?? ""] ?? "") : t`As reported`;
  const texts = input.studies.map((s) => SINGLES[s.format]?.(s.cells) ?? "–");
  return [column("group", "end", [head], texts, "")];
}

function effectText(effect: StudyEffect | undefined, scale: Scale, decimals: number, style: ForestStyle): string {
  if (!effect || effect.display.est === null) return t`Not estimable`;
  return shownText(effect.display, scale, decimals, style);
}

function shownText({ est, ci_lb, ci_ub }: Interval, scale: Scale, decimals: number, style: ForestStyle): string {
  const text = intervalText(est, ci_lb, ci_ub, scale, decimals);
  return style.interval(text.est, text.lb, text.ub);
}

/** One count of decimals for the whole column: what the median study needs. */
function columnDecimals(input: PlotInput): number {
  const { scale } = measureOf(input.catalog, input.report.options.measure);
  const needed = input.report.effects
    .filter((e) => e.display.est !== null)
    .map((e) => decimalsOf(e.display.est, e.display.ci_lb, e.display.ci_ub, scale))
    .sort((a, b) => a - b);
  return needed[Math.floor(needed.length / 2)] ?? 2;
}

function pooledText(input: PlotInput, style: ForestStyle): string {
  const { scale } = measureOf(input.catalog, input.report.options.measure);
  const d = input.report.summary?.display;
  return d && d.est !== null ? shownText(d, scale, pooledDecimals(input), style) : "";
}

/** The other model's result, as it reads in the column of effects. */
export function effectColumnText(input: PlotInput, ends: Interval, style: ForestStyle): string {
  const { scale } = measureOf(input.catalog, input.report.options.measure);
  return shownText(ends, scale, pooledDecimals(input), style);
}

function pooledDecimals(input: PlotInput): number {
  const { scale } = measureOf(input.catalog, input.report.options.measure);
  const d = input.report.summary?.display;
  return Math.max(columnDecimals(input), d ? decimalsOf(d.est, d.ci_lb, d.ci_ub, scale) : 0);
}

export function predictionText(input: PlotInput, style: ForestStyle): string {
  const d = input.report.summary?.display;
  if (!d || d.pi_lb === null || d.pi_ub === null) return "";
  const decimals = pooledDecimals(input);
  return style.interval("", formatNumber(d.pi_lb, decimals), formatNumber(d.pi_ub, decimals)).trim();
}

/** What a subgroup's subtotal says in a column. */
export function subtotalText(input: PlotInput, of: SubgroupRow, style: ForestStyle, id: string): string {
  if (id === "study") return t`Subtotal (${plural(of.k, t`study`, t`studies`)})`;
  if (id === "weight") return of.weight === null ? "" : `${formatNumber(of.weight, 1)}%`;
  if (id !== "effect" || of.display.est === null) return "";
  const { scale } = measureOf(input.catalog, input.report.options.measure);
  return shownText(of.display, scale, pooledDecimals(input), style);
}

function resultColumns(input: PlotInput, style: ForestStyle): Column[] {
  const measure = measureOf(input.catalog, input.report.options.measure);
  const decimals = columnDecimals(input);
  const rows = input.studies.map((_, i) => effectOf(input, i));
  const weights = weightTexts(rows.map((e) => e?.weight ?? null)).map((w) => (w === null ? "–" : `${w}%`));
  const effects = rows.map((e) => effectText(e, measure.scale, decimals, style));
  const head = t`${shortName(measure)} (${levelText(input.report.options.level)} CI)`;
  const some = rows.some((e) => e?.used);
  return [
    column("effect", "end", [head], effects, pooledText(input, style)),
    column("weight", "end", [t`Weight`], weights, some ? "100%" : ""),
  ];
}

/** A column is as wide as the subtotals in it, too. */
function widened(input: PlotInput, style: ForestStyle, c: Column): Column {
  const levels = input.report.subgroups?.levels ?? [];
  const widths = levels.map((of) => textWidth(subtotalText(input, of, style, c.id), FONT, true));
  return { ...c, width: Math.ceil(Math.max(c.width, ...widths)) };
}

const fourDigits = (x: number | null): number | null => (x === null ? null : Number(x.toPrecision(4)));

/** Studies as they are pooled: those converted from medians, standard errors … show the mean and SD they became. */
function convertedStudies({ studies, catalog, report }: PlotInput): Study[] {
  return studies.map((study, row) => {
    const effect = report.effects.find((e) => e.row === row);
    if (!effect?.cells) return study;
    const converted = asConverted(study, effect, catalog);
    const cells = Object.entries(converted.cells).map(([id, x]) => [id, fourDigits(x)] as const);
    return { ...converted, cells: Object.fromEntries(cells) };
  });
}

/** From one circle of risk of bias to the next. */
export const CIRCLE = 17;

/** Room for the circles; they are drawn, not written. */
function robColumn({ rob, studies }: PlotInput): Column[] {
  if (!rob?.beside) return [];
  const width = (rob.template.domains.length + 1) * CIRCLE;
  return [{ id: "rob", align: "start", head: [], cells: studies.map(() => ""), total: "", width }];
}

/** All columns there are, in no order yet. */
export function allColumns(input: PlotInput, style: ForestStyle): Column[] {
  const name = style.pooledName(levelText(input.report.options.level));
  const pooled = { ...input, studies: convertedStudies(input) };
  const found = [
    studyColumn(input, name),
    ...armColumns(pooled),
    ...singleColumn(pooled),
    ...resultColumns(input, style),
    ...robColumn(input),
  ];
  return found.map((c) => widened(input, style, c));
}
