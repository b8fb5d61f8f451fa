import { describe, expect, it } from "vitest";
import type { Report, Request, Subgroups } from "web/src/core/types";
import { groupingsOf } from "web/src/state/groupings";
import { groupingTable } from "web/src/text/groupings";
import { bcgReview } from "../report/written";

const [bcg] = bcgReview.outcomes;
if (!bcg) throw new Error("the example has no outcome");
const outcome = { ...bcg, columns: ["dose", "CRPS"].map((name) => ({ kind: "group" as const, name })) };
const display = { est: 0.5, ci_lb: 0.3, ci_ub: 0.8 };
const by = (name: string, groups = ["a", "b"]): Subgroups =>
  ({ by: name, levels: groups.map((level) => ({ level, k: 3, display })), pval: 0.28 }) as unknown as Subgroups;
const request = { version: 1, dataset: { studies: [] }, options: { subgroup: "dose" }, want: [] } as unknown as Request;
/** A core that answers each column by its name. */
const engine = {
  analyse: ({ options }: Request) => ({ effects: [], subgroups: by(String(options?.subgroup)) }) as unknown as Report,
};

describe("subgroups by several columns", () => {
  it("are those of every column with groups, in the order of the table, the chosen one as it was found", () => {
    const chosen = by("dose");
    const found = groupingsOf(engine, request, { subgroups: chosen }, outcome);
    expect(found.map((each) => each.by)).toEqual(["dose", "CRPS", "alloc"]);
    expect(found[0]).toBe(chosen);
  });

  it("are none where no column was chosen, or there is no other", () => {
    expect(groupingsOf(engine, request, {}, outcome)).toEqual([]);
    expect(groupingsOf(engine, request, { subgroups: by("alloc") }, bcg)).toEqual([]);
  });

  it("do not count a column that compares nothing", () => {
    const one = { analyse: () => ({ effects: [], subgroups: by("CRPS", ["yes"]) }) as unknown as Report };
    expect(groupingsOf(one, request, { subgroups: by("dose") }, outcome)).toEqual([]);
  });

  it("are written with one P for each column", () => {
    expect(groupingTable([by("dose"), by("CRPS")], "log", 0.95).rows).toEqual([
      ["dose: a", "3", "0.50 (0.30 to 0.80)", ".28"],
      ["dose: b", "3", "0.50 (0.30 to 0.80)", ""],
      ["CRPS: a", "3", "0.50 (0.30 to 0.80)", ".28"],
      ["CRPS: b", "3", "0.50 (0.30 to 0.80)", ""],
    ]);
  });
});
