/**
 * A spreadsheet takes a text beginning with = + - @ for a formula and may run it. Such texts get a ' in front, which
 * spreadsheets do not show; a text that already looks guarded gets one more, so that unguard(guard(x)) is x.
 * Numbers are not guarded: '-0.5 would come back as a text and the study would be lost.
 */
const FORMULA = /^'*\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]/;
const GUARDED = /^''*\s*[=+\-@\uff1d\uff0b\uff0d\uff20\t\r]/;

export function guard(text: string): string {
  return FORMULA.test(text) ? `'${text}` : text;
}

export function unguard(text: string): string {
  return GUARDED.test(text) ? text.slice(1) : text;
}
