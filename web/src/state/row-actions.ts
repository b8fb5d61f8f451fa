import { blankRow, filledRows, freshId, isEmptyRow } from "./blank";
import { cleanCell, cleanText, own, withValue } from "./clean";
import { limits } from "./limits";
import { splitCell } from "./split";
import type { Action, Outcome, Review, Row } from "./state";

/** The review with its shown outcome changed; the same review when nothing changed. */
export function inOutcome(change: (outcome: Outcome) => Outcome): Action {
  return (review: Review) => {
    const before = review.outcomes[review.current];
    if (before === undefined) return review;
    const after = change(before);
    return after === before ? review : { ...review, outcomes: review.outcomes.with(review.current, after) };
  };
}

export function inRow(rowId: number, change: (row: Row) => Row): Action {
  return inOutcome((outcome) => {
    const index = outcome.rows.findIndex((row) => row.id === rowId);
    const before = outcome.rows[index];
    if (before === undefined) return outcome;
    const after = change(before);
    return after === before ? outcome : { ...outcome, rows: outcome.rows.with(index, after) };
  });
}

/** One key more or less than before: somebody is still typing. */
function isKeystroke(before: string, after: string): boolean {
  return before !== after && Math.abs(before.length - after.length) <= 1;
}

/**
 * The text of one cell. Call it with every key, and once more when the cell is left: a text such as "12/40" or
 * "2.4 (1.1-5.4)" is taken apart into its columns when it arrives whole or is confirmed unchanged, not while it is
 * being typed. buildRequest understands it in either state.
 */
export function setCell(rowId: number, column: string, text: string): Action {
  return inRow(rowId, (row) => {
    const typed = cleanCell(text, limits.text);
    const before = own(row.cells, column);
    const parts = isKeystroke(before, typed) ? null : splitCell(column, typed);
    if (parts === null && typed === before) return row;
    const changes = Object.entries(parts ?? { [column]: typed });
    const cells = changes.reduce((record, [id, value]) => withValue(record, id, value), row.cells);
    return { ...row, cells };
  });
}

export function setLabel(rowId: number, text: string): Action {
  const label = cleanText(text, limits.text);
  return inRow(rowId, (row) => (label === row.label ? row : { ...row, label }));
}

export function setYear(rowId: number, text: string): Action {
  const year = cleanText(text, limits.text);
  return inRow(rowId, (row) => (year === row.year ? row : { ...row, year }));
}

export function toggleInclude(rowId: number): Action {
  return inRow(rowId, (row) => ({ ...row, include: !row.include }));
}

/** How one study is typed. Cells of its other format stay in the row, so changing back brings them back. */
export function setRowFormat(rowId: number, format: string): Action {
  return inRow(rowId, (row) => (format === row.format ? row : { ...row, format }));
}

export function removeRow(rowId: number): Action {
  return inOutcome((outcome) => {
    const rows = outcome.rows.filter((row) => row.id !== rowId);
    return rows.length === outcome.rows.length ? outcome : { ...outcome, rows };
  });
}

/** One place up or down among the studies; the empty row stays last. */
export function moveRow(rowId: number, by: -1 | 1): Action {
  return inOutcome((outcome) => {
    const from = outcome.rows.findIndex((row) => row.id === rowId);
    const to = from + by;
    const last = filledRows(outcome.rows).length;
    const moved = outcome.rows[from];
    const other = outcome.rows[to];
    if (moved === undefined || other === undefined || from >= last || to >= last) return outcome;
    return { ...outcome, rows: outcome.rows.with(to, moved).with(from, other) };
  });
}

/**
 * The studies in another order: those of `ids` in that order, then all others as they were. The empty row stays last.
 */
export function orderRows(ids: readonly number[]): Action {
  return inOutcome((outcome) => {
    const filled = filledRows(outcome.rows);
    const byId = new Map(filled.map((row) => [row.id, row]));
    const first = ids.flatMap((id) => byId.get(id) ?? []);
    const named = new Set(first);
    const ordered = [...first, ...filled.filter((row) => !named.has(row))];
    if (ordered.length !== filled.length || ordered.every((row, i) => row === filled[i])) return outcome;
    return { ...outcome, rows: [...ordered, ...outcome.rows.slice(filled.length)] };
  });
}

/** The same study once more, below it: a second arm or time point is typed over it. */
export function duplicateRow(rowId: number): Action {
  return inOutcome((outcome) => {
    const index = outcome.rows.findIndex((row) => row.id === rowId);
    const row = outcome.rows[index];
    if (row === undefined || isEmptyRow(row) || outcome.rows.length > limits.rows) return outcome;
    return { ...outcome, rows: outcome.rows.toSpliced(index + 1, 0, { ...row, id: freshId() }) };
  });
}

/** An empty row above the given one. */
export function insertRow(rowId: number): Action {
  return inOutcome((outcome) => {
    const index = outcome.rows.findIndex((row) => row.id === rowId);
    if (index < 0) return outcome;
    return { ...outcome, rows: outcome.rows.toSpliced(index, 0, blankRow(outcome.format)) };
  });
}

/** Rows still to be typed take the outcome's format; what has been typed stays as it is. */
export function reformatEmptyRows(rows: readonly Row[], format: string): readonly Row[] {
  return rows.map((row) => (isEmptyRow(row) && row.format !== format ? { ...row, format } : row));
}
