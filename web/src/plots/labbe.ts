import type { LabbePoint } from "../core/types";
import { t } from "../language/text";
import { plainText } from "../text/format";
import { axisFromZero, makeAxis } from "./axis";
import { finish, radiusOf } from "./drawn";
import { frame, legend, lineKey } from "./frame";
import { curve, dot, INK, MARK, MUTED, type Point, polygon, RULE, SHADES, widthOf } from "./paper";
import { type Plot, type PlotInput, type PlotOptions, studyName } from "./plot";
import type { SvgNode } from "./svg";

/** Where both are risks of nearly everything, the axes go from 0 to 1; else to a little beyond the highest. */
function common(values: readonly (number | null)[]): ReturnType<typeof makeAxis> {
  const axis = axisFromZero(values);
  return axis.hi > 0.85 && axis.hi < 1.2 ? makeAxis("identity", { lo: 0, hi: 1.03 }, 0) : axis;
}

/** L'Abbe, Detsky & O'Rourke 1987, Ann Intern Med 107:224. */
function draw(input: PlotInput, options: PlotOptions): SvgNode {
  const rows = input.report.labbe?.rows ?? [];
  const axis = common(rows.flatMap((r) => [r.x, r.y]));
  const width = widthOf(options);
  const side = Math.min(400, width * 0.75);
  const what = input.report.labbe?.kind === "rate" ? t`Events per person-time` : t`Risk`;
  const name = (arm: string): string => `${what}, ${plainText(arm)}`;
  const f = frame({ width, height: side, x: axis, y: axis, xName: name(input.control), yName: name(input.treatment) });
  const inside = (p: LabbePoint, y: number | null): Point | null =>
    p.x === null || y === null || p.x > axis.hi || y > axis.hi ? null : [f.X(p.x), f.Y(y)];
  const line = input.report.labbe?.line ?? [];
  const lower = line.map((p) => inside(p, p.y_lb)).filter((p) => p !== null);
  // Above the plot the band runs along its upper edge.
  const upper = line.flatMap((p): Point[] =>
    p.x === null || p.y_ub === null || p.x > axis.hi ? [] : [[f.X(p.x), f.Y(Math.min(p.y_ub, axis.hi))]],
  );
  const sizes = rows.map((r) => r.size ?? 0);
  const heaviest = Math.max(...sizes, 0);
  // Large circles first, so that small ones lie on top.
  const order = rows.map((_, i) => i).sort((a, b) => (sizes[b] ?? 0) - (sizes[a] ?? 0));
  const key = legend(
    [
      lineKey(t`No effect`, RULE, "5 3"),
      ...(line.length > 0 ? [lineKey(t`Pooled effect and its interval`, MARK)] : []),
      { label: t`Area: size of the study`, sign: (a, b) => dot(a, b, 5, true, MARK) },
    ],
    width,
    f.end,
  );
  const nodes = [
    ...(lower.length > 1 && upper.length > 1 ? [polygon([...upper, ...lower.reverse()], SHADES[0])] : []),
    curve(
      [
        [f.X(0), f.Y(0)],
        [f.X(axis.hi), f.Y(axis.hi)],
      ],
      MUTED,
      1,
      "5 3",
    ),
    curve(
      line.map((p) => inside(p, p.y)),
      MARK,
      1.6,
    ),
    ...f.nodes,
    ...order.flatMap((i) => {
      const r = rows[i];
      if (!r || r.x === null || r.y === null) return [];
      return [
        dot(f.X(r.x), f.Y(r.y), radiusOf(r.size, heaviest, 13), r.used, r.used ? MARK : INK, studyName(input, r.row)),
      ];
    }),
    ...key.nodes,
  ];
  return finish(input, options, labbe, { width, height: key.end + 8 }, nodes);
}

export const labbe: Plot = {
  id: "labbe",
  title: t`L'Abbé plot`,
  needs: ["labbe"],
  unavailable: (report) =>
    report?.labbe?.rows.some((r) => r.x !== null && r.y !== null) ? null : t`It needs events in two groups.`,
  draw,
};
