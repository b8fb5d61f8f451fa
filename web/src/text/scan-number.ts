import { isDigit } from "./plain-text";

const MAX_DIGITS = 64;
const SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻";

/** Digits, separators and sign of the number a text begins with, and where it ends. */
export interface Scan {
  negative: boolean;
  digits: string;
  /** Separators between the digits: the character and the number of digits before it. */
  separators: { mark: string; at: number }[];
  end: number;
}

export function scanNumber(text: string): Scan {
  const scan: Scan = { negative: false, digits: "", separators: [], end: 0 };
  let i = 0;
  if (text[i] === "-" || text[i] === "+") {
    scan.negative = text[i] === "-";
    i += 1;
    while (text[i] === " ") i += 1;
  }
  const digits: string[] = [];
  for (; i < text.length; i += 1) {
    const c = text[i] as string;
    if (isDigit(c)) digits.push(c);
    else if (c === "." || c === ",") scan.separators.push({ mark: c, at: digits.length });
    else if ((c === " " || c === "'") && isDigit(text[i - 1]) && isDigit(text[i + 1]))
      scan.separators.push({ mark: c, at: digits.length });
    else break;
  }
  scan.digits = digits.join("");
  scan.end = i;
  return scan;
}

/** True when the separators from `first` to `last` mark groups of three digits, as in 1,234,567. */
function inThrees(scan: Scan, last: number, end: number): boolean {
  const marks = scan.separators.slice(0, last + 1);
  const first = marks[0];
  if (first === undefined) return true;
  if (first.at < 1 || first.at > 3 || scan.digits[0] === "0") return false;
  return marks.every((sep, i) => sep.mark === first.mark && (marks[i + 1]?.at ?? end) - sep.at === 3);
}

/** The number of digits before the decimal point, or null when the separators make no sense; `twoWays` for 1,234. */
export function readSeparators(scan: Scan, whole: boolean): { point: number; twoWays: boolean } | null {
  const length = scan.digits.length;
  const seps = scan.separators;
  const last = seps[seps.length - 1];
  if (last === undefined) return { point: length, twoWays: false };
  const decimal = last.mark === "." || last.mark === ",";
  if (seps.length === 1) {
    const threes = inThrees(scan, 0, length);
    if (!decimal) return threes ? { point: length, twoWays: false } : null;
    if (last.mark === "," && threes) return { point: whole ? length : last.at, twoWays: true };
    return { point: last.at, twoWays: false };
  }
  if (inThrees(scan, seps.length - 1, length)) return { point: length, twoWays: false };
  const grouped = decimal && seps[0]?.mark !== last.mark && inThrees(scan, seps.length - 2, last.at);
  return grouped ? { point: last.at, twoWays: false } : null;
}

/** Reads e-3, ×10⁻³ or x10^-3 at `from`; null when there is no exponent there, NaN when it is broken. */
export function scanExponent(text: string, from: number): { exponent: number; end: number } | null {
  let i = from;
  while (text[i] === " ") i += 1;
  const c = text[i];
  if (c === "e" || c === "E") i += 1;
  else if (c !== undefined && "×xX*⋅".includes(c)) {
    i += 1;
    while (text[i] === " ") i += 1;
    if (text.slice(i, i + 2) !== "10") return null;
    i += 2;
    if (text[i] === "^") i += 1;
    else if (!SUPERSCRIPTS.includes(text[i] ?? " ")) return null;
  } else return null;
  let digits = "";
  for (; i < text.length; i += 1) {
    const at = SUPERSCRIPTS.indexOf(text[i] as string);
    const plain = at < 0 ? (text[i] as string) : (["+", "-"][at - 10] ?? String(at));
    if (!isDigit(plain) && !(digits === "" && (plain === "-" || plain === "+"))) break;
    digits += plain;
  }
  const exponent = digits === "" || digits === "-" || digits === "+" || digits.length > 6 ? Number.NaN : Number(digits);
  return { exponent, end: i };
}

/** digits with the point after `point` of them, times ten to `exponent`. A long tail counts as one more digit. */
export function toDouble(digits: string, point: number, exponent: number): number {
  let start = 0;
  while (start < digits.length - 1 && digits[start] === "0") start += 1;
  const kept = digits.slice(start, start + MAX_DIGITS);
  const tail = digits.slice(start + MAX_DIGITS);
  const sticky = /[1-9]/.test(tail) ? "1" : "";
  return Number(`${kept}${sticky}e${exponent + point - start - kept.length - sticky.length}`);
}
