import type { Catalog, Options } from "../core/types";
import { baseOptions, blankFlow, blankRow } from "./blank";
import { limits } from "./limits";
import { LinkFault } from "./share-faults";
import { baseFormat, optionSettings, outcomeSettings, reviewSettings, type Setting } from "./share-settings";
import type { Column } from "./share-text";
import type { Outcome, Review, Row } from "./state";

function unescapeText(text: string): string {
  return text.replace(/\\(.?)/g, (_, c: string) => {
    if (c === "\\") return "\\";
    if (c === "t") return "\t";
    if (c === "n") return "\n";
    throw new LinkFault("E_LINK_NONCANON");
  });
}

type Pairs = Map<string, string>;

function readPairs(line: string): Pairs {
  const pairs: Pairs = new Map();
  if (line === "") return pairs;
  for (const field of line.split("\t")) {
    const at = field.indexOf("=");
    if (at < 1) throw new LinkFault("E_LINK_SETTING");
    const value = unescapeText(field.slice(at + 1));
    if ([...value].length > limits.linkSetting) throw new LinkFault("E_LINK_CELL");
    pairs.set(field.slice(0, at), value);
  }
  return pairs;
}

/** Takes the pairs of one table out of `pairs` and puts their values into a copy of `base`. */
function readSettings<T>(
  table: { readonly [Key in keyof T]?: Setting<T[Key]> },
  pairs: Pairs,
  base: T,
  catalog: Catalog,
): T {
  const result = { ...base };
  for (const key of Object.keys(table) as (keyof T & string)[]) {
    const written = pairs.get(key);
    if (written === undefined) continue;
    const value = table[key]?.read(written, catalog);
    if (value === undefined) throw new LinkFault("E_LINK_SETTING");
    result[key] = value;
    pairs.delete(key);
  }
  return result;
}

function readColumn(line: string): Column {
  const fields = line.split("\t");
  if (fields.length - 1 > limits.rows) throw new LinkFault("E_LINK_ROWS");
  const [name = "", ...values] = fields.map(unescapeText);
  if (values.some((value) => value.length > limits.linkCell && [...value].length > limits.linkCell))
    throw new LinkFault("E_LINK_CELL");
  return { name, values };
}

function readColumns(lines: readonly string[]): Column[] {
  if (lines.length > limits.columns) throw new LinkFault("E_LINK_COLS");
  const columns = lines.map(readColumn);
  if (columns.some(({ values }) => values.length !== columns[0]?.values.length)) throw new LinkFault("E_LINK_ROWS");
  return columns;
}

const filled = (texts: Map<string, string>): Record<string, string> =>
  Object.fromEntries([...texts].filter(([, text]) => text !== ""));

/** One study from its place in every column. */
function readRow(columns: readonly Column[], at: number, format: string, cellIds: ReadonlySet<string>): Row {
  const row = { label: "", year: "", include: true, format, rob: "" };
  const cells = new Map<string, string>();
  const groups = new Map<string, string>();
  const mods = new Map<string, string>();
  for (const { name, values } of columns) {
    const value = values[at] ?? "";
    if (name === "study") row.label = value;
    else if (name === "year") row.year = value;
    else if (name === "out") row.include = value === "";
    else if (name === "rob") row.rob = value;
    else if (name === "format") row.format = value === "" ? format : value;
    else if (cellIds.has(name)) cells.set(name, value);
    else if (name.startsWith("group:")) groups.set(name.slice(6), value);
    else if (name.startsWith("mod:")) mods.set(name.slice(4), value);
    else throw new LinkFault("E_LINK_COLS");
  }
  return { ...blankRow(format), ...row, cells: filled(cells), groups: filled(groups), mods: filled(mods) };
}

function readRows(columns: readonly Column[], format: string, catalog: Catalog): Row[] {
  const cellIds = new Set(catalog.formats.flatMap((known) => known.columns.map(({ id }) => id)));
  const formats = new Set(catalog.formats.map(({ id }) => id));
  const count = columns[0]?.values.length ?? 0;
  const rows = Array.from({ length: count }, (_, at) => readRow(columns, at, format, cellIds));
  if (rows.some((row) => !formats.has(row.format))) throw new LinkFault("E_LINK_SETTING");
  return rows;
}

function readOutcome(pairs: Pairs, lines: readonly string[], catalog: Catalog, blank: Outcome): Outcome {
  const options = readSettings<Options>(optionSettings, pairs, { ...baseOptions }, catalog);
  const format = baseFormat(options.measure) ?? blank.format;
  const outcome = readSettings<Outcome>(outcomeSettings, pairs, { ...blank, options, format }, catalog);
  if (pairs.size > 0) throw new LinkFault("E_LINK_SETTING");
  return { ...outcome, rows: readRows(readColumns(lines), outcome.format, catalog) };
}

/** Blocks of lines: the settings line, then column lines up to an empty line. */
function blocksOf(text: string): string[][] {
  const blocks: string[][] = [[]];
  for (const line of text.split("\n")) {
    const block = blocks[blocks.length - 1] as string[];
    if (line === "" && block.length > 0) blocks.push([]);
    else block.push(line);
  }
  return blocks;
}

/** Throws LinkFault for a text that no review of this catalogue has. */
export function decodeText(text: string, catalog: Catalog, blank: () => Outcome): Review {
  const blocks = blocksOf(text);
  if (blocks.length > limits.outcomes) throw new LinkFault("E_LINK_ROWS");
  const first = readPairs(blocks[0]?.[0] ?? "");
  const empty: Review = { title: "", question: "", outcomes: [], current: 0, ...blankFlow };
  const review = readSettings<Review>(reviewSettings, first, empty, catalog);
  const outcomes = blocks.map(([settings = "", ...lines], i) =>
    readOutcome(i === 0 ? first : readPairs(settings), lines, catalog, blank()),
  );
  if (outcomes.reduce((sum, outcome) => sum + outcome.rows.length, 0) > limits.rows) throw new LinkFault("E_LINK_ROWS");
  if (review.current >= outcomes.length) throw new LinkFault("E_LINK_SETTING");
  return { ...review, outcomes };
}
