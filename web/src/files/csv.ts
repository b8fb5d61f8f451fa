import Papa from "papaparse";
import type { Catalog } from "../core/types";
import { filledRows, isEmptyRow } from "../state/blank";
import { own } from "../state/clean";
import { limits } from "../state/limits";
import type { PastedBlock } from "../state/pasted";
import { cellTexts } from "../state/request";
import type { Outcome, Row } from "../state/state";
import { parseNumber } from "../text/parse-number";
import { guard, unguard } from "./guard";
import { readClipboard } from "./paste";

/**
 * The table as CSV: study, year, include, format, then cell columns by their ids (those of metafor), then
 * group:<name>, mod:<name>, rob (judgements of risk of bias, a letter each), rob:<place> (what one rests on) and notes.
 * Reading such a file gives back every text bit for bit.
 */
const FIXED = ["study", "year", "include", "format"] as const;

function cell(text: string): string {
  const parsed = parseNumber(text);
  return parsed !== null && "value" in parsed ? text : guard(text);
}

function namesIn(rows: readonly Row[], of: "groups" | "mods" | "rob_support"): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row[of])))].sort();
}

/** The studies as a table of texts, the line of heads first. */
export function ownTable(outcome: Outcome, catalog: Catalog): string[][] {
  const rows = filledRows(outcome.rows);
  const used = rows.length > 0 ? rows.filter((row) => !isEmptyRow(row)) : outcome.rows;
  const formats = catalog.formats.filter(({ id }) => used.some((row) => row.format === id));
  const ids = [...new Set(formats.flatMap((format) => format.columns.map(({ id }) => id)))];
  const groups = namesIn(rows, "groups");
  const mods = namesIn(rows, "mods");
  const notes = rows.some((row) => row.notes !== "") ? ["notes"] : [];
  const rob = rows.some((row) => row.rob !== "") ? ["rob"] : [];
  const support = namesIn(rows, "rob_support");
  const names = [...groups.map((name) => `group:${name}`), ...mods.map((name) => `mod:${name}`)];
  const header = [...FIXED, ...ids, ...names, ...rob, ...support.map((place) => `rob:${place}`), ...notes];
  const lines = rows.map((row) => {
    const texts = cellTexts(row, formats.find(({ id }) => id === row.format)?.columns ?? []);
    return [
      row.label,
      row.year,
      row.include ? "yes" : "no",
      row.format,
      ...ids.map((id) => texts.get(id) ?? ""),
      ...groups.map((name) => own(row.groups, name)),
      ...mods.map((name) => own(row.mods, name)),
      ...rob.map(() => row.rob),
      ...support.map((place) => own(row.rob_support, place)),
      ...notes.map(() => row.notes),
    ];
  });
  return [header, ...lines];
}

/** Columns of names and notes, in which a number is text too. */
export const isNameColumn = (head: string): boolean => /^(study|notes|rob)$/.test(head) || /^(group|rob):/.test(head);

export function csvText(outcome: Outcome, catalog: Catalog, delimiter = ","): string {
  const [header = [], ...lines] = ownTable(outcome, catalog);
  const guarded = lines.map((line) => line.map((text, i) => (isNameColumn(header[i] ?? "") ? guard : cell)(text)));
  return Papa.unparse([header.map(guard), ...guarded], { newline: "\r\n", delimiter });
}

/** With a byte order mark, without which Excel takes UTF-8 for something else. */
export function writeCsv(outcome: Outcome, catalog: Catalog): Blob {
  return new Blob(["\ufeff", csvText(outcome, catalog), "\r\n"], { type: "text/csv;charset=utf-8" });
}

/** A table with the heads that Pooled writes, taken as it is; null when the heads are others. */
export function ownBlock(rows: readonly (readonly string[])[]): PastedBlock | null {
  const [header = [], ...lines] = rows;
  if (!FIXED.every((name, i) => header[i] === name)) return null;
  if (lines.length > limits.rows || header.length > limits.ownColumns) return null;
  const columns = header.map((name) => ({ name, role: name === "study" ? "label" : name }));
  return { rows: lines.map((line) => columns.map((_, i) => line[i] ?? "")), columns, mapped: true, notes: [] };
}

/** A CSV file as a block for pasteBlock(): our own is taken as it is, another is read as a paste would be. */
export function readCsv(text: string): PastedBlock {
  const plain = text.replace(/^\ufeff/, "");
  if (text.length > limits.file || !plain.startsWith(FIXED.join(","))) return readClipboard(text, true);
  const { data } = Papa.parse<string[]>(plain, { delimiter: ",", newline: "\r\n", skipEmptyLines: true });
  return ownBlock(data.map((line) => line.map(unguard))) ?? readClipboard(text, true);
}
