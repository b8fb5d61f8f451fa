import { describe, expect, it } from "vitest";
import type { Gosh, GoshCell } from "../../../web/src/core/types";
import { moved, selected, snapped, whole } from "../../../web/src/state/gosh-region";
import { bcgInput } from "../plots/made";

const cell = (est_bin: number, I2_bin: number, n: number, held: number[]): GoshCell => ({
  ...{ est_bin, I2_bin, n, with: held },
});

/** Three studies, four subsets of two or more: rows 0, 2 and 5 of the table. */
const small = {
  ...{ used: 4, est_bins: 10, I2_bins: 5 },
  studies: [{ row: 0 }, { row: 2 }, { row: 5 }],
  cells: [cell(0, 4, 2, [2, 2, 1]), cell(3, 0, 1, [0, 1, 1]), cell(9, 2, 1, [1, 0, 1])],
} as unknown as Gosh;

describe("a region snaps to the borders of the cells", () => {
  it("the nearest ones, in either direction", () => {
    expect(snapped(0.11, 0.88, 10)).toEqual([1, 9]);
    expect(snapped(0.88, 0.11, 10)).toEqual([1, 9]);
    expect(snapped(-3, 7, 10)).toEqual([0, 10]);
  });

  it("what is smaller than a cell is the cell it lies in, also at the ends", () => {
    expect(snapped(0.31, 0.34, 10)).toEqual([3, 4]);
    expect(snapped(1, 1, 10)).toEqual([9, 10]);
    expect(snapped(0, 0, 10)).toEqual([0, 1]);
    expect(snapped(-5, -4, 10)).toEqual([0, 1]);
  });

  it("round percentages of I² are borders: 60 to 100 is 30 to 50 of 50", () => {
    expect(snapped(60 / 100, 1, 50)).toEqual([30, 50]);
  });

  it("one end moves alone, and sends the other away where it passes it", () => {
    expect(moved([2, 5], "from", 0.42, 10)).toEqual([4, 5]);
    expect(moved([2, 5], "to", 0.9, 10)).toEqual([2, 9]);
    expect(moved([2, 5], "from", 0.7, 10)).toEqual([7, 10]);
    expect(moved([2, 5], "to", 0.1, 10)).toEqual([0, 1]);
    expect(moved([2, 5], "from", 4, 10)).toEqual([9, 10]);
    expect(moved([2, 5], "to", -4, 10)).toEqual([0, 1]);
  });
});

describe("what a region holds", () => {
  it("the whole plot holds every subset, and every study as often as all do", () => {
    const all = selected(small, whole(small));
    expect([all.n, all.of]).toEqual([4, 4]);
    for (const share of all.studies) expect(share.inside).toBe(share.all);
    expect(all.studies.map(({ row }) => row)).toEqual([0, 2, 5]);
  });

  it("counted by hand: the studies that mark it stand first, those that it lacks as well as those that it has", () => {
    const { n, of, studies } = selected(small, { est: [3, 10], I2: [0, 5] });
    expect([n, of]).toEqual([2, 4]);
    // Of the two: row 0 in one, row 2 in one, row 5 in both; of all four in three each.
    expect(studies).toEqual([
      { row: 0, inside: 0.5, all: 0.75 },
      { row: 2, inside: 0.5, all: 0.75 },
      { row: 5, inside: 1, all: 0.75 },
    ]);
    const top = selected(small, { est: [0, 10], I2: [4, 5] }).studies.map(({ row, inside }) => [row, inside]);
    expect(top).toEqual([
      [0, 1],
      [2, 1],
      [5, 0.5],
    ]);
  });

  it("an empty region holds nothing, and says nothing of studies", () => {
    expect(selected(small, { est: [4, 8], I2: [0, 5] })).toEqual({ n: 0, of: 4, studies: [] });
  });

  it("where the cells do not say whom their subsets hold there are numbers alone", () => {
    const many = { ...small, cells: small.cells.map((c) => ({ ...c, with: [] })) };
    expect(selected(many, { est: [0, 1], I2: [0, 5] })).toEqual({ n: 2, of: 4, studies: [] });
  });

  it("BCG: parts of the plot make up the whole, study by study", () => {
    const gosh = bcgInput.report.gosh as Gosh;
    const parts = [selected(gosh, { est: [0, 23], I2: [0, 50] }), selected(gosh, { est: [23, 60], I2: [0, 50] })];
    expect(parts.reduce((sum, { n }) => sum + n, 0)).toBe(gosh.used);
    // 2^13 - 14 subsets of two or more; each study is in 2^12 - 1 of them.
    expect(gosh.used).toBe(8178);
    for (const { row } of gosh.studies) {
      const shares = parts.map(({ n, studies }) => n * (studies.find((s) => s.row === row)?.inside ?? 0));
      expect(shares.reduce((a, b) => a + b, 0)).toBeCloseTo(4095, 6);
    }
  });
});
