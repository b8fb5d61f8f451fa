import type { Catalog, CatalogFormat, Options } from "../core/types";
import { blankFlow, filledRows, findFormat } from "./blank";
import { cleanCell, cleanText, own } from "./clean";
import { limits } from "./limits";
import { cleanRob, type RobTemplate, templateOf } from "./rob";
import { LinkFault } from "./share-faults";
import { optionSettings, outcomeSettings, reviewSettings, type Setting } from "./share-settings";
import type { Outcome, Review, Row } from "./state";

/**
 * A review as text, and back. One block for each outcome, blocks separated by an empty line:
 *   settings line   key=value TAB key=value …   (may be empty: all defaults)
 *   column lines    name TAB first study TAB second study …
 * Names: study, year, out ("1" = left out), format (rows that differ from the outcome's), rob (a letter for each
 * judgement of risk of bias), cell columns by their ids
 * (ai, n1i …), group:<name>, mod:<name>, each sorted by name, so that no order depends on the catalogue of the day.
 * A column without text has no line.
 * Tabs, line ends and backslashes in texts are written \t \n \\. Columns deflate better than rows by 1 to 6 %.
 */
export interface LinkParts {
  titles: boolean;
  names: boolean;
}

export interface Column {
  name: string;
  values: string[];
}

const escapeText = (text: string): string =>
  text.replace(/[\\\t\n]/g, (c) => (c === "\\" ? "\\\\" : c === "\t" ? "\\t" : "\\n"));

function cleanRecord(record: Readonly<Record<string, string>>): Record<string, string> {
  const entries = Object.entries(record)
    .map(([name, text]) => [cleanText(name, limits.linkCell), cleanCell(text, limits.linkCell)] as const)
    .filter(([name, text]) => name !== "" && text !== "");
  return Object.fromEntries(entries);
}

function linkRow(row: Row, format: CatalogFormat | undefined, parts: LinkParts, template: RobTemplate | null): Row {
  const cells = (format?.columns ?? []).map(({ id }) => [id, cleanCell(own(row.cells, id), limits.linkCell)] as const);
  return {
    ...row,
    label: parts.names ? cleanText(row.label, limits.linkCell) : "",
    year: cleanCell(row.year, limits.linkCell),
    notes: "",
    rob: cleanRob(row.rob, template),
    rob_support: {},
    cells: Object.fromEntries(cells.filter(([, text]) => text !== "")),
    groups: cleanRecord(row.groups),
    mods: cleanRecord(row.mods),
  };
}

/** Text settings are cleaned by the same rule on both sides; other settings have their own one form. */
function settingsOf<T>(table: { readonly [Key in keyof T]?: Setting<T[Key]> }, value: T, outcome: Outcome): string[] {
  const line: string[] = [];
  for (const key of Object.keys(table) as (keyof T & string)[]) {
    const written = table[key]?.write(value[key], outcome) ?? null;
    const clean = written === null ? "" : cleanText(written, limits.linkSetting);
    if (clean !== "") line.push(`${key}=${escapeText(clean)}`);
  }
  return line;
}

function namesIn(rows: readonly Row[], of: "groups" | "mods"): string[] {
  return [...new Set(rows.flatMap((row) => Object.keys(row[of])))].sort();
}

function columnsOf(outcome: Outcome, rows: readonly Row[], catalog: Catalog): Column[] {
  const used = catalog.formats.filter(({ id }) => rows.some((row) => row.format === id));
  const cellIds = [...new Set(used.flatMap((format) => format.columns.map(({ id }) => id)))].sort();
  const columns: Column[] = [
    { name: "study", values: rows.map((row) => row.label) },
    { name: "year", values: rows.map((row) => row.year) },
    { name: "out", values: rows.map((row) => (row.include ? "" : "1")) },
    { name: "format", values: rows.map((row) => (row.format === outcome.format ? "" : row.format)) },
    { name: "rob", values: rows.map((row) => row.rob) },
    ...cellIds.map((id) => ({ name: id, values: rows.map((row) => own(row.cells, id)) })),
    ...namesIn(rows, "groups").map((n) => ({ name: `group:${n}`, values: rows.map((row) => own(row.groups, n)) })),
    ...namesIn(rows, "mods").map((n) => ({ name: `mod:${n}`, values: rows.map((row) => own(row.mods, n)) })),
  ];
  return columns.filter(({ values }) => values.some((value) => value !== ""));
}

function outcomeText(outcome: Outcome, review: Review | null, catalog: Catalog, parts: LinkParts): string {
  const template = templateOf(outcome);
  const linked = outcome.rows.map((row) => linkRow(row, findFormat(catalog, row.format), parts, template));
  const rows = filledRows(linked);
  const groups = namesIn(rows, "groups");
  const subgroup = groups.includes(outcome.options.subgroup ?? "") ? outcome.options.subgroup : null;
  const shown = { ...outcome, name: parts.titles ? outcome.name : "" };
  const settings = [
    ...(review === null ? [] : settingsOf<Review>(reviewSettings, review, outcome)),
    ...settingsOf<Options>(optionSettings, { ...outcome.options, subgroup }, outcome),
    ...settingsOf<Outcome>(outcomeSettings, shown, outcome),
  ];
  const columns = columnsOf(outcome, rows, catalog);
  if (columns.length > limits.columns) throw new LinkFault("E_LINK_COLS");
  const lines = columns.map(({ name, values }) => [name, ...values].map(escapeText).join("\t"));
  return [settings.join("\t"), ...lines].join("\n");
}

/** Throws LinkFault when the review is larger than a link may be. */
export function encodeText(review: Review, catalog: Catalog, parts: LinkParts): string {
  const rows = review.outcomes.reduce((sum, outcome) => sum + filledRows(outcome.rows).length, 0);
  if (rows > limits.rows) throw new LinkFault("E_LINK_ROWS");
  const titled = parts.titles ? review : { ...review, title: "", question: "", ...blankFlow };
  return review.outcomes
    .map((outcome, i) => outcomeText(outcome, i === 0 ? titled : null, catalog, parts))
    .join("\n\n");
}
