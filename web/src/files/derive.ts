import type { PastedColumn } from "../state/pasted";
import { parseNumber } from "../text/parse-number";

/** Columns other programs write that say the same as one of ours: events and non-events, a variance, an effect and its SE. */
export interface Derived {
  rows: string[][];
  columns: PastedColumn[];
  notes: string[];
}

const numberIn = (text: string): number | null => {
  const parsed = parseNumber(text, "any");
  return parsed !== null && "value" in parsed ? parsed.value : null;
};

function replaceColumn(derived: Derived, at: number, column: PastedColumn, text: (row: string[]) => string): Derived {
  const rows = derived.rows.map((row) => row.with(at, text(row)));
  return { ...derived, rows, columns: derived.columns.with(at, column) };
}

/** The same is said by another column, or cannot be used without one that is missing. */
function skipColumn(derived: Derived, at: number): Derived {
  const column = derived.columns[at] as PastedColumn;
  const columns = derived.columns.with(at, { ...column, role: "skip" });
  return {
    ...derived,
    columns,
    notes: [...derived.notes, `Left out, because other columns decide: "${column.name}".`],
  };
}

/** A total from events and non-events, both whole numbers; what cannot be added stays as text, to be seen. */
function totalFrom(derived: Derived, events: string, nonevents: string, total: string): Derived {
  const find = (role: string): number => derived.columns.findIndex((column) => column.role === role);
  const yes = find(events);
  const no = find(nonevents);
  if (no < 0) return derived;
  if (yes < 0 || find(total) >= 0) return skipColumn(derived, no);
  const name = derived.columns[no]?.name ?? "";
  const sum = (row: string[]): string => {
    const a = numberIn(row[yes] ?? "");
    const b = numberIn(row[no] ?? "");
    return a === null || b === null ? (row[no] ?? "") : String(a + b);
  };
  const changed = replaceColumn(derived, no, { name, role: total }, sum);
  return {
    ...changed,
    notes: [...changed.notes, `"${name}" was read as people without the event; totals are events plus these.`],
  };
}

function errorFromVariance(derived: Derived): Derived {
  const at = derived.columns.findIndex(({ role }) => role === "vi");
  if (at < 0) return derived;
  const column = derived.columns[at] as PastedColumn;
  if (derived.columns.some(({ role }) => role === "sei")) return skipColumn(derived, at);
  const root = (row: string[]): string => {
    const variance = numberIn(row[at] ?? "");
    return variance === null || variance < 0 ? (row[at] ?? "") : String(Math.sqrt(variance));
  };
  const changed = replaceColumn(derived, at, { ...column, role: "sei" }, root);
  return {
    ...changed,
    notes: [...changed.notes, `"${column.name}" was read as variances; their square roots are the standard errors.`],
  };
}

const RATIOS = new Set([
  "rr",
  "or",
  "hr",
  "irr",
  "odds ratio",
  "risk ratio",
  "relative risk",
  "rate ratio",
  "hazard ratio",
]);

/** "Estimate" beside a standard error and without limits is an effect on its own scale, not for ratios. */
function effectWithError(derived: Derived): Derived {
  const roles = derived.columns.map(({ role }) => role);
  const at = roles.indexOf("est");
  if (at < 0 || !roles.includes("sei") || roles.includes("ci_lb") || roles.includes("yi")) return derived;
  const column = derived.columns[at] as PastedColumn;
  if (RATIOS.has(column.name.toLowerCase().trim())) {
    const note = `"${column.name}" with a standard error: Pooled needs the logarithm of the ratio beside its standard error, or the limits of the interval.`;
    return { ...derived, notes: [...derived.notes, note] };
  }
  return replaceColumn(derived, at, { ...column, role: "yi" }, (row) => row[at] ?? "");
}

export function deriveColumns(rows: string[][], columns: PastedColumn[]): Derived {
  const start: Derived = { rows, columns, notes: [] };
  const treatment = totalFrom(start, "ai", "bi", "n1i");
  const both = totalFrom(treatment, "ci", "di", "n2i");
  return effectWithError(errorFromVariance(both));
}
