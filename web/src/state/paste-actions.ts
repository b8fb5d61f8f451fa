import type { Catalog, CatalogFormat } from "../core/types";
import { t } from "../language/text";
import { blankRow, filledRows, findFormat, findMeasure, isEmptyOutcome, isEmptyRow } from "./blank";
import { cleanCell, cleanText, own, withValue } from "./clean";
import { columnOf, freeColumns, keyOf } from "./columns";
import { limits } from "./limits";
import { NOTHING_PASTED, type PastedBlock, type PastedColumn, type PastePlace } from "./pasted";
import { MOST_DOMAINS } from "./rob-tools";
import { inOutcome, reformatEmptyRows } from "./row-actions";
import { splitCell } from "./split";
import type { Action, Outcome, Row } from "./state";

export interface PastePlan {
  outcome: Outcome;
  /** For each column of the block what it became: "label", a column id …; null = it has no place. */
  roles: readonly (string | null)[];
  /** What happened besides the block landing where it was put; the block's own notes come first. */
  notes: string[];
}

/** Required columns of a format: those a row cannot be analysed without. */
function required(format: CatalogFormat): string[] {
  return format.columns.filter((column) => !column.optional).map(({ id }) => id);
}

const isNumeric = (block: PastedBlock, column: number): boolean =>
  block.rows.every((row) => (row[column] ?? "") === "" || /^[-+<>≤≥(\s\u2212\u2013]*[\d.,]/.test(row[column] ?? ""));

/** The format whose columns the roles name; among several the row's own, then those of the measure. */
function formatOfRoles(roles: readonly string[], preferred: readonly string[], catalog: Catalog): string | null {
  const score = (format: CatalogFormat): number => {
    const ids = format.columns.map(({ id }) => id);
    const named = roles.filter((role) => ids.includes(role)).length;
    const complete = required(format).every((id) => roles.includes(id));
    const rank = preferred.includes(format.id) ? 1 - preferred.indexOf(format.id) / 100 : 0;
    return named === 0 ? -1 : (complete ? 100 : 0) + 4 * named + rank;
  };
  const best = [...catalog.formats].sort((a, b) => score(b) - score(a))[0];
  return best === undefined || score(best) < 0 ? null : best.id;
}

/**
 * Into an empty table a block without a header may come in any format that has this many columns, but for those whose
 * numbers are converted: a median is not to be told from a mean by its place.
 */
function formatOfWidth(width: number, preferred: readonly string[], catalog: Catalog): string | null {
  const formats = [...preferred, ...catalog.formats.map(({ id }) => id)].map((id) => findFormat(catalog, id));
  return formats.find((f) => f !== undefined && !f.converted && required(f).length === width)?.id ?? null;
}

interface Target {
  format: string;
  /** For each column of the block: "label", a column id …, or null for no place. */
  roles: (string | null)[];
  notes: string[];
}

function quoteAll(columns: readonly PastedColumn[], indices: readonly number[]): string {
  return indices.map((i) => (columns[i]?.name ? `"${columns[i]?.name}"` : t`column ${i + 1}`)).join(", ");
}

/** Roles by position: from the place of the cursor to the right, starting at the name when the block begins with text. */
function byPosition(catalog: Catalog, outcome: Outcome, at: PastePlace, block: PastedBlock): Target {
  const row = outcome.rows.find(({ id }) => id === at.rowId);
  const width = block.columns.length;
  const startsWithText = !isNumeric(block, 0);
  const numbers = startsWithText ? width - 1 : width;
  const preferred = [row?.format ?? outcome.format, ...(findMeasure(catalog, outcome.options.measure)?.formats ?? [])];
  const fromStart = at.column === "label" || startsWithText;
  const byWidth =
    fromStart && numbers > 1 && isEmptyOutcome(outcome) ? formatOfWidth(numbers, preferred, catalog) : null;
  const format = byWidth ?? preferred[0] ?? outcome.format;
  const cells = findFormat(catalog, format)?.columns.map(({ id }) => id) ?? [];
  const columns = ["label", ...cells, ...freeColumns(outcome).map(keyOf)];
  const skipsName = at.column === "label" && !startsWithText && width > 1;
  const start = startsWithText ? 0 : skipsName ? 1 : Math.max(0, columns.indexOf(at.column));
  const roles = block.columns.map((_, i) => columns[start + i] ?? null);
  return { format, roles, notes: [] };
}

/** A block with a column of formats (our own CSV) has studies of several: the table takes the most frequent. */
function commonFormat(block: PastedBlock, catalog: Catalog): string | null {
  const at = block.columns.findIndex(({ role }) => role === "format");
  const counts = catalog.formats.map(({ id }) => [id, block.rows.filter((row) => row[at] === id).length] as const);
  const most = counts.sort((a, b) => b[1] - a[1])[0];
  return most === undefined || most[1] === 0 ? null : most[0];
}

function byRole(catalog: Catalog, outcome: Outcome, at: PastePlace, block: PastedBlock): Target {
  const row = outcome.rows.find(({ id }) => id === at.rowId);
  const preferred = [row?.format ?? outcome.format, ...(findMeasure(catalog, outcome.options.measure)?.formats ?? [])];
  const roles = block.columns.map(({ role }) => (role === "skip" ? null : role));
  const named = roles.filter((role) => role !== null);
  const read = findFormat(catalog, block.format ?? "")?.id ?? formatOfRoles(named, preferred, catalog);
  const format = commonFormat(block, catalog) ?? read ?? outcome.format;
  const ids = new Set(catalog.formats.flatMap((known) => known.columns.map(({ id }) => id)));
  const usable = new Set(findFormat(catalog, format)?.columns.map(({ id }) => id));
  const mixed = roles.includes("format");
  const strange = roles.flatMap((role, i) =>
    role !== null && ids.has(role) && !usable.has(role) && !mixed ? [i] : [],
  );
  const notes = strange.length === 0 ? [] : [leftOut(block, strange)];
  return { format, roles: roles.map((role, i) => (strange.includes(i) ? null : role)), notes };
}

function leftOut(block: PastedBlock, indices: readonly number[]): string {
  return t`Left out, because this table has no place for it: ${quoteAll(block.columns, indices)}.`;
}

const NO = new Set(["no", "n", "false", "f", "0", "out", "excluded"]);

/** A row being filled: its records are its own, so that a table of many columns is not copied with every cell. */
type OpenRow = { -readonly [Key in keyof Row]: Row[Key] extends object ? Record<string, string> : Row[Key] };

function putText(record: Record<string, string>, key: string, text: string): void {
  if (text === "") delete record[key];
  else Object.defineProperty(record, key, { value: text, enumerable: true, configurable: true, writable: true });
}

/** A letter for each judgement; what they mean, the tool of the outcome says. */
const cleanJudgements = (text: string): string => text.replace(/[^A-Za-z0-9.]/g, "").slice(0, MOST_DOMAINS + 1);

function putCell(row: OpenRow, role: string, text: string, catalog: Catalog): void {
  if (role === "label") row.label = cleanText(text, limits.text);
  else if (role === "notes") row.notes = cleanText(text, limits.text);
  else if (role === "year") row.year = cleanText(text, limits.text);
  else if (role === "include") row.include = !NO.has(text.trim().toLowerCase());
  else if (role === "format") row.format = findFormat(catalog, text)?.id ?? row.format;
  else if (role.startsWith("group:")) putText(row.groups, role.slice(6), cleanText(text, limits.text));
  else if (role.startsWith("mod:")) putText(row.mods, role.slice(4), cleanCell(text, limits.text));
  else if (role === "rob") row.rob = cleanJudgements(text);
  else if (/^rob:\d{1,2}$/.test(role)) putText(row.rob_support, role.slice(4), cleanText(text, limits.text));
  else putText(row.cells, role, cleanCell(text, limits.text));
}

/** Takes "12/40" apart where the block has nothing for the columns beside it. */
function splitCells(row: Row): Row {
  let cells = row.cells;
  for (const [column, text] of Object.entries(row.cells)) {
    const parts = Object.entries(splitCell(column, text) ?? {});
    if (parts.some(([id]) => id !== column && own(cells, id) !== "")) continue;
    cells = parts.reduce((record, [id, value]) => withValue(record, id, value), cells);
  }
  return cells === row.cells ? row : { ...row, cells };
}

function pasteRow(into: Row, texts: readonly string[], target: Target, catalog: Catalog): Row {
  const numbers = target.roles.some((role) => role !== null && role !== "label" && columnOf(role) === null);
  const row: OpenRow = {
    ...into,
    format: numbers ? target.format : into.format,
    ...{ cells: { ...into.cells }, groups: { ...into.groups }, mods: { ...into.mods } },
    rob_support: { ...into.rob_support },
  };
  target.roles.forEach((role, i) => {
    if (role !== null) putCell(row, role, texts[i] ?? "", catalog);
  });
  return splitCells(row);
}

/** The measure under which the pasted rows can be analysed, when the table was empty. */
function measureFor(catalog: Catalog, outcome: Outcome, format: string, block: PastedBlock): string {
  const now = outcome.options.measure;
  if (!isEmptyOutcome(outcome)) return now;
  if (block.measure && findMeasure(catalog, block.measure)?.formats.includes(format)) return block.measure;
  const named = block.columns.find(({ role }) => role === "est" || role === "yi")?.name.toUpperCase() ?? "";
  const fits = catalog.measures.filter(({ formats }) => formats.includes(format));
  const byName = fits.find(({ id }) =>
    named
      .replace(/[^A-Z]+/g, " ")
      .trim()
      .split(" ")
      .includes(id),
  );
  return byName?.id ?? fits.find(({ id }) => id === now)?.id ?? fits[0]?.id ?? now;
}

function formatNotes(catalog: Catalog, before: Outcome, measure: string, format: string): string[] {
  const label = findFormat(catalog, format)?.label ?? format;
  const measureLabel = findMeasure(catalog, measure)?.label ?? measure;
  if (measure !== before.options.measure) return [t`Read as: ${label}. The measure is now: ${measureLabel}.`];
  if (!(findMeasure(catalog, measure)?.formats.includes(format) ?? false))
    return [t`Read as: ${label}. ${measureLabel} cannot be computed from these: choose another measure to use them.`];
  return format === before.format ? [] : [t`Read as: ${label}.`];
}

/** Where a block would land and what must be said about it. Nothing is dropped without a note. */
export function planPaste(catalog: Catalog, outcome: Outcome, at: PastePlace, block: PastedBlock): PastePlan {
  const start = outcome.rows.findIndex(({ id }) => id === at.rowId);
  if (start < 0 || block.rows.length === 0) return { outcome, roles: [], notes: [...block.notes] };
  if (Math.max(filledRows(outcome.rows).length, start + block.rows.length) > limits.rows)
    return { outcome, roles: [], notes: [`${NOTHING_PASTED}${t`a table holds at most ${limits.rows} studies.`}`] };
  const target = (block.mapped ? byRole : byPosition)(catalog, outcome, at, block);
  const lost = target.roles.flatMap((role, i) => (role === null && block.columns[i]?.role === null ? [i] : []));
  const notes = [...block.notes, ...target.notes, ...(lost.length > 0 ? [leftOut(block, lost)] : [])];
  const pasted = block.rows.map((texts, i) =>
    pasteRow(outcome.rows[start + i] ?? blankRow(target.format), texts, target, catalog),
  );
  const hasCells = pasted.some((row) => Object.keys(row.cells).length > 0);
  const measure = hasCells ? measureFor(catalog, outcome, target.format, block) : outcome.options.measure;
  const fits = findMeasure(catalog, measure)?.formats.includes(target.format) ?? false;
  const format = fits ? target.format : outcome.format;
  const options = measure === outcome.options.measure ? outcome.options : { ...outcome.options, measure };
  const rows = [...outcome.rows.slice(0, start), ...pasted, ...outcome.rows.slice(start + pasted.length)];
  const empty = rows.filter(isEmptyRow).length > 0;
  return {
    outcome: { ...outcome, options, format, rows: empty ? reformatEmptyRows(rows, format) : rows },
    roles: target.roles,
    notes: hasCells ? [...notes, ...formatNotes(catalog, outcome, measure, target.format)] : notes,
  };
}

/** The same paste read in another way: `base` is the outcome as it was before. */
export function pasteAgain(catalog: Catalog, base: Outcome, at: PastePlace, block: PastedBlock): Action {
  return inOutcome(() => planPaste(catalog, base, at, block).outcome);
}

/** One undo step. What to tell the user: planPaste(…).notes with the same arguments, taken before applying. */
export function pasteBlock(catalog: Catalog, at: PastePlace, block: PastedBlock): Action {
  return inOutcome((outcome) => planPaste(catalog, outcome, at, block).outcome);
}
