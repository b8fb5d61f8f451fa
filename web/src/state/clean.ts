const LINE_BREAKS = /[\t\n\r\u2028\u2029]+/g;
// biome-ignore lint/suspicious/noControlCharactersInRegex: these are the characters that XML 1.0 forbids, to be removed
const UNPRINTABLE = /[\u0000-\u001f\u007f-\u009f\ufffe\uffff]|[\u{d800}-\u{dfff}]/gu;

/** The first `max` code points, so that no surrogate pair is cut in two. */
export function clip(text: string, max: number): string {
  if (text.length <= max) return text;
  return [...text.slice(0, 2 * max)].slice(0, max).join("");
}

/**
 * Text that may stand in a label: one line, nothing that XML 1.0 forbids (control characters, U+FFFE, U+FFFF, lone
 * surrogates), at most `max` characters. Spaces at the ends stay, for a label is cleaned while it is being typed.
 */
export function cleanText(text: string, max: number): string {
  return clip(text.replace(LINE_BREAKS, " ").replace(UNPRINTABLE, ""), max);
}

/** As cleanText, but what is unprintable stays visible: removing it could turn a wrong number into another number. */
export function cleanCell(text: string, max: number): string {
  return clip(text.replace(LINE_BREAKS, " ").replace(UNPRINTABLE, "\ufffd"), max);
}

/** A record's own value: names such as "constructor" or "__proto__" are ordinary names here. */
export function own(record: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(record, key) ? (record[key] ?? "") : "";
}

/** A copy of the record with one value set; an empty value removes the key, so that absent and empty are one state. */
export function withValue(
  record: Readonly<Record<string, string>>,
  key: string,
  value: string,
): Readonly<Record<string, string>> {
  const rest = Object.entries(record).filter(([name]) => name !== key);
  return Object.fromEntries(value === "" ? rest : [...rest, [key, value]]);
}
