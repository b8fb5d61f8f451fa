import type { Engine } from "../core/engine";
import type { Catalog, ErrorReport, Report } from "../core/types";
import { ENGLISH, language, marked, spoken, type Texts, t } from "../language/text";

/**
 * What the core says, in the page's language. The core speaks English and fills in names and numbers itself, so its
 * sentences are known by their patterns: "{study}: weights by participants need their number, …".
 */

/** Members of answers that hold sentences and labels of the core; every other text is an id, or was typed. */
const SAID = new Set(["text", "label", "note", "remedy", "rule", "differs", "remarks"]);
/** Of the catalogue the same, and what is only there. */
const LISTED = new Set([...SAID, "short", "when", "group", "doc"]);

const PLACE = /\{~?([a-z]\w*)\}/g;

interface Pattern {
  readonly says: RegExp;
  readonly names: readonly string[];
  readonly text: string;
}

const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");

function patternOf([english, text]: [string, string]): Pattern {
  const fixed = english.split(/\{~?[a-z]\w*\}/);
  const says = new RegExp(`^${fixed.map(escaped).join("([^]*?)")}$`);
  return { says, names: [...english.matchAll(PLACE)].map(([, name]) => name as string), text };
}

/** Sentences with places, the longest first: what is particular comes before what would fit as well. */
export function patternsOf(texts: Texts): Pattern[] {
  const found = Object.entries(texts).filter(([english]) => english.search(PLACE) >= 0);
  return found.sort(([a], [b]) => b.length - a.length).map(patternOf);
}

const NUMBER = /^-?\d+\.\d+(?:e[-+]?\d+)?$/;

/** A study without a name is called by its row. */
const studyName = (name: string): string => name.replace(/^Study (\d+)$/, (_, row) => t`Study ${row}`);

/** "2001, Treatment events": what is in front of the column belongs to a study's name. */
function columnName(value: string): string {
  const at = [...value.matchAll(/, /g)].find(({ index }) => language.texts[value.slice(index + 2)] !== undefined);
  return at ? `${value.slice(0, at.index)}, ${spoken(value.slice(at.index + 2))}` : value;
}

/** A name that was typed stays as it is; a word of the core and the mark of a decimal do not. */
function inPlace(name: string, value: string): string {
  if (name.startsWith("study")) return studyName(value);
  if (NUMBER.test(value)) return marked(value);
  const said = spoken(value);
  return said === value ? columnName(value) : said;
}

export function fromCore(text: string, texts: Texts, patterns: readonly Pattern[]): string {
  const whole = texts[text];
  if (whole !== undefined) return whole;
  for (const { says, names, text: pattern } of patterns) {
    const values = says.exec(text)?.slice(1);
    if (values) return pattern.replace(PLACE, (place, name) => inPlace(name, values[names.indexOf(name)] ?? place));
  }
  return text;
}

/** What the core itself wrote, by what is shown in its place. */
const written = new WeakMap<object, object>();

/** The entry of the catalogue in the core's own words: those that heads of tables are compared with. */
export const inEnglish = <T extends object>(entry: T): T => (written.get(entry) as T | undefined) ?? entry;

/** The same answer with the texts of these members spoken. */
function withTexts<T>(answer: T, members: ReadonlySet<string>, say: (text: string) => string): T {
  const visit = (value: unknown, name: string): unknown => {
    if (typeof value === "string") return members.has(name) ? say(value) : value;
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map((one) => visit(one, name));
    const said = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, visit(one, key)]));
    if (members === LISTED) written.set(said, value);
    return said;
  };
  return visit(answer, "") as T;
}

/** An engine whose catalogue and answers are in the page's language; ids and numbers are the core's own. */
export function speaking(engine: Engine): Engine {
  if (language === ENGLISH) return engine;
  const { texts } = language;
  const patterns = patternsOf(texts);
  const say = (text: string): string => fromCore(text, texts, patterns);
  const answer = <T extends Report | ErrorReport | null>(report: T): T => withTexts(report, SAID, say);
  return {
    ...engine,
    catalog: { ...withTexts<Catalog>(engine.catalog, LISTED, say), shapes: engine.catalog.shapes },
    analyse: (request) => answer(engine.analyse(request)),
    background: {
      ...engine.background,
      ask(request, seen) {
        const later = engine.background.ask(request, seen && ((share, soFar) => seen(share, answer(soFar))));
        return { ...later, answer: later.answer.then(answer) };
      },
    },
  };
}
