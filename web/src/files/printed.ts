import type { Meaning, PrintedEffect } from "../state/pasted";
import type { Reading, Table } from "./reading";

/** The effects that a table prints beside the numbers they come from, so that the two can be compared. */
export interface Printed {
  effects: PrintedEffect[];
  /** The columns they stand in. */
  columns: ReadonlySet<number>;
}

export function printedIn(table: Table, { assigned }: Reading): Printed {
  const none = { effects: [], columns: new Set<number>() };
  if (!assigned.complete || !assigned.raw) return none;
  const at = (quantity: string): number =>
    table.heads.findIndex(
      (head: Meaning, i) =>
        assigned.roles[i] === null && head.quantities.includes(quantity) && head.arm === null && head.role === null,
    );
  const [est, lower, upper] = ["estimate", "lower", "upper"].map(at) as [number, number, number];
  if (est < 0) return none;
  const text = (row: readonly string[], column: number): string => row[column] ?? "";
  const effects = table.rows.map((row, i) => ({
    row: i,
    est: text(row, est),
    lb: text(row, lower),
    ub: text(row, upper),
  }));
  return { effects: effects.filter((each) => each.est !== ""), columns: new Set([est, lower, upper]) };
}
