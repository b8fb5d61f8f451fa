import Papa from "papaparse";
import type { Catalog } from "../core/types";
import { t } from "../language/text";
import { blankReview } from "../state/blank";
import { reviewHomes } from "../state/homes";
import { limits } from "../state/limits";
import type { PastedBlock } from "../state/pasted";
import { toPlain } from "../state/plain";
import { restore } from "../state/restore";
import { templateOf, withRob } from "../state/rob";
import type { Outcome, Review } from "../state/state";
import { parseNumber } from "../text/parse-number";
import { isNameColumn, ownBlock, ownTable } from "./csv";
import { capNotes, type FoundFile, type FoundOutcome, Refusal } from "./found";
import { readClipboard } from "./paste";
import { plainNumber, type SheetCell, type SheetRow } from "./sheet-cells";
import { tableOutcome } from "./table-outcome";
import { readWorkbook, type Sheet } from "./workbook";
import { sheetNames, type WrittenCell, type WrittenSheet, workbookBytes } from "./xlsx-write";

/**
 * XLSX. Ours has one sheet for each outcome, as in our CSV, and last a sheet "Pooled" with what is not studies: names
 * and settings, one column for each outcome. Any other workbook is a choice of tables.
 */
const SETTINGS = "Pooled";
const MARK = "pooled";

// --- writing -----------------------------------------------------------------------------------------

/** A number is stored as typed if a spreadsheet reads it as typed, else as its value; what could be two numbers is text. */
function typedCell(text: string): WrittenCell {
  const parsed = parseNumber(text);
  if (parsed === null || !("value" in parsed) || parsed.hint !== undefined) return text;
  const digits = text.replace(/e.*$/i, "").replace(/\D/g, "").length;
  if (/^-?(0|[1-9]\d*)(\.\d+)?(e[-+]?\d+)?$/i.test(text)) return digits > 15 ? text : { number: text };
  return /^[-+]?[\d.,\u00a0\u202f' ]+$/.test(text) ? { number: String(parsed.value) } : text;
}

function studySheet(name: string, outcome: Outcome, catalog: Catalog): WrittenSheet {
  const [header = [], ...lines] = ownTable(outcome, catalog);
  const cells = lines.map((line) => line.map((text, i) => (isNameColumn(header[i] ?? "") ? text : typedCell(text))));
  return { name, rows: [header, ...cells] };
}

function settingCell(value: unknown): WrittenCell {
  if (typeof value === "number") return { number: String(value) };
  if (typeof value === "object" && value !== null) return JSON.stringify(value);
  return typeof value === "boolean" ? value : typeof value === "string" ? value : "";
}

/** name, treatment, options.measure …: one row for each, one column for each outcome. */
function settingsSheet(review: Review, names: readonly string[]): WrittenSheet {
  const { outcomes, pooled, ...texts } = toPlain(review) as { outcomes: Record<string, unknown>[]; pooled: number };
  const flat = outcomes.map(({ rows: _, options, ...rest }) => ({
    ...rest,
    ...Object.fromEntries(Object.entries(options as object).map(([key, value]) => [`options.${key}`, value])),
  }));
  const keys = [...new Set(flat.flatMap((one) => Object.keys(one)))];
  const rows = [
    [MARK, { number: String(pooled) }],
    ...Object.entries(texts).map(([key, value]) => [key, settingCell(value)]),
    ["sheet", ...names],
    ...keys.map((key) => [key, ...flat.map((one) => settingCell((one as Record<string, unknown>)[key]))]),
  ];
  return { name: SETTINGS, rows };
}

export function writeXlsx(review: Review, catalog: Catalog): Blob {
  const wanted = review.outcomes.map(({ name }, i) => name.trim() || (i === 0 ? "Studies" : `Outcome ${i + 1}`));
  const names = sheetNames([SETTINGS, ...wanted]).slice(1);
  const sheets = review.outcomes.map((outcome, i) => studySheet(names[i] as string, outcome, catalog));
  return new Blob([workbookBytes([...sheets, settingsSheet(review, names)])], {
    type: "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
  });
}

// --- reading -----------------------------------------------------------------------------------------

const widthOf = (rows: readonly SheetRow[]): number =>
  Math.max(0, ...rows.map(({ cells }) => Math.max(...cells.keys()) + 1));

function texts(rows: readonly SheetRow[], text: (cell: SheetCell) => string): string[][] {
  const width = widthOf(rows);
  return rows.map(({ cells }) =>
    Array.from({ length: width }, (_, i) => {
      const cell = cells.get(i);
      return cell === undefined ? "" : text(cell);
    }),
  );
}

/** Lines above a table with one cell only are its caption. */
function withoutCaption(rows: readonly SheetRow[], where: string): { rows: readonly SheetRow[]; notes: string[] } {
  const first = rows.findIndex(({ cells }) => cells.size > 1);
  const captions = rows.slice(0, Math.max(0, first));
  const notes = captions.map(({ number, cells }) => {
    const [cell] = cells.values();
    return t`${where}, row ${number} was left out: "${cell?.text.slice(0, 60)}".`;
  });
  return { rows: rows.slice(captions.length), notes };
}

const nothing = (note: string): PastedBlock => ({ rows: [], columns: [], mapped: false, notes: [note] });

function sheetOutcome(sheet: Sheet, catalog: Catalog): FoundOutcome {
  const where = t`Sheet "${sheet.name}"`;
  // "Sheet1", "Tabelle 2": the program's name for a sheet says nothing about the outcome.
  const isNamed = !/^\p{L}+ ?\d+$/u.test(sheet.name);
  const source = { heading: isNamed ? "" : where, name: isNamed ? sheet.name : "" };
  if (sheet.tooLarge) {
    const note = t`${where} is larger than a table of studies (${limits.rows} rows, ${limits.ownColumns} columns) and was not read.`;
    return tableOutcome({ ...source, block: nothing(note), chosen: false }, catalog);
  }
  if (sheet.rows.length === 0)
    return tableOutcome({ ...source, block: nothing(t`${where} is empty.`), chosen: false }, catalog);
  const own = ownBlock(texts(sheet.rows, ({ text }) => text));
  if (own !== null) return tableOutcome({ ...source, block: own, notes: sheet.notes, chosen: !sheet.hidden }, catalog);
  const { rows, notes } = withoutCaption(sheet.rows, where);
  const plain = texts(rows, ({ text, kind }) => (kind === "number" ? plainNumber(text) : text));
  const block = readClipboard(Papa.unparse(plain, { delimiter: "\t", newline: "\n" }), true);
  const chosen = !sheet.hidden && block.mapped;
  return tableOutcome({ ...source, block, notes: [...sheet.notes, ...notes], chosen }, catalog);
}

function settingValue(cell: SheetCell | undefined): unknown {
  if (cell === undefined) return undefined;
  return cell.kind === "number" ? Number(cell.text) : cell.kind === "boolean" ? cell.text === "TRUE" : cell.text;
}

/** The settings of a new review, by the text in front of their line. */
function blankSettings(catalog: Catalog): Map<string, unknown> {
  const { outcomes, ...review } = toPlain(blankReview(catalog));
  return new Map(Object.entries({ ...review, ...(outcomes as object[])[0] }));
}

/** What is no single value stands there as JSON; what is none stays text, which restore() names. */
function listOf(value: unknown): unknown {
  try {
    return JSON.parse(String(value));
  } catch {
    return value;
  }
}

interface OwnSettings {
  /** Of the whole review, in the form that restore() takes. */
  review: Record<string, unknown>;
  /** By the name of the outcome's sheet, in the form that restore() takes. */
  outcomes: Map<string, Record<string, unknown>>;
}

/** The settings in one column of the sheet. */
function columnSettings(sheet: Sheet, column: number, catalog: Catalog): [string, unknown][] {
  const blank = blankSettings(catalog);
  return sheet.rows.flatMap(({ cells }): [string, unknown][] => {
    const key = cells.get(0)?.text ?? "";
    const value = settingValue(cells.get(column));
    if (value === undefined || key === "sheet" || key === MARK) return [];
    return [[key, typeof blank.get(key) === "object" ? listOf(value) : value]];
  });
}

const OPTION = "options.";

function ownSettings(sheet: Sheet, catalog: Catalog): OwnSettings | null {
  const line = (key: string): SheetRow | undefined => sheet.rows.find(({ cells }) => cells.get(0)?.text === key);
  if (sheet.name !== SETTINGS || line(MARK) === undefined) return null;
  const ofReview = ([key]: [string, unknown]): boolean => Object.hasOwn(reviewHomes, key);
  const outcomes = new Map<string, Record<string, unknown>>();
  for (const [column, { text }] of line("sheet")?.cells ?? []) {
    if (column === 0) continue;
    const given = columnSettings(sheet, column, catalog).filter((pair) => !ofReview(pair));
    const own = given.filter(([key]) => !key.startsWith(OPTION));
    const options = given.filter(([key]) => key.startsWith(OPTION)).map(([key, v]) => [key.slice(OPTION.length), v]);
    outcomes.set(text, { ...Object.fromEntries(own), options: Object.fromEntries(options) });
  }
  return { review: Object.fromEntries(columnSettings(sheet, 1, catalog).filter(ofReview)), outcomes };
}

/** The studies of a sheet with the settings that were saved beside them. */
function withSettings(found: FoundOutcome, raw: Record<string, unknown> | undefined, catalog: Catalog): FoundOutcome {
  if (raw === undefined) return found;
  const { review, notes } = restore({ pooled: 1, outcomes: [{ ...raw, rows: [] }] }, catalog);
  const settled = review.outcomes[0] as Outcome;
  const template = templateOf(settled);
  const rows = found.outcome.rows.map((row) => withRob(row, row.rob, row.rob_support, template));
  const outcome = { ...settled, rows };
  const mine = notes.map((note) => note.replace(/^Outcome 1/, `"${found.outcome.name || found.heading}"`));
  const { again } = found;
  const reread = again && ((block: PastedBlock) => withSettings(again(block), raw, catalog));
  return {
    ...found,
    outcome,
    ...(reread ? { again: reread } : {}),
    notes: capNotes([...found.notes.filter((note) => !/^Read as: /.test(note)), ...mine]),
  };
}

export function readXlsx(bytes: Uint8Array, catalog: Catalog): FoundFile {
  const sheets = readWorkbook(bytes);
  const settings = sheets.map((sheet) => ownSettings(sheet, catalog)).find((one) => one !== null) ?? null;
  const tables = sheets.filter((sheet) => settings === null || sheet.name !== SETTINGS).slice(0, limits.outcomes);
  const read = tables.map((sheet) =>
    withSettings(sheetOutcome(sheet, catalog), settings?.outcomes.get(sheet.name), catalog),
  );
  const filled = read.filter(({ outcome }) => outcome.rows.length > 0);
  if (filled.length === 0) throw new Refusal(read.flatMap(({ notes }) => notes)[0] ?? t`This workbook holds no table.`);
  const first = filled.some(({ chosen }) => chosen) ? null : filled[0];
  const outcomes = tables.map(() => ({ rows: [] }));
  const { review, notes } = restore({ pooled: 1, ...settings?.review, outcomes }, catalog);
  const { title, question, flow, flow_reasons, flow_other_reasons } = review;
  return {
    kind: settings === null ? t`Excel workbook` : t`Excel workbook saved by Pooled`,
    title,
    question,
    flow: { flow, flow_reasons, flow_other_reasons },
    outcomes: filled.map((found) => (found === first ? { ...found, chosen: true } : found)),
    notes: [...notes, ...read.filter((found) => !filled.includes(found)).flatMap(({ notes }) => notes)],
  };
}
