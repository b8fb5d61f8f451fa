import type { Catalog } from "../core/types";
import { t } from "../language/text";
import type { Meaning } from "../state/pasted";
import { parseNumber } from "../text/parse-number";
import { type Assigned, assignTo, candidates } from "./assign";
import { OUTPUTS } from "./header-words";
import { isKnown } from "./headers";

export type Formats = Pick<Catalog, "formats">;

/** Roles for all columns of a block under one format, and what must be said about those that are not its own. */
export interface Reading {
  assigned: Assigned;
  roles: (string | null)[];
  /** Columns kept as groups or moderators, under the names they have. */
  free: number[];
  /** Columns that say what others say, or have no name. */
  left: number[];
}

export interface Table {
  rows: readonly (readonly string[])[];
  heads: readonly Meaning[];
  names: readonly string[];
  /** Columns that were a part of a cell such as "6.2 (1.4)": without a place they are no column of their own. */
  parts?: readonly boolean[];
}

const STARTS_AS_NUMBER = /^[-+<>≤≥(\s\u2212\u2013]*[.,·]?\d/;

/** Most of the cells that are filled in begin as numbers do. */
export function isNumeric(rows: Table["rows"], column: number): boolean {
  const filled = rows.slice(0, 50).map((row) => row[column] ?? "").filter((cell) => cell !== ""); // biome-ignore format: one thing
  return filled.length > 0 && filled.filter((cell) => STARTS_AS_NUMBER.test(cell)).length > filled.length / 2;
}

function isPlainNumber(text: string): boolean {
  const parsed = parseNumber(text);
  return parsed !== null && "value" in parsed;
}

/** A free column's role: numbers are a moderator, words are groups. */
export function freeRole(table: Table, column: number): string {
  const numbers = table.rows.slice(0, 50).filter((row) => isPlainNumber(row[column] ?? "")).length;
  return `${isNumeric(table.rows, column) && numbers > 0 ? "mod" : "group"}:${table.names[column]}`;
}

/** Numbers printed from those that were read: the weight always, an effect beside the counts it was computed from. */
function isOutput(head: Meaning, assigned: Assigned): boolean {
  const quantity = head.quantities[0];
  if (quantity === undefined) return false;
  return quantity === "weight" || quantity === "counter" || (assigned.matched > 0 && OUTPUTS.has(quantity));
}

function place(table: Table, assigned: Assigned): Reading {
  const reading: Reading = { assigned, roles: [...assigned.roles], free: [], left: [] };
  const used = new Set(assigned.roles.filter((role) => role !== null));
  table.heads.forEach((head, i) => {
    if (assigned.roles[i] !== null) return;
    const name = table.names[i] ?? "";
    const role = freeRole(table, i);
    if (head.role !== null && table.heads.some((each) => each.role === "format")) {
      reading.roles[i] = head.role;
      return;
    }
    const isFree =
      name !== "" && head.role === null && !table.parts?.[i] && !isOutput(head, assigned) && !used.has(role);
    reading.roles[i] = isFree ? role : "skip";
    if (isFree) used.add(role);
    (isFree ? reading.free : reading.left).push(i);
  });
  return reading;
}

/** The column that can only be names: the first one of words of which no two are the same. */
function namesColumn({ rows, heads }: Table): number {
  if (!heads.some(isKnown)) return -1;
  return heads.findIndex((head, i) => {
    if (head.role !== null || head.quantities.length > 0 || isNumeric(rows, i)) return false;
    const cells = rows.map((row) => row[i] ?? "");
    return !cells.includes("") && new Set(cells).size === cells.length;
  });
}

/** Numbers from 1 up count the rows. */
const isCounter = (rows: Table["rows"], column: number): boolean =>
  rows.every((row, i) => row[column] === String(i + 1));

/** A study has one name: of several columns that may be it, words win over numbers ("trial 1, author Aronson"). */
function oneLabel(table: Table): Meaning[] {
  const at = table.heads.flatMap((head, i) => (head.role === "label" ? [i] : []));
  const best = at.find((i) => !isNumeric(table.rows, i)) ?? at[0] ?? namesColumn(table);
  const seen = new Set<string>();
  return table.heads.map((head, i) => {
    if (i === best) return { ...head, role: "label" };
    const again = head.role !== null && (head.role === "label" || seen.has(head.role));
    if (head.role !== null) seen.add(head.role);
    if (!again) return head;
    return { ...head, role: null, quantities: isCounter(table.rows, i) ? ["counter"] : [] };
  });
}

/** "r" is a correlation or a count of responders: whole numbers are counts. */
function sharpened(table: Table, heads: Meaning[]): Meaning[] {
  return heads.map((head, i) => {
    if (head.quantities.length < 2 || head.quantities[0] !== "correlation") return head;
    const counts = table.rows.every((row) => /^\d*$/.test(row[i] ?? ""));
    return { ...head, quantities: [counts ? "events" : "correlation"] };
  });
}

/** A table that says the format of each row (our own CSV) has columns of several: each keeps its id. */
function ownIds(heads: Meaning[], catalog: Formats): Meaning[] {
  if (!heads.some(({ role }) => role === "format")) return heads;
  const ids = new Map(catalog.formats.flatMap(({ columns }) => columns.map(({ id }) => [id.replace(/_/g, ""), id])));
  return heads.map((head) => ({ ...head, role: head.role ?? ids.get(head.plain) ?? null }));
}

/** All ways to read a table, the best first; at least one, with the study's name and free columns only. */
export function readings(table: Table, catalog: Formats): Reading[] {
  const heads = ownIds(sharpened(table, oneLabel(table)), catalog);
  const found = candidates(heads, catalog);
  return (found.length > 0 ? found : [assignTo(heads, null)]).map((each) => place({ ...table, heads }, each));
}

/** The table read as one given format. */
export function readAs(table: Table, catalog: Formats, format: string): Reading {
  const heads = sharpened(table, oneLabel(table));
  return place({ ...table, heads }, assignTo(heads, catalog.formats.find(({ id }) => id === format) ?? null));
}

const quote = (table: Table, columns: readonly number[]): string =>
  columns.map((i) => (table.names[i] ? `"${table.names[i]}"` : t`column ${i + 1}`)).join(", ");

/** @param compared  columns of printed effects, kept beside the numbers to be compared with them */
export function readingNotes(table: Table, { assigned, roles, free, left }: Reading, compared: ReadonlySet<number>) {
  const notes: string[] = [];
  const say = (text: string, columns: readonly number[]): void => {
    if (columns.length > 0) notes.push(`${text}: ${quote(table, columns)}.`);
  };
  say(t`Columns that name no group were read in order, treatment first`, assigned.byOrder);
  say(t`Kept as moderators, by the names they have`, free.filter((i) => roles[i]?.startsWith("mod:"))); // biome-ignore format: one thing
  say(t`Kept as groups, by the names they have`, free.filter((i) => roles[i]?.startsWith("group:"))); // biome-ignore format: one thing
  say(
    t`Printed effects, not entered`,
    left.filter((i) => compared.has(i)),
  );
  const filled = left.filter((i) => !compared.has(i) && table.rows.some((row) => (row[i] ?? "") !== ""));
  const isNamed = (i: number): boolean => table.names[i] !== "";
  say(t`Left out, because other columns decide`, filled.filter(isNamed));
  say(
    t`Left out, because there is no head above it`,
    filled.filter((i) => !isNamed(i)),
  );
  return notes;
}
