import type { Drapery, DraperyPoint, Report } from "../core/types";
import { t } from "../language/text";
import { alphaText, levelText } from "../text/format";
import { type Axis, axisOf, axisOver, makeAxis, zeroOf } from "./axis";
import { effectName, finish, type Known, knownEffects, measureFor } from "./drawn";
import { type Frame, frame, type Key, legend, lineKey } from "./frame";
import { curve, INK, line, MARK, MUTED, type Point, polygon, SECOND, SHADES, SMALL, text, widthOf } from "./paper";
import { type Plot, type PlotInput, type PlotOptions, studyName } from "./plot";
import { el, px, type SvgNode } from "./svg";
import { textWidth } from "./text-width";

/** A value of the effect and its P. */
type At = readonly [x: number, p: number];

/** The two values that have the P of a point. */
type Ends = (at: DraperyPoint) => readonly [lower: number | null, upper: number | null];

const POOLED: Ends = (at) => [at.ci_lb, at.ci_ub];
const PREDICTED: Ends = (at) => [at.pi_lb, at.pi_ub];

/** From the lower limits up to the peak and down the upper ones: x rises along a curve. */
function tent(points: readonly DraperyPoint[], ends: Ends): At[] {
  const side = (i: 0 | 1): At[] =>
    points.flatMap((at): At[] => {
      const x = ends(at)[i];
      return x === null || at.p === null ? [] : [[x, at.p]];
    });
  return [...side(0).reverse(), ...side(1)];
}

/** The part of a curve that is on the axis. */
function within(points: readonly At[], { lo, hi }: Axis): At[] {
  return points.flatMap((to, i): At[] => {
    const from = points[i - 1] ?? to;
    const cut = (x: number): At => [x, from[1] + ((to[1] - from[1]) * (x - from[0])) / (to[0] - from[0])];
    const ends = [lo, hi].filter((x) => from[0] < x && x < to[0]).map(cut);
    return to[0] >= lo && to[0] <= hi ? [...ends, to] : ends;
  });
}

const placed = (f: Frame, points: readonly At[]): Point[] => points.map(([x, p]) => [f.X(x), f.Y(p)]);

/** The axis of the forest plot: what lies further out are the ends of wide studies. */
function axisFor(input: PlotInput, { points }: Drapery): Axis {
  const measure = measureFor(input);
  const limits = points.flatMap((at) => [at.ci_lb, at.ci_ub]);
  return (axisOf(input.report, measure) ?? axisOver(measure.scale, limits, zeroOf(measure))) as Axis;
}

/** On the right the level of the interval that a cut at this height gives: the chosen one, and those with room. */
function levelTicks({ levels }: Drapery, chosen: number, f: Frame): SvgNode[] {
  const known = levels.flatMap(({ level }) => (level === null ? [] : [level]));
  const apart = (level: number): number => Math.abs(level - chosen);
  const shown: number[] = [];
  for (const level of known.sort((a, b) => apart(a) - apart(b)))
    if (shown.every((other) => Math.abs(f.Y(1 - level) - f.Y(1 - other)) > SMALL + 1)) shown.push(level);
  return shown.flatMap((level) => {
    const y = f.Y(1 - level);
    return [line(f.right, y, f.right + 4, y), text(f.right + 7, y + 3.5, levelText(level), { size: SMALL })];
  });
}

/** Above this number curves are coarser, which nobody sees between so many, and have no buttons to pick one out. */
const MANY = 100;

const usedEffects = (report: Report): Known[] => knownEffects(report).filter(({ used }) => used);

function studyCurves(input: PlotInput, { points }: Drapery, f: Frame, x: Axis, picked: number | null): SvgNode[] {
  const studies = usedEffects(input.report);
  const few = studies.length > MANY ? points.filter((_, i) => i % 3 === 0) : points;
  const one = ({ row, yi, sei }: Known): SvgNode => {
    const ends: Ends = ({ z }) => [yi - (z ?? 0) * sei, yi + (z ?? 0) * sei];
    const path = placed(f, within(tent(few, ends), x));
    const drawn = row === picked ? curve(path, SECOND, 1.8) : curve(path, MUTED, 0.6);
    return { ...drawn, children: [el("title", {}, studyName(input, row))] };
  };
  // What is picked out lies on top.
  return [...studies.filter(({ row }) => row !== picked), ...studies.filter(({ row }) => row === picked)].map(one);
}

/** Under the curve of the effect in a new study; nothing where there is no prediction. */
function predicted({ points }: Drapery, f: Frame, x: Axis): SvgNode[] {
  const found = within(tent(points, PREDICTED), x);
  const [first, last] = [found[0], found.at(-1)];
  return first && last ? [polygon(placed(f, [[first[0], 0], ...found, [last[0], 0]]), SHADES[1])] : [];
}

function keys(input: PlotInput, picked: number | null, has: { area: boolean; zero: boolean }): Key[] {
  const { level } = input.report.options;
  const sign = (a: number, b: number) =>
    el("rect", { x: px(a - 8), y: px(b - 5), width: 16, height: 10, fill: SHADES[1] });
  return [
    lineKey(t`Pooled effect`, MARK, "", 2.4),
    lineKey(t`Study`, MUTED, "", 0.8),
    ...(picked === null ? [] : [lineKey(studyName(input, picked), SECOND, "", 1.8)]),
    ...(has.area ? [{ label: t`Effect in a new study (prediction)`, sign }] : []),
    lineKey(t`P = ${alphaText(level)}: ends of the ${levelText(level)} intervals`, INK, "5 3", 1),
    ...(has.zero ? [lineKey(t`No effect`, INK, "", 1)] : []),
  ];
}

/** Rucker & Schwarzer 2021, Res Synth Methods 12:13. */
function draw(input: PlotInput, options: PlotOptions): SvgNode {
  const found = input.report.drapery as Drapery;
  const { level } = input.report.options;
  const picked = options.highlight ?? null;
  const [width, x, y] = [widthOf(options), axisFor(input, found), makeAxis("identity", { lo: 0, hi: 1 }, 0)];
  const room = Math.max(...found.levels.map((l) => textWidth(levelText(l.level ?? 0), SMALL)));
  const f = frame({
    ...{ width: width - room + 4, height: Math.min(360, width * 0.6), x, y },
    ...{ xName: effectName(input), yName: t`P of each value; right: level of the interval` },
  });
  const area = predicted(found, f, x);
  const zero = x.zero !== null && x.at(0) > 0 && x.at(0) < 1;
  const key = legend(keys(input, picked, { area: area.length > 0, zero }), width, f.end);
  const nodes = [
    ...area,
    ...studyCurves(input, found, f, x, picked),
    ...(zero ? [line(f.X(0), f.top, f.X(0), f.bottom, INK, 1)] : []),
    line(f.left, f.Y(1 - level), f.right, f.Y(1 - level), INK, 1, "5 3"),
    curve(placed(f, within(tent(found.points, POOLED), x)), MARK, 2.4),
    ...f.nodes,
    line(f.right, f.top, f.right, f.bottom),
    ...levelTicks(found, level, f),
    ...key.nodes,
  ];
  return finish(input, options, drapery, { width, height: key.end + 8 }, nodes);
}

export const drapery: Plot = {
  id: "drapery",
  title: t`Drapery plot`,
  needs: ["drapery"],
  picks: {
    title: t`Pick out`,
    rows: (report) => {
      const rows = usedEffects(report).map(({ row }) => row);
      return rows.length > MANY ? [] : rows;
    },
  },
  unavailable: (report) => (report?.drapery ? null : t`It needs a pooled result.`),
  draw,
};
