/** Digits, signs, separators and blanks of the world written as ASCII, so that one reader of numbers is enough. */

/** Code points of the zeros of the decimal digits people type: Arabic-Indic, Persian, Devanagari, Bengali, Thai, full width. */
const ZEROS = [0x0660, 0x06f0, 0x0966, 0x09e6, 0x0e50, 0xff10];
const MINUS = "\u2212\u2010\u2011\u2012\u2013\u2014\ufe58\ufe63\uff0d";
const SPACES = "\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f\u3000\t\n\r";
/** Invisible: byte order mark, zero-width characters, direction marks that come with copied right-to-left text. */
const INVISIBLE =
  "\ufeff\u200b\u200c\u200d\u200e\u200f\u2060\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069";
const LOOK_ALIKE: Record<string, string> = {
  "\uff0e": ".", "\u066b": ".", "\u00b7": ".", "\u2219": ".", "\uff0c": ",", "\uff0b": "+",
  "\u066c": "'", "\u2019": "'", "\u02bc": "'", "\uff05": "%", "\u066a": "%",
}; // biome-ignore format: a table

/** One character as plain ASCII where it has an ASCII meaning; other characters come back as they are. */
function plainCharacter(c: string): string {
  if (c >= "0" && c <= "9") return c;
  const code = c.charCodeAt(0);
  if (code < 0x80) return code === 9 || code === 10 || code === 13 ? " " : c;
  if (MINUS.includes(c)) return "-";
  if (SPACES.includes(c)) return " ";
  if (INVISIBLE.includes(c)) return "";
  const zero = ZEROS.find((z) => code >= z && code <= z + 9);
  return zero === undefined ? (LOOK_ALIKE[c] ?? c) : String(code - zero);
}

/** The text with plain digits, signs, separators and spaces, trimmed. */
export function plainText(text: string): string {
  let plain = "";
  for (const c of text) plain += plainCharacter(c);
  return plain.trim();
}

export const isDigit = (c: string | undefined): boolean => c !== undefined && c >= "0" && c <= "9";
