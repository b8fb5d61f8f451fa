import { filledRows } from "./blank";
import type { Row } from "./state";

/** What studies are put in order by: a number, a text, or null for a study that has neither. */
export type SortValue = number | string | null;

const collator = new Intl.Collator(undefined, { numeric: true, sensitivity: "base" });

function compare(a: number | string, b: number | string): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return collator.compare(String(a), String(b));
}

/** Ids of the studies in the order of their values; equal ones stay as they are, those without a value come last. */
export function sortedIds(rows: readonly Row[], valueFor: (row: Row) => SortValue, descending = false): number[] {
  const sign = descending ? -1 : 1;
  const pairs = filledRows(rows).map((row) => ({ id: row.id, value: valueFor(row) }));
  const sorted = pairs.sort((a, b) => {
    if (a.value === null || b.value === null) return Number(a.value === null) - Number(b.value === null);
    return sign * compare(a.value, b.value);
  });
  return sorted.map(({ id }) => id);
}
