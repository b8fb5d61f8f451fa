import { cleanRob, type RobTemplate } from "../state/rob";
import { type RobLevel, type RobTool, robTools } from "../state/rob-tools";
import { readTable } from "./table-text";

/** Judgements as other programs keep them: a sheet with Study, D1, D2 …, Overall, as robvis reads it. */
export interface RobSheet {
  /** The tool in whose terms it was read. */
  readonly tool: string;
  readonly studies: readonly { readonly name: string; readonly rob: string }[];
  /** Texts that are no level of the tool. */
  readonly unknown: readonly string[];
}

const plain = (text: string): string =>
  text
    .toLowerCase()
    .replace(/[−–—‐‑]/g, "-")
    .replace(/[()]/g, "")
    .replace(/\s+/g, " ")
    .trim();

/** What else people write for a level of this look. */
const ALSO: Readonly<Record<RobLevel["tone"], readonly string[]>> = {
  low: ["low", "yes", "green", "y", "niedrig", "ja", "grün"],
  some: ["some", "some concerns", "unclear", "moderate", "yellow", "unknown", "medium", "unklar", "moderat", "gelb"],
  high: ["high", "serious", "no", "red", "hoch", "nein", "rot"],
  worst: ["critical", "very high"],
  none: ["no information", "ni", "not reported"],
};

const SKIPPED = new Set(["", "-", "na", "n/a", "not applicable", "not judged", "."]);

/** The level a text stands for; undefined when it stands for none. */
function levelFor(text: string, levels: readonly RobLevel[]): RobLevel | undefined {
  const word = plain(text)
    .replace(/ (risk|risk of bias|concern)$/, "")
    .replace(/^x$/, "×");
  const by = (fits: (level: RobLevel) => boolean): RobLevel | undefined => levels.find(fits);
  return (
    by((level) => plain(level.word) === word) ??
    by((level) => plain(level.symbol) === word) ??
    by((level) => level.id.toLowerCase() === word) ??
    by((level) => ALSO[level.tone].includes(word))
  );
}

/** Place of a column: 0 overall, 1 the first domain; null for one that holds no judgement. */
function placeOf(head: string, domains: readonly string[]): number | null {
  const name = plain(head);
  if (/^(overall|total|gesamt)\b/.test(name)) return 0;
  const numbered = /^(?:d|domain|q|bias)[ ._-]*(\d+)\b/.exec(name)?.[1];
  if (numbered !== undefined) return Number(numbered) <= domains.length ? Number(numbered) : null;
  const named = domains.findIndex((domain) => plain(domain) === name);
  return named < 0 ? null : named + 1;
}

/** Whether a sheet begins with a line of heads. */
function hasHeads([head = []]: readonly (readonly string[])[], domains: readonly string[]): boolean {
  const named = head.some((text, i) => i > 0 && placeOf(text, domains) !== null);
  return named || /^(study|studies|trial|author|first author|study id|id|name|studie|studien)$/i.test(head[0] ?? "");
}

const bodyOf = (rows: readonly (readonly string[])[], domains: readonly string[]): readonly (readonly string[])[] =>
  hasHeads(rows, domains) ? rows.slice(1) : rows;

/** The columns by their heads; a sheet without heads has the study, the domains and the overall judgement in order. */
function placesOf(rows: readonly (readonly string[])[], domains: readonly string[]): (number | null)[] {
  const width = rows[0]?.length ?? 0;
  const head = rows[0] ?? [];
  const found = hasHeads(rows, domains) ? head.map((text, i) => (i === 0 ? null : placeOf(text, domains))) : [];
  if (found.some((place) => place !== null)) return found;
  return Array.from({ length: width }, (_, i) => {
    if (i === 0) return null;
    return i <= domains.length ? i : i === domains.length + 1 ? 0 : null;
  });
}

/** The tool whose levels all words are and whose number of domains this is; the first where none is. */
function guessed(rows: readonly (readonly string[])[]): RobTool {
  const any = Array.from({ length: 99 }, String);
  const body = bodyOf(rows, any);
  const words = [...new Set(body.flatMap((row) => row.slice(1)))].filter((word) => !SKIPPED.has(plain(word)));
  const domains = (rows[0] ?? []).filter((text, i) => i > 0 && !/^(overall|weight)\b/i.test(text)).length;
  const fits = (tool: RobTool): number => {
    const understood = words.filter((word) => tool.levels.some(({ word: own }) => plain(own) === plain(word))).length;
    const near = Math.abs(tool.domains.length - (hasHeads(rows, any) ? domains : domains - 1));
    return understood - near;
  };
  const real = robTools.filter(({ id }) => id !== "free");
  return real.reduce((best, tool) => (fits(tool) > fits(best) ? tool : best), real[0] as RobTool);
}

/** Reads a sheet by the template at hand, or by the tool it looks like where there is none; null for anything else. */
export function readRobSheet(text: string, template: RobTemplate | null): RobSheet | null {
  const { rows } = readTable(text, false);
  if (rows.length === 0 || (rows[0]?.length ?? 0) < 2) return null;
  const tool = template?.tool ?? guessed(rows);
  const by: RobTemplate = template ?? { tool, domains: tool.domains, levels: tool.levels };
  const places = placesOf(rows, by.domains);
  const unknown = new Set<string>();
  const studies = bodyOf(rows, by.domains).map((row) => {
    const letters = Array.from({ length: by.domains.length + 1 }, () => ".");
    places.forEach((place, column) => {
      const cell = row[column] ?? "";
      const level = place === null ? undefined : levelFor(cell, by.levels);
      if (place === null) return;
      if (level !== undefined) letters[place] = level.id;
      else if (!SKIPPED.has(plain(cell))) unknown.add(cell);
    });
    return { name: row[0] ?? "", rob: cleanRob(letters.join(""), by) };
  });
  return { tool: tool.id, studies, unknown: [...unknown] };
}
