import { ticks } from "d3-array";
import { tickFormat } from "d3-scale";
import type { CatalogMeasure, Report, StudyEffect } from "../core/types";
import { marked } from "../language/text";
import { formatNumber, type Scale } from "../text/format";

/** The one scale of a forest plot, shared by the table's strips, the leave-one-out strips and the exported figure. */
export interface Axis {
  readonly scale: Scale;
  /** Ends, on the analysis scale (log for ratios). */
  readonly lo: number;
  readonly hi: number;
  /** Line of no effect; null for measures of one group, which have none. */
  readonly zero: number | null;
  /** The least difference that matters; null where none is typed or it is out of sight. */
  readonly mid: number | null;
  /** Analysis-scale value -> 0 (left end) to 1 (right end); beyond them outside the drawing. */
  readonly at: (value: number) => number;
}

export interface Tick {
  /** 0 to 1 along the axis. */
  readonly at: number;
  readonly label: string;
}

interface Extent {
  lo: number;
  hi: number;
}

function extent(values: readonly (number | null | undefined)[]): Extent | null {
  const known = values.filter((x): x is number => typeof x === "number" && Number.isFinite(x));
  return known.length === 0 ? null : { lo: Math.min(...known), hi: Math.max(...known) };
}

/** What must be in view: no effect, every estimate, the pooled interval and the prediction interval. */
function core(effects: readonly StudyEffect[], report: Report, zero: number | null): Extent {
  const s = report.summary;
  const must = [zero, ...effects.map((e) => e.yi), s?.est, s?.ci_lb, s?.ci_ub, s?.pi_lb, s?.pi_ub];
  return extent(must) ?? { lo: 0, hi: 0 };
}

/** Intervals reach further: by a part of the core's width or a usual interval; the rest becomes arrows. */
function withIntervals(inner: Extent, effects: readonly StudyEffect[]): Extent {
  const all = extent([inner.lo, inner.hi, ...effects.flatMap((e) => [e.ci_lb, e.ci_ub])]) ?? inner;
  const widest = Math.max(0.6 * (inner.hi - inner.lo), medianWidth(effects));
  return { lo: Math.max(all.lo, inner.lo - widest), hi: Math.min(all.hi, inner.hi + widest) };
}

function medianWidth(effects: readonly StudyEffect[]): number {
  const widths = effects.flatMap((e) => (e.ci_lb !== null && e.ci_ub !== null ? [e.ci_ub - e.ci_lb] : []));
  widths.sort((a, b) => a - b);
  return widths[Math.floor(widths.length / 2)] ?? 0;
}

function padded({ lo, hi }: Extent): Extent {
  const width = hi - lo;
  const margin = width > 0 ? width * 0.03 : Math.max(1, Math.abs(lo)) * 0.5;
  return { lo: lo - margin, hi: hi + margin };
}

export function makeAxis(scale: Scale, { lo, hi }: Extent, zero: number | null = 0): Axis {
  const at = (value: number): number => {
    const part = hi === lo ? 0.5 : (value - lo) / (hi - lo);
    return Number.isFinite(part) ? part : Number.NaN;
  };
  return { scale, lo, hi, zero, mid: null, at };
}

/** With the threshold as people read it, unless it is no effect itself; the axis does not stretch to show it. */
function withMid(axis: Axis, threshold: number | null): Axis {
  if (threshold === null) return axis;
  const mid = analysisOf(axis.scale, threshold);
  return mid >= axis.lo && mid <= axis.hi && mid !== axis.zero ? { ...axis, mid } : axis;
}

/** No effect is 0 on every analysis scale, where there is such a thing. */
export function zeroOf(measure: CatalogMeasure): number | null {
  return measure.no_effect === null ? null : 0;
}

/** The axis of a report; null when no study has an effect. */
export function axisOf(report: Report, measure: CatalogMeasure): Axis | null {
  const effects = report.effects.filter((e) => e.yi !== null);
  if (effects.length === 0) return null;
  const whole = padded(withIntervals(core(effects, report, zeroOf(measure)), effects));
  const ends = measure.scale === "log" ? roundedLog(whole) : whole;
  return withMid(makeAxis(measure.scale, ends, zeroOf(measure)), report.options.threshold);
}

/** A ratio axis ends no nearer than the next round tick when that costs little: 0.21 becomes 0.2. */
function roundedLog(whole: Extent): Extent {
  const reach = 0.12 * (whole.hi - whole.lo);
  const lower = lastBelow(whole.lo);
  const upper = -lastBelow(-whole.hi);
  return {
    lo: whole.lo - lower <= reach ? lower - 0.01 * (whole.hi - whole.lo) : whole.lo,
    hi: upper - whole.hi <= reach ? upper + 0.01 * (whole.hi - whole.lo) : whole.hi,
  };
}

/** log of the greatest 1, 2, 5 x 10^n not above exp(value); mirrored use gives the least one not below. */
function lastBelow(value: number): number {
  const power = Math.floor(value / Math.LN10 + 1e-12);
  const base = power * Math.LN10;
  const steps = [Math.log(5), Math.log(2), 0].map((s) => base + s);
  return steps.find((s) => s <= value + 1e-12) ?? base;
}

/** Powers of ten that can be written out; an axis of nonsense that is wider than numbers go has no ticks beyond. */
const POWERS = { least: -100, most: 300 };

/** 1, 2, 5 x 10^n within the axis as [analysis value, text]. */
function logCandidates(axis: Axis, mantissas: readonly number[]): [number, string][] {
  const found: [number, string][] = [];
  const first = Math.max(POWERS.least, Math.floor(axis.lo / Math.LN10));
  const last = Math.min(POWERS.most, Math.ceil(axis.hi / Math.LN10));
  for (let power = first; power <= last; power++) {
    for (const mantissa of mantissas) {
      const value = Math.log(mantissa) + power * Math.LN10;
      if (value >= axis.lo - 1e-9 && value <= axis.hi + 1e-9) found.push([value, roundLabel(mantissa, power)]);
    }
  }
  return found;
}

function roundLabel(mantissa: number, power: number): string {
  return formatNumber(Number(`${mantissa}e${power}`), Math.max(0, -power));
}

function thinned<T>(items: readonly T[], most: number, keep: (item: T) => boolean): T[] {
  const anchor = Math.max(0, items.findIndex(keep));
  const step = Math.ceil(items.length / most);
  return items.filter((_, i) => (i - anchor) % step === 0);
}

/** From fine to coarse: the first set that fits, but never fewer than three ticks where a finer set has them. */
function logTicks(axis: Axis, most: number): [number, string][] {
  const isOne = ([value]: [number, string]): boolean => Math.abs(value) < 1e-9;
  const sets = [[1, 2, 5], [1, 5], [1]].map((mantissas) => logCandidates(axis, mantissas));
  const [fine = [], , decades = []] = sets;
  if (fine.length < 3) return narrowTicks(axis, most);
  const fitting = sets.find((set) => set.length <= most) ?? thinned(decades, most, isOne);
  return fitting.length >= 3 ? fitting : (sets.findLast((set) => set.length >= 3) ?? fine);
}

interface Turn {
  display: (x: number) => number;
  analysis: (shown: number) => number;
}

const within = (x: number, lo: number, hi: number): number => Math.min(hi, Math.max(lo, x));

/** Where a tick stands: the core's scales once more, for labels only; no result passes through them. */
const TURNS: Readonly<Record<Exclude<Scale, "identity" | "log">, Turn>> = {
  logit: { display: (x) => 1 / (1 + Math.exp(-x)), analysis: (p) => Math.log(p / (1 - p)) },
  arcsine: { display: (x) => Math.sin(within(x, 0, Math.PI / 2)) ** 2, analysis: (p) => Math.asin(Math.sqrt(p)) },
  square_root: { display: (x) => Math.max(0, x) ** 2, analysis: Math.sqrt },
  fisher_z: { display: Math.tanh, analysis: Math.atanh },
};

/** Where a number that people read stands on the analysis scale; NaN where it does not. */
export function analysisOf(scale: Scale, shown: number): number {
  if (scale === "identity") return shown;
  return scale === "log" ? Math.log(shown) : TURNS[scale].analysis(shown);
}

/** The other way: a place on the axis as a number that people read. */
export function shownOf(scale: Scale, x: number): number {
  if (scale === "identity") return x;
  return scale === "log" ? Math.exp(x) : TURNS[scale].display(x);
}

/** Ticks at even steps of what people read. */
function evenTicks(axis: Axis, most: number, { display, analysis }: Turn): [number, string][] {
  const [lo, hi] = [display(axis.lo), display(axis.hi)];
  const values = fewTicks(lo, hi, most);
  const format = tickFormat(lo, hi, Math.max(2, values.length));
  return values
    .map((v): [number, string] => [analysis(v), marked(format(v)).replace("-", "\u2212")])
    .filter(([x]) => Number.isFinite(x) && x >= axis.lo && x <= axis.hi);
}

/** An axis too narrow for three of 1, 2, 5 x 10^n (say 0.9 to 1.1) has evenly stepped ticks instead. */
function narrowTicks(axis: Axis, most: number): [number, string][] {
  const [lo, hi] = [Math.exp(axis.lo), Math.exp(axis.hi)];
  const format = tickFormat(lo, hi, most);
  return ticks(lo, hi, most).flatMap((v) =>
    v > 0 && v < Infinity ? [[Math.log(v), marked(format(v))] as [number, string]] : [],
  );
}

/** d3 takes the count as a wish; here it is a limit. */
function fewTicks(lo: number, hi: number, most: number): number[] {
  for (let count = most; count > 1; count--) {
    const values = ticks(lo, hi, count);
    if (values.length <= most) return values;
  }
  return ticks(lo, hi, 2);
}

function linearTicks(axis: Axis, most: number): [number, string][] {
  const values = fewTicks(axis.lo, axis.hi, most);
  const step = Math.abs((values[1] ?? 1) - (values[0] ?? 0));
  const decimals = step > 0 ? Math.max(0, -Math.floor(Math.log10(step) + 1e-9)) : 0;
  return values.map((v) => [v, formatNumber(v, decimals)]);
}

function ticksOf(axis: Axis, most: number): [number, string][] {
  if (axis.scale === "log") return logTicks(axis, most);
  return axis.scale === "identity" ? linearTicks(axis, most) : evenTicks(axis, most, TURNS[axis.scale]);
}

/** The axis that just holds these values; null where none of them exists. */
export function axisOver(
  scale: Scale,
  values: readonly (number | null | undefined)[],
  zero: number | null = null,
): Axis | null {
  const found = extent(values);
  return found === null ? null : makeAxis(scale, padded(found), zero);
}

/** From exactly 0 to a little beyond the largest of the values. */
export function axisFromZero(values: readonly (number | null | undefined)[]): Axis {
  const most = extent([0, ...values])?.hi ?? 0;
  return makeAxis("identity", { lo: 0, hi: most > 0 ? most * 1.06 : 1 }, 0);
}

/** At most about `most` round ticks. */
export function axisTicks(axis: Axis, most: number): Tick[] {
  const ticks = ticksOf(axis, most);
  return ticks.map(([value, label]) => ({ at: axis.at(value), label }));
}
