import { describe, expect, it } from "vitest";
import { splitCell, splitEvents, splitInterval, splitSpread } from "web/src/state/split";
import { cpuTime } from "./helpers";

describe("splitEvents", () => {
  it.each(["12/40", "12 / 40", " 12/40 ", "12 of 40", "12/40 (30%)", "12/40 (30.0 %)", "１２/４０", "12⁄40"])(
    "%j",
    (text) => expect(splitEvents(text)).toEqual(["12", "40"]),
  );
  it("keeps thousands as typed", () => expect(splitEvents("1,212/40,000")).toEqual(["1,212", "40,000"]));
  it.each(["12", "12/", "/40", "12/40/3", "a/40", "12/40 x", "12-40", "12 40", "12/40 (30)", ""])("not %j", (text) =>
    expect(splitEvents(text)).toBeNull(),
  );
});

describe("splitSpread", () => {
  it.each(["1.5 (0.3)", "1.5(0.3)", "1.5 ± 0.3", "1.5 +/- 0.3", "1.5 [0.3]", "1.5 (SD 0.3)", "1.5 (±0.3)", "1.5 (SE = 0.3)"])(
    "L37 %j", (text) => expect(splitSpread(text)).toEqual(["1.5", "0.3"]));
  it("reads decimal commas and a minus", () => expect(splitSpread("−1,5 (0,3)")).toEqual(["-1,5", "0,3"]));
  it.each(["1.5", "1.5 (0.3", "12 (34%)", "1.5 (0.3) (2)", "1.5 - 0.3", "1.5 (0.3-0.4)"])("not %j", (text) =>
    expect(splitSpread(text)).toBeNull());
}); // biome-ignore format: lists

describe("splitInterval", () => {
  const cases: [string, string, string, string, string][] = [
    ["2.4 (1.1-5.4)", "2.4", "1.1", "5.4", ""],
    ["2.4 (1.1–5.4)", "2.4", "1.1", "5.4", ""],
    ["1.2 (0.8 to 1.9)", "1.2", "0.8", "1.9", ""],
    ["1.2 [0.8, 1.9]", "1.2", "0.8", "1.9", ""],
    ["1.2 [0.8; 1.9]", "1.2", "0.8", "1.9", ""],
    ["2.4 (1.1,5.4)", "2.4", "1.1", "5.4", ""],
    ["2,4 (1,1-5,4)", "2,4", "1,1", "5,4", ""],
    ["2,4 (1,1; 5,4)", "2,4", "1,1", "5,4", ""],
    ["2,4 (1,1, 5,4)", "2,4", "1,1", "5,4", ""],
    ["-0.35 [-0.60; -0.10]", "-0.35", "-0.60", "-0.10", ""],
    ["−0.35 (−0.60 to −0.10)", "-0.35", "-0.60", "-0.10", ""],
    ["–0.35 (–0.60––0.10)", "-0.35", "-0.60", "-0.10", ""],
    ["-0.35 (-0.60 - 0.10)", "-0.35", "-0.60", "0.10", ""],
    ["2.4 (95% CI 1.1 to 5.4)", "2.4", "1.1", "5.4", "95"],
    ["RR 2.43 (95% CI, 1.10-5.40)", "2.43", "1.10", "5.40", "95"],
    ["RR = 2.4, 90% CI 1.1 to 5.4", "2.4", "1.1", "5.4", "90"],
    ["2.4 (99 % CI: 1.1; 5.4)", "2.4", "1.1", "5.4", "99"],
    ["1e-3 (1e-4 to 1e-2)", "1e-3", "1e-4", "1e-2", ""],
    ["0·85 (0·70–1·03)", "0.85", "0.70", "1.03", ""],
  ];
  it.each(cases)("L38, L39 %j", (text, est, ci_lb, ci_ub, level) =>
    expect(splitInterval(text)).toEqual({ est, ci_lb, ci_ub, level }));
  it.each(["2.4", "2.4 (1.1)", "2.4 (1.1-5.4", "2.4 1.1 5.4", "-0.35 (-0.60 -0.10)", "2,4 (1,1,5,4)", "2.4 (1.1-5.4) p=0.03", "x (1-2)"])(
    "leaves %j alone", (text) => expect(splitInterval(text)).toBeNull());
}); // biome-ignore format: lists

describe("splitCell", () => {
  it("fills the columns beside the one typed into", () => {
    expect(splitCell("ai", "12/40")).toEqual({ ai: "12", n1i: "40" });
    expect(splitCell("ci", "6 of 41")).toEqual({ ci: "6", n2i: "41" });
    expect(splitCell("m1i", "1.5 (0.3)")).toEqual({ m1i: "1.5", sd1i: "0.3" });
    expect(splitCell("yi", "0.5 (0.2)")).toEqual({ yi: "0.5", sei: "0.2" });
    expect(splitCell("est", "2.4 (1.1-5.4)")).toEqual({ est: "2.4", ci_lb: "1.1", ci_ub: "5.4" });
    expect(splitCell("est", "2.4 (90% CI 1.1-5.4)")).toEqual({ est: "2.4", ci_lb: "1.1", ci_ub: "5.4", level: "90" });
  });
  it("leaves columns without partners alone, whatever their name", () => {
    for (const column of ["n1i", "sd1i", "sei", "constructor", "__proto__"])
      expect(splitCell(column, "12/40")).toBeNull();
  });
  it("is fast on hostile text", async () => {
    const hostile = ["(".repeat(1e6), "1,".repeat(1e5), "1-".repeat(100), "w".repeat(200), "1 (".repeat(60)];
    const time = await cpuTime(() => {
      for (const text of hostile) for (const column of ["ai", "m1i", "est"]) expect(splitCell(column, text)).toBeNull();
    });
    expect(time).toBeLessThan(200);
  });
});
