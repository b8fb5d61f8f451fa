import type { CatalogMeasure } from "../core/types";
import { language, marked, t } from "../language/text";

/** Numbers as text. Rounding happens here and nowhere else; nothing here does statistics. */

export const MINUS = "\u2212";
const DASH = "\u2013";
const SUPERSCRIPT = "⁰¹²³⁴⁵⁶⁷⁸⁹";

function exponent(power: number): string {
  const digits = [...String(Math.abs(power))].map((d) => SUPERSCRIPT[Number(d)]).join("");
  return `10${power < 0 ? "⁻" : ""}${digits}`;
}

/** 0.00000012 -> "1.2×10⁻⁷" */
function scientific(value: number, digits: number): string {
  const [mantissa, power] = value.toExponential(Math.max(0, digits - 1)).split("e") as [string, string];
  return `${marked(mantissa)}×${exponent(Number(power))}`;
}

function unsigned(value: number, decimals: number): string {
  if (value >= 1e7) return scientific(value, 3);
  const fixed = value.toFixed(Math.min(decimals, 20));
  if (value === 0 || Number(fixed) !== 0) return marked(fixed);
  // What would round to zero keeps one significant digit, so that a limit of 0.002 never reads 0.00.
  return value >= 1e-4 ? marked(String(Number(value.toPrecision(1)))) : scientific(value, 1);
}

/** A number with a fixed count of decimals; never "-0.00". */
export function formatNumber(value: number | null | undefined, decimals: number): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return DASH;
  const text = unsigned(Math.abs(value), decimals);
  return value < 0 && /[1-9]/.test(text) ? MINUS + text : text;
}

export type Scale = CatalogMeasure["scale"];

/** Decimals that show the width of an interval with `digits` significant figures. */
function decimalsFor(width: number, digits: number): number {
  if (!(width > 0) || !Number.isFinite(width)) return 2;
  return Math.min(12, Math.max(0, Math.floor(-Math.log10(width)) + digits));
}

/** Ratios have two decimals unless the interval is too narrow for them; differences follow the interval's width. */
export function decimalsOf(est: number | null, lb: number | null, ub: number | null, scale: Scale): number {
  const known = [est, lb, ub].filter((x): x is number => x !== null && Number.isFinite(x));
  const width = known.length > 1 ? Math.max(...known) - Math.min(...known) : 0;
  if (scale === "log") {
    const decimals = known.length > 1 ? Math.max(2, decimalsFor(width / 2, 1)) : 2;
    return known.every((x) => x >= 1000) && known.length > 0 ? 0 : decimals;
  }
  if (known.length < 2) return 2;
  return Math.max(width / 2 < 100 ? 1 : 0, decimalsFor(width / 2, 2));
}

export interface IntervalText {
  est: string;
  lb: string;
  ub: string;
}

const ONE = /^1(?:[.,]0*)?$/;

/** A limit that is not 1 does not read 1.00: whether no effect is inside is what readers look for. */
function limitText(value: number | null, decimals: number, scale: Scale): string {
  let text = formatNumber(value, decimals);
  for (let more = decimals + 1; more <= decimals + 3 && scale === "log" && ONE.test(text) && value !== 1; more++)
    text = formatNumber(value, more);
  return text;
}

export function intervalText(
  est: number | null,
  lb: number | null,
  ub: number | null,
  scale: Scale,
  decimals = decimalsOf(est, lb, ub, scale),
): IntervalText {
  return {
    est: formatNumber(est, decimals),
    lb: limitText(lb, decimals, scale),
    ub: limitText(ub, decimals, scale),
  };
}

/** A limit that exists, but beyond what a number can hold on the scale people read, is infinite to them. */
export function beyond(shown: string, limit: number | null): string {
  return shown === DASH && limit !== null ? "∞" : shown;
}

/** "0.85–4.93", or "−2.35 to −1.31" where a dash beside a minus would be misread. */
export function range(lb: string, ub: string): string {
  return lb.startsWith(MINUS) || ub.startsWith(MINUS) ? t`${lb} to ${ub}` : `${lb}${DASH}${ub}`;
}

/** What cannot pass 1 has no 0 before the point in English; before a decimal comma it stays. */
const share = (text: string): string => marked(text).replace(/^0\./, ".");

/** Without the letter: "= .029", "< .001". Three decimals below .1; more where rounding would reach .05 from below. */
export function pRelation(p: number | null | undefined): string {
  if (p === null || p === undefined || !Number.isFinite(p)) return `= ${DASH}`;
  if (p < 0.001) return `< ${share("0.001")}`;
  if (p > 0.99) return `> ${share("0.99")}`;
  const decimals = p >= 0.1 ? 2 : p < 0.05 && p.toFixed(3) === "0.050" ? 4 : 3;
  return `= ${share(p.toFixed(decimals))}`;
}

/** In a column of its own: ".029", "< .001". */
export const pCell = (p: number | null | undefined): string => pRelation(p).replace(/^= /, "");

/** "P = .007" */
export function pText(p: number | null | undefined): string {
  return `P ${pRelation(p)}`;
}

/** Everything known about P, for a title attribute or a table of exact values. */
export function exactP(p: number | null): string {
  if (p === null) return DASH;
  if (p === 0) return "P < 10⁻³⁰⁰";
  return p < 1e-4 ? `P = ${scientific(p, 3)}` : `P = ${marked(String(Number(p.toPrecision(4))))}`;
}

/** "0%", "92%", "0.4%", ">99%": never 100% for what is not. */
export function percentText(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return DASH;
  if (value > 99.5 && value < 100) return ">99%";
  if (value > 0 && value < 0.5) return "<1%";
  return `${Math.round(value)}%`;
}

/** Significant digits for tau2 and Q; zero is a plain 0. */
export function formatSignificant(value: number | null | undefined, digits = 3): string {
  if (value === null || value === undefined || !Number.isFinite(value)) return DASH;
  if (value === 0) return "0";
  const size = Math.abs(value);
  if (size >= 1e6 || size < 1e-4) return (value < 0 ? MINUS : "") + scientific(size, digits);
  const decimals = Math.min(12, Math.max(0, digits - 1 - Math.floor(Math.log10(size))));
  return formatNumber(value, decimals);
}

/** Q: two decimals, one from 100 on. */
export function qText(value: number | null): string {
  return formatNumber(value, value !== null && value >= 100 ? 1 : 2);
}

/** 1652 -> "1652", 12345 -> "12,345" (a thin group only from five digits, as journals do). */
export function formatCount(value: number | null): string {
  if (value === null || !Number.isFinite(value)) return DASH;
  const text = String(Math.round(Math.abs(value)));
  const grouped = text.length > 4 ? text.replace(/\B(?=(\d{3})+$)/g, language.decimal === "," ? "." : ",") : text;
  return value < 0 ? MINUS + grouped : grouped;
}

/** One decimal each, by largest remainder, so that what is printed adds up to 100.0; null stays null. */
export function weightTexts(weights: readonly (number | null)[]): (string | null)[] {
  const used = weights.map((w, i) => ({ i, tenths: (w ?? 0) * 10 })).filter(({ i }) => weights[i] !== null);
  const total = used.reduce((sum, w) => sum + w.tenths, 0);
  const floors = new Map(used.map(({ i, tenths }) => [i, Math.floor(tenths)]));
  // Nothing to share out when the weights given are not a whole (a part of the studies).
  let rest = Math.abs(total - 1000) < 1 ? 1000 - [...floors.values()].reduce((a, b) => a + b, 0) : 0;
  const byRemainder = [...used].sort((a, b) => (b.tenths % 1) - (a.tenths % 1) || a.i - b.i);
  for (const { i } of byRemainder) {
    if (rest <= 0) break;
    floors.set(i, (floors.get(i) ?? 0) + 1);
    rest -= 1;
  }
  return weights.map((w, i) => (w === null ? null : marked(((floors.get(i) ?? 0) / 10).toFixed(1))));
}

/** 0.95 -> "95%" */
export function levelText(level: number): string {
  return `${marked(String(Number((level * 100).toFixed(4))))}%`;
}

/** ".05", the P at which intervals of this level end. */
export const alphaText = (level: number): string => share(String(Number((1 - level).toFixed(6))));

export function plural(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

/** Control characters, lone surrogates and the two non-characters have no place in a figure or a sentence. */
export function plainText(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point
  return text.replace(/[\u0000-\u001f\u007f-\u009f\ufffe\uffff]/g, " ").toWellFormed();
}

export function clip(text: string, length = 200): string {
  const points = [...text];
  return points.length > length ? `${points.slice(0, length - 1).join("")}…` : text;
}

/** "pain, dose and CRPS" */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : t`${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** The numbers of an interval by their names; one that is not there is none. */
export type Ends = Readonly<Record<string, number | null | undefined>>;

/** "0.49 (0.33 to 0.73)" in a table; what there is of it. */
export function intervalCell(ends: Ends, scale: Scale): string {
  const { est = null, ci_lb = null, ci_ub = null } = ends;
  if (est === null) return "–";
  const text = intervalText(est, ci_lb, ci_ub, scale);
  return ci_lb === null && ci_ub === null ? text.est : t`${text.est} (${text.lb} to ${text.ub})`;
}
