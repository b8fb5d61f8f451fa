import { describe, expect, it } from "vitest";
import type { StudyEffect } from "web/src/core/types";
import { comparedNotes, comparePrinted } from "web/src/files/compare-printed";

const effect = (row: number, est: number, ci_lb: number, ci_ub: number): StudyEffect => ({
  ...{ row, yi: null, vi: null, sei: null, ci_lb: null, ci_ub: null, weight: null, used: true },
  ...{ converted: false, cells: null },
  display: { est, ci_lb, ci_ub },
});
// Risk ratios of 12/40 against 6/41 and of 9/25 against 4/27, Katz' intervals, by R to six digits.
const effects = new Map([
  [0, effect(0, 2.05, 0.852124, 4.93174)],
  [1, effect(1, 2.43, 0.854903, 6.907101)],
]);
const printed = (row: number, est: string, lb: string, ub: string) => ({ row, est, lb, ub });
const name = (row: number): string => ["Ali", "Berg"][row] as string;

describe("printed effects beside computed ones", () => {
  it("agree when the computed number rounds to the printed one, in any style of decimals", () => {
    const rows = [printed(0, "2.05", "0.85", "4.93"), printed(1, "2,4", "0,9", "6,9")];
    expect(comparePrinted(rows, effects, "log")).toEqual({ count: 2, agree: 2, differ: [], reversed: 0 });
  });
  it("a unit of the last decimal is a difference, and both numbers are said", () => {
    const found = comparePrinted(
      [printed(0, "2.06", "0.85", "4.93"), printed(1, "2.43", "0.85", "6.91")],
      effects,
      "log",
    );
    expect(comparedNotes(found, "Risk ratio", name)).toEqual([
      "1 of 2 printed effects agree with the numbers (Risk ratio). Check Ali: printed 2.06 [0.85–4.93], computed 2.05 [0.85–4.93].",
    ]);
  });
  it("limits that are not printed are not compared", () =>
    expect(comparePrinted([printed(0, "2.1", "", "")], effects, "log").agree).toBe(1));
  it("groups the other way round are recognised, for ratios and for differences", () => {
    const ratio = comparePrinted([printed(0, "0.49", "0.20", "1.17")], effects, "log");
    expect(ratio).toMatchObject({ agree: 0, reversed: 1 });
    expect(comparedNotes(ratio, "Risk ratio", name)[0]).toMatch(/other way round/);
    const difference = new Map([[0, effect(0, -0.3, -0.52, -0.08)]]);
    expect(comparePrinted([printed(0, "0.30", "0.08", "0.52")], difference, "identity").reversed).toBe(1);
  });
  it("says nothing when there is nothing to compare", () => {
    const found = comparePrinted([printed(7, "2.05", "", ""), printed(0, "NR", "", "")], effects, "log");
    expect(comparedNotes(found, "Risk ratio", name)).toEqual([]);
  });
});
