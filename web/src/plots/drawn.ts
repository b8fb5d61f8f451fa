import type { CatalogMeasure, Report, StudyEffect } from "../core/types";
import { t } from "../language/text";
import { plainText } from "../text/format";
import { measureOf } from "../text/names";
import { says } from "../text/says";
import { page } from "./paper";
import { type PlotInput, type PlotOptions, studyName } from "./plot";
import type { SvgNode } from "./svg";

/** What all figures ask of a report. */

export const measureFor = ({ catalog, report }: PlotInput): CatalogMeasure =>
  measureOf(catalog, report.options.measure);

/** A study with a place on an axis of effects. */
export type Known = StudyEffect & { yi: number; sei: number };

const isKnown = (e: StudyEffect): e is Known => e.yi !== null && e.sei !== null;

export function knownEffects(report: Report): Known[] {
  return report.effects.filter(isKnown);
}

/** "Risk ratio (log scale)" */
export function effectName(input: PlotInput): string {
  const measure = measureFor(input);
  if (measure.scale === "identity") return measure.label;
  return measure.scale === "log" ? t`${measure.label} (log scale)` : t`${measure.label} (on the scale of the analysis)`;
}

/** A radius whose area goes with the weight; never too small to be seen. */
export function radiusOf(weight: number | null, heaviest: number, largest: number): number {
  const share = heaviest > 0 && weight !== null ? weight / heaviest : 0.16;
  return Math.max(2.2, Math.sqrt(share) * largest);
}

/** The page with the figure's name, and with what it shows, and what was picked in it, as its text alternative. */
export function finish(
  input: PlotInput,
  options: PlotOptions,
  { id, title }: { id: string; title: string },
  size: { width: number; height: number },
  nodes: readonly SvgNode[],
  picked = "",
): SvgNode {
  const context = { catalog: input.catalog, study: (row: number) => studyName(input, row), shading: options.shading };
  const about = plainText(input.title).trim();
  const description = [says(id, input.report, context)?.shows ?? "", picked].filter((text) => text !== "").join(" ");
  const words = { title: about === "" ? title : `${title}: ${about}`, description };
  return page(options, size.width, size.height, words, nodes);
}
