import { t } from "../language/text";
import { axisFromZero } from "./axis";
import { finish } from "./drawn";
import { frame } from "./frame";
import { dot, MARK, widthOf } from "./paper";
import { type Plot, type PlotInput, type PlotOptions, studyName } from "./plot";
import { pointLabels } from "./point-labels";
import type { SvgNode } from "./svg";

const R = 4;

interface Place {
  row: number;
  x: number;
  y: number;
}

/** Baujat, Mahe, Pignon & Hill 2002, Statist Med 21:2641. */
function draw(input: PlotInput, options: PlotOptions): SvgNode {
  const rows = (input.report.baujat ?? []).flatMap(({ row, x, y }): Place[] =>
    x === null || y === null ? [] : [{ row, x, y }],
  );
  const [x, y] = [axisFromZero(rows.map((p) => p.x)), axisFromZero(rows.map((p) => p.y))];
  const width = widthOf(options);
  const f = frame({
    ...{ width, height: Math.min(360, width * 0.6), x, y },
    ...{ xName: t`Contribution to the heterogeneity (Q)`, yName: t`Influence on the pooled result` },
  });
  const dots = rows.map((p) => ({
    x: f.X(p.x),
    y: f.Y(p.y),
    r: R,
    name: studyName(input, p.row),
    far: x.at(p.x) + y.at(p.y),
  }));
  // Those that stand out are named first: they get the room.
  const named = [...dots].sort((a, b) => b.far - a.far);
  const area = { left: f.left + 2, right: width - 4, top: f.top, bottom: f.bottom - 2 };
  const nodes = [
    ...f.nodes,
    ...dots.map((d) => dot(d.x, d.y, R, true, MARK, d.name)),
    ...pointLabels(named, dots, area),
  ];
  return finish(input, options, baujat, { width, height: f.end + 8 }, nodes);
}

export const baujat: Plot = {
  id: "baujat",
  title: t`Baujat plot`,
  needs: ["baujat"],
  unavailable: (report) =>
    report?.baujat?.some((r) => r.x !== null && r.y !== null) ? null : t`It needs two studies.`,
  draw,
};
