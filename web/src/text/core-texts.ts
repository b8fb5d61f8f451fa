import type { Engine } from "../core/engine";
import type { Catalog, ErrorReport, Report } from "../core/types";
import { ENGLISH, language, marked, spoken, type Texts } from "../language/text";

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

/** A name that was typed stays as it is; a word of the core and the mark of a decimal do not. */
function inPlace(name: string, value: string): string {
  if (name === "study") return value;
  return /^-?\d+\.\d+$/.test(value) ? marked(value) : spoken(value);
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

/** The same answer with the texts of these members spoken. */
function withTexts<T>(answer: T, members: ReadonlySet<string>, say: (text: string) => string): T {
  const visit = (value: unknown, name: string): unknown => {
    if (typeof value === "string") return members.has(name) ? say(value) : value;
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map((one) => visit(one, name));
    return Object.fromEntries(Object.entries(value).map(([key, one]) => [key, visit(one, key)]));
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
    catalog: withTexts<Catalog>(engine.catalog, LISTED, say),
    analyse: (request) => answer(engine.analyse(request)),
    background: {
      ...engine.background,
      ask(request) {
        const later = engine.background.ask(request);
        return { ...later, answer: later.answer.then(answer) };
      },
    },
  };
}
