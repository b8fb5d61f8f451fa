import type { CatalogColumn } from "../core/types";
import { marked, t } from "../language/text";
import { plainText } from "./plain-text";
import { readSeparators, type Scan, scanExponent, scanNumber, toDouble } from "./scan-number";

/**
 * Text to number without regard to the locale: one pass, no pattern matching that could become slow, at most 64
 * significant digits. A text that can be read in two ways is read in the likelier one and says so in `hint`;
 * a text that would have to be guessed is a `problem`, whose text says what to type instead.
 */
export type Parsed = { value: number; hint?: string; bound?: "<" | ">" } | { problem: string };
export type Domain = CatalogColumn["domain"] | "probability";

const MISSING = new Set([
  "na",
  "n/a",
  "n.a.",
  "nr",
  "n.r.",
  "nd",
  "n.d.",
  "ns",
  "-",
  "--",
  "---",
  ".",
  "..",
  "…",
  "?",
  "n/r",
]);
/** Marks that point to a footnote. */
export const FOOTNOTES = "*†‡§¶‖#ᵃᵇᶜᵈᵉᶠᵍʰⁱʲᵏˡᵐⁿ";
function shown(text: string): string {
  const trimmed = text.trim();
  return `"${trimmed.length > 30 ? `${trimmed.slice(0, 30)}…` : trimmed}"`;
}

const notANumber = (text: string): Parsed => ({
  problem: t`${shown(text)} is not a number. Type digits, for instance 12 or 0.5.`,
});

/** What stands after the number: nothing, a footnote mark, a percent sign, a percentage in brackets, or something else. */
function readRest(rest: string): "none" | "percent" | "share" | "reference" | "other" {
  let i = 0;
  while (i < rest.length && (rest[i] === " " || FOOTNOTES.includes(rest[i] as string))) i += 1;
  const left = rest.slice(i).trim();
  if (left === "") return "none";
  if (left === "%") return "percent";
  if (/^\[\d{1,3}(?:[,;-] ?\d{1,3}){0,4}\]$/.test(left.slice(0, 40))) return "reference";
  if (!left.startsWith("(") || !left.endsWith(")")) return "other";
  const inside = left.slice(1, -1).trim();
  const scan = scanNumber(inside);
  return scan.digits !== "" && inside.slice(scan.end).trim() === "%" ? "share" : "other";
}

function readPercent(text: string, value: number, domain: Domain): Parsed {
  if (domain === "percent") return { value };
  if (domain === "probability") return { value: value / 100 };
  return { problem: t`${shown(text)} is a percentage. Type the number itself, without the % sign.` };
}

/** "<0.001" in a column of P values: the limit, and that it is one. */
function readBound(plain: string, domain: Domain): Parsed | null {
  const found = /^([<>≤≥])\s*=?\s*/.exec(plain);
  if (domain !== "probability" || found === null) return null;
  const parsed = parseNumber(plain.slice(found[0].length), domain);
  const bound = found[1] === "<" || found[1] === "≤" ? "<" : ">";
  return parsed !== null && "value" in parsed ? { value: parsed.value, bound } : null;
}

function problemAtStart(text: string, plain: string, domain: Domain): Parsed {
  const bound = readBound(plain, domain);
  if (bound !== null) return bound;
  const first = plain[0] as string;
  if ("<>≤≥~≈".includes(first)) return { problem: t`${shown(text)} is a bound, not a number. Type the number itself.` };
  if (first === "(" && plain.endsWith(")")) {
    const inside = plain.slice(1, -1).trim();
    if ("value" in (parseNumber(inside) ?? {}))
      return { problem: t`${shown(text)} can mean two things. Type -${inside} if it is negative, else ${inside}.` };
  }
  return notANumber(text);
}

/**
 * @param text    as typed
 * @param domain  of the column: in a column of counts "1,234" is 1234 and "12 (34%)" is 12
 * @return        null for an empty cell and for NA, n/a, - and the like
 */
export function parseNumber(text: string, domain: Domain = "any"): Parsed | null {
  const plain = plainText(text);
  if (plain === "" || (plain.length < 5 && MISSING.has(plain.toLowerCase()))) return null;
  const scan = scanNumber(plain);
  if (scan.digits === "") return problemAtStart(text, plain, domain);
  const whole = domain === "count" || domain === "size";
  const form = readSeparators(scan, whole);
  if (form === null) return notANumber(text);
  const power = scanExponent(plain, scan.end);
  const size = toDouble(scan.digits, form.point, power?.exponent ?? 0);
  if (Number.isNaN(size)) return notANumber(text);
  if (!Number.isFinite(size)) return { problem: t`${shown(text)} is too large. Type a smaller number.` };
  const value = scan.negative ? -size : size;
  const rest = readRest(plain.slice(power?.end ?? scan.end));
  if (rest === "percent") return readPercent(text, value, domain);
  if (rest === "share" && whole)
    return { value, hint: t`${shown(text)} was read as ${value}; the percentage was left out.` };
  if (rest === "reference" && whole)
    return { value, hint: t`${shown(text)} was read as ${value}; what is in brackets was taken for a reference.` };
  if (rest !== "none") return notANumber(text);
  return form.twoWays ? { value, hint: twoWaysHint(text, scan, value) } : { value };
}

function twoWaysHint(text: string, scan: Scan, value: number): string {
  const sign = scan.negative ? "-" : "";
  const asWhole = `${sign}${scan.digits}`;
  const asDecimal = `${sign}${scan.digits.slice(0, -3)}.${scan.digits.slice(-3)}`;
  const other = String(value) === asWhole ? asDecimal : asWhole;
  const read = String(value) === asWhole ? asWhole : asDecimal;
  return t`${shown(text)} was read as ${marked(read)}. If that is wrong, type ${marked(other)}.`;
}
