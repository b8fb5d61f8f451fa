import type { Catalog, CatalogFormat } from "../core/types";
import { inEnglish } from "../text/core-texts";
import { findFormat, isEmptyRow } from "./blank";
import { cleanText, own, withValue } from "./clean";
import { limits } from "./limits";
import { cellTexts } from "./request";
import { inOutcome, inRow } from "./row-actions";
import type { Action, Outcome, Row } from "./state";

/** What one tap does about an entry that looks like a slip. */
export interface Fix {
  /** "Multiply by 10": what the button says, and what the study's notes say afterwards. */
  readonly label: string;
  /** The way of typing that the cells belong to; "" = the row's own. */
  readonly format: string;
  readonly cells: readonly { readonly column: string; readonly value: number | null }[];
  readonly leaveOut: boolean;
  /** The rows between which a control group is divided; empty when this is not about one. */
  readonly shared: readonly number[];
}

const textOf = (value: number | null): string => (value === null ? "" : String(value));

/** "Multiply by 10: Treatment mean 5.07 → 50.7, …": what was typed stays readable beside the study. */
function record(fix: Fix, before: ReadonlyMap<string, string>, format: CatalogFormat | undefined): string {
  const changes = fix.cells.map(({ column, value }) => {
    const label = format?.columns.find(({ id }) => id === column)?.label ?? column;
    const was = before.get(column) ?? "";
    return was === "" ? `${label} ${textOf(value)}` : `${label} ${was} → ${textOf(value)}`;
  });
  return changes.length === 0 ? fix.label : `${fix.label}: ${changes.join(", ")}`;
}

function fixed(row: Row, fix: Fix, catalog: Catalog): Row {
  const before = cellTexts(row, findFormat(catalog, row.format)?.columns ?? []);
  const format = fix.format === "" ? row.format : fix.format;
  // "2.4 (1.1-5.4)" in one cell is taken apart first: a change of one of its numbers must not lose the others.
  const apart = [...before].reduce((cells, [id, text]) => withValue(cells, id, text), row.cells);
  const cells = fix.cells.reduce((all, { column, value }) => withValue(all, column, textOf(value)), apart);
  const said = record(fix, before, findFormat(catalog, format));
  const notes = cleanText(row.notes.trim() === "" ? said : `${row.notes.trim()} · ${said}`, limits.text);
  return { ...row, format, cells, notes, include: row.include && !fix.leaveOut };
}

/** The way of typing in which the control group is shared, of one in which it is not or of itself. */
export function sharedFormat(catalog: Catalog, format: string): string | null {
  const id = format.endsWith("_shared") ? format : `${format}_shared`;
  return findFormat(catalog, id)?.id ?? null;
}

/** The columns that a row has in both ways, of the control group. */
function controlColumns(catalog: Catalog, format: string): string[] {
  const found = findFormat(catalog, format);
  return found ? inEnglish(found).columns.flatMap(({ id, group }) => (group === "Control" ? [id] : [])) : [];
}

/** Rows that a control group can be divided between, and those among them that have the same one as this row. */
export function sharers(catalog: Catalog, outcome: Outcome, rowId: number): { all: Row[]; same: Set<number> } {
  const one = outcome.rows.find(({ id }) => id === rowId);
  if (one === undefined) return { all: [], same: new Set() };
  const shared = sharedFormat(catalog, one.format);
  const all = outcome.rows.filter(
    (row) => shared !== null && !isEmptyRow(row) && sharedFormat(catalog, row.format) === shared,
  );
  const columns = controlColumns(catalog, one.format);
  const control = (row: Row): string => {
    const texts = cellTexts(row, findFormat(catalog, row.format)?.columns ?? []);
    return columns.map((id) => (texts.get(id) ?? "").trim()).join("\t");
  };
  const same = all.filter((row) => row.id === rowId || (control(row) === control(one) && control(one).trim() !== ""));
  return { all, same: new Set(same.map(({ id }) => id)) };
}

/**
 * A control group that several rows compare with counts once in all of them (Cochrane Handbook 23.3.4): each row is
 * typed with the number of rows that share it. Between one row it is whole again.
 */
export function divideControl(catalog: Catalog, rowIds: readonly number[]): Action {
  return inOutcome((outcome) => {
    const ids = new Set(rowIds);
    const rows = outcome.rows.map((row) => {
      const format = ids.has(row.id) ? sharedFormat(catalog, row.format) : null;
      if (format === null) return row;
      if (ids.size < 2) return { ...row, format: format.replace(/_shared$/, "") };
      return { ...row, format, cells: withValue(row.cells, "shared", String(ids.size)) };
    });
    return rows.every((row, i) => row === outcome.rows[i]) ? outcome : { ...outcome, rows };
  });
}

/** One undo step; the study's notes say what was changed and what had been typed. */
export function applyFix(catalog: Catalog, rowId: number, fix: Fix): Action {
  return fix.shared.length > 0 ? divideControl(catalog, fix.shared) : inRow(rowId, (row) => fixed(row, fix, catalog));
}

/** By how many rows this one says its control group is shared; 1 when it is not. */
export function sharedBy(row: Row): number {
  return row.format.endsWith("_shared") ? Number(own(row.cells, "shared")) || 1 : 1;
}
