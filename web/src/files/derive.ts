import type { Catalog } from "../core/types";
import { t } from "../language/text";
import type { Meaning } from "../state/pasted";
import { parseNumber } from "../text/parse-number";
import { candidates } from "./assign";
import { readHead } from "./headers";

/** Columns other programs write that say the same as one of ours: events and non-events, a variance. */
export interface Derived {
  rows: string[][];
  heads: Meaning[];
  notes: string[];
}

const numberIn = (text: string): number | null => {
  const parsed = parseNumber(text, "any");
  return parsed !== null && "value" in parsed ? parsed.value : null;
};

function replaceColumn(derived: Derived, at: number, head: Meaning, text: (row: string[]) => string): Derived {
  const rows = derived.rows.map((row) => row.with(at, text(row)));
  return { ...derived, rows, heads: derived.heads.with(at, head) };
}

/** Column ids that a head always means, as quantity and arm. */
const CELLS: Readonly<Record<string, string>> = {
  ai: "events 1",
  bi: "nonevents 1",
  ci: "events 2",
  di: "nonevents 2",
};

function finder(heads: readonly Meaning[]): (quantity: string, arm: 1 | 2) => number {
  const named = heads.map(({ role, plain, quantities, arm }) => CELLS[role ?? plain] ?? `${quantities[0]} ${arm}`);
  return (quantity, arm) => named.indexOf(`${quantity} ${arm}`);
}

/** A total from events and non-events, both whole numbers; what cannot be added stays as text, to be seen. */
function totalFrom(derived: Derived, names: readonly string[], arm: 1 | 2): Derived {
  const find = finder(derived.heads);
  const yes = find("events", arm);
  const no = find("nonevents", arm);
  if (no < 0 || yes < 0 || find("total", arm) >= 0) return derived;
  const sum = (row: string[]): string => {
    const a = numberIn(row[yes] ?? "");
    const b = numberIn(row[no] ?? "");
    return a === null || b === null ? (row[no] ?? "") : String(a + b);
  };
  const head: Meaning = { plain: `n${arm}i`, role: null, quantities: ["total"], arm };
  const changed = replaceColumn(derived, no, head, sum);
  const note = t`"${names[no]}" was read as people without the event; totals are events plus these.`;
  return { ...changed, notes: [...changed.notes, note] };
}

/** Only where one group has its total and the other its non-events: two pairs of the same kind need no help. */
function mixedTotals(derived: Derived, names: readonly string[]): Derived {
  const find = finder(derived.heads);
  const apart = ([1, 2] as const).filter((arm) => find("nonevents", arm) >= 0 && find("total", arm) < 0);
  return apart.length === 1 ? totalFrom(derived, names, apart[0] as 1 | 2) : derived;
}

function errorFromVariance(derived: Derived, names: readonly string[], catalog: Pick<Catalog, "formats">): Derived {
  const at = derived.heads.findIndex(({ quantities }) => quantities[0] === "variance");
  const has = (quantity: string): boolean => derived.heads.some(({ quantities }) => quantities.includes(quantity));
  const known = catalog.formats.some(({ columns }) => columns.some(({ label }) => isVariance(label)));
  if (at < 0 || known || candidates(derived.heads, catalog)[0]?.complete || has("se") || !has("effect")) return derived;
  const root = (row: string[]): string => {
    const variance = numberIn(row[at] ?? "");
    return variance === null || variance < 0 ? (row[at] ?? "") : String(Math.sqrt(variance));
  };
  const changed = replaceColumn(derived, at, { plain: "sei", role: null, quantities: ["se"], arm: null }, root);
  const note = t`"${names[at]}" was read as variances; their square roots are the standard errors.`;
  return { ...changed, notes: [...changed.notes, note] };
}

const isVariance = (label: string): boolean => readHead(label).quantities[0] === "variance";

/** @param names  the heads as written, for the notes */
export function deriveColumns(
  rows: string[][],
  heads: Meaning[],
  names: readonly string[],
  catalog: Pick<Catalog, "formats">,
): Derived {
  const totals = mixedTotals({ rows, heads, notes: [] }, names);
  return errorFromVariance(totals, names, catalog);
}
