import type { Catalog, Report, Study, StudyEffect } from "../core/types";
import { asConverted } from "../state/converted";

/** Ways of typing that escalc(), or a line of R, computes from. */
const KNOWN = new Set([
  "counts",
  "two_by_two",
  "means",
  "means_change",
  "rates",
  "proportion",
  "rate",
  "mean",
  "correlation",
  "paired",
  "estimate_ci",
  "estimate_se",
]);

/** The name of the block of studies that R gets as the effects Pooled pools. */
export const AS_POOLED = "as_pooled";

/** A study as R can use it: as typed, as what Pooled converted it to, or as its effect. */
export function studyForR(study: Study, effect: StudyEffect | undefined, catalog: Catalog): Study {
  const converted = asConverted(study, effect, catalog);
  if (KNOWN.has(converted.format)) return converted;
  return { ...study, format: AS_POOLED, cells: { yi: effect?.yi ?? null, vi: effect?.vi ?? null } };
}

/** Where converted numbers come from, in the words of the notes. */
export function conversions(report: Report | null): string[] {
  return (report?.notes ?? []).filter(({ code }) => code === "converted").map(({ text }) => `Converted: ${text}`);
}
