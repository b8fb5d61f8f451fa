import { absoluteSheet, predictionSheet } from "./others";
import { pooledSheet } from "./pooled";
import type { Given, Sheet } from "./sheet";
import { spreadSheet } from "./spread";

export { coreQuantile } from "./quantile";
export { type Given, numberText, type Sheet, type Step, sheetText } from "./sheet";
export { studySheet } from "./study";

export const PARTS = ["pooled", "heterogeneity", "prediction", "absolute"] as const;
export type Part = (typeof PARTS)[number];

const SHEETS: Readonly<Record<Part, (given: Given) => Sheet | null>> = {
  pooled: pooledSheet,
  heterogeneity: spreadSheet,
  prediction: predictionSheet,
  absolute: absoluteSheet,
};

/** Null where the result has no such part. */
export function partSheet(given: Given, part: Part): Sheet | null {
  return SHEETS[part](given);
}
