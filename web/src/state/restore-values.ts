import { t } from "../language/text";
import { cleanCell, cleanText } from "./clean";
import { limits } from "./limits";

/** Single values out of something unknown: the right type is copied, the rest is named in a note. */
const MAX_NOTES = 20;

/** Collects notes, each once, and not without end. */
export class Notes {
  readonly list: string[] = [];
  private more = 0;

  add(note: string): void {
    if (this.list.includes(note)) return;
    if (this.list.length < MAX_NOTES) this.list.push(note);
    else this.more += 1;
  }

  all(): string[] {
    return this.more === 0 ? this.list : [...this.list, t`… and ${this.more} more.`];
  }
}

export type Fields = Map<string, unknown>;

/** The own, enumerable values of an object; nothing is ever read through its prototype. */
export function fieldsOf(raw: unknown): Fields | null {
  if (typeof raw !== "object" || raw === null || Array.isArray(raw)) return null;
  return new Map(Object.entries(raw));
}

export function reportUnknown(fields: Fields, known: readonly string[], where: string, notes: Notes): void {
  for (const key of fields.keys()) {
    if (!known.includes(key)) notes.add(t`${where}: "${cleanText(key, 40)}" is not known and was left out.`);
  }
}

/** Text, or a number as JSON writes it, as a text; anything else is reported and becomes "". */
export function textOf(raw: unknown, where: string, notes: Notes, clean = cleanText): string {
  if (raw === undefined || raw === null) return "";
  if (typeof raw === "number" || typeof raw === "string") {
    const text = String(raw);
    if (text.length > limits.text) notes.add(t`${where}: a text was cut after ${limits.text} characters.`);
    return clean(text, limits.text);
  }
  notes.add(t`${where}: a value that is not text was left out.`);
  return "";
}

export function textsOf(
  raw: unknown,
  where: string,
  notes: Notes,
  allowed?: ReadonlySet<string>,
): Record<string, string> {
  if (raw === undefined || raw === null) return {};
  const fields = fieldsOf(raw);
  if (fields === null) notes.add(t`${where}: the form is not known and was left out.`);
  const texts: [string, string][] = [];
  for (const [rawName, value] of fields ?? []) {
    const name = cleanText(rawName, limits.linkCell);
    if (name === "" || (allowed !== undefined && !allowed.has(name))) {
      notes.add(t`${where}: "${cleanText(rawName, 40)}" is not known and was left out.`);
      continue;
    }
    if (texts.length >= limits.columns) {
      notes.add(t`${where}: more than ${limits.columns} columns; the rest was left out.`);
      break;
    }
    const text = textOf(value, where, notes, cleanCell);
    if (text !== "") texts.push([name, text]);
  }
  return Object.fromEntries(texts);
}

export function yesOf(raw: unknown, standard: boolean, where: string, notes: Notes): boolean {
  if (raw === undefined || typeof raw === "boolean") return raw ?? standard;
  notes.add(t`${where}: a value that is neither true nor false was left out.`);
  return standard;
}
