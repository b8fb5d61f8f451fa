import type { Report } from "../core/types";
import { t } from "../language/text";
import { plainText, plural } from "../text/format";
import { type Axis, axisOver, makeAxis, zeroOf } from "./axis";
import { effectName, finish, type Known, knownEffects, measureFor } from "./drawn";
import { frame, legend, lineKey } from "./frame";
import { clamp } from "./marks";
import { dot, FONT, INK, line, MARGIN, MARK, RULE, SECOND, text, widthOf } from "./paper";
import { type Plot, type PlotInput, type PlotOptions, studyName } from "./plot";
import { el, px, type SvgNode } from "./svg";
import { fitText } from "./text-width";

interface Pooled {
  readonly est: number | null;
  readonly ci_lb: number | null;
  readonly ci_ub: number | null;
  readonly pi_lb: number | null;
  readonly pi_ub: number | null;
}

/** One band of circles with its pooled result: all studies, or those of a subgroup. */
interface Band {
  readonly name: string;
  readonly studies: readonly Known[];
  readonly pooled: Pooled;
}

function bands(report: Report): Band[] {
  const known = knownEffects(report).filter((e) => e.used);
  const levels = report.subgroups?.levels ?? [];
  if (levels.length > 0)
    return levels.map((level) => {
      const rows = new Set(level.rows);
      const name = `${plainText(level.level)} (${plural(level.k, t`study`, t`studies`)})`;
      return { name, studies: known.filter((e) => rows.has(e.row)), pooled: level };
    });
  return report.summary ? [{ name: "", studies: known, pooled: report.summary }] : [];
}

const BAND = 110;
const HEAD = 20;

/** Spreads the circles over the band; the golden ratio never puts two neighbours at the same height. */
const lift = (i: number): number => ((i * 0.618034) % 1) - 0.5;

function bandNodes(input: PlotInput, band: Band, x: (v: number) => number, top: number, finest: number): SvgNode[] {
  const middle = top + HEAD + (BAND - HEAD) / 2;
  const size = (e: Known): number => Math.max(2, (finest / e.sei) * 11);
  const p = band.pooled;
  const cap = (at: number): SvgNode => line(at, middle - 5, at, middle + 5, INK, 1.2);
  const prediction =
    p.pi_lb === null || p.pi_ub === null
      ? []
      : [line(x(p.pi_lb), middle, x(p.pi_ub), middle, INK, 1.2), cap(x(p.pi_lb)), cap(x(p.pi_ub))];
  const confidence = p.ci_lb === null || p.ci_ub === null ? [] : [line(x(p.ci_lb), middle, x(p.ci_ub), middle, INK, 4)];
  return [
    ...(band.name === "" ? [] : [text(MARGIN, top + 12, fitText(band.name, 260, FONT, true), { bold: true })]),
    ...band.studies.map((e, i) =>
      el(
        "circle",
        {
          class: "study",
          ...{ cx: px(x(e.yi)), cy: px(middle + lift(i) * (BAND - HEAD - 26)), r: px(size(e)) },
          ...{ fill: MARK, "fill-opacity": 0.45, stroke: MARK, "stroke-width": 0.8 },
        },
        el("title", {}, studyName(input, e.row)),
      ),
    ),
    ...prediction,
    ...confidence,
    ...(p.est === null ? [] : [dot(x(p.est), middle, 5.5, true, SECOND)]),
  ];
}

/** All studies and pooled results in view; of very wide intervals only a part, so that they do not press the rest. */
function axisFor(found: readonly Band[], input: PlotInput): Axis {
  const { scale } = measureFor(input);
  const zero = zeroOf(measureFor(input));
  const inner = axisOver(scale, [zero, ...found.flatMap((b) => [b.pooled.est, ...b.studies.map((e) => e.yi)])], zero);
  if (!inner) return makeAxis("identity", { lo: -1, hi: 1 });
  const reach = 0.7 * (inner.hi - inner.lo);
  const held = (x: number | null): number | null =>
    x === null ? null : Math.min(inner.hi + reach, Math.max(inner.lo - reach, x));
  const ends = found.flatMap(({ pooled: p }) => [p.ci_lb, p.ci_ub, p.pi_lb, p.pi_ub].map(held));
  return axisOver(scale, [inner.lo, inner.hi, ...ends], zero) ?? inner;
}

/** Nakagawa et al. 2021, Res Synth Methods 12:4. */
function draw(input: PlotInput, options: PlotOptions): SvgNode {
  const found = bands(input.report);
  const zero = zeroOf(measureFor(input));
  const axis = axisFor(found, input);
  const width = widthOf(options);
  const y = makeAxis("identity", { lo: 0, hi: 1 });
  const height = found.length * BAND;
  const f = frame({ width, height, x: axis, y, xName: effectName(input), yName: "", yTicks: 0 });
  const x = (value: number): number => f.left + clamp(axis.at(value)) * (f.right - f.left);
  const finest = Math.min(...found.flatMap((b) => b.studies.map((e) => e.sei)));
  const key = legend(
    [
      { label: t`Study, by precision (1 / SE)`, sign: (a, b) => dot(a, b, 5, true, MARK) },
      { label: t`Pooled`, sign: (a, b) => dot(a, b, 5, true, SECOND) },
      lineKey(t`its interval`, INK, "", 4),
      lineKey(t`Prediction interval`, INK, "", 1.2),
    ],
    width,
    f.end,
  );
  const nodes = [
    ...(zero === null ? [] : [line(x(0), f.top, x(0), f.bottom, RULE, 1)]),
    ...f.nodes,
    ...found.flatMap((band, i) => bandNodes(input, band, x, f.top + i * BAND, finest)),
    ...key.nodes,
  ];
  return finish(input, options, orchard, { width, height: key.end + 8 }, nodes);
}

export const orchard: Plot = {
  id: "orchard",
  title: t`Orchard plot`,
  needs: [],
  unavailable: (report) => (report?.summary?.est == null ? t`It needs a pooled result.` : null),
  draw,
};
