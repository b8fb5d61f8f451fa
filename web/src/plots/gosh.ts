import type { Gosh, GoshCell } from "../core/types";
import { t } from "../language/text";
import { axisOver, makeAxis, zeroOf } from "./axis";
import { effectName, finish, measureFor } from "./drawn";
import { frame, type Key, legend } from "./frame";
import { regionFrame, regionKey, regionText } from "./gosh-region";
import { line, MARK, PAPER, RULE, SECOND, widthOf } from "./paper";
import { type Plot, type PlotInput, type PlotOptions, studyName } from "./plot";
import { el, px, type SvgNode } from "./svg";

/** Strengths at which a cell is drawn: fewer than shades the eye tells apart, so that one path holds many cells. */
const STEPS = [0.15, 0.3, 0.5, 0.75, 1] as const;

/** Where the study stands in the lists of the cells; -1 when none is picked out. */
const placeOf = (g: Gosh, row: number | null | undefined): number =>
  row == null ? -1 : g.studies.findIndex((s) => s.row === row);

interface Square {
  x: number;
  y: number;
  step: number;
}

/** How dark a cell is: by the root of its count, for a few cells hold most of the subsets. */
function stepOf(n: number, most: number): number {
  const share = Math.sqrt(n / most);
  return STEPS.findIndex((s) => share <= s);
}

/** Cells of one colour: a path for each strength. */
function layer(cells: readonly (Square | null)[], w: number, h: number, fill: string): SvgNode[] {
  return STEPS.flatMap((opacity, step) => {
    const of = cells.filter((c): c is Square => c !== null && c.step === step);
    if (of.length === 0) return [];
    const d = of.map((c) => `M${px(c.x)},${px(c.y)}h${px(w)}v${px(h)}h${px(-w)}z`).join("");
    return [el("path", { class: "cells", d, fill, "fill-opacity": opacity })];
  });
}

/** Of a cell with the study picked out the part that holds it is in the second colour: all of it, most of it, none. */
function drawCells(
  g: Gosh,
  place: number,
  box: { left: number; top: number; right: number; bottom: number },
): SvgNode[] {
  const [w, h] = [(box.right - box.left) / g.est_bins, (box.bottom - box.top) / g.I2_bins];
  const square = (cell: GoshCell, n: number, most: number): Square | null =>
    n === 0 ? null : { x: box.left + cell.est_bin * w, y: box.bottom - (cell.I2_bin + 1) * h, step: stepOf(n, most) };
  const most = Math.max(...g.cells.map((c) => c.n));
  const held = (c: GoshCell): number => (place < 0 ? 0 : (c.with[place] ?? 0));
  return [
    ...layer(
      g.cells.map((c) => square(c, c.n - held(c), most)),
      w,
      h,
      MARK,
    ),
    ...layer(
      g.cells.map((c) => square(c, held(c), most)),
      w,
      h,
      SECOND,
    ),
  ];
}

/** Olkin, Dahabreh & Trikalinos 2012, Res Synth Methods 3:214. */
function draw(input: PlotInput, options: PlotOptions): SvgNode {
  const g = input.report.gosh as Gosh;
  const measure = measureFor(input);
  const [lo, hi] = [g.est_lb ?? 0, g.est_ub ?? 0];
  // All subsets alike: a cell of no width is drawn as one of some.
  const x =
    hi > lo
      ? makeAxis(measure.scale, { lo, hi }, zeroOf(measure))
      : (axisOver(measure.scale, [lo], null) as NonNullable<ReturnType<typeof axisOver>>);
  const y = makeAxis("identity", { lo: 0, hi: 100 });
  const width = widthOf(options);
  const f = frame({
    ...{ width, height: Math.min(340, width * 0.55), x, y },
    ...{ xName: t`Pooled ${effectName(input)} of each subset`, yName: t`I², percent` },
  });
  const place = placeOf(g, options.highlight);
  const { region = null } = options;
  const sign = (fill: string) => (a: number, b: number) =>
    el("rect", { x: px(a - 5), y: px(b - 5), width: 10, height: 10, fill });
  const keys: Key[] =
    place < 0
      ? [{ label: t`Subsets: the darker, the more`, sign: sign(MARK) }]
      : [
          { label: t`With ${studyName(input, options.highlight ?? 0)}`, sign: sign(SECOND) },
          { label: t`without it`, sign: sign(MARK) },
        ];
  const key = legend([...keys, ...(region ? [regionKey(g, region)] : [])], width, f.end);
  const inside = x.zero !== null && x.at(0) > 0 && x.at(0) < 1;
  const at = { x: px(f.left), y: px(f.top), width: px(f.right - f.left), height: px(f.bottom - f.top) };
  const nodes = [
    el("rect", { class: "brush-area", ...at, fill: PAPER }),
    ...(inside ? [line(f.X(0), f.top, f.X(0), f.bottom, RULE, 1)] : []),
    ...drawCells(g, place, f),
    ...(region ? [regionFrame(g, region, f)] : []),
    ...f.nodes,
    ...key.nodes,
  ];
  const size = { width, height: key.end + 8 };
  return finish(input, options, gosh, size, nodes, region ? t`Framed: ${regionText(input, region)}.` : "");
}

export const gosh: Plot = {
  id: "gosh",
  title: t`GOSH plot`,
  needs: ["gosh"],
  picks: {
    title: t`Subsets that hold`,
    rows: ({ gosh: g }) => (g?.cells.some((cell) => cell.with.length > 0) ? g.studies.map(({ row }) => row) : []),
  },
  unavailable: (report) => (report?.gosh && report.gosh.cells.length > 0 ? null : t`It needs three studies or more.`),
  draw,
};
