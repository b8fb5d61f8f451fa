import type { Interval } from "../core/types";
import { t } from "../language/text";
import { decimalsOf, intervalText, levelText, range } from "../text/format";
import { shortName } from "../text/names";
import { type Axis, axisOver, axisTicks, makeAxis, zeroOf } from "./axis";
import { finish, measureFor } from "./drawn";
import { clamp } from "./marks";
import { FONT, INK, line, MARGIN, MARK, MUTED, polygon, RULE, SMALL, text, widthOf } from "./paper";
import { type Plot, type PlotInput, type PlotOptions, studyName } from "./plot";
import { el, px, type SvgNode } from "./svg";
import { fitText, textWidth } from "./text-width";

/** Pooled results under each other, one to a row: what is left without a study, or what had come together so far. */

const ROW = 19;
const GAP = 12;

interface Row {
  readonly name: string;
  readonly est: number | null;
  readonly ci_lb: number | null;
  readonly ci_ub: number | null;
  readonly display: Interval;
}

interface List {
  readonly head: string;
  readonly rows: readonly Row[];
}

interface Columns {
  width: number;
  names: number;
  texts: number;
  plotX: number;
  plotWidth: number;
}

/** On narrow paper the names give way before the plot does. */
function columns(names: readonly string[], texts: readonly string[], width: number): Columns {
  const widest = (list: readonly string[]): number => Math.ceil(Math.max(0, ...list.map((t) => textWidth(t, FONT))));
  const right = widest(texts);
  const room = width - 2 * MARGIN - 2 * GAP - right;
  const left = Math.min(widest(names), 230, Math.max(70, room - Math.max(110, 0.4 * room)));
  const plotX = MARGIN + left + GAP;
  return { width, names: left, texts: right, plotX, plotWidth: width - MARGIN - right - GAP - plotX };
}

function effectTexts(rows: readonly Row[], input: PlotInput): string[] {
  const { scale } = measureFor(input);
  const needed = rows.map(({ display: d }) => decimalsOf(d.est, d.ci_lb, d.ci_ub, scale)).sort((a, b) => a - b);
  const decimals = needed[Math.floor(needed.length / 2)] ?? 2;
  return rows.map(({ display: d }) => {
    if (d.est === null) return "–";
    const { est, lb, ub } = intervalText(d.est, d.ci_lb, d.ci_ub, scale, decimals);
    return `${est} (${range(lb, ub)})`;
  });
}

/** All estimates in view, and of the intervals as much as does not press them together. */
function axisFor(rows: readonly Row[], input: PlotInput): Axis {
  const { scale, no_effect } = measureFor(input);
  const zero = zeroOf(measureFor(input));
  const inner = axisOver(scale, [zero, ...rows.map((r) => r.est)], zero);
  if (!inner) return makeAxis(no_effect === null ? "identity" : scale, { lo: -1, hi: 1 }, zero);
  const widths = rows.flatMap((r) => (r.ci_lb !== null && r.ci_ub !== null ? [r.ci_ub - r.ci_lb] : []));
  const usual = widths.sort((a, b) => a - b)[Math.floor(widths.length / 2)] ?? 0;
  const most = Math.max(inner.hi - inner.lo, usual);
  const held = (x: number | null): number | null =>
    x === null ? null : Math.min(inner.hi + most, Math.max(inner.lo - most, x));
  return axisOver(scale, [inner.lo, inner.hi, ...rows.flatMap((r) => [held(r.ci_lb), held(r.ci_ub)])], zero) ?? inner;
}

function rowMark(row: Row, axis: Axis, c: Columns, y: number): SvgNode[] {
  if (row.est === null) return [];
  const x = (value: number): number => c.plotX + clamp(axis.at(value)) * c.plotWidth;
  const [lo, hi] = [row.ci_lb ?? row.est, row.ci_ub ?? row.est];
  const arrow = (at: number, way: -1 | 1): SvgNode =>
    polygon(
      [
        [at, y],
        [at - way * 6, y - 3.5],
        [at - way * 6, y + 3.5],
      ],
      INK,
    );
  const side = 7;
  return [
    line(x(lo), y, x(hi), y, INK, 1.2),
    ...(axis.at(lo) < 0 ? [arrow(c.plotX, -1)] : []),
    ...(axis.at(hi) > 1 ? [arrow(c.plotX + c.plotWidth, 1)] : []),
    el("rect", {
      class: "study",
      x: px(x(row.est) - side / 2),
      y: px(y - side / 2),
      width: side,
      height: side,
      fill: MARK,
    }),
  ];
}

function axisNodes(axis: Axis, c: Columns, y: number): SvgNode[] {
  let free = Number.NEGATIVE_INFINITY;
  const ticks = axisTicks(axis, Math.max(3, Math.floor(c.plotWidth / 30))).flatMap((tick) => {
    const x = c.plotX + tick.at * c.plotWidth;
    const half = textWidth(tick.label, SMALL) / 2;
    const mark = line(x, y, x, y + 4);
    if (x - half < free || x + half > c.width) return [mark];
    free = x + half + 4;
    return [mark, text(x, y + 15, tick.label, { anchor: "middle", size: SMALL })];
  });
  return [line(c.plotX, y, c.plotX + c.plotWidth, y), ...ticks];
}

function drawList(plot: Plot, list: (input: PlotInput) => List, input: PlotInput, options: PlotOptions): SvgNode {
  const { head, rows } = list(input);
  const texts = effectTexts(rows, input);
  const measure = measureFor(input);
  const effectHead = t`${shortName(measure)} (${levelText(input.report.options.level)} CI)`;
  const c = columns([head, ...rows.map((r) => r.name)], [effectHead, ...texts], widthOf(options, 340));
  const axis = axisFor(rows, input);
  const top = MARGIN + 22;
  const bottom = top + rows.length * ROW + 4;
  const pooled = input.report.summary?.est ?? null;
  const across = (value: number | null, colour: string, dash: string): SvgNode[] => {
    if (value === null || axis.at(value) < 0 || axis.at(value) > 1) return [];
    const x = c.plotX + axis.at(value) * c.plotWidth;
    return [line(x, top - 3, x, bottom, colour, 0.9, dash)];
  };
  const nodes = [
    text(MARGIN, top - 10, fitText(head, c.names, FONT, true), { bold: true }),
    text(c.width - MARGIN, top - 10, fitText(effectHead, c.texts + GAP, FONT, true), { bold: true, anchor: "end" }),
    line(MARGIN, top - 3, c.width - MARGIN, top - 3),
    ...across(axis.zero, RULE, ""),
    ...across(pooled, MARK, "4 3"),
    ...rows.flatMap((row, i) => {
      const y = top + i * ROW + ROW / 2;
      return [
        text(MARGIN, y + 4, fitText(row.name, c.names, FONT)),
        text(c.width - MARGIN, y + 4, texts[i] ?? "", { anchor: "end" }),
        ...rowMark(row, axis, c, y),
      ];
    }),
    ...axisNodes(axis, c, bottom),
    text(MARGIN, bottom + 34, t`Dashed: the result of all studies`, { size: SMALL, fill: MUTED }),
  ];
  return finish(input, options, plot, { width: c.width, height: bottom + 46 }, nodes);
}

const withoutEach = (input: PlotInput): List => ({
  head: t`Without`,
  rows: (input.report.leave_one_out ?? []).map((r) => ({ ...r, name: studyName(input, r.row) })),
});

/** What the studies were sorted by stands beside their names. */
const soFar = (input: PlotInput): List => {
  const by = input.report.cumulative?.by ?? "";
  const year = (value: number | null): string => (by === "year" && value !== null ? ` (${value})` : "");
  return {
    head: t`Adding`,
    rows: (input.report.cumulative?.rows ?? []).map((r) => {
      const name = studyName(input, r.row);
      return { ...r, name: `+ ${name}${name.includes(String(r.value)) ? "" : year(r.value)}` };
    }),
  };
};

export const leaveOneOut: Plot = {
  id: "leave_one_out",
  title: t`Leave-one-out`,
  needs: ["leave_one_out"],
  unavailable: (report) => (report?.leave_one_out?.length ? null : t`It needs two studies or more.`),
  draw: (input, options) => drawList(leaveOneOut, withoutEach, input, options),
};

export const cumulative: Plot = {
  id: "cumulative",
  title: t`Cumulative meta-analysis`,
  needs: ["cumulative"],
  unavailable: (report) => (report?.cumulative?.rows.length ? null : t`No study has an effect yet.`),
  draw: (input, options) => drawList(cumulative, soFar, input, options),
};
