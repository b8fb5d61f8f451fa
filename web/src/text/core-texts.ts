import type { Engine } from "../core/engine";
import type { Catalog, ErrorReport, Report } from "../core/types";
import { ENGLISH, language, marked, spoken, type Texts, t, withMembers } from "../language/text";

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
  /** What stands between the places, before and after them. */
  readonly fixed: readonly string[];
  readonly names: readonly string[];
  readonly text: string;
}

function patternOf([english, text]: [string, string]): Pattern {
  const names = [...english.matchAll(PLACE)].map(([, name]) => name as string);
  return { fixed: english.split(/\{~?[a-z]\w*\}/), names, text };
}

/**
 * What stands in the places, each as short as can be; null when the text is not of this pattern. One look from the left:
 * names come from links too, and none of them may make this long.
 */
export function valuesIn(text: string, fixed: readonly string[]): string[] | null {
  const [first = "", ...others] = fixed;
  const last = others.pop() ?? "";
  if (!text.startsWith(first) || !text.endsWith(last)) return null;
  const values: string[] = [];
  const end = text.length - last.length;
  let from = first.length;
  for (const piece of others) {
    const at = text.indexOf(piece, from);
    if (at < 0) return null;
    values.push(text.slice(from, at));
    from = at + piece.length;
  }
  return from > end ? null : [...values, text.slice(from, end)];
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
  for (const { fixed, names, text: pattern } of patterns) {
    const values = valuesIn(text, fixed);
    if (values) return pattern.replace(PLACE, (place, name) => inPlace(name, values[names.indexOf(name)] ?? place));
  }
  return text;
}

/** What the core itself wrote, by what is shown in its place. */
const written = new WeakMap<object, object>();
const remember = (shown: object, core: object): void => void written.set(shown, core);

/** The entry of the catalogue in the core's own words: those that heads of tables are compared with. */
export const inEnglish = <T extends object>(entry: T): T => (written.get(entry) as T | undefined) ?? entry;

/** An engine whose catalogue and answers are in the page's language; ids and numbers are the core's own. */
export function speaking(engine: Engine): Engine {
  if (language === ENGLISH) return engine;
  const { texts } = language;
  const patterns = patternsOf(texts);
  const say = (text: string): string => fromCore(text, texts, patterns);
  const answer = <T extends Report | ErrorReport | null>(report: T): T => withMembers(report, SAID, say);
  return {
    ...engine,
    catalog: { ...withMembers<Catalog>(engine.catalog, LISTED, say, remember), shapes: engine.catalog.shapes },
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
