import { t } from "../language/text";
import { type Axis, axisFromZero, axisOver, axisTicks, makeAxis } from "./axis";
import { effectName, finish, measureFor } from "./drawn";
import { frame } from "./frame";
import { curve, dot, line, MARK, MUTED, type Point, polygon, SHADES, SMALL, text, widthOf } from "./paper";
import { type Plot, type PlotInput, type PlotOptions, studyName } from "./plot";
import type { SvgNode } from "./svg";
import { textWidth } from "./text-width";

interface Place {
  row: number;
  x: number;
  y: number;
}

/** Ticks of the effect on the right: where the line of that slope leaves the plot. */
function slopes(input: PlotInput, end: number, yAxis: Axis): { at: number; label: string }[] {
  const { scale } = measureFor(input);
  const axis = makeAxis(scale, { lo: yAxis.lo / end, hi: yAxis.hi / end }, 0);
  // A wide range on a ratio scale has ticks of impossible effects: a few are enough.
  return axisTicks(axis, 7).filter((t) => t.at >= 0 && t.at <= 1);
}

/** Galbraith 1988, Statist Med 7:889: precision against standardised effect; the slope is the effect. */
function draw(input: PlotInput, options: PlotOptions): SvgNode {
  const found = input.report.radial;
  const rows = (found?.rows ?? []).flatMap(({ row, x, y }): Place[] =>
    x === null || y === null ? [] : [{ row, x, y }],
  );
  const [slope, band] = [found?.slope ?? 0, found?.band ?? 0];
  const x = axisFromZero(rows.map((p) => p.x));
  const edges = [slope * x.hi - band, slope * x.hi + band, -band, band];
  const y = axisOver("identity", [...rows.map((p) => p.y), ...edges]) ?? makeAxis("identity", { lo: -1, hi: 1 });
  const width = widthOf(options);
  const marks = slopes(input, x.hi, y);
  const room = Math.max(0, ...marks.map((t) => textWidth(t.label, SMALL))) + 8;
  const f = frame({
    ...{ width: width - room, height: Math.min(380, width * 0.62), x, y },
    ...{ xName: t`Precision: 1 / √(variance + τ²)`, yName: t`Effect in standard errors; right: ${effectName(input)}` },
  });
  const at = (a: number, b: number): Point => [f.X(a), f.Y(b)];
  let free = Number.POSITIVE_INFINITY;
  const ticks = marks.flatMap((t) => {
    const height = f.bottom - t.at * (f.bottom - f.top);
    const mark = line(f.right, height, f.right + 4, height);
    if (height > free) return [mark];
    free = height - SMALL - 2;
    return [mark, text(f.right + 7, height + 3.5, t.label, { size: SMALL })];
  });
  const nodes = [
    polygon([at(0, band), at(x.hi, slope * x.hi + band), at(x.hi, slope * x.hi - band), at(0, -band)], SHADES[0]),
    curve([at(0, 0), at(x.hi, 0)], MUTED, 0.8, "5 3"),
    curve([at(0, 0), at(x.hi, slope * x.hi)], MARK, 1.6),
    ...f.nodes,
    line(f.right, f.top, f.right, f.bottom),
    ...ticks,
    ...rows.map((p) => dot(f.X(p.x), f.Y(p.y), 4, true, MARK, studyName(input, p.row))),
  ];
  return finish(input, options, radial, { width, height: f.end + 8 }, nodes);
}

export const radial: Plot = {
  id: "radial",
  title: t`Radial plot`,
  needs: ["radial"],
  unavailable: (report) => (report?.radial?.rows.some((r) => r.x !== null) ? null : t`It needs a pooled result.`),
  draw,
};
