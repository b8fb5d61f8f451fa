import { describe, expect, it } from "vitest";
import { readRobSheet } from "../../../web/src/files/rob-sheet";
import { templateOf } from "../../../web/src/state/rob";

const rob2 = templateOf({ rob_tool: "RoB2", rob_domains: [], rob_levels: [] });
const rob1 = templateOf({ rob_tool: "RoB1", rob_domains: [], rob_levels: [] });

/** The form of robvis' data_rob2: Study, D1 to D5, Overall, Weight. */
const robvis = [
  "Study\tD1\tD2\tD3\tD4\tD5\tOverall\tWeight",
  "Study 1\tLow\tLow\tLow\tLow\tLow\tLow\t33.3",
  "Study 2\tSome concerns\tLow\tLow\tLow\tLow\tLow\t33.3",
  "Study 3\tLow\tLow\tSome concerns\tHigh\tLow\tHigh\t0.1",
].join("\n");

describe("a sheet of judgements", () => {
  it("is read by the heads of its columns; weights are no judgement", () => {
    expect(readRobSheet(robvis, rob2)).toEqual({
      tool: "RoB2",
      studies: [
        { name: "Study 1", rob: "LLLLLL" },
        { name: "Study 2", rob: "LSLLLL" },
        { name: "Study 3", rob: "HLLSHL" },
      ],
      unknown: [],
    });
  });

  it("without a tool at hand names the tool it looks like", () => {
    expect(readRobSheet(robvis, null)?.tool).toBe("RoB2");
    const seven = "Study\tD1\tD2\tD3\tD4\tD5\tD6\tD7\tOverall\nA\tLow\tSerious\tModerate\tLow\tLow\tLow\tLow\tSerious";
    expect(readRobSheet(seven, null)).toMatchObject({ tool: "ROBINS-I", studies: [{ name: "A", rob: "SLSMLLLL" }] });
    const old = "Study\tD1\tD2\tD3\tD4\tD5\tD6\tD7\nA\tLow\tUnclear\tHigh\tLow\tLow\tLow\tLow";
    expect(readRobSheet(old, null)).toMatchObject({ tool: "RoB1", studies: [{ name: "A", rob: ".LUHLLLL" }] });
  });

  it("symbols mean what they mean in the tool: − is some concerns in RoB 2 and high in RoB 1", () => {
    expect(readRobSheet("A\t+\t-\tx\t+\t+\tX", rob2)?.studies).toEqual([{ name: "A", rob: "HLSHLL" }]);
    expect(readRobSheet("Study\tD1\tD2\tD3\nA\t+\t?\t−", rob1)?.studies).toEqual([{ name: "A", rob: ".LUH" }]);
  });

  it("domains by their names in any order, commas between the cells, and words in other letters", () => {
    const text = "Study,Overall,Missing outcome data,Randomisation process\nA,HIGH RISK,low risk,Some concerns";
    expect(readRobSheet(text, rob2)?.studies).toEqual([{ name: "A", rob: "HS.L" }]);
  });

  it("names what is no level, and is none where there is but one column", () => {
    const read = readRobSheet("Study\tD1\tD2\nA\tLow\tpurple\nB\tn/a\tLow", rob2);
    expect(read?.unknown).toEqual(["purple"]);
    expect(read?.studies).toEqual([
      { name: "A", rob: ".L" },
      { name: "B", rob: "..L" },
    ]);
    expect(readRobSheet("just a line", rob2)).toBeNull();
    expect(readRobSheet("", rob2)).toBeNull();
  });
});
