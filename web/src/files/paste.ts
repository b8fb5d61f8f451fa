import type { CatalogColumn } from "../core/types";
import { t } from "../language/text";
import { limits } from "../state/limits";
import {
  type Meaning,
  NOTHING_PASTED,
  PASTE_A_PART,
  type PastedBlock,
  type PastedColumn,
  type PastedQuestion,
} from "../state/pasted";
import { parseNumber } from "../text/parse-number";
import { isKnownTo, usualFormats } from "./assign";
import { isNumber } from "./cells";
import { type Expanded, expandColumns } from "./composites";
import { type Kind, settleDecimals } from "./decimal-marks";
import { deriveColumns } from "./derive";
import { isRatio, measureIn, normalHead, readHead } from "./headers";
import { printedIn } from "./printed";
import { askClash, askForm, askFormat, askOrder } from "./questions";
import { type Formats, isNumeric, type Reading, readAs, readingNotes, readings, type Table } from "./reading";
import { readTable, type TextTable } from "./table-text";

export type { PastedBlock, PastedColumn } from "../state/pasted";

const nothing = (note: string): PastedBlock => ({ rows: [], columns: [], mapped: false, notes: [note] });

/** Words that are neither a number nor a sign for a missing one. */
const isHeadCell = (cell: string): boolean => {
  const parsed = parseNumber(cell);
  return parsed !== null && "problem" in parsed && !/^[-+<>(\s\u2212\u2013]*[.,]?\d/.test(cell);
};

type Knows = (head: string) => boolean;

/**
 * The number of header lines. A line is a header when it has text above a column of numbers, or when it names at least
 * two columns we know and no number stands in it. Two such lines (RevMan: group above, quantity below) are both headers.
 */
function countHeaders(rows: readonly string[][], knows: Knows): number {
  const known = (row: readonly string[]): number => row.filter((cell) => cell !== "" && knows(cell)).length;
  const wordsOnly = (row: readonly string[]): boolean => !row.some((cell) => cell !== "" && isNumber(cell));
  const [first, second] = rows;
  if (first === undefined || !wordsOnly(first)) return 0;
  if (second !== undefined && rows.length > 2 && wordsOnly(second) && known(second) >= 2) return 2;
  const aboveNumbers = first.some((cell, i) => isHeadCell(cell) && isNumeric(rows.slice(1), i));
  const names = rows.length > 1 && first.length > 1 && first.some((cell) => readHead(cell).role === "label");
  return aboveNumbers || names || known(first) >= 2 ? 1 : 0;
}

/** What a column is whatever stands above it. */
const STANDS_ALONE = /^(study|studies|author|trial|year|study or subgroup|weight)$/;

/** One head for each column; the upper of two lines holds until its next text, as merged cells do. */
function headsOf(rows: readonly string[][], count: number): string[] {
  const lower = rows[count - 1] ?? [];
  if (count < 2) return lower.map((cell) => cell.trim());
  let group = "";
  return lower.map((cell, i) => {
    const upper = rows[0]?.[i]?.trim() ?? "";
    if (upper !== "") group = upper;
    const head = cell.trim();
    if (head === "") return group;
    return STANDS_ALONE.test(normalHead(head)) ? head : `${group} ${head}`.trim();
  });
}

/** Author and year in two columns make the name they have everywhere else: "Aronson 1948". */
function joinYear(rows: string[][], columns: readonly PastedColumn[]): string[][] {
  const label = columns.findIndex(({ role }) => role === "label");
  const year = columns.findIndex(({ role }) => role === "year");
  const isAuthor = normalHead(columns[label]?.name ?? "").includes("author");
  if (label < 0 || year < 0 || !isAuthor) return rows;
  return rows.map((row) => {
    const name = row[label] ?? "";
    const when = row[year] ?? "";
    return name.includes(when) ? row : row.with(label, `${name} ${when}`.trim());
  });
}

/** A heading whose words mean nothing to us is left out, and that is said. */
function headingNote(heads: readonly string[]): string {
  const words = heads.filter((head) => head !== "").map((head) => `"${head.slice(0, 40)}"`);
  return t`The first line was read as a heading: ${words.join(", ")}. The columns were placed by their order.`;
}

/** Without a header: the first column of words is the study, whole numbers beside "6.2 (1.4)" are totals. */
function headless(expanded: Expanded): Meaning[] {
  const label = expanded.forms.findIndex((form, i) => form === null && !isNumeric(expanded.rows, i));
  return expanded.heads.map((head, i) => {
    if (expanded.forms[i] !== null) return head;
    if (i === label) return { ...head, role: "label" };
    const whole = expanded.rows.every((row) => /^[\d.,\s]*$/.test(row[i] ?? ""));
    return whole && isNumeric(expanded.rows, i) ? { ...head, quantities: ["total"] } : head;
  });
}

/** "n" beside "N": the people with the event, and all people. */
function withSmallN(heads: readonly Meaning[], names: readonly string[]): Meaning[] {
  const ends = (letter: string): boolean[] =>
    names.map((name) => new RegExp(`(?:^|[^\\p{L}])${letter}$`, "u").test(name));
  const small = ends("n");
  if (!ends("N").includes(true) || !small.includes(true)) return [...heads];
  return heads.map((head, i) =>
    small[i] && head.quantities[0] === "total" ? { ...head, quantities: ["events"] } : head,
  );
}

function kindOf(role: string | null, numeric: boolean, columns: ReadonlyMap<string, CatalogColumn>): Kind {
  if (role === null) return numeric ? "number" : "text";
  const domain = columns.get(role)?.domain;
  if (domain === "count" || domain === "size") return "count";
  return domain !== undefined || role.startsWith("mod:") ? "number" : "text";
}

/** A ratio beside its standard error cannot be used: the error is that of the logarithm. */
function ratioNotes(table: Table, { assigned }: Reading): string[] {
  if (assigned.complete) return [];
  const at = table.heads.findIndex((head, i) => head.quantities.includes("estimate") && isRatio(table.names[i] ?? ""));
  if (at < 0 || !table.heads.some(({ quantities }) => quantities[0] === "se")) return [];
  return [
    t`"${table.names[at]}" with a standard error: Pooled needs the logarithm of the ratio beside its standard error, or the limits of the interval.`,
  ];
}

interface Read {
  reading: Reading;
  questions: PastedQuestion[];
}

/** Parts that could be several things and that no answer has a place for: what is likeliest, and nothing else. */
function likeliest(table: Table, { forms, unsaid }: Expanded): Table {
  const heads = table.heads.map((head, i) => {
    const form = forms[i];
    return form && unsaid.includes(form) ? { ...head, quantities: head.quantities.slice(0, 1) } : head;
  });
  return { ...table, heads };
}

function readColumns(given: Table, expanded: Expanded, formats: Formats, wanted: string | null): Read {
  const form = expanded.unsaid[0];
  const asked = form === undefined ? null : askForm(given, expanded.forms, form, formats);
  const table = asked === null ? likeliest(given, expanded) : given;
  const all = readings(table, formats);
  const first = wanted === null ? all[0] : readAs(table, formats, wanted);
  const reading = asked?.reading ?? (first as Reading);
  const label = (id: string): string =>
    formats.formats.flatMap(({ columns }) => columns).find((column) => column.id === id)?.label ?? id;
  const others = asked !== null || wanted !== null ? [] : [askFormat(all, formats), askOrder(table, reading, formats)];
  const questions = [asked?.question ?? null, ...others, ...askClash(table, reading, label)];
  return { reading, questions: questions.filter((question) => question !== null) };
}

function blockOf({ rows, notes, format: wanted = null, heading }: TextTable, formats: Formats): PastedBlock {
  const headerCount = heading ? 1 : countHeaders(rows, isKnownTo(formats));
  const heads = headerCount > 0 ? headsOf(rows, headerCount) : (rows[0] ?? []).map(() => "");
  const body = rows.slice(headerCount);
  if (body.length === 0) return nothing(`${NOTHING_PASTED}${t`there are heads and no study below them.`}`);
  if (body.length > limits.rows) return nothing(tooMany(body.length));
  const expanded = expandColumns(body, heads);
  const isComposite = expanded.forms.some((form) => form !== null);
  const named = withSmallN(expanded.heads, expanded.names);
  const meanings = headerCount > 0 ? named : isComposite ? headless(expanded) : expanded.heads;
  const derived = deriveColumns(expanded.rows, meanings, expanded.names, formats);
  const table: Table = {
    rows: derived.rows,
    heads: derived.heads,
    names: expanded.names,
    parts: expanded.forms.map((form) => form !== null),
  };
  const { reading, questions } = readColumns(table, expanded, formats, wanted);
  const fixed = reading.roles.some((role, i) => role !== "skip" && !reading.free.includes(i));
  const mapped = (headerCount > 0 || isComposite) && fixed;
  const columns = table.names.map((name, i): PastedColumn => {
    const meaning = table.heads[i] as Meaning;
    return { name, role: mapped ? (reading.roles[i] ?? null) : null, meaning };
  });
  const known = new Map(formats.formats.flatMap((format) => format.columns.map((column) => [column.id, column])));
  const kinds = columns.map(({ role }, i) => kindOf(role, isNumeric(table.rows, i), known));
  const settled = settleDecimals(joinYear(derived.rows, columns), kinds, mapped);
  const printed = printedIn(table, reading);
  const headNotes =
    headerCount === 0 ? [] : mapped ? readingNotes(table, reading, printed.columns) : [headingNote(heads)];
  return {
    rows: settled.rows,
    columns,
    mapped,
    format: mapped ? reading.assigned.format : null,
    questions: [settled.question, ...(mapped ? questions : [])].filter((question) => question !== null),
    printed: mapped ? printed.effects : [],
    measure: headerCount > 0 ? measureIn(heads) : null,
    notes: [
      ...notes,
      ...expanded.notes,
      ...headNotes,
      ...settled.notes,
      ...derived.notes,
      ...(mapped ? ratioNotes(table, reading) : []),
    ],
  };
}

const tooMany = (count: number): string =>
  `${NOTHING_PASTED}${t`${count} studies are more than a table holds (${limits.rows}).`}${PASTE_A_PART}`;

/**
 * The clipboard's text, or a table from anywhere, as a block for pasteBlock(). Total: any text gives a block.
 * @param formats  the catalogue, whose columns the heads are matched with; without it the formats of the first version
 */
export function readClipboard(text: string, isFile = false, formats: Formats = usualFormats): PastedBlock {
  if (text.length > limits.file) return nothing(`${NOTHING_PASTED}${t`the text is longer than 5 million characters.`}`);
  // Names may hold line ends, but not many: the text is not even taken apart when it must be too long.
  const lines = text.split(/\r\n?|\n/, 4 * limits.rows + 1).length;
  if (lines > 4 * limits.rows) return nothing(tooMany(lines));
  const table = readTable(text, isFile);
  if (table.rows.length === 0) return nothing(t`There is nothing to paste.`);
  if (table.rows.length > limits.rows + 2) return nothing(tooMany(table.rows.length));
  const width = table.rows[0]?.length ?? 0;
  if (width > limits.columns)
    return nothing(`${NOTHING_PASTED}${t`${width} columns are more than a table holds (${limits.columns}).`}`);
  return blockOf(table, formats);
}

/** The block read as another format of the catalogue: what the heads and the order of the columns say under it. */
export function asFormat(block: PastedBlock, format: string, formats: Formats): PastedBlock {
  const heads = block.columns.map(({ meaning, name }): Meaning => meaning ?? { plain: name, role: null, quantities: [], arm: null }); // biome-ignore format: one thing
  const table: Table = { rows: block.rows, heads, names: block.columns.map(({ name }) => name) };
  const { roles } = readAs(table, formats, format);
  const columns = block.columns.map((column, i) => ({ ...column, role: roles[i] ?? null }));
  return { ...block, columns, mapped: true, format };
}
