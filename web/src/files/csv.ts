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
 * group:<name> and mod:<name>. Reading such a file gives back every text bit for bit.
 */
const FIXED = ["study", "year", "include", "format"] as const;

function cell(text: string): string {
  const parsed = parseNumber(text);
  return parsed !== null && "value" in parsed ? text : guard(text);
}

function namesIn(rows: readonly Row[], of: "groups" | "mods"): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row[of])))].sort();
}

export function csvText(outcome: Outcome, catalog: Catalog): string {
  const rows = filledRows(outcome.rows);
  const used = rows.length > 0 ? rows.filter((row) => !isEmptyRow(row)) : outcome.rows;
  const formats = catalog.formats.filter(({ id }) => used.some((row) => row.format === id));
  const ids = [...new Set(formats.flatMap((format) => format.columns.map(({ id }) => id)))];
  const groups = namesIn(rows, "groups");
  const mods = namesIn(rows, "mods");
  const header = [...FIXED, ...ids, ...groups.map((name) => `group:${name}`), ...mods.map((name) => `mod:${name}`)];
  const lines = rows.map((row) => {
    const texts = cellTexts(row, formats.find(({ id }) => id === row.format)?.columns ?? []);
    return [
      guard(row.label),
      cell(row.year),
      row.include ? "yes" : "no",
      row.format,
      ...ids.map((id) => cell(texts.get(id) ?? "")),
      ...groups.map((name) => guard(own(row.groups, name))),
      ...mods.map((name) => cell(own(row.mods, name))),
    ];
  });
  return Papa.unparse([header.map(guard), ...lines], { newline: "\r\n" });
}

/** With a byte order mark, without which Excel takes UTF-8 for something else. */
export function writeCsv(outcome: Outcome, catalog: Catalog): Blob {
  return new Blob(["\ufeff", csvText(outcome, catalog), "\r\n"], { type: "text/csv;charset=utf-8" });
}

function isOwn(header: readonly string[]): boolean {
  return FIXED.every((name, i) => header[i] === name);
}

/** A CSV file as a block for pasteBlock(): our own is taken as it is, another is read as a paste would be. */
export function readCsv(text: string): PastedBlock {
  if (text.length > limits.file) return readClipboard(text, true);
  const plain = text.replace(/^\ufeff/, "");
  const firstLine = plain.slice(0, 200).split(/[\r\n]/)[0] ?? "";
  if (!isOwn(firstLine.split(","))) return readClipboard(text, true);
  const [header = [], ...rows] = Papa.parse<string[]>(plain, {
    delimiter: ",",
    newline: "\r\n",
    skipEmptyLines: true,
  }).data;
  if (rows.length > limits.rows || header.length > limits.columns) return readClipboard(text, true);
  const columns = header.map(unguard).map((name) => ({ name, role: name === "study" ? "label" : name }));
  return { rows: rows.map((row) => columns.map((_, i) => unguard(row[i] ?? ""))), columns, mapped: true, notes: [] };
}
