import { limits } from "../state/limits";
import type { PastedBlock, PastedColumn } from "../state/pasted";
import { parseNumber } from "../text/parse-number";
import { expandColumns } from "./composites";
import { settleDecimals } from "./decimal-marks";
import { deriveColumns } from "./derive";
import { normalHead, readHead, readHeads } from "./headers";
import { isNumber, readTable } from "./table-text";

export type { PastedBlock, PastedColumn } from "../state/pasted";

const nothing = (note: string): PastedBlock => ({ rows: [], columns: [], mapped: false, notes: [note] });

/** Columns that hold numbers (or nothing) from the given row on. */
function numericFrom(rows: readonly string[][], from: number, column: number): boolean {
  const cells = rows.slice(from, from + 50).map((row) => row[column] ?? "");
  const filled = cells.filter((cell) => cell !== "");
  return (
    filled.length > 0 && filled.filter((cell) => /^[-+<>(\s\u2212\u2013]*[.,]?\d/.test(cell)).length > filled.length / 2
  );
}

/** Words that are neither a number nor a sign for a missing one. */
const isHeadCell = (cell: string): boolean => {
  const parsed = parseNumber(cell);
  return parsed !== null && "problem" in parsed && !/^[-+<>(\s\u2212\u2013]*[.,]?\d/.test(cell);
};

/**
 * The number of header lines. A line is a header when it has text above a column of numbers, or when it names at least
 * two columns we know and no number stands in it. Two such lines (RevMan: group above, quantity below) are both headers.
 */
function countHeaders(rows: readonly string[][]): number {
  const known = (row: readonly string[]): number => row.filter((cell) => cell !== "" && readHead(cell) !== null).length;
  const wordsOnly = (row: readonly string[]): boolean => !row.some((cell) => cell !== "" && isNumber(cell));
  const [first, second] = rows;
  if (first === undefined || !wordsOnly(first)) return 0;
  if (second !== undefined && rows.length > 2 && wordsOnly(second) && known(second) >= 2) return 2;
  const aboveNumbers = first.some((cell, i) => isHeadCell(cell) && numericFrom(rows, 1, i));
  return aboveNumbers || known(first) >= 2 ? 1 : 0;
}

/** One head for each column; the upper of two lines holds until its next text, as merged cells do. */
function headsOf(rows: readonly string[][], count: number): string[] {
  const lower = rows[count - 1] ?? [];
  if (count < 2) return lower.map((cell) => cell.trim());
  let group = "";
  return lower.map((cell, i) => {
    const upper = rows[0]?.[i]?.trim() ?? "";
    if (upper !== "") group = upper;
    const head = cell.trim();
    const whole = readHead(head);
    return head === "" ? group : whole !== null && "role" in whole ? head : `${group} ${head}`.trim();
  });
}

/** Author and year in two columns make the name they have everywhere else: "Aronson 1948". */
function joinYear(rows: string[][], columns: PastedColumn[]): { rows: string[][]; columns: PastedColumn[] } {
  const label = columns.findIndex(({ role }) => role === "label");
  const year = columns.findIndex(({ role }) => role === "year");
  const isAuthor = normalHead(columns[label]?.name ?? "").includes("author");
  if (label < 0 || year < 0 || !isAuthor) return { rows, columns };
  const joined = rows.map((row) => {
    const name = row[label] ?? "";
    const when = row[year] ?? "";
    return row.map((cell, i) => (i === label && !name.includes(when) ? `${name} ${when}`.trim() : cell));
  });
  const without = <T>(all: readonly T[]): T[] => all.filter((_, i) => i !== year);
  return joined.every((row) => /(19|20)\d\d/.test(row[label] ?? ""))
    ? { rows: joined.map(without), columns: without(columns) }
    : { rows: joined, columns };
}

/** A heading whose words mean nothing to us is left out, and that is said. */
function headingNote(heads: readonly string[]): string {
  const words = heads.filter((head) => head !== "").map((head) => `"${head.slice(0, 40)}"`);
  return `The first line was read as a heading: ${words.join(", ")}. The columns were placed by their order.`;
}

function blockOf(rows: string[][], notes: string[]): PastedBlock {
  const headerCount = countHeaders(rows);
  const heads = headerCount > 0 ? headsOf(rows, headerCount) : (rows[0] ?? []).map(() => "");
  const body = rows.slice(headerCount);
  if (body.length > limits.rows) return nothing(tooMany(body.length));
  const expanded = expandColumns(body, heads, headerCount > 0);
  const { roles, notes: headNotes } = headerCount > 0 ? readHeads(expanded.heads) : { roles: null, notes: [] };
  const mapped = headerCount > 0 ? (roles ?? []).some((role) => role !== "skip") : expanded.roles !== null;
  const named = roles ?? expanded.roles;
  const columns = expanded.names.map((name, i) => ({ name, role: mapped ? (named?.[i] ?? null) : null }));
  const isText = columns.map(({ role }, i) => isTextRole(role) ?? !numericFrom(expanded.rows, 0, i));
  const settled = settleDecimals(expanded.rows, isText);
  const derived = deriveColumns(settled.rows, columns);
  const joined = joinYear(derived.rows, derived.columns);
  const all = [
    ...notes,
    ...expanded.notes,
    ...(headerCount === 0 ? [] : mapped ? headNotes : [headingNote(heads)]),
    ...settled.notes,
    ...derived.notes,
  ];
  return { ...joined, mapped, notes: all };
}

function isTextRole(role: string | null): boolean | null {
  if (role === null) return null;
  return ["label", "year", "include", "format", "skip"].includes(role) || role.startsWith("group:");
}

const tooMany = (count: number): string =>
  `Nothing was pasted: ${count} studies are more than a table holds (${limits.rows}). Paste a part of them.`;

/** The clipboard's text, or a table from anywhere, as a block for pasteBlock(). Total: any text gives a block. */
export function readClipboard(text: string, isFile = false): PastedBlock {
  if (text.length > limits.file) return nothing("Nothing was pasted: the text is longer than 5 million characters.");
  // Names may hold line ends, but not many: the text is not even taken apart when it must be too long.
  const lines = text.split(/\r\n?|\n/, 4 * limits.rows + 1).length;
  if (lines > 4 * limits.rows) return nothing(tooMany(lines));
  const { rows, notes } = readTable(text, isFile);
  if (rows.length === 0) return nothing("There is nothing to paste.");
  if (rows.length > limits.rows + 2) return nothing(tooMany(rows.length));
  if ((rows[0]?.length ?? 0) > limits.columns)
    return nothing(`Nothing was pasted: ${rows[0]?.length} columns are more than a table holds (${limits.columns}).`);
  return blockOf(rows, notes);
}
