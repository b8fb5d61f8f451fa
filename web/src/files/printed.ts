import type { Meaning, PrintedEffect } from "../state/pasted";
import type { Reading, Table } from "./reading";

/** The effects that a table prints beside the numbers they come from, so that the two can be compared. */
export function printedIn(table: Table, { assigned }: Reading): PrintedEffect[] {
  if (!assigned.complete || !assigned.raw) return [];
  const at = (quantity: string): number =>
    table.heads.findIndex(
      (head: Meaning, i) =>
        assigned.roles[i] === null && head.quantities.includes(quantity) && head.arm === null && head.role === null,
    );
  const est = at("estimate");
  if (est < 0) return [];
  const text = (row: readonly string[], quantity: string): string => row[at(quantity)] ?? "";
  return table.rows.flatMap((row, i) =>
    (row[est] ?? "") === ""
      ? []
      : [{ row: i, est: row[est] as string, lb: text(row, "lower"), ub: text(row, "upper") }],
  );
}
