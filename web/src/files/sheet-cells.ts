import { t } from "../language/text";
import { limits } from "../state/limits";
import { readXml } from "./xml";

/**
 * Cells of one worksheet of an XLSX file (ECMA-376 part 1, 18.3.1). Only cells that hold something are kept, so that a
 * sheet that claims a cell in row 1 048 576 costs no more than any other.
 */
export interface SheetStyles {
  /** Shared strings by index. */
  readonly strings: readonly string[];
  /** True for the indices of styles that show a number as a date. */
  readonly dates: readonly boolean[];
  readonly epoch1904: boolean;
}

export interface SheetCell {
  readonly text: string;
  readonly kind: "text" | "number" | "boolean";
}

export interface SheetRow {
  /** Number of the row in the sheet, from 1. */
  readonly number: number;
  /** By column, from 0. */
  readonly cells: ReadonlyMap<number, SheetCell>;
}

export interface SheetCells {
  rows: SheetRow[];
  notes: string[];
  /** More than a table holds: reading stopped. */
  tooLarge: boolean;
}

/** "AB12" -> [27, 12]; null when it is no address. */
export function cellAddress(text: string): readonly [number, number] | null {
  const parts = /^([A-Z]{1,3})([1-9]\d{0,6})$/.exec(text);
  if (parts === null) return null;
  const column = [...(parts[1] as string)].reduce((sum, letter) => 26 * sum + letter.charCodeAt(0) - 64, 0) - 1;
  return [column, Number(parts[2])];
}

/** 0 -> "A", 27 -> "AB". */
export function columnName(index: number): string {
  const letter = String.fromCharCode(65 + (index % 26));
  return index < 26 ? letter : columnName(Math.floor(index / 26) - 1) + letter;
}

const DAY = 86_400_000;

/** Days since 30 December 1899 (or 1 January 1904) as a date, which no column of numbers takes for a number. */
function dateText(serial: number, epoch1904: boolean): string | null {
  const days = Math.floor(serial) + (epoch1904 ? 1462 : 0);
  const date = new Date(Date.UTC(1899, 11, 30) + days * DAY);
  return days < 1 || days > 200_000 ? null : date.toISOString().slice(0, 10);
}

/**
 * A number in a form that can be read in one way only: "12.345" could be twelve thousand in a table with decimal commas,
 * "12.3450" could not. Spreadsheets store 17 digits and show 15: 0.30000000000000004 is 0.3.
 */
export function plainNumber(stored: string): string {
  const value = Number(stored);
  if (stored.trim() === "" || !Number.isFinite(value)) return stored;
  const digits = stored.replace(/e.*$/i, "").replace(/\D/g, "").replace(/^0+/, "").length;
  const shown = digits > 15 ? String(Number(value.toPrecision(15))) : stored.trim();
  return /^-?[1-9]\d{0,2}\.\d{3}$/.test(shown) ? `${shown}0` : shown;
}

/** Excel writes characters that XML cannot hold as _x000D_. */
export const unescapeText = (text: string): string =>
  text.replace(/_x([0-9a-f]{4})_/gi, (_, code: string) => String.fromCharCode(Number.parseInt(code, 16)));

interface Cell {
  column: number;
  type: string;
  style: number;
  formula: boolean;
  value: string;
  inline: string;
}

type Shown = { text: string; kind?: SheetCell["kind"]; note?: string };

/** What the cell shows, and what must be said about it. */
function cellText(cell: Cell, styles: SheetStyles): Shown {
  const { type, value } = cell;
  if (type === "inlineStr") return { text: unescapeText(cell.inline) };
  if (value === "") {
    if (!cell.formula) return { text: "" };
    return { text: "", note: t`a formula without a stored result. Save the file once in a spreadsheet program` };
  }
  if (type === "s") {
    const text = styles.strings[Number(value)];
    return text === undefined ? { text: "", note: t`a text that is missing from the file` } : { text };
  }
  if (type === "str") return { text: unescapeText(value) };
  if (type === "b") return { text: value === "1" ? "TRUE" : "FALSE", kind: "boolean" };
  if (type === "e") return { text: value, note: t`the error ${value.slice(0, 20)}` };
  const date =
    type === "d" ? value.slice(0, 10) : styles.dates[cell.style] ? dateText(Number(value), styles.epoch1904) : null;
  if (date === null) return { text: value.trim(), kind: "number" };
  return {
    text: date,
    note: t`the date ${date}. Spreadsheets make dates of entries such as 12/40: type it again as text`,
  };
}

/** Cells with and without content: a sheet may hold no end of empty ones, and each takes its time. */
const MOST_CELLS = 500_000;

export function readCells(xml: string, sheet: string, styles: SheetStyles): SheetCells {
  const found: SheetCells = { rows: [], notes: [], tooLarge: false };
  let rowNumber = 0;
  let cells = new Map<number, SheetCell>();
  let cell: Cell | null = null;
  let into: "value" | "inline" | null = null;
  let column = 0;
  let phonetic = false;
  let left = MOST_CELLS;
  const put = (done: Cell): void => {
    const { text, kind = "text", note } = cellText(done, styles);
    if (note !== undefined) found.notes.push(t`${sheet}, cell ${columnName(done.column)}${rowNumber} holds ${note}.`);
    if (text.trim() === "") return;
    if (done.column >= limits.ownColumns) found.tooLarge = true;
    else cells.set(done.column, { text, kind });
  };
  readXml(xml, {
    open(name, attributes) {
      if (name === "row") {
        const number = Number(attributes.get("r") ?? rowNumber + 1);
        rowNumber = Number.isInteger(number) ? number : rowNumber + 1;
        column = 0;
      } else if (name === "c") {
        const at = cellAddress(attributes.get("r") ?? "");
        column = at?.[0] ?? column;
        const style = Number(attributes.get("s") ?? 0);
        left -= 1;
        cell = { column, type: attributes.get("t") ?? "n", style, formula: false, value: "", inline: "" };
      } else if (name === "rPh") phonetic = true;
      else if (cell !== null && name === "f") cell.formula = true;
      else if (cell !== null && name === "v") into = "value";
      else if (cell !== null && name === "t" && !phonetic) into = "inline";
    },
    text(text) {
      if (cell !== null && into !== null) cell[into] += text;
    },
    close(name) {
      if (name === "v" || name === "t") into = null;
      else if (name === "rPh") phonetic = false;
      else if (name === "c" && cell !== null) {
        put(cell);
        column += 1;
        cell = null;
      } else if (name === "row" && cells.size > 0) {
        found.rows.push({ number: rowNumber, cells });
        cells = new Map();
        if (found.rows.length > limits.rows + 10) found.tooLarge = true;
      }
    },
    done() {
      if (left < 0) found.tooLarge = true;
      return found.tooLarge;
    },
  });
  return found;
}
