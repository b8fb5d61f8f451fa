/**
 * The languages of the page. English stands in the sources, marked by `t`; another language is a dictionary from
 * English to itself, in web/src/language/, which is there before any other script of the page runs (start.ts). What it
 * lacks is shown in English.
 */

/** English with {1}, {2} … for what is filled in -> the same in another language, in whatever order it needs them. */
export type Texts = Readonly<Record<string, string>>;

export interface Language {
  /** As in <html lang>. */
  readonly id: string;
  /** For dates. */
  readonly locale: string;
  readonly decimal: "." | ",";
  readonly texts: Texts;
}

export const ENGLISH: Language = { id: "en", locale: "en-GB", decimal: ".", texts: {} };

/** The page's own language: it never changes while the page is open. */
export const language: Language = (globalThis as { pooledLanguage?: Language }).pooledLanguage ?? ENGLISH;

/** "Leaves out {1} of {2}" -> its texts and places, in turn: ["Leaves out ", 0, " of ", 1, ""]. */
function pieces(text: string): (string | number)[] {
  return text.split(/\{(\d+)\}/).map((piece, i) => (i % 2 === 0 ? piece : Number(piece) - 1));
}

/** Under which key a text stands in a dictionary. */
export const keyOf = (parts: readonly string[]): string =>
  parts.reduce((key, part, i) => (i === 0 ? part : `${key}{${i}}${part}`), "");

const translated = new Map<TemplateStringsArray, (string | number)[]>();

function translation(parts: TemplateStringsArray): (string | number)[] {
  let known = translated.get(parts);
  if (known === undefined) {
    const key = keyOf(parts);
    known = pieces(language.texts[key] ?? key);
    translated.set(parts, known);
  }
  return known;
}

/** A number as text with the decimal mark of the language. */
export const marked = (number: string): string =>
  language.decimal === "." ? number : number.replace(".", language.decimal);

const filled = (value: unknown): string => (typeof value === "number" ? marked(String(value)) : String(value));

/** A text of the page in the page's language: t`Leaves out ${n} of ${k}`. */
export function t(parts: TemplateStringsArray, ...values: readonly unknown[]): string {
  if (language === ENGLISH) return String.raw({ raw: parts }, ...values);
  return translation(parts)
    .map((piece) => (typeof piece === "number" ? filled(values[piece]) : piece))
    .join("");
}

/** A text that stands in a table, for which no place is filled in. */
export const spoken = (text: string): string => language.texts[text] ?? text;

/**
 * The same table or answer with its members of these names said another way, however deep they stand.
 * @param made  is told of each object made and of what it was made from
 */
export function withMembers<T>(
  table: T,
  members: ReadonlySet<string>,
  say: (text: string) => string = spoken,
  made: (copy: object, of: object) => void = () => undefined,
): T {
  const visit = (value: unknown, name: string): unknown => {
    if (typeof value === "string") return members.has(name) ? say(value) : value;
    if (value === null || typeof value !== "object") return value;
    if (Array.isArray(value)) return value.map((one) => visit(one, name));
    const copy = Object.fromEntries(Object.entries(value).map(([key, one]) => [key, visit(one, key)]));
    made(copy, value);
    return copy;
  };
  return visit(table, "") as T;
}

/** A label within a sentence: English begins it small; German keeps its nouns as they are. */
export const inSentence = (label: string): string => (language === ENGLISH ? label.toLowerCase() : label);
