import type { Influence, InfluenceRow } from "../core/types";
import { t } from "../language/text";
import { axisOver, makeAxis } from "./axis";
import { finish } from "./drawn";
import { frame } from "./frame";
import { curve, dot, line, MARGIN, MARK, MUTED, RULE, SECOND, SMALL, text, widthOf } from "./paper";
import { type Plot, type PlotInput, type PlotOptions, studyName } from "./plot";
import type { SvgNode } from "./svg";
import { fitText, textWidth } from "./text-width";

interface Panel {
  name: string;
  of: (row: InfluenceRow) => number | null;
  /** Dashed lines. */
  cuts: (i: Influence) => (number | null)[];
  /** What a study that does nothing has. */
  still: number | null;
}

const both = (cut: number | null): (number | null)[] => (cut === null ? [] : [-cut, cut]);

/** The plots of metafor's influence(), after Viechtbauer & Cheung 2010, Res Synth Methods 1:112. */
const PANELS: readonly Panel[] = [
  { name: t`Studentised residual`, of: (r) => r.rstudent, cuts: () => [], still: 0 },
  { name: t`DFFITS: change of the fitted value`, of: (r) => r.dffits, cuts: (i) => both(i.dffits_cut), still: 0 },
  { name: t`Cook's distance`, of: (r) => r.cook_d, cuts: (i) => [i.cook_d_cut], still: 0 },
  { name: t`Covariance ratio`, of: (r) => r.cov_r, cuts: () => [], still: 1 },
  { name: t`τ² without the study`, of: (r) => r.tau2_del, cuts: () => [], still: null },
  { name: t`Q without the study`, of: (r) => r.QE_del, cuts: () => [], still: null },
  { name: t`Leverage`, of: (r) => r.hat, cuts: (i) => [i.hat_cut], still: null },
  { name: t`DFBETAS: change of the pooled effect`, of: (r) => r.dfbs, cuts: (i) => both(i.dfbs_cut), still: 0 },
];

const HEIGHT = 62;

/** One panel: a point for each study in the order of the table; those beyond a cut-off stand out. */
function panelNodes(
  found: Influence,
  panel: Panel,
  width: number,
  top: number,
  room: number,
): { nodes: SvgNode[]; end: number } {
  const values = found.rows.map(panel.of);
  const cuts = panel.cuts(found).filter((c): c is number => c !== null);
  const y = axisOver("identity", [...values, panel.still]) ?? makeAxis("identity", { lo: 0, hi: 1 });
  const x = makeAxis("identity", { lo: 0.3, hi: found.rows.length + 0.7 });
  const f = frame({ width, height: HEIGHT, top, x, y, xName: "", yName: panel.name, yTicks: 3, bare: true, room });
  const at = values.map((v, i) => (v === null ? null : ([f.X(i + 1), f.Y(v)] as const)));
  const within = (v: number): boolean => v >= y.lo && v <= y.hi;
  const across = (v: number, colour: string, dash = ""): SvgNode =>
    line(f.left, f.Y(v), f.right, f.Y(v), colour, 1, dash);
  const radius = found.rows.length > 60 ? 2 : 3;
  return {
    nodes: [
      ...(panel.still === null ? [] : [across(panel.still, RULE)]),
      ...cuts.filter(within).map((c) => across(c, SECOND, "5 3")),
      ...f.nodes,
      curve(at, MUTED, 0.7),
      ...at.flatMap((p, i) => {
        const out = found.rows[i]?.inf === true;
        return p === null ? [] : [dot(p[0], p[1], out ? radius + 1 : radius, true, out ? SECOND : MARK)];
      }),
    ],
    end: f.end,
  };
}

/** Numbers of the studies under the last panel, as many as there is room for, and the names of those that stand out. */
function feet(
  input: PlotInput,
  found: Influence,
  width: number,
  top: number,
  room: number,
): { nodes: SvgNode[]; end: number } {
  const [left, right] = [MARGIN + room + 9, width - MARGIN - 14];
  const x = makeAxis("identity", { lo: 0.3, hi: found.rows.length + 0.7 });
  const most = Math.max(1, Math.floor((right - left) / 26));
  const step = Math.ceil(found.rows.length / most);
  const numbers = found.rows.flatMap((_, i) => {
    const label = String(i + 1);
    return i % step === 0
      ? [text(left + x.at(i + 1) * (right - left), top + 12, label, { anchor: "middle", size: SMALL })]
      : [];
  });
  const out = found.rows.flatMap((r, i) => (r.inf ? [`${i + 1} ${studyName(input, r.row)}`] : []));
  const names = out.slice(0, 8).map((name, i) => {
    const shown = fitText(name, width - 2 * MARGIN - 14, SMALL);
    return [
      dot(MARGIN + 4, top + 41 + i * 15, 3.5, true, SECOND),
      text(MARGIN + 14, top + 44.5 + i * 15, shown, { size: SMALL }),
    ];
  });
  const title = text(left, top + 27, t`Studies in the order of the table`, { size: SMALL, fill: MUTED });
  return { nodes: [...numbers, title, ...names.flat()], end: top + 34 + names.length * 15 };
}

function draw(input: PlotInput, options: PlotOptions): SvgNode {
  const found = input.report.influence as Influence;
  const shown = PANELS.filter((p) => found.rows.some((r) => p.of(r) !== null));
  const width = widthOf(options);
  const room = textWidth("−0.0000", SMALL);
  const nodes: SvgNode[] = [];
  let top = MARGIN - 4;
  for (const panel of shown) {
    const drawn = panelNodes(found, panel, width, top, room);
    nodes.push(...drawn.nodes);
    top = drawn.end + 8;
  }
  const foot = feet(input, found, width, top - 8, room);
  return finish(input, options, influence, { width, height: foot.end + 8 }, [...nodes, ...foot.nodes]);
}

export const influence: Plot = {
  id: "influence",
  title: t`Influence of each study`,
  needs: ["influence"],
  unavailable: (report) =>
    report?.influence && report.influence.rows.length > 1 ? null : t`It needs two studies or more.`,
  draw,
};
