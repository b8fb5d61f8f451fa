import { t } from "../language/text";
import type { Shading } from "../state/figure-choices";
import { isRandom } from "../text/names";
import { estimate } from "../text/says";
import { type Axis, axisFromZero, axisOver, zeroOf } from "./axis";
import { effectName, finish, type Known, knownEffects, measureFor } from "./drawn";
import { type Frame, frame, type Key, legend, lineKey } from "./frame";
import { curve, dot, INK, line, MARK, MUTED, PAPER, type Point, polygon, RULE, SECOND, SHADES, widthOf } from "./paper";
import { type Plot, type PlotInput, type PlotOptions, studyName } from "./plot";
import { POWER_ROOM, powerAxis, powerBands, powerKey } from "./sunset";
import { el, px, type SvgNode } from "./svg";

/** Two-sided P of one study against no effect, and the normal quantiles at which it is reached. */
const CONTOURS = [
  { label: t`P < .01`, z: Number.POSITIVE_INFINITY, fill: SHADES[0] },
  { label: t`.01 to .05`, z: 2.5758293035489, fill: SHADES[1] },
  { label: t`.05 to .10`, z: 1.95996398454005, fill: SHADES[2] },
  { label: t`P > .10`, z: 1.64485362695147, fill: PAPER },
] as const;
const Z95 = 1.95996398454005;

/** Corners of the area within `z` standard errors of `centre`, from standard error 0 to `most`, cut off at the ends. */
function wedge(centre: number, z: number, most: number, axis: Axis): Point[] {
  const side = (direction: -1 | 1, end: number): Point[] => {
    const reach = Math.abs(end - centre);
    return z * most <= reach
      ? [[centre + direction * z * most, most]]
      : [
          [end, reach / z],
          [end, most],
        ];
  };
  return [[centre, 0], ...side(1, axis.hi), ...side(-1, axis.lo).reverse()];
}

function contours(f: Frame, x: Axis, most: number): SvgNode[] {
  const [outside, ...inner] = CONTOURS;
  const rect = { x: px(f.left), y: px(f.top), width: px(f.right - f.left), height: px(f.bottom - f.top) };
  return [
    el("rect", { ...rect, fill: outside.fill }),
    ...inner.map(({ z, fill }) =>
      polygon(
        wedge(0, z, most, x).map(([a, b]) => [f.X(a), f.Y(b)] as const),
        fill,
      ),
    ),
  ];
}

/** What the signs mean, the powers first. */
function signs(input: PlotInput, list: readonly Key[], shading: Shading, width: number, top: number) {
  const { funnel: answer } = input.report;
  if (shading !== "power" || !answer) return legend(list, width, top);
  const { catalog } = input;
  const effect = estimate(input.report, { catalog, study: () => "" }, answer.common.display);
  const powers = powerKey(t`Power for the common effect of ${effect}`, width, top);
  const rest = legend(list, width, powers.end);
  return { nodes: [...powers.nodes, ...rest.nodes], end: rest.end };
}

/** The sloping lines of a wedge, without the part that runs along the end of the axis. */
function limits(f: Frame, x: Axis, centre: number, most: number): SvgNode {
  const [tip, right, ...rest] = wedge(centre, Z95, most, x).map(([a, b]): Point => [f.X(a), f.Y(b)]);
  const left = rest.reduce<Point | undefined>((low, p) => (low === undefined || p[1] <= low[1] ? p : low), undefined);
  return curve([right ?? null, tip ?? null, left ?? null], INK, 1, "5 3");
}

interface Centres {
  common: number | null;
  pooled: number | null;
}

/** Under random effects the common effect comes with the answer; the other line is the model's own. */
function centres({ report, catalog }: PlotInput): Centres {
  const theta = report.funnel?.common.est ?? null;
  const pooled = report.summary?.est ?? null;
  return isRandom(catalog, report.options.model) ? { common: theta, pooled } : { common: pooled, pooled: null };
}

const SHADINGS: readonly { id: Shading; label: string }[] = [
  { id: "P", label: t`Levels of P` },
  { id: "power", label: t`Power` },
  { id: "none", label: t`None` },
];

/** One group has no effect to be told from none. */
function shadingOf(input: PlotInput, { shading = "P" }: PlotOptions): Shading {
  if (zeroOf(measureFor(input)) === null) return "none";
  return shading === "power" && !input.report.funnel ? "P" : shading;
}

function background(f: Frame, x: Axis, most: number, shading: Shading, { report }: PlotInput): SvgNode[] {
  if (shading === "P") return contours(f, x, most);
  if (shading === "none" || !report.funnel) return [];
  const { powers, alpha } = report.funnel;
  return powerBands(f, powers, most, alpha ?? 1);
}

function keys({ common, pooled }: Centres, filled: number, shading: Shading): Key[] {
  const swatch = (fill: string) => (a: number, b: number) =>
    el("rect", { x: px(a - 8), y: px(b - 5), width: 16, height: 10, fill, stroke: RULE, "stroke-width": 0.8 });
  return [
    ...(shading === "P" ? [...CONTOURS].reverse().map(({ label, fill }) => ({ label, sign: swatch(fill) })) : []),
    ...(common === null ? [] : [lineKey(t`Common effect`, INK)]),
    ...(pooled === null ? [] : [lineKey(t`Random effects`, SECOND)]),
    ...(common === null && pooled === null ? [] : [lineKey(t`95% limits by chance alone`, INK, "5 3", 1)]),
    ...(filled === 0 ? [] : [{ label: t`Filled in`, sign: (a: number, b: number) => dot(a, b, 4, false, SECOND) }]),
  ];
}

function axes(input: PlotInput, studies: readonly Known[], { common, pooled }: Centres): { x: Axis; y: Axis } {
  const filled = input.report.trim_fill?.filled ?? [];
  const y = axisFromZero([...studies, ...filled].map((e) => e.sei));
  const centre = common ?? pooled;
  const reach = centre === null ? [] : [centre - Z95 * y.hi, centre + Z95 * y.hi];
  const measure = measureFor(input);
  const values = [zeroOf(measure), pooled, common, ...[...studies, ...filled].map((e) => e.yi), ...reach];
  const x = axisOver(measure.scale, values, zeroOf(measure));
  if (!x) throw new Error("a funnel without studies");
  return { x, y };
}

function draw(input: PlotInput, options: PlotOptions): SvgNode {
  const studies = knownEffects(input.report);
  const filled = input.report.trim_fill?.filled ?? [];
  const lines = centres(input);
  const { x, y } = axes(input, studies, lines);
  const width = widthOf(options);
  const shading = shadingOf(input, options);
  const powers = shading === "power" ? (input.report.funnel?.powers ?? []) : [];
  const f = frame({
    ...{ width, height: Math.min(380, width * 0.62), x, y, down: true, roomRight: powers.length > 0 ? POWER_ROOM : 0 },
    ...{ xName: effectName(input), yName: t`Standard error (large studies above)` },
  });
  const centre = lines.common ?? lines.pooled;
  const vertical = (at: number | null, colour: string): SvgNode[] =>
    at === null ? [] : [line(f.X(at), f.top, f.X(at), f.bottom, colour, 1.4)];
  const key = signs(input, keys(lines, filled.length, shading), shading, width, f.end);
  // The paler line is lost on the colour of little power, in print above all.
  const zero = powers.length > 0 ? MUTED : RULE;
  const nodes = [
    ...background(f, x, y.hi, shading, input),
    ...(x.zero === null ? [] : [line(f.X(0), f.top, f.X(0), f.bottom, zero, 1)]),
    ...(centre === null ? [] : [limits(f, x, centre, y.hi)]),
    ...vertical(lines.common, INK),
    ...vertical(lines.pooled, SECOND),
    ...f.nodes,
    ...(powers.length > 0 ? powerAxis(f, powers, y.hi) : []),
    ...filled.flatMap((e) => (e.yi === null || e.sei === null ? [] : [dot(f.X(e.yi), f.Y(e.sei), 4, false, SECOND)])),
    ...studies.map((e) => dot(f.X(e.yi), f.Y(e.sei), 4, e.used, MARK, studyName(input, e.row))),
    ...key.nodes,
  ];
  return finish(input, options, funnel, { width, height: key.end + 8 }, nodes);
}

export const funnel: Plot = {
  id: "funnel",
  title: t`Funnel plot`,
  needs: ["funnel", "trim_fill"],
  shadings: (input) => (zeroOf(measureFor(input)) === null ? [] : SHADINGS),
  unavailable: (report) => (report && knownEffects(report).length > 0 ? null : t`No study has an effect yet.`),
  draw,
};
