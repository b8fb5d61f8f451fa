import type { MetaRegression } from "../core/types";
import { t } from "../language/text";
import { plainText } from "../text/format";
import { axisOver, makeAxis, zeroOf } from "./axis";
import { effectName, finish, type Known, knownEffects, measureFor, radiusOf } from "./drawn";
import { type Frame, frame, legend, lineKey } from "./frame";
import { clamp } from "./marks";
import { curve, dot, line, MARK, type Point, polygon, RULE, SECOND, SHADES, widthOf } from "./paper";
import { type Plot, type PlotInput, type PlotOptions, studyName } from "./plot";
import { el, px, type SvgNode } from "./svg";

interface Bubble {
  effect: Known;
  /** The moderator. */
  x: number;
  weight: number | null;
}

function bubbles({ report, studies }: PlotInput, m: MetaRegression): Bubble[] {
  const known = new Map(knownEffects(report).map((e) => [e.row, e]));
  return m.studies.flatMap(({ row, weight }): Bubble[] => {
    const [effect, x] = [known.get(row), moderatorOf(studies[row], m.line_of)];
    return effect && x !== null ? [{ effect, x, weight }] : [];
  });
}

/** The year has a place of its own in a study. */
function moderatorOf(study: PlotInput["studies"][number] | undefined, name: string): number | null {
  return study?.mods[name] ?? (name === "year" ? (study?.year ?? null) : null);
}

type LimitName = "ci_lb" | "ci_ub" | "pi_lb" | "pi_ub";

/** Of the prediction interval the part that leaves the plot is not drawn along its edge. */
function within(m: MetaRegression, name: LimitName, f: Frame): (Point | null)[] {
  return m.line.map((p) => {
    const value = p[name];
    if (p.x === null || value === null) return null;
    const at = f.Y(value);
    return at >= f.top && at <= f.bottom ? [f.X(p.x), at] : null;
  });
}

function along(m: MetaRegression, name: "est" | LimitName, f: Frame, y: (v: number) => number): Point[] {
  return m.line.flatMap((p): Point[] => {
    const value = p[name];
    return p.x === null || value === null ? [] : [[f.X(p.x), y(value)]];
  });
}

/** Thompson & Higgins 2002, Statist Med 21:1559. */
function draw(input: PlotInput, options: PlotOptions): SvgNode {
  const m = input.report.meta_regression as MetaRegression;
  const found = bubbles(input, m);
  const measure = measureFor(input);
  const zero = zeroOf(measure);
  const lines = m.line.flatMap((p) => [p.est, p.ci_lb, p.ci_ub]);
  const x =
    axisOver("identity", [...found.map((b) => b.x), ...m.line.map((p) => p.x)]) ??
    makeAxis("identity", { lo: 0, hi: 1 });
  const y =
    axisOver(measure.scale, [...found.map((b) => b.effect.yi), ...lines], zero) ??
    makeAxis("identity", { lo: -1, hi: 1 });
  const width = widthOf(options);
  const f = frame({
    ...{ width, height: Math.min(360, width * 0.6), x, y },
    ...{ xName: plainText(m.line_of), yName: effectName(input) },
  });
  const at = (value: number): number => f.bottom - clamp(y.at(value)) * (f.bottom - f.top);
  const heaviest = Math.max(0, ...found.map((b) => b.weight ?? 0));
  const predicted = m.line.some((p) => p.pi_lb !== null);
  const swatch = (a: number, b: number): SvgNode =>
    el("rect", { x: px(a - 8), y: px(b - 5), width: 16, height: 10, fill: SHADES[1] });
  const key = legend(
    [
      { label: t`Study, by weight`, sign: (a, b) => dot(a, b, 5, true, MARK) },
      lineKey(t`Regression line`, SECOND),
      { label: t`its interval`, sign: swatch },
      ...(predicted ? [lineKey(t`Prediction interval`, SECOND, "4 3", 1)] : []),
    ],
    width,
    f.end,
  );
  const order = [...found].sort((a, b) => (b.weight ?? 0) - (a.weight ?? 0));
  const nodes = [
    polygon([...along(m, "ci_lb", f, at), ...along(m, "ci_ub", f, at).reverse()], SHADES[1]),
    ...(zero === null || y.at(0) < 0 || y.at(0) > 1 ? [] : [line(f.left, at(0), f.right, at(0), RULE, 1)]),
    ...(predicted
      ? [curve(within(m, "pi_lb", f), SECOND, 1, "4 3"), curve(within(m, "pi_ub", f), SECOND, 1, "4 3")]
      : []),
    curve(along(m, "est", f, at), SECOND, 1.6),
    ...f.nodes,
    ...order.map(({ effect, x: value, weight }) =>
      dot(f.X(value), at(effect.yi), radiusOf(weight, heaviest, 11), true, MARK, studyName(input, effect.row)),
    ),
    ...key.nodes,
  ];
  return finish(input, options, bubble, { width, height: key.end + 8 }, nodes);
}

export const bubble: Plot = {
  id: "meta_regression",
  title: t`Bubble plot`,
  needs: ["meta_regression"],
  unavailable: (report) =>
    report?.meta_regression && report.meta_regression.line_of !== "" && report.meta_regression.line.length > 0
      ? null
      : t`It needs a moderator that is a number.`,
  draw,
};
