import type { Options } from "../core/types";
import { cleanCell, cleanText } from "./clean";
import { columnOf, freeColumns, freeText, keyOf, withFreeText } from "./columns";
import { renamed, without } from "./formula";
import { limits } from "./limits";
import { inOutcome } from "./row-actions";
import type { Action, FreeColumn, Outcome } from "./state";

/** Names are for people and for formulas: one line, no blanks at the ends, no backtick (it quotes them there). */
export function columnName(text: string): string {
  return cleanText(text, limits.linkCell).replaceAll("`", "'").trim();
}

/** Whether the table can have this column beside those it has: group and moderator names are one set. */
export function columnFits(outcome: Outcome, { kind, name }: FreeColumn): boolean {
  const there = freeColumns(outcome);
  if (there.length >= limits.columns / 2) return false;
  if (kind === "year" || kind === "notes") return !there.some((column) => column.kind === kind);
  return name !== "" && name !== "year" && !there.some((column) => column.name === name);
}

export function addColumn(column: FreeColumn): Action {
  const named = { ...column, name: columnName(column.name) };
  return inOutcome((outcome) =>
    columnFits(outcome, named) ? { ...outcome, columns: [...outcome.columns, named] } : outcome,
  );
}

/** Settings that speak of a column speak of it by its new name; "" = the column is gone. */
function optionsWith(options: Options, { kind, name }: FreeColumn, to: string): Options {
  const moderators = to === "" ? without(options.moderators, name) : renamed(options.moderators, name, to);
  if (kind === "group")
    return { ...options, moderators, subgroup: options.subgroup === name ? to || null : options.subgroup };
  return { ...options, moderators, cumulative_by: options.cumulative_by === name ? to : options.cumulative_by };
}

/** Every row's text moves from one column to another, or away. */
function moved(outcome: Outcome, from: FreeColumn, to: FreeColumn | null): Outcome {
  const columns = freeColumns(outcome).flatMap((column) => (keyOf(column) === keyOf(from) ? (to ?? []) : column));
  const rows = outcome.rows.map((row) => {
    const text = freeText(row, from);
    if (text === "") return row;
    const cleared = withFreeText(row, from, "");
    return to === null ? cleared : withFreeText(cleared, to, text);
  });
  const { kind } = from;
  const named = kind === "group" || kind === "mod";
  return {
    ...outcome,
    columns,
    rows,
    options: named ? optionsWith(outcome.options, from, to?.name ?? "") : outcome.options,
  };
}

export function renameColumn(key: string, text: string): Action {
  const from = columnOf(key);
  return inOutcome((outcome) => {
    if (from === null) return outcome;
    const to = { ...from, name: columnName(text) };
    return columnFits(outcome, to) ? moved(outcome, from, to) : outcome;
  });
}

export function removeColumn(key: string): Action {
  const from = columnOf(key);
  return inOutcome((outcome) => (from === null ? outcome : moved(outcome, from, null)));
}

/** The text of a cell beside the numbers. A column someone types in stays when its last text is deleted. */
export function setFree(rowId: number, key: string, text: string): Action {
  const column = columnOf(key);
  return inOutcome((outcome) => {
    const index = outcome.rows.findIndex((row) => row.id === rowId);
    const row = outcome.rows[index];
    if (column === null || row === undefined) return outcome;
    const typed = column.kind === "mod" ? cleanCell(text, limits.text) : cleanText(text, limits.text);
    if (typed === freeText(row, column)) return outcome;
    const known = outcome.columns.some((each) => keyOf(each) === key);
    const columns = known ? outcome.columns : freeColumns(outcome);
    return { ...outcome, columns, rows: outcome.rows.with(index, withFreeText(row, column, typed)) };
  });
}
