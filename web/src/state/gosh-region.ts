import type { Gosh } from "../core/types";

/** A part of the GOSH plot, and which studies the subsets in it hold. */

/** From one border between cells to another, counted from 0; the second is the greater. */
export type Span = readonly [from: number, to: number];

export interface Region {
  readonly est: Span;
  readonly I2: Span;
}

/** How often a study is held: by which share of the subsets in the region, and of all. */
export interface Share {
  readonly row: number;
  readonly inside: number;
  readonly all: number;
}

export interface Selection {
  readonly n: number;
  readonly of: number;
  /** Those that mark the region stand first; empty where the core does not say which subsets hold whom. */
  readonly studies: readonly Share[];
}

export const whole = ({ est_bins, I2_bins }: Gosh): Region => ({ est: [0, est_bins], I2: [0, I2_bins] });

const border = (at: number, bins: number): number => Math.min(bins, Math.max(0, Math.round(at * bins)));

/** Between the borders nearest to two places on an axis, 0 to 1 along it; never less than the cell they are in. */
export function snapped(a: number, b: number, bins: number): Span {
  const [lo, hi] = a < b ? [a, b] : [b, a];
  const [from, to] = [border(lo, bins), border(hi, bins)];
  if (from < to) return [from, to];
  const cell = Math.min(bins - 1, Math.max(0, Math.floor(((lo + hi) / 2) * bins)));
  return [cell, cell + 1];
}

/** One end moved to a place on the axis. One that passes the other sends that to the end of the axis. */
export function moved([from, to]: Span, end: "from" | "to", at: number, bins: number): Span {
  if (end === "from") {
    const next = Math.min(border(at, bins), bins - 1);
    return [next, next < to ? to : bins];
  }
  const next = Math.max(border(at, bins), 1);
  return [from < next ? from : 0, next];
}

const within = (bin: number, [from, to]: Span): boolean => bin >= from && bin < to;

/** Counts of the cells alone: a region is made of whole cells. */
export function selected(gosh: Gosh, region: Region): Selection {
  const inside = gosh.cells.filter((c) => within(c.est_bin, region.est) && within(c.I2_bin, region.I2));
  const count = (cells: Gosh["cells"]): number => cells.reduce((sum, { n }) => sum + n, 0);
  const [n, of] = [count(inside), count(gosh.cells)];
  const known = n > 0 && gosh.cells.every((c) => c.with.length === gosh.studies.length);
  const held = (cells: Gosh["cells"], i: number): number => cells.reduce((sum, c) => sum + (c.with[i] ?? 0), 0);
  const shares = known
    ? gosh.studies.map(({ row }, i) => ({ row, inside: held(inside, i) / n, all: held(gosh.cells, i) / of }))
    : [];
  const away = ({ inside, all }: Share): number => Math.abs(inside - all);
  return { n, of, studies: shares.sort((a, b) => away(b) - away(a)) };
}
