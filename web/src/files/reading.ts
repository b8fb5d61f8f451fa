import type { Catalog } from "../core/types";
import type { Meaning } from "../state/pasted";
import { type Assigned, assignTo, candidates } from "./assign";
import { OUTPUTS } from "./header-words";

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
}

const STARTS_AS_NUMBER = /^[-+<>≤≥(\s\u2212\u2013]*[.,·]?\d/;

/** Most of the cells that are filled in begin as numbers do. */
export function isNumeric(rows: Table["rows"], column: number): boolean {
  const filled = rows.slice(0, 50).map((row) => row[column] ?? "").filter((cell) => cell !== ""); // biome-ignore format: one thing
  return filled.length > 0 && filled.filter((cell) => STARTS_AS_NUMBER.test(cell)).length > filled.length / 2;
}

/** A free column's role: numbers are a moderator, words are groups. */
export function freeRole(table: Table, column: number): string {
  return `${isNumeric(table.rows, column) ? "mod" : "group"}:${table.names[column]}`;
}

/** Numbers printed from those that were read: the weight always, an effect beside the counts it was computed from. */
function isOutput(head: Meaning, assigned: Assigned): boolean {
  const quantity = head.quantities[0];
  if (quantity === undefined) return false;
  return quantity === "weight" || (assigned.matched > 0 && OUTPUTS.has(quantity));
}

function place(table: Table, assigned: Assigned): Reading {
  const reading: Reading = { assigned, roles: [...assigned.roles], free: [], left: [] };
  const used = new Set(assigned.roles.filter((role) => role !== null));
  table.heads.forEach((head, i) => {
    if (assigned.roles[i] !== null) return;
    const name = table.names[i] ?? "";
    const role = freeRole(table, i);
    const isFree = name !== "" && head.role === null && !isOutput(head, assigned) && !used.has(role);
    reading.roles[i] = isFree ? role : "skip";
    if (isFree) used.add(role);
    (isFree ? reading.free : reading.left).push(i);
  });
  return reading;
}

/** A study has one name: of several columns that may be it, words win over numbers ("trial 1, author Aronson"). */
function oneLabel(table: Table): Meaning[] {
  const at = table.heads.flatMap((head, i) => (head.role === "label" ? [i] : []));
  const best = at.find((i) => !isNumeric(table.rows, i)) ?? at[0];
  const seen = new Set<string>();
  return table.heads.map((head, i) => {
    const again = head.role !== null && head.role !== "label" && seen.has(head.role);
    if (head.role !== null) seen.add(head.role);
    return again || (head.role === "label" && i !== best) ? { ...head, role: null } : head;
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

/** All ways to read a table, the best first; at least one, with the study's name and free columns only. */
export function readings(table: Table, catalog: Formats): Reading[] {
  const heads = sharpened(table, oneLabel(table));
  const found = candidates(heads, catalog);
  return (found.length > 0 ? found : [assignTo(heads, null)]).map((each) => place({ ...table, heads }, each));
}

/** The table read as one given format. */
export function readAs(table: Table, catalog: Formats, format: string): Reading {
  const heads = sharpened(table, oneLabel(table));
  return place({ ...table, heads }, assignTo(heads, catalog.formats.find(({ id }) => id === format) ?? null));
}

const quote = (table: Table, columns: readonly number[]): string =>
  columns.map((i) => (table.names[i] ? `"${table.names[i]}"` : `column ${i + 1}`)).join(", ");

export function readingNotes(table: Table, { assigned, roles, free, left }: Reading): string[] {
  const notes: string[] = [];
  const say = (text: string, columns: readonly number[]): void => {
    if (columns.length > 0) notes.push(`${text}: ${quote(table, columns)}.`);
  };
  say("Columns that name no group were read in order, treatment first", assigned.byOrder);
  say("Kept as moderators, by the names they have", free.filter((i) => roles[i]?.startsWith("mod:"))); // biome-ignore format: one thing
  say("Kept as groups, by the names they have", free.filter((i) => roles[i]?.startsWith("group:"))); // biome-ignore format: one thing
  const filled = left.filter((i) => table.rows.some((row) => (row[i] ?? "") !== ""));
  say("Left out, because other columns decide or the head says too little", filled);
  return notes;
}
