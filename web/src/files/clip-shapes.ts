import { isKnown, readHead } from "./headers";

/** Tables as text in the shapes that programs print: Markdown, HTML, boxes of lines, columns of one width. */
type Rows = string[][];

const trimmed = (cells: readonly string[]): string[] => cells.map((cell) => cell.trim());

/** "| a | b |" with a line of dashes below the head. */
export function markdownRows(lines: readonly string[]): Rows | null {
  const rule = /^\s*\|?\s*:?-{2,}:?\s*(\|\s*:?-{2,}:?\s*)+\|?\s*$/;
  if (lines.length < 3 || !rule.test(lines[1] ?? "") || !lines.every((line) => line.includes("|"))) return null;
  return lines
    .filter((_, i) => i !== 1)
    .map((line) =>
      trimmed(
        line
          .trim()
          .replace(/^\|/, "")
          .replace(/\|$/, "")
          .split(/(?<!\\)\|/),
      ).map((cell) => cell.replace(/\*\*|__|`/g, "").replace(/\\\|/g, "|")),
    );
}

const ENTITIES: Readonly<Record<string, string>> = {
  amp: "&", lt: "<", gt: ">", quot: '"', nbsp: " ", minus: "\u2212", ndash: "\u2013", mdash: "\u2014", plusmn: "±",
  thinsp: " ", middot: "·", dagger: "†", rsquo: "’", auml: "ä", ouml: "ö", uuml: "ü", eacute: "é",
}; // biome-ignore format: a table

function htmlText(markup: string): string {
  return markup
    .replace(/<br\b[^>]*>/gi, " ")
    .replace(/<sup\b[^>]*>[^<]{1,6}<\/sup>/gi, "")
    .replace(/<[^>]*>/g, "")
    .replace(/&#(\d{1,6});/g, (_, code: string) => String.fromCodePoint(Math.min(Number(code), 0x10ffff)))
    .replace(/&(\w+);/g, (whole, name: string) => ENTITIES[name] ?? whole);
}

/** The source of an HTML table: text between tags, nothing of it is ever made into markup. */
export function htmlRows(text: string): Rows | null {
  if (!/<tr[\s>]/i.test(text) || !/<t[dh][\s>]/i.test(text)) return null;
  const rows = text.split(/<tr\b[^>]*>/i).slice(1);
  return rows.map((row) =>
    (row.split(/<\/tr>|<\/table>/i)[0] ?? "")
      .split(/<t[dh]\b/i)
      .slice(1)
      .flatMap((cell) => {
        const span = Number(/^[^>]*colspan\s*=\s*"?(\d{1,2})/i.exec(cell)?.[1] ?? 1);
        const inner = htmlText(cell.slice(cell.indexOf(">") + 1)).trim();
        return [inner, ...Array.from({ length: Math.max(0, span - 1) }, () => "")];
      }),
  );
}

/** Where the words of a line end: in tables whose columns are set to the right, the ends of all their cells. */
const endsOf = (line: string): number[] => [...line.matchAll(/\S+/g)].map((word) => word.index + word[0].length);

/** Cuts lines at fixed places; null when a cut would go through a word. */
function cutAt(lines: readonly string[], ends: readonly number[]): Rows | null {
  const cuts = ends.slice(0, -1);
  const clean = lines.every((line) => cuts.every((at) => !/\S\S/.test(line.slice(at - 1, at + 1))));
  if (!clean) return null;
  return lines.map((line) =>
    ends.map((end, i) => line.slice(ends[i - 1] ?? 0, i === ends.length - 1 ? undefined : end).trim()),
  );
}

/** The places that are blank in every line. */
function gutters(lines: readonly string[]): number[] {
  const width = Math.max(...lines.map((line) => line.length));
  const blank = Array.from({ length: width }, (_, i) => lines.every((line) => (line[i] ?? " ") === " "));
  return blank.flatMap((is, i) => (is && !(blank[i + 1] ?? true) && blank.slice(0, i).includes(false) ? [i + 1] : []));
}

/** Columns of one width below a line of single words, of which the first column may have none (R's row names). */
export function fixedWidthRows(head: string, lines: readonly string[], rowNames: boolean): Rows | null {
  const ends = endsOf(head);
  const names = head.trim().split(/\s+/);
  const nameEnd = rowNames ? Math.max(...lines.map((line) => /^\s*\S+/.exec(line)?.[0].length ?? 0)) : 0;
  const heads = rowNames ? ["", ...names] : names;
  const at = gutters([head, ...lines]);
  const rows = cutAt(lines, at.length + 1 === heads.length ? [...at, 1e4] : rowNames ? [nameEnd, ...ends] : ends);
  return rows === null ? null : [heads, ...rows];
}

const isCount = (rows: Rows): boolean =>
  rows.slice(1).every((row, i) => row[0]?.replace(/^\[(\d+),\]$/, "$1") === String(i + 1));

/** Row names that only count the rows go; others are the studies' names. */
function namedRows(rows: Rows): Rows {
  if (isCount(rows)) return rows.map((row) => row.slice(1));
  return rows.map((row, i) => (i === 0 ? ["study", ...row.slice(1)] : row));
}

/** Two words of a line that are heads of columns: it is no name that happens to be indented. */
const knownHeads = (line: string): boolean =>
  line
    .trim()
    .split(/\s+/)
    .filter((word) => isKnown(readHead(word))).length > 1;

/** A data frame or an escalc object as R prints it; wide ones come in several blocks with the same row names. */
export function rPrintRows(all: readonly string[]): Rows | null {
  const tibble = all.some((line) => /^\s*# A tibble/.test(line));
  const lines = all.filter((line) => !/^\s*(#|\[\d+\]|>)|^[\s<>a-z]*<(dbl|int|chr|fct|lgl)>/.test(line));
  if (tibble) return lines[0] === undefined ? null : named(fixedWidthRows(lines[0], lines.slice(1), true));
  const [first = "", ...rest] = lines;
  if (rest.length === 0 || !/^\s/.test(first)) return null;
  if (rest.every((line) => /^\s/.test(line))) return knownHeads(first) ? fixedWidthRows(first, rest, false) : null;
  const blocks: string[][] = [];
  for (const line of lines) {
    if (/^\s/.test(line)) blocks.push([line]);
    else blocks.at(-1)?.push(line);
  }
  const parsed = blocks.map(([head = "", ...body]) => (body.length === 0 ? null : fixedWidthRows(head, body, true)));
  const joined = parsed.slice(1).reduce<Rows | null>((rows, next) => {
    const same = rows !== null && next !== null && next.length === rows.length;
    return same ? rows.map((row, i) => [...row, ...(next[i] as string[]).slice(1)]) : null;
  }, parsed[0] ?? null);
  return named(joined);
}

const named = (rows: Rows | null): Rows | null => (rows === null ? null : namedRows(rows));

/** Heads that Stata prints as several words. */
function stataHead(text: string): string {
  return text.replace(/\[?\s*\d\d% conf\.? ?interval\s*\]?/i, "  lower  upper  ").replace(/%\s*weight/i, "  weight  ");
}

/** Boxes drawn with | and + and -: Stata's list and metan, SQL clients, orgtbl. */
export function boxedRows(all: readonly string[]): Rows | null {
  const isRule = (line: string): boolean => /^[\s|+:=-]*[-=]{3}[\s|+:=-]*$/.test(line);
  const lines = all.filter((line) => !isRule(line) && line.trim() !== "");
  if (lines.length < 2 || !lines.every((line) => line.includes("|"))) return null;
  const bare = lines.map((line) =>
    line
      .replace(/^\s*\d+\.\s*(?=\|)/, (number) => " ".repeat(number.length))
      .replace(/^(\s*)\|/, "$1 ")
      .replace(/\|\s*$/, ""),
  );
  const pieces = bare.map((line) => line.split("|"));
  const width = pieces[0]?.length ?? 0;
  if (!pieces.every((row) => row.length === width)) return null;
  if (width > 2) return pieces.map(trimmed);
  if (width === 1) return fixedWidthRows(bare[0] as string, bare.slice(1), false);
  const [head = [], ...body] = pieces;
  return [
    [
      head[0] ?? "",
      ...stataHead(head[1] ?? "")
        .trim()
        .split(/\s{2,}/),
    ].map((cell) => cell.trim()),
    ...body.map((row) => [(row[0] ?? "").trim(), ...(row[1] ?? "").trim().split(/\s+/)]),
  ];
}

/** Stata's "list, clean": "  1.   Ali   2010   12". */
export function cleanListRows([head = "", ...lines]: readonly string[]): Rows | null {
  if (lines.length === 0 || !lines.every((line, i) => line.trim().startsWith(`${i + 1}.`))) return null;
  return fixedWidthRows(head, lines.map((line) => line.replace(/\d+\./, (number) => " ".repeat(number.length))), false); // biome-ignore format: one thing
}

/** A table of Word whose cells came one per line: the only width at which names stand below names and numbers below numbers. */
export function stackedRows(lines: readonly string[], isCell: (text: string) => boolean): Rows | null {
  const numeric = lines.map(isCell);
  if (numeric.filter(Boolean).length * 2 < lines.length * 0.8) return null;
  for (let width = 3; width <= 12 && width * 2 <= lines.length; width += 1) {
    if (lines.length % width !== 0) continue;
    const start = numeric.slice(0, width).some(Boolean) ? 0 : width;
    const fits = Array.from({ length: width }, (_, column) => {
      const cells = numeric.filter((_, i) => i >= start && i % width === column);
      return cells.every((is) => is === cells[0]) ? (cells[0] as boolean) : null;
    });
    if (fits[0] !== false || fits.includes(null) || fits.filter((is) => is === true).length < 2) continue;
    return Array.from({ length: lines.length / width }, (_, i) => trimmed(lines.slice(i * width, (i + 1) * width)));
  }
  return null;
}
