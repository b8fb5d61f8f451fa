import type { FunnelLine } from "../core/types";
import { t } from "../language/text";
import type { ForestChoices } from "../state/figure-choices";
import { OVERALL } from "../state/rob";
import { plainText } from "../text/format";
import { midSentence, midText } from "../text/mid";
import { isRandom, labelOf, measureOf, shortName } from "../text/names";
import { forestDescription, heterogeneityLine, methodLine, overallTestLine } from "../text/sentences";
import { type Axis, axisOf, axisTicks, makeAxis } from "./axis";
import { chosenExtras, sortedRows } from "./forest-choices";
import {
  allColumns,
  CIRCLE,
  type Column,
  effectColumnText,
  effectOf,
  predictionText,
  subtotalText,
} from "./forest-columns";
import { type Line, linesOf, subgroupLine } from "./forest-lines";
import { type ForestStyle, styleOf } from "./forest-styles";
import { clamp, heaviest, markOf } from "./marks";
import { FONT, INK, line, MARGIN, MUTED, PAPER, page, polygon, RULE, SMALL, text, widthOf } from "./paper";
import type { Plot, PlotInput, PlotOptions } from "./plot";
import { levelsOf, robCircle, robLines, robPlaces } from "./rob-look";
import { el, px, type SvgNode } from "./svg";
import { fitText, textWidth, wrapText } from "./text-width";

const ROW = 19;
const GAP = 14;
const PLOT_LEAST = 170;
const SQUARE = 13;

interface Placed {
  readonly column: Column;
  readonly x: number;
}

/** Where everything stands; in px of 1/96 inch before any scaling. */
interface Layout {
  readonly style: ForestStyle;
  readonly lines: readonly Line[];
  readonly width: number;
  readonly columns: readonly Placed[];
  readonly plotX: number;
  readonly plotWidth: number;
  readonly axis: Axis;
  readonly top: number;
}

function place(columns: readonly Column[], from: number): Placed[] {
  let x = from;
  return columns.map((column) => {
    const left = x;
    x += column.width + GAP;
    return { column, x: column.align === "start" ? left : left + column.width };
  });
}

function widthOfColumns(columns: readonly Column[]): number {
  return columns.reduce((sum, c) => sum + c.width + GAP, 0);
}

/** The columns before the plot and those after it: the style's but the hidden ones, others after the names. */
function sides(input: PlotInput, style: ForestStyle, choices: ForestChoices | undefined): [Column[], Column[]] {
  const all = allColumns(input, style).filter(({ id }) => id === "study" || !choices?.hidden.includes(id));
  const pick = (ids: readonly string[]): Column[] => ids.flatMap((id) => all.filter((c) => c.id === id));
  const order = [...style.order, "rob"];
  const at = order.indexOf("plot");
  const [names, ...left] = pick(order.slice(0, at));
  return [[...(names ? [names] : []), ...chosenExtras(input, choices), ...left], pick(order.slice(at + 1))];
}

function layout(input: PlotInput, options: PlotOptions): Layout {
  const style = styleOf(options.style);
  const [left, right] = sides(input, style, options.forest);
  const texts = widthOfColumns(left) + widthOfColumns(right) + 2 * MARGIN;
  const width = Math.max(widthOf(options), texts + PLOT_LEAST, 420);
  const plotX = MARGIN + widthOfColumns(left) + GAP / 2;
  const plotWidth = width - texts - GAP / 2 - (right.length === 0 ? GAP : 0);
  const measure = measureOf(input.catalog, input.report.options.measure);
  const axis = axisOf(input.report, measure) ?? makeAxis("identity", { lo: -1, hi: 1 });
  const columns = [...place(left, MARGIN), ...place(right, plotX + plotWidth + GAP)];
  const heads = Math.max(...[...left, ...right].map((c) => c.head.length));
  const title = input.title.trim() === "" ? 0 : ROW + 4;
  const top = MARGIN + title + heads * 14 + 8;
  return {
    style,
    lines: linesOf(input, sortedRows(input, options.forest)),
    width,
    columns,
    plotX,
    plotWidth,
    axis,
    top,
  };
}

function titleNodes(input: PlotInput, l: Layout): SvgNode[] {
  const title = plainText(input.title).trim();
  if (title === "") return [];
  return [text(MARGIN, MARGIN + 12, fitText(title, l.width - 2 * MARGIN, 13, true), { bold: true, size: 13 })];
}

function headNodes(l: Layout): SvgNode[] {
  const cells = l.columns.flatMap(({ column, x }) =>
    column.head.map((t, i) =>
      text(x, l.top - 10 - (column.head.length - 1 - i) * 14, t, { bold: i === 0, anchor: column.align }),
    ),
  );
  return [...cells, line(MARGIN, l.top - 3, l.width - MARGIN, l.top - 3, INK, 1)];
}

function rowText(l: Layout, y: number, content: (c: Column) => string, bold: boolean): SvgNode[] {
  return l.columns.flatMap(({ column, x }) => {
    const t = content(column);
    return t === "" ? [] : [text(x, y, t, { bold, anchor: column.align })];
  });
}

function arrow(x: number, y: number, direction: -1 | 1): SvgNode {
  const back = x - direction * 6;
  return polygon(
    [
      [x, y],
      [back, y - 3.5],
      [back, y + 3.5],
    ],
    INK,
  );
}

/** Interval and square of one study; a study left out has a hollow square. */
function studyMark(input: PlotInput, l: Layout, row: number, y: number, most: number): SvgNode[] {
  const effect = effectOf(input, row);
  const mark = effect ? markOf(effect, l.axis, most) : null;
  if (!mark) return [];
  const x = (fraction: number): number => l.plotX + fraction * l.plotWidth;
  const side = Math.max(2, mark.side * SQUARE);
  const square = el("rect", {
    class: "study",
    x: px(x(mark.at) - side / 2),
    y: px(y - side / 2),
    width: px(side),
    height: px(side),
    fill: mark.used ? l.style.square : PAPER,
    ...(mark.used ? {} : { stroke: l.style.square, "stroke-width": 1.2 }),
  });
  return [
    line(x(mark.lo), y, x(mark.hi), y, INK, 1.2),
    ...(mark.clippedLeft ? [arrow(x(0), y, -1)] : []),
    ...(mark.clippedRight ? [arrow(x(1), y, 1)] : []),
    square,
  ];
}

interface Ends {
  readonly est: number | null;
  readonly ci_lb: number | null;
  readonly ci_ub: number | null;
}

/** A diamond from limit to limit; that of a subgroup is hollow. */
function diamond(ends: Ends, l: Layout, y: number, filled = true): SvgNode[] {
  if (ends.est === null || ends.ci_lb === null || ends.ci_ub === null) return [];
  const x = (value: number): number => l.plotX + clamp(l.axis.at(value)) * l.plotWidth;
  const half = filled ? 6 : 5;
  const [lo, est, hi] = [x(ends.ci_lb), x(ends.est), x(ends.ci_ub)];
  const shape = polygon(
    [
      [lo, y],
      [est, y - half],
      [hi, y],
      [est, y + half],
    ],
    filled ? l.style.diamond : PAPER,
    "pooled",
  );
  return [filled ? shape : { ...shape, attrs: { ...shape.attrs, class: "subtotal", stroke: l.style.diamond } }];
}

function lineNodes(input: PlotInput, l: Layout, of: Line, y: number, most: number): SvgNode[] {
  if (of.kind === "study")
    return [...rowText(l, y + 4, (c) => c.cells[of.row] ?? "", false), ...studyMark(input, l, of.row, y, most)];
  if (of.kind === "subtotal") {
    const cells = rowText(l, y + 4, (c) => subtotalText(input, of.of, l.style, c.id), true);
    return [...cells, ...diamond(of.of, l, y, false)];
  }
  const wide = Math.max(l.plotX - MARGIN, 0.6 * l.width);
  const bold = of.kind === "heading";
  const shown = fitText(of.text, bold ? wide : l.width - 2 * MARGIN, bold ? FONT : SMALL, bold);
  return [text(MARGIN, y + 4, shown, bold ? { bold } : { size: SMALL, fill: MUTED })];
}

function studyRows(input: PlotInput, l: Layout): SvgNode[] {
  const most = heaviest(input.report.effects);
  return l.lines.flatMap((of, i) => lineNodes(input, l, of, l.top + i * ROW + ROW / 2, most));
}

/** The ground of every other row, where the style has it. */
function bandNodes(l: Layout): SvgNode[] {
  const fill = l.style.band;
  if (fill === null) return [];
  return l.lines.flatMap((_, i) => {
    const at = { x: MARGIN - 4, y: px(l.top + i * ROW), width: px(l.width - 2 * MARGIN + 8), height: ROW };
    return i % 2 === 0 ? [el("rect", { ...at, fill })] : [];
  });
}

/** Circles of risk of bias beside the studies, and their numbers over them. */
function robNodes({ rob }: PlotInput, l: Layout): SvgNode[] {
  const at = l.columns.find(({ column }) => column.id === "rob");
  if (!rob || at === undefined) return [];
  const x = (i: number): number => at.x + (i + 0.5) * CIRCLE;
  const places = robPlaces(rob);
  const heads = places.map((place, i) =>
    text(x(i), l.top - 10, place === OVERALL ? "O" : String(place), { anchor: "middle", size: SMALL, bold: true }),
  );
  const circles = l.lines.flatMap((of, i) => {
    if (of.kind !== "study") return [];
    const levels = levelsOf(rob, of.row);
    return places.flatMap((place, j) => robCircle(x(j), l.top + i * ROW + ROW / 2, 6.5, levels[place]));
  });
  return [...heads, ...circles];
}

function predictionBar(input: PlotInput, l: Layout, y: number): SvgNode[] {
  const s = input.report.summary;
  if (!s || s.pi_lb === null || s.pi_ub === null) return [];
  const [a, b] = [s.pi_lb, s.pi_ub].map((v) => l.plotX + clamp(l.axis.at(v)) * l.plotWidth) as [number, number];
  const colour = l.style.diamond;
  return [line(a, y, b, y, colour, 2.5), line(a, y - 4, a, y + 4, colour, 1.2), line(b, y - 4, b, y + 4, colour, 1.2)];
}

interface OtherModel {
  readonly name: string;
  readonly found: FunnelLine;
}

/** The same studies under the other model, or under both where the one chosen is neither. */
function otherModels(input: PlotInput, options: PlotOptions): OtherModel[] {
  const { funnel, options: o } = input.report;
  if (!options.forest?.both || !funnel) return [];
  const all = [
    { id: "EE", found: funnel.common },
    { id: "RE", found: funnel.random },
  ];
  return all
    .filter(({ id, found }) => id !== o.model && found.est !== null)
    .map(({ id, found }) => ({ name: labelOf(input.catalog.models, id), found }));
}

function otherRow(input: PlotInput, l: Layout, { name, found }: OtherModel, y: number): SvgNode[] {
  const shown = effectColumnText(input, found.display, l.style);
  const cell = (column: Column): string => (column.id === "study" ? name : column.id === "effect" ? shown : "");
  return [...rowText(l, y + 4, cell, false), ...diamond(found, l, y, false)];
}

function pooledRows(
  input: PlotInput,
  options: PlotOptions,
  l: Layout,
  y: number,
): { nodes: SvgNode[]; bottom: number } {
  const s = input.report.summary;
  if (!s || s.est === null) return { nodes: [], bottom: y };
  const rule = line(MARGIN, y + 2, l.width - MARGIN, y + 2, RULE, 0.8);
  let middle = y + 4 + ROW / 2;
  const nodes = [rule, ...rowText(l, middle + 4, (c) => c.total, true), ...diamond(s, l, middle)];
  for (const other of otherModels(input, options)) {
    middle += ROW;
    nodes.push(...otherRow(input, l, other, middle));
  }
  const prediction = predictionText(input, l.style);
  if (prediction === "") return { nodes, bottom: middle + ROW / 2 };
  middle += ROW;
  const cells = rowText(l, middle + 4, (c) => predictionCell(c, prediction), false);
  return { nodes: [...nodes, ...cells, ...predictionBar(input, l, middle)], bottom: middle + ROW / 2 };
}

function predictionCell(column: Column, interval: string): string {
  if (column.id === "study") return t`Prediction interval`;
  return column.id === "effect" ? interval : "";
}

/** Tick labels that do not touch: a label too near its left neighbour is left out, never its tick. */
function tickNodes(l: Layout, y: number): SvgNode[] {
  const ticks = axisTicks(l.axis, Math.max(3, Math.floor(l.plotWidth / 26)));
  let free = Number.NEGATIVE_INFINITY;
  return ticks.flatMap((tick) => {
    const x = l.plotX + tick.at * l.plotWidth;
    const half = textWidth(tick.label, SMALL) / 2;
    const mark = line(x, y, x, y + 4);
    if (x - half < free) return [mark];
    free = x + half + 4;
    return [mark, text(x, y + 15, tick.label, { anchor: "middle", size: SMALL })];
  });
}

/** The words left and right of no effect; one that has no room beside it stands on a line of its own. */
function favoursNodes(input: PlotInput, l: Layout, y: number): { nodes: SvgNode[]; bottom: number } {
  if (l.axis.zero === null) return { nodes: [], bottom: y };
  const zero = l.plotX + clamp(l.axis.at(l.axis.zero)) * l.plotWidth;
  const label = (side: string): string => l.style.side(plainText(side).trim());
  let bottom = y;
  const side = (words: string, anchor: "start" | "end", x: number, room: number): SvgNode => {
    const look = { anchor, size: SMALL, fill: MUTED };
    if (textWidth(words, SMALL) <= room) return text(x, y, words, look);
    bottom += 13;
    const shown = fitText(words, l.width - 2 * MARGIN, SMALL);
    return text(anchor === "end" ? MARGIN : l.width - MARGIN, bottom, shown, {
      ...look,
      anchor: anchor === "end" ? "start" : "end",
    });
  };
  const nodes = [
    side(`← ${label(input.favours.left)}`, "end", zero - 6, zero - 6 - MARGIN),
    side(`${label(input.favours.right)} →`, "start", zero + 6, l.width - MARGIN - zero - 6),
  ];
  return { nodes, bottom };
}

function zeroNodes(input: PlotInput, l: Layout, y: number): SvgNode[] {
  const down = (value: number, ...look: [string, number, string?]): SvgNode => {
    const x = l.plotX + clamp(l.axis.at(value)) * l.plotWidth;
    return line(x, l.top - 3, x, y, ...look);
  };
  const est = input.report.summary?.est ?? null;
  return [
    ...(l.axis.zero === null ? [] : [down(l.axis.zero, MUTED, 0.8)]),
    ...(l.axis.mid === null ? [] : [down(l.axis.mid, MUTED, 1, "6 3")]),
    ...(l.style.pooledLine && est !== null ? [down(est, l.style.diamond, 0.8, "3 3")] : []),
  ];
}

function axisNodes(input: PlotInput, l: Layout, y: number): { nodes: SvgNode[]; bottom: number } {
  const favours = favoursNodes(input, l, y + 31);
  const rule = line(l.plotX, y, l.plotX + l.plotWidth, y);
  return { nodes: [...zeroNodes(input, l, y), rule, ...tickNodes(l, y), ...favours.nodes], bottom: favours.bottom };
}

function midLine({ report, catalog }: PlotInput, { mid }: Axis): string | null {
  if (mid === null || report.options.threshold === null) return null;
  const measure = measureOf(catalog, report.options.measure);
  return (
    midSentence(report, measure)?.replace(":", t` (dashed line):`) ??
    t`Dashed line: ${midText(report.options.threshold)}`
  );
}

function notEstimable(input: PlotInput): string[] {
  const left = input.studies.filter((_, i) => effectOf(input, i)?.yi == null).length;
  const out = input.studies.filter((s, i) => !s.include && effectOf(input, i)?.yi != null).length;
  return [
    ...(out > 0 ? [t`Hollow square: left out of the pooled result (${out})`] : []),
    ...(left > 0 ? [t`Not estimable, not pooled: ${left}`] : []),
  ];
}

function footNodes(input: PlotInput, l: Layout, y: number): { nodes: SvgNode[]; bottom: number } {
  const { report, catalog } = input;
  const s = report.summary;
  const shown = isRandom(catalog, report.options.model) && s?.pi_lb != null;
  const lines = s
    ? [
        heterogeneityLine(report, catalog),
        measureOf(catalog, report.options.measure).no_effect === null ? null : overallTestLine(s),
        subgroupLine(input),
        methodLine(report.options, catalog, shown),
        midLine(input, l.axis),
        ...notEstimable(input),
      ]
    : notEstimable(input);
  const said = lines.filter((t): t is string => t !== null).flatMap((t) => wrapText(t, l.width - 2 * MARGIN, SMALL));
  const wrapped = input.rob?.beside ? [...said, ...robLines(input.rob, l.width - 2 * MARGIN)] : said;
  const nodes = wrapped.map((t, i) => text(MARGIN, y + i * 14, t, { size: SMALL, fill: INK }));
  return { nodes, bottom: y + Math.max(0, wrapped.length - 1) * 14 + MARGIN };
}

function figureTitle(input: PlotInput): string {
  const measure = measureOf(input.catalog, input.report.options.measure);
  return plainText(input.title).trim() || t`Forest plot: ${shortName(measure)}`;
}

function draw(input: PlotInput, options: PlotOptions): SvgNode {
  const l = layout(input, options);
  const measure = measureOf(input.catalog, input.report.options.measure);
  const pooled = pooledRows(input, options, l, l.top + l.lines.length * ROW);
  const axis = axisNodes(input, l, pooled.bottom + 6);
  const foot = footNodes(input, l, axis.bottom + 23);
  const words = { title: figureTitle(input), description: forestDescription(input.report, measure) };
  return page(options, l.width, foot.bottom, words, [
    ...bandNodes(l),
    ...titleNodes(input, l),
    ...headNodes(l),
    ...axis.nodes,
    ...studyRows(input, l),
    ...robNodes(input, l),
    ...pooled.nodes,
    ...foot.nodes,
  ]);
}

export const forest: Plot = {
  id: "forest",
  title: t`Forest plot`,
  needs: ["summary"],
  unavailable: (report) => (report?.effects.some((e) => e.yi !== null) ? null : t`No study has an effect yet.`),
  draw,
};
