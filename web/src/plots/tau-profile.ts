import type { Tau2Profile, Tau2ProfilePoint } from "../core/types";
import { t } from "../language/text";
import { type Axis, axisOver, makeAxis, zeroOf } from "./axis";
import { effectName, finish, measureFor } from "./drawn";
import { type Frame, frame, legend, lineKey } from "./frame";
import { curve, INK, line, MARK, MUTED, type Point, polygon, RULE, SECOND, SHADES, widthOf } from "./paper";
import type { Plot, PlotInput, PlotOptions } from "./plot";
import { el, px, type SvgNode } from "./svg";

const placed = (f: Frame, tau: number | null, value: number | null | undefined): Point | null =>
  tau === null || value == null ? null : [f.X(tau), f.Y(value)];

function whole(points: readonly (Point | null)[]): Point[] {
  return points.filter((p): p is Point => p !== null);
}

/** Pooled effect and its interval along tau, and over it the effects of the studies as they move towards the mean. */
function effects(input: PlotInput, found: Tau2Profile, f: Frame): SvgNode[] {
  const of = (pick: (p: Tau2ProfilePoint) => number | null | undefined): (Point | null)[] =>
    found.points.map((p) => placed(f, p.tau, pick(p)));
  const band = [...whole(of((p) => p.ci_lb)), ...whole(of((p) => p.ci_ub)).reverse()];
  return [
    polygon(band, SHADES[1]),
    ...(zeroOf(measureFor(input)) === null ? [] : [line(f.left, f.Y(0), f.right, f.Y(0), RULE, 1)]),
    ...found.rows.map((_, i) =>
      curve(
        of((p) => p.effects[i]),
        MUTED,
        0.6,
      ),
    ),
    curve(
      of((p) => p.est),
      MARK,
      2,
    ),
  ];
}

/** Both likelihoods as differences from their maxima: only those can be compared. */
function below(points: readonly Tau2ProfilePoint[], pick: (p: Tau2ProfilePoint) => number | null): (number | null)[] {
  const most = Math.max(...points.map((p) => pick(p) ?? Number.NEGATIVE_INFINITY));
  return points.map((p) => {
    const value = pick(p);
    return value === null || !Number.isFinite(most) ? null : value - most;
  });
}

/** Further down nothing is to be seen of where the maximum is. */
const DEEPEST = -6;

function draw(input: PlotInput, options: PlotOptions): SvgNode {
  const found = input.report.tau2_profile as Tau2Profile;
  const { points } = found;
  const measure = measureFor(input);
  const width = widthOf(options);
  const x = makeAxis("identity", { lo: 0, hi: Math.max(...points.map((p) => p.tau ?? 0)) || 1 }, 0);
  const values = points.flatMap((p) => [p.est, p.ci_lb, p.ci_ub, ...p.effects]);
  const y = axisOver(measure.scale, [zeroOf(measure), ...values], zeroOf(measure)) as Axis;
  const upper = frame({
    width,
    height: Math.min(260, width * 0.5),
    x,
    y,
    xName: "",
    yName: effectName(input),
    bare: true,
    room: 34,
  });
  const [full, restricted] = [below(points, (p) => p.ll), below(points, (p) => p.ll_restricted)];
  const lower = frame({
    ...{
      width,
      height: 90,
      top: upper.end + 6,
      x,
      y: makeAxis("identity", { lo: DEEPEST, hi: 0.3 }),
      yTicks: 4,
      room: 34,
    },
    ...{ xName: t`τ, the standard deviation of the true effects`, yName: t`Log-likelihood, below its maximum` },
  });
  const likelihood = (list: readonly (number | null)[]): (Point | null)[] =>
    points.map((p, i) => placed(lower, p.tau, (list[i] ?? Number.NaN) >= DEEPEST ? list[i] : null));
  const tau2 = input.report.summary?.tau2 ?? null;
  const tau = tau2 === null ? null : Math.sqrt(tau2);
  const here =
    tau !== null && tau <= x.hi ? [line(upper.X(tau), upper.top, upper.X(tau), lower.bottom, SECOND, 1, "5 3")] : [];
  const key = legend(
    [
      lineKey(t`Pooled effect`, MARK, "", 2),
      {
        label: t`its interval, τ taken as known`,
        sign: (a, b) => el("rect", { x: px(a - 8), y: px(b - 5), width: 16, height: 10, fill: SHADES[1] }),
      },
      ...(found.points[0]?.effects.length ? [lineKey(t`Study, drawn towards the mean`, MUTED, "", 0.8)] : []),
      ...(here.length > 0 ? [lineKey(t`Estimate of τ`, SECOND, "5 3", 1)] : []),
      lineKey(t`Restricted likelihood`, INK),
      lineKey(t`Full likelihood`, INK, "2 2"),
    ],
    width,
    lower.end,
  );
  const nodes = [
    ...effects(input, found, upper),
    ...upper.nodes,
    ...here,
    curve(likelihood(restricted), INK, 1.4),
    curve(likelihood(full), INK, 1.4, "2 2"),
    ...lower.nodes,
    ...key.nodes,
  ];
  return finish(input, options, tauProfile, { width, height: key.end + 8 }, nodes);
}

export const tauProfile: Plot = {
  id: "tau2_profile",
  title: t`Results along τ`,
  needs: ["tau2_profile"],
  unavailable: (report) =>
    report?.tau2_profile && report.tau2_profile.points.length > 1 ? null : t`It needs two studies or more.`,
  draw,
};
