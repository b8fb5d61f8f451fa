import { describe, expect, it } from "vitest";
import { setFlow, setFlowReason } from "web/src/state/actions";
import { isEmptyReview } from "web/src/state/blank";
import {
  FLOW_FIELDS,
  type FlowField,
  flowExpected,
  flowNumber,
  flowRemarks,
  studiesInTables,
} from "web/src/state/flow";
import { toPlain } from "web/src/state/plain";
import { restore } from "web/src/state/restore";
import { decodeFragment, encodeReview } from "web/src/state/share";
import type { Review } from "web/src/state/state";
import { createStore } from "web/src/state/store";
import { catalog } from "./fixtures/catalog";
import { bcgReview, content } from "./helpers";

const typed = (
  numbers: Partial<Record<FlowField, string>>,
  reasons: [string, string][] = [],
  from = bcgReview(),
): Review => {
  const filled = Object.entries(numbers).reduce((now, [field, n]) => setFlow(field as FlowField, n)(now), from);
  return reasons.reduce((now, [text, n], i) => setFlowReason("flow_reasons", i, { text, n })(now), filled);
};
const remarks = (review: Review): string[] => flowRemarks(review).map(({ text }) => text);

/** The ketamine review: 696 assessed, 7 included. */
const ketamine = {
  databases: "902",
  registers: "14",
  duplicates: "220",
  screened: "696",
  excluded: "641",
  sought: "55",
} as const;

describe("the numbers of the flow", () => {
  it("are digits, however they were grouped", () => {
    expect(["1,200", "1 200", "007", "x", "0", "12345678901"].map(flowNumber)).toEqual([
      "1200",
      "1200",
      "7",
      "",
      "0",
      "123456789",
    ]);
  });

  it("that add up draw no remark; an empty box draws none either", () => {
    const rest = { not_retrieved: "3", assessed: "52", studies: "13", reports: "15" } as const;
    expect(remarks(typed({ ...ketamine, ...rest }, [["No control", "37"]]))).toEqual([]);
    expect(remarks(typed({ ...ketamine, screened: "" }))).toEqual([]);
    expect(remarks(bcgReview())).toEqual([]);
  });

  it("that do not add up are named with the box and by how many", () => {
    expect(remarks(typed({ ...ketamine, screened: "700" }))).toEqual([
      "Records screened: 700 is typed, the boxes before leave 696: 4 too many.",
      "Reports sought for retrieval: 55 is typed, the boxes before leave 59: 4 missing.",
    ]);
    expect(remarks(typed({ databases: "10", duplicates: "12", screened: "0" }))).toEqual([
      "Records screened: more is taken away before this box than there is (-2).",
    ]);
  });

  it("leave a number for each empty box, along the way down", () => {
    const expected = flowExpected(typed({ ...ketamine, screened: "", sought: "", not_retrieved: "3" }, [["x", "40"]]));
    expect(expected).toMatchObject({ screened: 696, sought: 55, assessed: 52, reports: 12, total_studies: null });
    const other = typed({
      assessed: "52",
      citations: "4",
      other_not_retrieved: "1",
      previous_studies: "3",
      studies: "2",
    });
    expect(flowExpected(other)).toMatchObject({ other_sought: 4, other_assessed: 3, reports: null, total_studies: 5 });
  });

  it("are compared with the studies of the tables, and reports with studies", () => {
    expect(studiesInTables(bcgReview())).toBe(13);
    expect(remarks(typed({ studies: "14" }))).toEqual([
      "14 studies here, 13 different studies in the tables of the outcomes.",
    ]);
    expect(remarks(typed({ studies: "15", quantitative: "13", narrative: "1" }))).toEqual([
      "Narrative 1 and quantitative 13 make 14 studies; 15 are included.",
    ]);
    expect(remarks(typed({ studies: "15", narrative: "2" }))).toEqual([]);
    expect(remarks(typed({ studies: "13", reports: "12" }))).toEqual([
      "Studies included: 13 with 12 reports, but every study has at least one.",
    ]);
    const twice = bcgReview();
    expect(studiesInTables({ outcomes: [...twice.outcomes, ...twice.outcomes] })).toBe(13);
  });
});

describe("where the flow is kept", () => {
  const review = typed({ ...ketamine, quantitative: "0" }, [
    ["Wrong | population", "21"],
    ["3 arms only", ""],
    ["", "4"],
  ]);

  it("a link carries the numbers and the reasons", async () => {
    const decoded = await decodeFragment(await encodeReview(review, catalog), catalog);
    if ("error" in decoded) throw new Error(decoded.error.code);
    const { flow, flow_reasons, flow_other_reasons } = decoded.review;
    expect({ flow, flow_reasons, flow_other_reasons }).toEqual({
      flow: { ...ketamine, quantitative: "0" },
      flow_reasons: [
        { text: "Wrong / population", n: "21" },
        { text: "3 arms only", n: "" },
        { text: "", n: "4" },
      ],
      flow_other_reasons: [],
    });
  });

  it("a full diagram still fits into a link, and an empty one adds nothing to it", async () => {
    const all = Object.fromEntries(FLOW_FIELDS.map((field) => [field, "999999999"]));
    const reasons = Array.from({ length: 12 }, (): [string, string] => ["W".repeat(60), "999999999"]);
    const full = typed(all, reasons);
    const decoded = await decodeFragment(await encodeReview(full, catalog), catalog);
    if ("error" in decoded) throw new Error(decoded.error.code);
    expect(decoded.review.flow_reasons).toHaveLength(12);
    expect(setFlowReason("flow_reasons", 12, { text: "one more", n: "1" })(full)).toBe(full);
    const empty = typed({ databases: "" });
    expect(await encodeReview(empty, catalog)).toBe(await encodeReview(bcgReview(), catalog));
  });

  it("a file gives it back; what is no number or reason is left out and named", () => {
    const back = restore(JSON.parse(JSON.stringify(toPlain(review))), catalog);
    expect(back.notes).toEqual([]);
    expect(content(back.review)).toEqual(content(review));
    const broken = { ...toPlain(review), flow: { screened: "x", odd: "1" }, flow_reasons: [3, { text: "a", n: 2 }] };
    const read = restore(broken, catalog);
    expect(read.review.flow).toEqual({});
    expect(read.review.flow_reasons).toEqual([{ text: "a", n: "2" }]);
    expect(read.notes.join(" ")).toMatch(/"odd" is not known.*reason of unknown form/);
  });

  it("a review with nothing but a flow is not empty; a reason left blank goes", () => {
    const flow = typed({ databases: "3" }, [], createStore(catalog).review.value);
    expect(isEmptyReview(flow)).toBe(false);
    expect(setFlowReason("flow_reasons", 0, { text: "", n: "" })(review).flow_reasons).toHaveLength(2);
  });
});
