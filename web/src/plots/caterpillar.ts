import { t } from "../language/text";
import { axisOver, makeAxis, zeroOf } from "./axis";
import { effectName, finish, type Known, knownEffects, measureFor } from "./drawn";
import { frame, legend, lineKey } from "./frame";
import { clamp } from "./marks";
import { dot, INK, line, MARK, MUTED, PAPER, RULE, SECOND, SHADES, widthOf } from "./paper";
import { type Plot, type PlotInput, type PlotOptions, studyName } from "./plot";
import { el, px, type SvgNode } from "./svg";

/** Effects sorted by size, their intervals, and where they are drawn to once chance is taken out. */
function draw(input: PlotInput, options: PlotOptions): SvgNode {
  const studies: Known[] = knownEffects(input.report)
    .filter((e) => e.used)
    .sort((a, b) => a.yi - b.yi);
  const s = input.report.summary;
  const measure = measureFor(input);
  const core = [zeroOf(measure), s?.pi_lb, s?.pi_ub, s?.ci_lb, s?.ci_ub, ...studies.map((e) => e.yi)];
  const widths = studies.map((e) => e.sei).sort((a, b) => a - b);
  const usual = 2 * (widths[Math.floor(widths.length / 2)] ?? 0);
  const y =
    axisOver(measure.scale, [...core, ...studies.flatMap((e) => [e.yi - usual, e.yi + usual])], zeroOf(measure)) ??
    makeAxis("identity", { lo: -1, hi: 1 });
  const x = makeAxis("identity", { lo: 0.2, hi: studies.length + 0.8 });
  const width = widthOf(options);
  const height = Math.min(340, width * 0.55);
  const f = frame({ width, height, x, y, xName: "", yName: effectName(input), bare: true });
  const at = (value: number): number => f.bottom - clamp(y.at(value)) * (f.bottom - f.top);
  const band = (lo: number | null | undefined, hi: number | null | undefined, fill: string): SvgNode[] => {
    if (lo == null || hi == null) return [];
    const [a, b] = [at(hi), at(lo)];
    return [el("rect", { x: px(f.left), y: px(a), width: px(f.right - f.left), height: px(b - a), fill })];
  };
  const drawn = new Map((input.report.blups ?? []).map((b) => [b.row, b.pred]));
  const thin = studies.length > 60 ? 0.7 : 1.2;
  const r = studies.length > 60 ? 1.8 : 3;
  const shrunk = studies.some((e) => drawn.get(e.row) != null);
  const swatch = (fill: string) => (a: number, b: number) =>
    el("rect", { x: px(a - 8), y: px(b - 5), width: 16, height: 10, fill });
  const key = legend(
    [
      { label: t`Study`, sign: (a, b) => dot(a, b, 3.5, false, MUTED) },
      ...(shrunk ? [{ label: t`Chance taken out`, sign: (a: number, b: number) => dot(a, b, 3.5, true, MARK) }] : []),
      lineKey(t`Pooled`, SECOND),
      { label: t`its interval`, sign: swatch(SHADES[1]) },
      ...(s?.pi_lb != null ? [{ label: t`Prediction interval`, sign: swatch(SHADES[0]) }] : []),
    ],
    width,
    f.end + 4,
  );
  const nodes = [
    ...band(s?.pi_lb, s?.pi_ub, SHADES[0]),
    ...band(s?.ci_lb, s?.ci_ub, SHADES[1]),
    ...(y.zero === null ? [] : [line(f.left, at(0), f.right, at(0), RULE, 1)]),
    ...(s?.est == null ? [] : [line(f.left, at(s.est), f.right, at(s.est), SECOND, 1.4)]),
    ...f.nodes,
    ...studies.flatMap((e, i) => {
      const center = f.X(i + 1);
      const pred = drawn.get(e.row);
      const name = studyName(input, e.row);
      return [
        line(center, at(e.ci_lb ?? e.yi), center, at(e.ci_ub ?? e.yi), INK, thin),
        el(
          "circle",
          { class: "study", cx: px(center), cy: px(at(e.yi)), r, fill: PAPER, stroke: MUTED, "stroke-width": 1 },
          el("title", {}, name),
        ),
        ...(pred == null
          ? []
          : [el("circle", { cx: px(center), cy: px(at(pred)), r, fill: MARK }, el("title", {}, name))]),
      ];
    }),
    ...key.nodes,
  ];
  return finish(input, options, caterpillar, { width, height: key.end + 8 }, nodes);
}

export const caterpillar: Plot = {
  id: "blups",
  title: t`Caterpillar plot`,
  needs: ["blups"],
  unavailable: (report) => (report && knownEffects(report).some((e) => e.used) ? null : t`No study has an effect yet.`),
  draw,
};
