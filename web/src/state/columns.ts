import { own, withValue } from "./clean";
import type { FreeColumn, Outcome, Row } from "./state";

/** The columns beside the numbers: year, groups (text), moderators (numbers), notes. */

/** Names a column wherever cells are named: "year", "notes", "group:allocation", "mod:dose". */
export function keyOf({ kind, name }: FreeColumn): string {
  return kind === "group" || kind === "mod" ? `${kind}:${name}` : kind;
}

/** The column of a key; null for the study's name and for the numbers. */
export function columnOf(key: string): FreeColumn | null {
  if (key === "year" || key === "notes") return { kind: key, name: "" };
  const [, kind, name] = /^(group|mod):(.+)$/s.exec(key) ?? [];
  return name === undefined ? null : { kind: kind as "group" | "mod", name };
}

export function freeText(row: Row, { kind, name }: FreeColumn): string {
  if (kind === "year" || kind === "notes") return row[kind];
  return own(kind === "group" ? row.groups : row.mods, name);
}

export function withFreeText(row: Row, { kind, name }: FreeColumn, text: string): Row {
  if (kind === "year") return { ...row, year: text };
  if (kind === "notes") return { ...row, notes: text };
  return kind === "group"
    ? { ...row, groups: withValue(row.groups, name, text) }
    : { ...row, mods: withValue(row.mods, name, text) };
}

/** The keys of the columns in which something is typed. */
function typedKeys(rows: readonly Row[]): string[] {
  const groups = new Set<string>();
  const mods = new Set<string>();
  for (const row of rows) {
    for (const name in row.groups) if (Object.hasOwn(row.groups, name)) groups.add(name);
    for (const name in row.mods) if (Object.hasOwn(row.mods, name)) mods.add(name);
  }
  return [
    ...(rows.some(({ year }) => year !== "") ? ["year"] : []),
    ...[...groups].sort().map((name) => `group:${name}`),
    ...[...mods].sort().map((name) => `mod:${name}`),
    ...(rows.some(({ notes }) => notes !== "") ? ["notes"] : []),
  ];
}

/** The columns of the table beside the numbers: those added, then others in which something is typed. */
export function freeColumns(outcome: Outcome): readonly FreeColumn[] {
  const keys = new Set([...outcome.columns.map(keyOf), ...typedKeys(outcome.rows)]);
  return [...keys].flatMap((key) => columnOf(key) ?? []);
}

/** The names of the columns of one kind, for the settings that ask for one. */
export function columnNames(outcome: Outcome, kind: "group" | "mod"): string[] {
  return freeColumns(outcome).flatMap((column) => (column.kind === kind ? [column.name] : []));
}
