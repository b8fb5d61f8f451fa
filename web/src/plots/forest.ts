import { plainText } from "../text/format";
import { isRandom, measureOf, shortName } from "../text/names";
import { forestDescription, heterogeneityLine, methodLine, overallTestLine } from "../text/sentences";
import { type Axis, axisOf, axisTicks, makeAxis } from "./axis";
import { type Column, effectOf, FONT, leftColumns, predictionText, rightColumns } from "./forest-columns";
import { clamp, heaviest, markOf } from "./marks";
import type { Plot, PlotInput, PlotOptions } from "./plot";
import { el, px, type SvgNode } from "./svg";
import { fitText, textWidth, wrapText } from "./text-width";

const ROW = 19;
const GAP = 14;
const MARGIN = 12;
const PLOT_LEAST = 170;
const SQUARE = 13;
const INK = "#111111";
const MUTED = "#555555";
const MARK = "#0b5c92";
const FAMILY = "Arial, Helvetica, 'Liberation Sans', sans-serif";
const PX_PER_MM = 96 / 25.4;

interface Placed {
  readonly column: Column;
  readonly x: number;
}

/** Where everything stands; in px of 1/96 inch before any scaling. */
interface Layout {
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

function widthOf(columns: readonly Column[]): number {
  return columns.reduce((sum, c) => sum + c.width + GAP, 0);
}

function layout(input: PlotInput, options: PlotOptions): Layout {
  const [left, right] = [leftColumns(input), rightColumns(input)];
  const texts = widthOf(left) + widthOf(right) + 2 * MARGIN;
  const width = Math.max(options.width_mm * PX_PER_MM, texts + PLOT_LEAST, 420);
  const plotX = MARGIN + widthOf(left) + GAP / 2;
  const plotWidth = width - texts - GAP / 2;
  const measure = measureOf(input.catalog, input.report.options.measure);
  const axis = axisOf(input.report, measure) ?? makeAxis("identity", { lo: -1, hi: 1 });
  const columns = [...place(left, MARGIN), ...place(right, plotX + plotWidth + GAP)];
  const heads = Math.max(...[...left, ...right].map((c) => c.head.length));
  const title = input.title.trim() === "" ? 0 : ROW + 4;
  return { width, columns, plotX, plotWidth, axis, top: MARGIN + title + heads * 14 + 8 };
}

type TextAttrs = { bold?: boolean; anchor?: "start" | "middle" | "end"; size?: number; fill?: string };

function text(x: number, y: number, content: string, attrs: TextAttrs = {}): SvgNode {
  const { bold = false, anchor = "start", size = FONT, fill = INK } = attrs;
  return el(
    "text",
    {
      x: px(x),
      y: px(y),
      "font-size": size,
      fill,
      ...(anchor === "start" ? {} : { "text-anchor": anchor }),
      ...(bold ? { "font-weight": "bold" } : {}),
    },
    content,
  );
}

function line(x1: number, y1: number, x2: number, y2: number, stroke = INK, width = 1): SvgNode {
  return el("line", { x1: px(x1), y1: px(y1), x2: px(x2), y2: px(y2), stroke, "stroke-width": width });
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
  return el("polygon", {
    points: `${px(x)},${px(y)} ${px(back)},${px(y - 3.5)} ${px(back)},${px(y + 3.5)}`,
    fill: INK,
  });
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
    fill: mark.used ? MARK : "#ffffff",
    ...(mark.used ? {} : { stroke: MARK, "stroke-width": 1.2 }),
  });
  return [
    line(x(mark.lo), y, x(mark.hi), y, INK, 1.2),
    ...(mark.clippedLeft ? [arrow(x(0), y, -1)] : []),
    ...(mark.clippedRight ? [arrow(x(1), y, 1)] : []),
    square,
  ];
}

function studyRows(input: PlotInput, l: Layout): SvgNode[] {
  const most = heaviest(input.report.effects);
  return input.studies.flatMap((_, i) => {
    const middle = l.top + i * ROW + ROW / 2;
    return [...rowText(l, middle + 4, (c) => c.cells[i] ?? "", false), ...studyMark(input, l, i, middle, most)];
  });
}

function diamond(input: PlotInput, l: Layout, y: number): SvgNode[] {
  const s = input.report.summary;
  if (!s || s.est === null || s.ci_lb === null || s.ci_ub === null) return [];
  const x = (value: number): number => px(l.plotX + clamp(l.axis.at(value)) * l.plotWidth);
  const points = `${x(s.ci_lb)},${px(y)} ${x(s.est)},${px(y - 6)} ${x(s.ci_ub)},${px(y)} ${x(s.est)},${px(y + 6)}`;
  return [el("polygon", { class: "pooled", points, fill: MARK })];
}

function predictionBar(input: PlotInput, l: Layout, y: number): SvgNode[] {
  const s = input.report.summary;
  if (!s || s.pi_lb === null || s.pi_ub === null) return [];
  const [a, b] = [s.pi_lb, s.pi_ub].map((v) => l.plotX + clamp(l.axis.at(v)) * l.plotWidth) as [number, number];
  return [line(a, y, b, y, MARK, 2.5), line(a, y - 4, a, y + 4, MARK, 1.2), line(b, y - 4, b, y + 4, MARK, 1.2)];
}

function pooledRows(input: PlotInput, l: Layout, y: number): { nodes: SvgNode[]; bottom: number } {
  if (input.report.summary?.est === null || !input.report.summary) return { nodes: [], bottom: y };
  const rule = line(MARGIN, y + 2, l.width - MARGIN, y + 2, "#bbbbbb", 0.8);
  const middle = y + 4 + ROW / 2;
  const pooled = [...rowText(l, middle + 4, (c) => c.total, true), ...diamond(input, l, middle)];
  const prediction = predictionText(input);
  if (prediction === "") return { nodes: [rule, ...pooled], bottom: middle + ROW / 2 };
  const next = middle + ROW;
  const cells = rowText(l, next + 4, (c) => predictionCell(c, prediction), false);
  return { nodes: [rule, ...pooled, ...cells, ...predictionBar(input, l, next)], bottom: next + ROW / 2 };
}

function predictionCell(column: Column, interval: string): string {
  if (column.id === "study") return "Prediction interval";
  return column.id === "effect" ? interval : "";
}

/** Tick labels that do not touch: a label too near its left neighbour is left out, never its tick. */
function tickNodes(l: Layout, y: number): SvgNode[] {
  const ticks = axisTicks(l.axis, Math.max(3, Math.floor(l.plotWidth / 26)));
  let free = Number.NEGATIVE_INFINITY;
  return ticks.flatMap((tick) => {
    const x = l.plotX + tick.at * l.plotWidth;
    const half = textWidth(tick.label, FONT - 1) / 2;
    const mark = line(x, y, x, y + 4);
    if (x - half < free) return [mark];
    free = x + half + 4;
    return [mark, text(x, y + 15, tick.label, { anchor: "middle", size: FONT - 1 })];
  });
}

function favoursNodes(input: PlotInput, l: Layout, y: number): SvgNode[] {
  if (l.axis.zero === null) return [];
  const zero = l.plotX + clamp(l.axis.at(l.axis.zero)) * l.plotWidth;
  const label = (side: string): string => plainText(side).trim();
  const left = fitText(`← ${label(input.favours.left)}`, Math.max(40, zero - 6 - MARGIN), FONT - 1);
  const right = fitText(`${label(input.favours.right)} →`, Math.max(40, l.width - MARGIN - zero - 6), FONT - 1);
  const size = FONT - 1;
  return [
    text(zero - 6, y, left, { anchor: "end", size, fill: MUTED }),
    text(zero + 6, y, right, { size, fill: MUTED }),
  ];
}

function zeroNodes(l: Layout, y: number): SvgNode[] {
  if (l.axis.zero === null) return [];
  const zero = l.plotX + clamp(l.axis.at(l.axis.zero)) * l.plotWidth;
  return [line(zero, l.top - 3, zero, y, MUTED, 0.8)];
}

function axisNodes(input: PlotInput, l: Layout, y: number): SvgNode[] {
  return [
    ...zeroNodes(l, y),
    line(l.plotX, y, l.plotX + l.plotWidth, y),
    ...tickNodes(l, y),
    ...favoursNodes(input, l, y + 31),
  ];
}

function notEstimable(input: PlotInput): string[] {
  const left = input.studies.filter((_, i) => effectOf(input, i)?.yi == null).length;
  const out = input.studies.filter((s, i) => !s.include && effectOf(input, i)?.yi != null).length;
  return [
    ...(out > 0 ? [`Hollow square: left out of the pooled result (${out})`] : []),
    ...(left > 0 ? [`Not estimable, not pooled: ${left}`] : []),
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
        methodLine(report.options, catalog, shown),
        ...notEstimable(input),
      ]
    : notEstimable(input);
  const wrapped = lines
    .filter((t): t is string => t !== null)
    .flatMap((t) => wrapText(t, l.width - 2 * MARGIN, FONT - 1));
  const nodes = wrapped.map((t, i) => text(MARGIN, y + i * 14, t, { size: FONT - 1, fill: INK }));
  return { nodes, bottom: y + Math.max(0, wrapped.length - 1) * 14 + MARGIN };
}

function figureTitle(input: PlotInput): string {
  const measure = measureOf(input.catalog, input.report.options.measure);
  return plainText(input.title).trim() || `Forest plot: ${shortName(measure)}`;
}

function draw(input: PlotInput, options: PlotOptions): SvgNode {
  const l = layout(input, options);
  const measure = measureOf(input.catalog, input.report.options.measure);
  const pooled = pooledRows(input, l, l.top + input.studies.length * ROW);
  const axisY = pooled.bottom + 6;
  const foot = footNodes(input, l, axisY + 54);
  const height = foot.bottom;
  const scale = (options.width_mm * PX_PER_MM) / l.width;
  return el(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width: px(l.width * scale),
      height: px(height * scale),
      viewBox: `0 0 ${px(l.width)} ${px(height)}`,
      role: "img",
      "font-family": FAMILY,
    },
    el("title", {}, figureTitle(input)),
    el("desc", {}, forestDescription(input.report, measure)),
    el("rect", { width: px(l.width), height: px(height), fill: "#ffffff" }),
    ...titleNodes(input, l),
    ...headNodes(l),
    ...axisNodes(input, l, axisY),
    ...studyRows(input, l),
    ...pooled.nodes,
    ...foot.nodes,
  );
}

export const forest: Plot = {
  id: "forest",
  title: "Forest plot",
  needs: ["summary"],
  unavailable: (report) => (report?.effects.some((e) => e.yi !== null) ? null : "No study has an effect yet."),
  draw,
};
