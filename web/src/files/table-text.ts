import Papa from "papaparse";
import { t } from "../language/text";
import { limits } from "../state/limits";
import { isNumber, isNumberCell, isOneCell } from "./cells";
import { boxedRows, cleanListRows, htmlRows, markdownRows, rPrintRows, stackedRows } from "./clip-shapes";
import { forestLines } from "./forest-lines";
import { unguard } from "./guard";
import { dputRows } from "./r-dput";
import { withoutSummaries } from "./summaries";

/** Text from a clipboard or a file as a table of texts: the delimiter found, line ends of every kind, quotes undone. */
export interface TextTable {
  rows: string[][];
  notes: string[];
  /** The first row is a heading whatever is in it. */
  heading?: boolean;
  /** The catalogue's format that the shape of the text stands for. */
  format?: string | null;
}

function splitQuoted(text: string, delimiter: string): string[][] {
  const options = { delimiter, newline: "\n", skipEmptyLines: false } as const;
  const quoted = Papa.parse<string[]>(text, options);
  // A stray quote would swallow the lines after it: such a text has no quoting.
  const broken = quoted.errors.some(({ type }) => type === "Quotes");
  return broken ? text.split("\n").map((line) => line.split(delimiter)) : quoted.data;
}

/** "Ali 2010  12 40 6 41", as R prints it: the numbers at the end of each line are cells, a year belongs to the name. */
function splitAtBlanks(lines: readonly string[]): string[][] | null {
  const words = lines.map((line) => line.trim().split(/\s+/));
  const trailing = words.map((line) => line.length - 1 - line.findLastIndex((word) => !isNumber(word)));
  const numbers = Math.min(...trailing.filter((_, i) => (words[i]?.length ?? 0) > 0 && (trailing[i] as number) > 0));
  if (!Number.isFinite(numbers)) return null;
  const isYear = (word: string | undefined): boolean => /^(19|20)\d\d$/.test(word ?? "");
  const years = numbers > 1 && words.every((line, i) => trailing[i] === 0 || isYear(line[line.length - numbers]));
  const width = years ? numbers - 1 : numbers;
  // One number after a name is a part of it: "Study 1".
  if (width < 2 || words.some((line, i) => trailing[i] !== 0 && line.length <= width)) return null;
  return words.map((line, i) =>
    trailing[i] === 0 ? headerWords(line, width + 1) : [line.slice(0, -width).join(" "), ...line.slice(-width)],
  );
}

/** A line of words above such numbers: one word for each column when they are as many, else one text. */
function headerWords(words: string[], width: number): string[] {
  return words.length === width ? words : [words.join(" ")];
}

function widthBy(lines: readonly string[], delimiter: string): number {
  const widths = lines.map((line) => line.split(delimiter).length).sort((a, b) => a - b);
  return widths[Math.floor(widths.length / 2)] ?? 1;
}

/** Cells by a delimiter, or by blanks, or each line as one cell. */
function delimited(lines: readonly string[], isFile: boolean): string[][] {
  const text = lines.join("\n");
  if (widthBy(lines, ";") > 1) return splitQuoted(text, ";");
  // "Smith, 2004" is a name: two columns by comma are believed in a file only.
  if (widthBy(lines, ",") > (isFile ? 1 : 2)) return splitQuoted(text, ",");
  return isFile ? splitQuoted(text, ",") : (splitAtBlanks(lines) ?? lines.map((line) => [line]));
}

const plainTable = (rows: string[][], ...notes: string[]): TextTable => ({ rows, notes });

/** Tables that programs print for people, each known by its own marks; null for text with delimiters. */
function drawnTable(text: string, lines: readonly string[]): TextTable | null {
  const shapes: [string, () => string[][] | null][] = [
    [t`an HTML table`, () => htmlRows(text)],
    [t`R's dput()`, () => dputRows(text)],
    [t`a Markdown table`, () => markdownRows(lines)],
    [t`a table with borders`, () => boxedRows(lines)],
  ];
  for (const [name, read] of shapes) {
    const rows = read();
    if (rows !== null && rows.length > 0) return plainTable(rows, t`Read as ${name}.`);
  }
  return null;
}

/** Text without tabs: a forest plot, columns of blanks, one cell per line. */
function linesTable(lines: readonly string[]): TextTable | null {
  const forest = forestLines(lines);
  if (forest !== null) return forest;
  const printed = cleanListRows(lines) ?? rPrintRows(lines);
  if (printed !== null) return plainTable(printed, t`Read as a table of columns that are set below each other.`);
  const stacked = stackedRows(lines, isNumberCell);
  if (stacked === null) return null;
  const note = t`The cells came one per line: they were put into rows of ${stacked[0]?.length}. Check that names and numbers belong together.`;
  return plainTable(stacked, note);
}

function splitLines(text: string, isFile: boolean): TextTable {
  const lines = text.split("\n").filter((line) => line.trim() !== "");
  const drawn = drawnTable(text, lines);
  if (drawn !== null) return drawn;
  if (text.includes("\t")) return plainTable(splitQuoted(text, "\t"));
  if (isFile) return plainTable(delimited(lines, true));
  if (lines.every(isOneCell)) return plainTable(lines.map((line) => [line]));
  return linesTable(lines) ?? plainTable(delimited(lines, false));
}

/** Cells no longer than the limit; more is cut and said. */
function cutLong(rows: readonly string[][], notes: string[]): string[][] {
  return rows.map((row, i) =>
    row.map((cell, j) => {
      if (cell.length <= limits.text) return cell;
      notes.push(t`Row ${i + 1}, column ${j + 1}: the text was cut after ${limits.text} characters.`);
      return cell.slice(0, limits.text);
    }),
  );
}

function raggedNotes(rows: readonly string[][], width: number): string[] {
  const short = rows.flatMap((row, i) => (row.length < width ? [i + 1] : []));
  if (short.length === 0) return [];
  const which = short.length > 5 ? `${short.slice(0, 5).join(", ")} …` : short.join(", ");
  return [t`Row ${which}: fewer cells than the widest row (${width}). The missing ones were left empty.`];
}

/** Trailing columns that are empty everywhere are an artefact of the selection. */
function widthOf(rows: readonly string[][]): number {
  return Math.max(0, ...rows.map((row) => row.findLastIndex((cell) => cell.trim() !== "") + 1));
}

/** @param isFile  a file has commas or semicolons between its cells; a clipboard may hold anything */
export function readTable(text: string, isFile: boolean): TextTable {
  const plain = text.replace(/^\ufeff/, "").replace(/\r\n?/g, "\n");
  const tidy = (cell: string): string => {
    const trimmed = cell.replace(/\s+/g, " ").trim();
    return isFile ? unguard(trimmed) : trimmed;
  };
  const table = splitLines(plain, isFile);
  const notes = [...table.notes];
  const split = cutLong(table.rows.map((row) => row.map(tidy)), notes); // biome-ignore format: one thing
  const { rows, notes: summaries } = withoutSummaries(split.filter((row) => row.some((cell) => cell.trim() !== "")));
  notes.push(...summaries);
  const width = widthOf(rows);
  notes.push(
    ...raggedNotes(
      rows.map((row) => (row.length > width ? row.slice(0, width) : row)),
      width,
    ),
  );
  return { ...table, rows: rows.map((row) => Array.from({ length: width }, (_, i) => row[i] ?? "")), notes };
}
