import type { Catalog, CatalogColumn, CatalogFormat, Options, Request, Study } from "../core/types";
import { t } from "../language/text";
import { parseNumber } from "../text/parse-number";
import { findFormat, studyName } from "./blank";
import { own } from "./clean";
import { type AskedRisk, readControlRisks } from "./control-risks";
import { limits } from "./limits";
import { publishedFigures } from "./published";
import { splitCell } from "./split";
import type { Outcome, Row } from "./state";

/** Something typed that Pooled cannot read, or read in one of two ways. `text` names the study and the column. */
export interface Problem {
  /** NO_ROW when it is about a field of the outcome. */
  rowId: number;
  /** Column id, "label", "year", "control_risk", "mod:<name>". */
  column: string;
  text: string;
}

export interface BuiltRequest {
  request: Request;
  /** request.dataset.studies[i] is the row with the id rowIds[i]. */
  rowIds: number[];
  /** Risks without treatment that the effect is to be applied to. */
  risks: readonly AskedRisk[];
  /** Texts that are not numbers: their cells are sent empty. */
  problems: Problem[];
  /** Texts that were read, but could have meant something else. */
  hints: Problem[];
}

export const NO_ROW = -1;
/** A label this long is almost surely a paste gone wrong; it is kept, but figures and links show its beginning. */
const LONG_LABEL = limits.linkCell;

interface Finding {
  column: string;
  /** "" for a message about the label itself. */
  columnLabel: string;
  text: string;
}

/** A row as numbers, kept for as long as the row lives: only a row that changed is read again. */
interface ReadRow {
  /** Null when there is nothing to analyse: no cell of the row's format is filled in. */
  study: Omit<Study, "label"> | null;
  problems: Finding[];
  hints: Finding[];
}

const readRows = new WeakMap<Row, { format: CatalogFormat | undefined; read: ReadRow }>();

/** The row's cells as text, with "12/40" and the like taken apart. */
export function cellTexts(row: Row, columns: readonly CatalogColumn[]): Map<string, string> {
  const texts = new Map(columns.map((column) => [column.id, own(row.cells, column.id)]));
  for (const column of columns) {
    const parts = splitCell(column.id, texts.get(column.id) ?? "");
    for (const [id, text] of Object.entries(parts ?? {})) texts.set(id, text);
  }
  return texts;
}

/** The year column, or else a year in the label: "Aronson 1948". */
export function yearOf(row: Row): number | null {
  const parsed = parseNumber(row.year);
  if (parsed !== null && "value" in parsed && Number.isInteger(parsed.value)) return parsed.value;
  const years = row.label.slice(0, limits.linkCell).match(/(?<!\d)(?:19|20)\d\d(?!\d)/g);
  return years === null ? null : Number(years[years.length - 1]);
}

function readRow(row: Row, format: CatalogFormat | undefined): ReadRow {
  const read: ReadRow = { study: null, problems: [], hints: [] };
  if (row.label.length > LONG_LABEL) {
    const text = t`this name has ${row.label.length} characters. Links and figures show the first ${LONG_LABEL}: shorten it.`;
    read.hints.push({ column: "label", columnLabel: "", text });
  }
  const bounds: NonNullable<Study["bounds"]> = {};
  const number = (
    column: string,
    columnLabel: string,
    text: string,
    domain: CatalogColumn["domain"],
  ): number | null => {
    const parsed = parseNumber(text, domain);
    if (parsed === null) return null;
    if ("problem" in parsed) read.problems.push({ column, columnLabel, text: parsed.problem });
    else if (parsed.hint !== undefined) read.hints.push({ column, columnLabel, text: parsed.hint });
    const bound = "bound" in parsed ? parsed.bound : undefined;
    if (bound === "<" || bound === ">") bounds[column] = bound;
    return "value" in parsed ? parsed.value : null;
  };
  const columns = format?.columns ?? [];
  const texts = cellTexts(row, columns);
  const cells = columns.map((c): [string, number | null] => [
    c.id,
    number(c.id, c.label, texts.get(c.id) ?? "", c.domain),
  ]);
  if (![...texts.values()].some((text) => text.trim() !== "")) return read;
  number("year", "year", row.year, "any");
  const mods = Object.entries(row.mods).map(([name, text]): [string, number | null] => [
    name,
    number(`mod:${name}`, name, text, "any"),
  ]);
  read.study = {
    year: yearOf(row),
    include: row.include,
    format: row.format,
    cells: Object.fromEntries(cells),
    ...(Object.keys(bounds).length > 0 ? { bounds } : {}),
    groups: Object.fromEntries(Object.entries(row.groups)),
    mods: Object.fromEntries(mods),
  };
  return read;
}

function readCached(row: Row, format: CatalogFormat | undefined): ReadRow {
  const cached = readRows.get(row);
  if (cached !== undefined && cached.format === format) return cached.read;
  const read = readRow(row, format);
  readRows.set(row, { format, read });
  return read;
}

function shorten(name: string): string {
  return name.length > 60 ? `${name.slice(0, 60)}…` : name;
}

/**
 * What the core is asked. Rows without a single cell filled in are not in it; labels left empty are sent as "Study 3"
 * (the place in the table), so that the core's notes and the page speak of the same study.
 */
export function buildRequest(outcome: Outcome, catalog: Catalog, want: string[]): BuiltRequest {
  const built: BuiltRequest = {
    request: { version: 1, dataset: { studies: [] }, options: {}, want },
    rowIds: [],
    risks: [],
    problems: [],
    hints: [],
  };
  const formats = new Map(catalog.formats.map((format) => [format.id, format]));
  outcome.rows.forEach((row, index) => {
    const read = readCached(row, formats.get(row.format) ?? findFormat(catalog, outcome.format));
    const name = studyName(row, index);
    const problem = ({ column, columnLabel, text }: Finding): Problem => {
      const where = columnLabel === "" ? shorten(name) : `${shorten(name)}, ${columnLabel}`;
      return { rowId: row.id, column, text: `${where}: ${text}` };
    };
    built.problems.push(...read.problems.map(problem));
    built.hints.push(...read.hints.map(problem));
    if (read.study === null) return;
    built.request.dataset.studies.push({ label: name, ...read.study });
    built.rowIds.push(row.id);
  });
  const { asked, problem } = readControlRisks(outcome.control_risk);
  built.risks = asked;
  if (problem !== null) {
    const text = t`Risk without treatment, per 1000: ${problem}`;
    built.problems.push({ rowId: NO_ROW, column: "control_risk", text });
  }
  const options: Options = { ...outcome.options, control_risk: typeof asked[0] === "number" ? asked[0] : null };
  built.request.options = options;
  const published = publishedFigures(outcome.published);
  if (Object.keys(published).length > 0) built.request.published = published;
  return built;
}
