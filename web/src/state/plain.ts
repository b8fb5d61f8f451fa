import type { Options } from "../core/types";
import { filledRows } from "./blank";
import { type Home, optionHomes, outcomeHomes, reviewHomes, rowHomes } from "./homes";
import type { Outcome, Review, Row } from "./state";

/** Version of the draft's and the file's form; restore() reads every version there has been. */
export const PLAIN_VERSION = 1;

/** A copy of `value` with the keys that are kept outside memory. */
function kept<T extends object>(value: T, homes: Readonly<Record<keyof T, Home>>): Record<string, unknown> {
  const keys = (Object.keys(homes) as (keyof T & string)[]).filter((key) => homes[key] !== "nowhere");
  return Object.fromEntries(keys.map((key) => [key, value[key]]));
}

function plainOutcome(outcome: Outcome): Record<string, unknown> {
  return {
    ...kept(outcome, outcomeHomes),
    options: kept<Options>(outcome.options, optionHomes),
    rows: filledRows(outcome.rows).map((row) => kept<Row>(row, rowHomes)),
  };
}

/** The review as a plain object for JSON: what restore() takes. */
export function toPlain(review: Review): Record<string, unknown> {
  return { pooled: PLAIN_VERSION, ...kept(review, reviewHomes), outcomes: review.outcomes.map(plainOutcome) };
}
