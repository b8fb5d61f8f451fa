import type { Gosh } from "../core/types";
import { t } from "../language/text";
import { type Region, type Span, selected, whole } from "../state/gosh-region";
import { formatSignificant } from "../text/format";
import { type RegionEnds, regionCount } from "../text/gosh-region";
import { shortName } from "../text/names";
import { analysisOf, shownOf } from "./axis";
import { measureFor } from "./drawn";
import type { Key } from "./frame";
import { INK } from "./paper";
import type { PlotInput } from "./plot";
import { el, px, type SvgNode } from "./svg";

/** A region of the GOSH plot as it is drawn, and its ends as people read them. */

const LINE = { fill: "none", stroke: INK, "stroke-width": 1.4, "stroke-dasharray": "4 2" };

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

export function regionFrame(g: Gosh, { est, I2 }: Region, box: Box): SvgNode {
  const [w, h] = [(box.right - box.left) / g.est_bins, (box.bottom - box.top) / g.I2_bins];
  const at = { x: px(box.left + est[0] * w), y: px(box.bottom - I2[1] * h) };
  return el("rect", { ...at, width: px((est[1] - est[0]) * w), height: px((I2[1] - I2[0]) * h), ...LINE });
}

export function regionKey(g: Gosh, region: Region): Key {
  const sign = (x: number, y: number): SvgNode =>
    el("rect", { x: px(x - 8), y: px(y - 5), width: 16, height: 10, ...LINE });
  return { label: t`Framed: ${regionCount(selected(g, region))}`, sign };
}

/** Where an effect that people read lies along the plot, 0 to 1; NaN where there is no such effect. */
export function effectPlace(input: PlotInput, shown: number): number {
  const { est_lb, est_ub } = input.report.gosh as Gosh;
  const [lo, hi] = [est_lb ?? 0, est_ub ?? 0];
  return (analysisOf(measureFor(input).scale, shown) - lo) / (hi - lo);
}

type Ends = readonly [from: string, to: string];

/** The four borders of a region as people read them. */
export function regionBorders(input: PlotInput, { est, I2 }: Region): Record<keyof Region, Ends> {
  const g = input.report.gosh as Gosh;
  const [lo, hi] = [g.est_lb ?? 0, g.est_ub ?? 0];
  const { scale } = measureFor(input);
  const effect = (border: number): string => formatSignificant(shownOf(scale, lo + (border / g.est_bins) * (hi - lo)));
  const percent = (border: number): string => String(Number(((100 * border) / g.I2_bins).toFixed(1)));
  return { est: [effect(est[0]), effect(est[1])], I2: [percent(I2[0]), percent(I2[1])] };
}

const same = (a: Span, b: Span): boolean => a[0] === b[0] && a[1] === b[1];

export function regionEnds(input: PlotInput, region: Region): RegionEnds {
  const all = whole(input.report.gosh as Gosh);
  const { est, I2 } = regionBorders(input, region);
  return {
    effect: same(region.est, all.est) ? null : [shortName(measureFor(input)), ...est],
    I2: same(region.I2, all.I2) ? null : I2,
  };
}

export const regionText = (input: PlotInput, region: Region): string =>
  regionCount(selected(input.report.gosh as Gosh, region), regionEnds(input, region));
