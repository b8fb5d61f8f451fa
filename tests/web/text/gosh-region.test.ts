import { describe, expect, it } from "vitest";
import type { Selection } from "../../../web/src/state/gosh-region";
import { type RegionEnds, regionCount, regionSentence, regionTable } from "../../../web/src/text/gosh-region";

const study = (row: number): string => ["Aronson 1948", "Stein 1953"][row] ?? "?";
const high: RegionEnds = { effect: null, I2: ["60", "100"] };
const selection = (n: number, inside: number, all = 0.5): Selection => ({
  ...{ n, of: 8178, studies: [{ row: 0, inside, all }] },
});

describe("a region of the GOSH plot in words", () => {
  it("how many, of how many, and where", () => {
    expect(regionCount(selection(1234, 1), high)).toBe("1234 of 8178 subsets (15%) with I² from 60 to 100%");
    expect(regionCount({ n: 12345, of: 23456, studies: [] }, { effect: ["RR", "0.30", "0.55"], I2: null })).toBe(
      "12,345 of 23,456 subsets (53%) with RR from 0.30 to 0.55",
    );
    expect(regionCount(selection(8178, 0.5), { effect: null, I2: null })).toBe("8178 of 8178 subsets (100%)");
  });

  it("the study that marks it, by being there or by being absent", () => {
    expect(regionSentence(selection(1234, 0.98), high, study)).toBe(
      "Of the 1234 subsets with I² from 60 to 100%, 98% include Aronson 1948, against 50% of all.",
    );
    expect(regionSentence(selection(40, 0.02), { effect: ["RR", "0.3", "0.5"], I2: ["60", "80"] }, study)).toBe(
      "Of the 40 subsets with RR from 0.3 to 0.5 and I² from 60 to 80%, only 2% include Aronson 1948, against 50% of all.",
    );
    expect(regionSentence(selection(40, 0), high, study)).toMatch(
      /, none includes Aronson 1948, against 50% of all\.$/,
    );
  });

  it("what is not quite all never reads as all", () => {
    expect(regionSentence(selection(1234, 0.999), high, study)).toMatch(/, >99% include/);
  });

  it("every study in a row, the difference in points with its sign", () => {
    const shares = [
      { row: 0, inside: 0.98, all: 0.5007 },
      { row: 1, inside: 0.2, all: 0.5 },
      { row: 0, inside: 0.5004, all: 0.5 },
    ];
    expect(regionTable({ n: 9, of: 99, studies: shares }, study).rows).toEqual([
      ["Aronson 1948", "98%", "50%", "+47.9"],
      ["Stein 1953", "20%", "50%", "−30.0"],
      ["Aronson 1948", "50%", "50%", "0.0"],
    ]);
  });

  it("one subset, no subset, no study that stands out, no studies known", () => {
    expect(regionSentence(selection(1, 1), high, study)).toBe(
      "The one subset with I² from 60 to 100% includes Aronson 1948.",
    );
    expect(regionSentence({ n: 0, of: 9, studies: [] }, high, study)).toBe("No subset with I² from 60 to 100%.");
    expect(regionSentence(selection(8178, 0.5), { effect: null, I2: null }, study)).toBe(
      "Of the 8178 subsets, as many include each study as of all.",
    );
    expect(regionSentence({ n: 5, of: 9, studies: [] }, high, study)).toBe("");
  });
});
