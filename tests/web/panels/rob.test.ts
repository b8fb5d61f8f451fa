import { describe, expect, it } from "vitest";
import type { Study } from "../../../web/src/core/types";
import type { Analysis } from "../../../web/src/panels/app-model";
import { cellBy, levelBy, nextCell } from "../../../web/src/panels/rob-grid";
import { restricted, restrictionsOf } from "../../../web/src/panels/rob-sensitivity";
import { blankOutcome, blankRow } from "../../../web/src/state/blank";
import { type RobTemplate, templateOf } from "../../../web/src/state/rob";
import { catalog, study } from "../plots/fixture";

const template = (tool: string, levels: string[] = []): RobTemplate => {
  const found = templateOf({ rob_tool: tool, rob_domains: ["A"], rob_levels: levels });
  if (found === null) throw new Error(tool);
  return found;
};
const rob2 = template("RoB2");

describe("keys of the grid of judgements", () => {
  it("a letter, its number from the best, or its sign is a level", () => {
    expect(["l", "S", "3", "+", "-", "x"].map((key) => levelBy(key, rob2))).toEqual(["L", "S", "H", "L", "S", "H"]);
    expect(["Delete", "Backspace"].map((key) => levelBy(key, rob2))).toEqual(["", ""]);
    expect(["q", "4", "Tab", "0"].map((key) => levelBy(key, rob2))).toEqual([null, null, null, null]);
  });
  it("a judgement goes on to the next domain, from the overall one to the next study, and stays at the end", () => {
    expect(nextCell({ row: 0, place: 5 }, rob2, 2)).toEqual({ row: 0, place: 0 });
    expect(nextCell({ row: 0, place: 0 }, rob2, 2)).toEqual({ row: 1, place: 1 });
    expect(nextCell({ row: 1, place: 0 }, rob2, 2)).toEqual({ row: 1, place: 0 });
  });
  it("arrows stop at the edges", () => {
    expect(cellBy("ArrowLeft", { row: 0, place: 1 }, rob2, 3)).toEqual({ row: 0, place: 1 });
    expect(cellBy("ArrowRight", { row: 0, place: 5 }, rob2, 3)).toEqual({ row: 0, place: 0 });
    expect(cellBy("End", { row: 2, place: 1 }, rob2, 3)).toEqual({ row: 2, place: 0 });
    expect(cellBy("ArrowDown", { row: 2, place: 1 }, rob2, 3)).toEqual({ row: 2, place: 1 });
    expect(cellBy("l", { row: 2, place: 1 }, rob2, 3)).toBeNull();
  });
});

describe("analyses restricted by judgement", () => {
  const rows = ["L", "S", "H", ""].map((rob) => ({ ...blankRow("counts"), rob }));
  const studies: Study[] = rows.map((_, i) => study(`S${i}`, { ai: 1, n1i: 9, ci: 2, n2i: 9 }, "counts", i !== 0));
  const analysis = {
    outcome: { ...blankOutcome(catalog), rows },
    rowIds: rows.map(({ id }) => id),
    request: { version: 1, dataset: { studies }, options: {}, want: ["summary", "checks"] },
  } as unknown as Analysis;

  it("keep the studies of the level, never one that was left out, and leave the table as it is", () => {
    const [low, without] = restrictionsOf(rob2);
    if (!low || !without) throw new Error();
    expect(low.name).toBe("Only low");
    expect(without.name).toBe("Without high");
    const kept = (request: { dataset: { studies: { include: boolean }[] } }): boolean[] =>
      request.dataset.studies.map(({ include }) => include);
    expect(kept(restricted(analysis, rob2, low))).toEqual([false, false, false, false]);
    expect(kept(restricted(analysis, rob2, without))).toEqual([false, true, false, false]);
    expect(studies.map(({ include }) => include)).toEqual([false, true, true, true]);
    expect(restricted(analysis, rob2, low).want).toEqual(["summary"]);
  });
  it("name the levels of the tool; no information counts among the grave ones", () => {
    expect(restrictionsOf(template("ROBINS-I")).map(({ name }) => name)).toEqual([
      "Only low",
      "Without serious, critical, no information",
    ]);
    expect(restrictionsOf(template("free", ["Good", "Poor"])).map(({ name }) => name)).toEqual(["Only good"]);
    expect(restrictionsOf(template("free", []))).toEqual([]);
  });
});
