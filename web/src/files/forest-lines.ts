import { t } from "../language/text";
import { plural } from "../text/format";
import { plainText } from "../text/plain-text";
import { isNumber } from "./cells";
import { measureIn } from "./headers";
import { isSummary } from "./summaries";
import type { TextTable } from "./table-text";

/**
 * The lines of a forest plot copied from a PDF or from R: "Smith 2010 12 45 20 44 10.2% 0.59 [0.33, 1.05]". The last
 * bracket with two limits is the effect; before it stand the weight, the numbers of the groups and the name.
 */
const NUM = String.raw`[-+]?\s?\d*[.,]?\d+(?:[eE][-+]?\d+)?`;
const INTERVAL = new RegExp(
  String.raw`(${NUM})\s*[[(]\s*(?:9\d\s*%\s*\p{L}{2}[:,]?\s*)?(${NUM})\s*(?:[,;]|to|-|\s)\s*(${NUM})\s*[\])]`,
  "gu",
);

interface StudyLine {
  kind: "study";
  /** Words of the name, then numbers, as many as are found from the right. */
  words: string[];
  numbers: string[];
  /** Estimate and limits, "" when the plot says "not estimable". */
  effect: readonly [string, string, string];
  year: string;
  subgroup: string;
}

type Line = StudyLine | { kind: "head" | "summary" | "group" | "other"; text: string };

const HEAD_WORDS =
  /\b(events?|total|mean|sd|se|weight|ci|ratio|difference|study|studies|experimental|control|treatment|intervention|placebo|favou?rs|random|fixed|year|n)\b/gi;

function isHead(text: string): boolean {
  const words = text.split(/\s+/).length;
  return (text.match(HEAD_WORDS)?.length ?? 0) * 2 >= words;
}

/** Numbers at the end of the text before the effect: "5.2 (1.1) 30" and "12/45" are taken apart, a weight is dropped. */
function trailingNumbers(before: readonly string[]): { words: string[]; numbers: string[] } {
  const rest = [...before];
  if (/^%$/.test(rest.at(-1) ?? "")) rest.splice(-2);
  else if (/^\d+([.,]\d+)?%$/.test(rest.at(-1) ?? "")) rest.pop();
  const numbers: string[] = [];
  for (let last = rest.at(-1); last !== undefined; last = rest.at(-1)) {
    const ratio = /^(\d[\d.,]*)\/(\d[\d.,]*)$/.exec(last);
    const bracket = /^\((\d[\d.,]*)\)$/.exec(last);
    if (ratio) numbers.unshift(ratio[1] as string, ratio[2] as string);
    else if (bracket && isNumber(rest.at(-2) ?? "")) numbers.unshift(bracket[1] as string);
    else if (isNumber(last)) numbers.unshift(last);
    else break;
    rest.pop();
  }
  return { words: rest, numbers };
}

function studyLine(text: string): StudyLine | null {
  const plain = plainText(text).replace(/\s+/g, " ");
  const found = [...plain.matchAll(INTERVAL)].at(-1);
  const none = /not estimable/i.exec(plain);
  const at = found?.index ?? none?.index;
  if (at === undefined) return null;
  const before = plain.slice(0, at).trim().split(" ").filter((word) => word !== ""); // biome-ignore format: one thing
  const after = plain.slice(at + (found ?? (none as RegExpExecArray))[0].length);
  const tidy = (n: string | undefined): string => (n ?? "").replace(/\s/g, "");
  const original = text.trim().split(/\s+/);
  const { words, numbers } = trailingNumbers(before);
  return {
    kind: "study",
    words: original.slice(0, words.length),
    numbers,
    effect: [tidy(found?.[1]), tidy(found?.[2]), tidy(found?.[3])],
    year: /(?<![\d.])(?:19|20)\d\d(?![\d.%])/.exec(after)?.[0] ?? "",
    subgroup: "",
  };
}

const isYear = (text: string | undefined): boolean => /^(19|20)\d\d$/.test(text ?? "");

/** Numbers a study of a plot can have: two groups of means, of counts, one group, an effect with its error, none. */
const WIDTHS = [6, 4, 3, 2, 0];

/** The number of numbers that most lines have, a year at the end of the name not counted. */
function widthOf(lines: readonly StudyLine[]): number {
  const counts = new Map<number, number>();
  for (const { numbers } of lines) {
    const count = numbers.length - (isYear(numbers[0]) ? 1 : 0);
    const width = WIDTHS.find((each) => each <= count) ?? 0;
    counts.set(width, (counts.get(width) ?? 0) + 1);
  }
  return [...counts].sort((a, b) => b[1] - a[1] || b[0] - a[0])[0]?.[0] ?? 0;
}

const whole = (cells: readonly string[][], ...columns: number[]): boolean =>
  cells.every((row) => columns.every((i) => /^\d+(,\d{3})?$/.test(row[i] ?? "")));

/** The heads that such numbers have in plots, in the words that headers.ts reads. */
function headsFor(cells: readonly string[][], width: number, head: string): string[] {
  const two = (names: string[]): string[] => [...names.map((name) => `${name} 1`), ...names.map((name) => `${name} 2`)];
  const totalFirst = /total mean sd total mean/i.test(head) || (whole(cells, 0) && !whole(cells, 2) && width > 2);
  const means = totalFirst ? ["Total", "Mean", "SD"] : ["Mean", "SD", "Total"];
  if (width === 6)
    return whole(cells, 0, 1, 2, 3) && !whole(cells, 4, 5) ? [...two(["Events", "Total"]), "O-E", "V"] : two(means);
  if (width === 4) return whole(cells, 0, 1) ? two(["Events", "Total"]) : ["Log effect", "SE", "Total 1", "Total 2"];
  if (width === 3) return means;
  if (width === 2) return whole(cells, 0, 1) ? ["Events", "Total"] : ["yi", "SE"];
  return [];
}

function classify(text: string): Line {
  const trimmed = text.trim();
  // Numbers alone are the labels of the axis.
  if (isSummary(trimmed) || /^[-\d.,\s]+$/.test(trimmed)) return { kind: "summary", text: trimmed };
  const study = studyLine(text);
  if (study !== null && study.words.length + study.numbers.length > 0) return study;
  if (isHead(trimmed)) return { kind: "head", text: trimmed };
  return { kind: /\d\s|\d$/.test(trimmed.replace(/^[\d.]+\s/, "")) ? "other" : "group", text: trimmed };
}

/** Headings of subgroups stand above their studies and end with a subtotal; other lines of words are no such thing. */
function withSubgroups(lines: readonly Line[]): StudyLine[] {
  const has = lines.some((line) => line.kind === "summary" && /^subtotal/i.test(line.text));
  let subgroup = "";
  return lines.flatMap((line) => {
    if (line.kind === "group" && has) subgroup = line.text.replace(/^\d+(\.\d+)+\s+/, "");
    return line.kind === "study" ? [{ ...line, subgroup }] : [];
  });
}

function notesFor(lines: readonly Line[]): string[] {
  const summaries = lines.filter((line) => line.kind === "summary").length;
  const other = lines.flatMap((line) => (line.kind === "other" ? [`"${line.text.slice(0, 40)}"`] : []));
  return [
    t`Read as the lines of a forest plot.`,
    ...(summaries > 0 ? [t`Left out: ${plural(summaries, t`line`, t`lines`)} of totals, tests and axes.`] : []),
    ...(other.length > 0 ? [t`Not understood and left out: ${other.slice(0, 3).join(", ")}.`] : []),
  ];
}

/** Null when the text is no such plot. */
export function forestLines(text: readonly string[]): TextTable | null {
  const lines = text.map(classify);
  const studies = withSubgroups(lines);
  const strange = lines.filter(({ kind }) => kind === "other").length;
  const named = studies.filter(({ words }) => words.length > 0 && !/[;"|\t]|,\d/.test(words.join(" ")));
  if (named.length === 0 || named.length < studies.length || strange > studies.length) return null;
  const width = widthOf(studies);
  const cells = studies.map(({ numbers }) => (width === 0 ? [] : numbers.slice(-width)));
  const head = lines.flatMap((line) => (line.kind === "head" ? [line.text] : [])).join(" ");
  const measure = measureIn([head]);
  const heads = headsFor(cells.filter((row) => row.length === width), width, head); // biome-ignore format: one thing
  const columns: [string, (study: StudyLine, row: string[]) => string][] = [
    ["Study", ({ words, numbers }) => [...words, ...numbers.slice(0, numbers.length - width)].join(" ")],
    ...heads.map((name, i): (typeof columns)[number] => [
      name,
      (_, row) => (row.length === width ? (row[i] ?? "") : ""),
    ]),
    [measure ?? "Effect", ({ effect }) => effect[0]],
    ["Lower", ({ effect }) => effect[1]],
    ["Upper", ({ effect }) => effect[2]],
    ["Year", ({ year }) => year],
    ["group:Subgroup", ({ subgroup }) => subgroup],
  ];
  const used = columns.filter(
    ([name, of]) => !/^(Year|group)/.test(name) || studies.some((study, i) => of(study, cells[i] as string[]) !== ""),
  );
  const rows = studies.map((study, i) => used.map(([, of]) => of(study, cells[i] as string[])));
  const format = heads[0] === "yi" ? "estimate_se" : null;
  return { rows: [used.map(([name]) => name), ...rows], notes: notesFor(lines), format, heading: true };
}
