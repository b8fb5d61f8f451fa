import type { Arm, Meaning } from "../state/pasted";
import { ARM_WORDS, DESCRIBES, FILLERS, PHRASES, WHOLE } from "./header-words";

/** "Mean_T" -> "mean t", "95%-CI lower" -> "95 ci lower", "n.e" -> "n e", "meanT" -> "mean t", "%" -> "percent". */
export function normalHead(head: string): string {
  return head
    .slice(0, 200)
    .replace(/([a-z])([A-Z])(?![a-z])/g, "$1 $2")
    .toLowerCase()
    .replace(/\(\s*n\s*=\s*[\d,.]+\s*\)/g, " ")
    .replace(/(\d)\s*%/g, "$1 ")
    .replace(/%/g, " percent ")
    .replace(/[^\p{L}\p{N}]+/gu, " ")
    .trim();
}

const NO_ROLE = { role: null, quantities: [], arm: null } as const;

/** All that a head names, what decides first, and the words left over. */
function phrasesIn(normal: string): { found: { quantity: string; strict: boolean }[]; rest: string[] } {
  let rest = normal.replace(/(?<=^| )([a-pr-z]+|[a-z]{2,})([12])(?= |$)/g, (whole, word: string, digit: string) =>
    ARM_WORDS.has(whole) || word === "p" ? whole : `${word} ${digit}`,
  );
  const found: { quantity: string; strict: boolean }[] = [];
  for (const { quantity, strict, pattern } of PHRASES) {
    const next = rest.replace(pattern, " ").replace(/ +/g, " ").trim();
    if (next === rest) continue;
    found.push({ quantity, strict });
    rest = next;
  }
  return { found, rest: rest.split(" ").filter((word) => word !== "") };
}

/** The quantities a head names, whatever else it says: what "6.2 (1.4)" below it can mean. */
export function quantitiesIn(head: string): Set<string> {
  return new Set(phrasesIn(normalHead(head)).found.map(({ quantity }) => quantity));
}

/** "n (%)" counts people with the event; "% of events" is a percentage. */
function quantityOf(normal: string, found: readonly string[]): string[] {
  const first = found[0];
  if (first === undefined) return [];
  if (!found.includes("percent") || !/^(percent|events|total)$/.test(first)) return alternatives(first);
  const counts = found.includes("events") || found.includes("total");
  // What is said first is what the cell begins with.
  return counts && !/(?:percent|per cent|percentage|pct|proportion)\b.*\b(?:events?|total|n)\b/.test(normal)
    ? ["events"]
    : ["percent"];
}

/** "Effect" may be on the scale people read or on that of the analysis: the columns beside it decide. */
function alternatives(quantity: string): string[] {
  return ALTERNATIVES[quantity] ?? [quantity];
}

const ALTERNATIVES: Readonly<Record<string, string[]>> = {
  estimate: ["estimate", "effect"],
  standardised: ["estimate", "effect"],
  difference: ["difference", "estimate", "effect"],
  variance: ["variance", "v"],
};

const RATIO = /(?:^| )(?:rr|or|hr|irr|odds ratio|risk ratio|relative risk|rate ratio|hazard ratio)(?: |$)/;

export const isRatio = (head: string): boolean => RATIO.test(normalHead(head));

function armIn(words: readonly string[]): Arm | null {
  return words.map((word) => ARM_WORDS.get(word)).find((arm) => arm !== undefined) ?? null;
}

/** What a head can mean. Which column of which format that is, the catalogue decides (assign.ts). */
export function readHead(head: string): Meaning {
  if (/^(group|mod):./.test(head)) return { ...NO_ROLE, plain: head, role: head };
  const normal = normalHead(head);
  const plain = normal.replace(/ /g, "");
  const whole = WHOLE.get(normal);
  if (whole !== undefined) return { ...NO_ROLE, plain, role: whole };
  if (normal === "r") return { ...NO_ROLE, plain, quantities: ["correlation", "events"] };
  if (normal === "time" || normal === "exposure") return { ...NO_ROLE, plain, quantities: ["persontime"] };
  const { found, rest } = phrasesIn(normal);
  const strict = found[0]?.strict ?? false;
  const strange = rest.filter((word) => !ARM_WORDS.has(word) && !FILLERS.has(word));
  if (rest.some((word) => DESCRIBES.has(word)) || (strict && strange.length > 0)) return { ...NO_ROLE, plain };
  const quantities = quantityOf(normal, found.map(({ quantity }) => quantity)); // biome-ignore format: one thing
  const logOnly = quantities[0] === "estimate" && RATIO.test(normal);
  return { plain, role: null, quantities: logOnly ? ["estimate"] : quantities, arm: armIn(rest) };
}

/** The arm a head names ("Placebo n/N"), null when it names none. */
export function armOf(head: string): Arm | null {
  return armIn(normalHead(head).split(" ").filter((word) => word.length > 1 || /\d/.test(word))); // biome-ignore format: one thing
}

export const isKnown = (head: Meaning): boolean => head.role !== null || head.quantities.length > 0;

const MEASURES: readonly [string, RegExp][] = [
  ["SMD", /\bsmd\b|std mean difference|standardi[sz]ed mean difference|hedges|cohen/],
  ["MD", /\bw?md\b|mean difference/],
  ["OR", /\bor\b(?! sub)|odds ratio|\b(?:ln|log)or\b/],
  ["RR", /\brr\b|risk ratio|relative risk|\b(?:ln|log)rr\b/],
  ["HR", /\bhr\b|hazard ratio|\b(?:ln|log)hr\b/],
  ["IRR", /\birr\b|rate ratio/],
  ["RD", /\brd\b|risk difference/],
];

/** The measure that heads of effects name, null when they name none. */
export function measureIn(heads: readonly string[]): string | null {
  const text = heads.map(normalHead).filter((head) => WHOLE.get(head) !== "label").join(" | "); // biome-ignore format: one thing
  if (/peto/.test(text) && /odds ratio|\bor\b/.test(text)) return "PETO";
  return MEASURES.find(([, words]) => words.test(text))?.[0] ?? null;
}
