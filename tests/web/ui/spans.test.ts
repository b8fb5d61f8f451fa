import { describe, expect, it } from "vitest";
import { covers, drawnSpans, inWindow } from "../../../web/src/ui/spans";

describe("rows that are drawn", () => {
  it("all of them up to a hundred", () => {
    expect(drawnSpans(100, { from: 0, to: 20 }, [])).toEqual([{ from: 0, to: 100 }]);
    expect(drawnSpans(0, { from: 0, to: 0 }, [])).toEqual([{ from: 0, to: 0 }]);
  });
  it("those of the window and some beyond it, inside the table", () => {
    expect(inWindow(1000, 200, 40, 800)).toEqual({ from: 0, to: 27 });
    expect(inWindow(1000, -20_000, 40, 800)).toEqual({ from: 488, to: 532 });
    expect(inWindow(1000, -39_800, 40, 800)).toEqual({ from: 983, to: 1000 });
    expect(inWindow(1000, 9000, 40, 800)).toEqual({ from: 0, to: 0 });
    expect(inWindow(1000, -90_000, 40, 800)).toEqual({ from: 1000, to: 1000 });
  });
  it("a row that is kept has its neighbours, and spans that touch are one", () => {
    const near = { from: 300, to: 340 };
    expect(drawnSpans(1000, near, [5])).toEqual([{ from: 4, to: 7 }, near]);
    expect(drawnSpans(1000, near, [999, -1])).toEqual([near, { from: 998, to: 1000 }]);
    expect(drawnSpans(1000, near, [0, 2])).toEqual([{ from: 0, to: 4 }, near]);
    expect(drawnSpans(1000, near, [341])).toEqual([{ from: 300, to: 343 }]);
    expect(drawnSpans(1000, near, [320])).toEqual([near]);
  });
  it("are chosen anew before the window comes to their end", () => {
    const drawn = { from: 100, to: 150 };
    expect(covers(drawn, { from: 104, to: 152 }, 1000)).toBe(true);
    expect(covers(drawn, { from: 93, to: 140 }, 1000)).toBe(false);
    expect(covers(drawn, { from: 110, to: 157 }, 1000)).toBe(false);
    expect(covers({ from: 0, to: 50 }, { from: 0, to: 44 }, 1000)).toBe(true);
    expect(covers({ from: 0, to: 120 }, { from: 0, to: 120 }, 120)).toBe(true);
  });
});
