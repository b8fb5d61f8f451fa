import { describe, expect, it } from "vitest";
import {
  copyRob,
  fillRob,
  judge,
  setRobSupport,
  setRobTemplate,
  setRobTool,
  subgroupByRob,
} from "web/src/state/actions";
import { toPlain } from "web/src/state/plain";
import { restore } from "web/src/state/restore";
import { suggestionOf, templateOf } from "web/src/state/rob";
import { copyable, ROB_GROUP } from "web/src/state/rob-actions";
import { robTools } from "web/src/state/rob-tools";
import { decodeFragment, encodeReview, linkNotes } from "web/src/state/share";
import type { Action, Outcome, Review } from "web/src/state/state";
import { catalog } from "./fixtures/catalog";
import { bcgReview, content, reviewOf, row } from "./helpers";

const act = (review: Review, ...actions: Action[]): Review => actions.reduce((now, action) => action(now), review);
const first = (review: Review): Outcome => review.outcomes[review.current] as Outcome;
const ids = (review: Review): number[] => first(review).rows.map(({ id }) => id);
const two = (): Review =>
  reviewOf([row("counts", "Ali", ["1", "2", "3", "4"]), row("counts", "Berg", ["1", "2", "3", "4"])]);
const suggest = (tool: string, domains: string) => {
  const template = templateOf({ rob_tool: tool, rob_domains: ["A", "B"], rob_levels: ["Good", "Fair", "Poor"] });
  if (template === null) throw new Error(tool);
  return suggestionOf(`.${domains}`, template).level;
};

describe("what a tool's rule suggests", () => {
  it("RoB 2: any high is high, all low is low, one concern is some concerns, several are for the reviewers", () => {
    expect(suggest("RoB2", "LLLLL")).toBe("L");
    expect(suggest("RoB2", "LLSLL")).toBe("S");
    expect(suggest("RoB2", "LSSLL")).toBe("");
    expect(suggest("RoB2", "LSSLH")).toBe("H");
    expect(suggest("RoB2", "H")).toBe("H");
    expect(suggest("RoB2", "LLLL")).toBe("");
  });
  it("ROBINS-I: the gravest domain; no information weighs less than serious and more than moderate", () => {
    expect(suggest("ROBINS-I", "LLMLLLL")).toBe("M");
    expect(suggest("ROBINS-I", "LSMLLLN")).toBe("S");
    expect(suggest("ROBINS-I", "LLMLLLN")).toBe("N");
    expect(suggest("ROBINS-I", "C")).toBe("C");
  });
  it("RoB 1 and QUADAS-2: any high, else any unclear, else low; applicability is not risk of bias", () => {
    expect(suggest("RoB1", "LLULLLL")).toBe("U");
    expect(suggest("RoB1", "LLULLLH")).toBe("H");
    expect(suggest("QUADAS-2", "LLLLHHH")).toBe("L");
    expect(suggest("QUADAS-2", "LLUL")).toBe("U");
  });
  it("a free template: the gravest of its own levels", () => {
    expect(suggest("free", "12")).toBe("2");
    expect(suggest("free", "13")).toBe("3");
    expect(suggest("free", "1")).toBe("");
  });
  it("never is the overall judgement set by itself", () => {
    const review = act(two(), setRobTool("RoB2"));
    const judged = act(review, ...[1, 2, 3, 4, 5].map((place) => judge(ids(review)[0] as number, place, "H")));
    expect(first(judged).rows[0]?.rob).toBe(".HHHHH");
  });
});

describe("judgements", () => {
  it("a letter that is no level of the tool is not taken; no trailing places are kept", () => {
    const review = act(two(), setRobTool("RoB2"));
    const id = ids(review)[0] as number;
    expect(first(act(review, judge(id, 2, "X"))).rows[0]?.rob).toBe("");
    expect(first(act(review, judge(id, 2, "S"), judge(id, 2, ""))).rows[0]?.rob).toBe("");
    expect(act(review, judge(id, 9, "S"))).toBe(review);
  });

  it("another tool starts anew; a shorter template drops what has no place", () => {
    const judged = act(two(), setRobTool("RoB2"));
    const id = ids(judged)[0] as number;
    const full = act(judged, judge(id, 5, "L"), setRobSupport(id, 5, "registered"));
    expect(first(act(full, setRobTool("RoB1"))).rows[0]).toMatchObject({ rob: "", rob_support: {} });
    const free = act(two(), setRobTool("free"), setRobTemplate(["A", "A", "B|C"], ["Good", "Poor"]));
    expect(first(free).rob_domains).toEqual(["A", "B/C"]);
    const at = ids(free)[0] as number;
    const cut = act(free, judge(at, 1, "2"), judge(at, 2, "1"), setRobTemplate(["A"], ["Good", "Poor"]));
    expect(first(cut).rows[0]?.rob).toBe(".2");
  });

  it("come from another outcome by the study's name, and stay where this outcome has its own", () => {
    const review = act(two(), setRobTool("RoB2"));
    const [a, b] = ids(review) as [number, number];
    const judged = act(review, judge(a, 1, "H"), judge(b, 1, "L"), setRobSupport(a, 1, "coin"));
    const here = first(
      reviewOf([row("counts", " ali ", ["1"]), row("counts", "Chen", ["1"]), row("counts", "Berg", ["2"])]),
    );
    const both: Review = { ...judged, outcomes: [...judged.outcomes, here], current: 1 };
    expect(copyable(here, first(judged))).toBe(2);
    const copied = first(
      act(both, setRobTool("RoB2"), judge(here.rows[2]?.id ?? 0, 1, "S"), copyRob(first(judged).id)),
    );
    expect(copied.rob_tool).toBe("RoB2");
    expect(copied.rows.map(({ rob }) => rob)).toEqual([".H", "", ".S", ""]);
    expect(copied.rows[0]?.rob_support).toEqual({ "1": "coin" });
  });

  it("of a pasted sheet leave alone what the sheet does not judge", () => {
    const review = act(two(), setRobTool("RoB2"));
    const [a] = ids(review) as [number];
    const filled = act(review, judge(a, 3, "S"), fillRob(new Map([[a, "HL"]])));
    expect(first(filled).rows[0]?.rob).toBe("HL.S");
  });

  it("as subgroups follow later changes", () => {
    const review = act(two(), setRobTool("RoB2"));
    const [a, b] = ids(review) as [number, number];
    const grouped = act(review, judge(a, 0, "L"), judge(b, 0, "H"), subgroupByRob());
    expect(first(grouped).options.subgroup).toBe(ROB_GROUP);
    expect(first(grouped).rows.map(({ groups }) => groups[ROB_GROUP] ?? "")).toEqual(["Low", "High", ""]);
    expect(first(act(grouped, judge(b, 0, "S"))).rows[1]?.groups[ROB_GROUP]).toBe("Some concerns");
    expect(act(review, subgroupByRob())).toBe(review);
  });
});

describe("where judgements are kept", () => {
  const judged = (): Review => {
    const review = act(bcgReview(), setRobTool("ROBINS-I"));
    const [a, b] = ids(review) as [number, number];
    return act(review, judge(a, 0, "S"), judge(a, 7, "C"), judge(b, 3, "N"), setRobSupport(a, 7, "protocol missing"));
  };

  it("a link carries them in one column, a letter each, and not what they rest on", async () => {
    const review = judged();
    const decoded = await decodeFragment(await encodeReview(review, catalog), catalog);
    if ("error" in decoded) throw new Error(decoded.error.code);
    expect(first(decoded.review).rob_tool).toBe("ROBINS-I");
    expect(
      first(decoded.review)
        .rows.slice(0, 3)
        .map(({ rob }) => rob),
    ).toEqual(["S......C", "...N", ""]);
    expect(first(decoded.review).rows[0]?.rob_support).toEqual({});
    expect(linkNotes(review, catalog).join(" ")).toContain("Support for the judgements on 1 study");
  });

  it("a link of 13 studies grows by fewer than 60 characters for seven domains", async () => {
    const plain = await encodeReview(bcgReview(), catalog);
    const review = act(bcgReview(), setRobTool("RoB1"));
    const full = act(
      review,
      fillRob(
        new Map(
          ids(review)
            .slice(0, 13)
            .map((id, i) => [id, i % 3 ? "LLLULLLL" : "HLLLHLLU"]),
        ),
      ),
    );
    expect((await encodeReview(full, catalog)).length - plain.length).toBeLessThan(60);
  });

  it("a review without judgements has the link it always had", async () => {
    const old = bcgReview();
    const again = act(old, setRobTool("RoB2"), setRobTool(""));
    expect(await encodeReview(again, catalog)).toBe(await encodeReview(old, catalog));
  });

  it("a file gives back everything; what is no judgement is left out and never fatal", () => {
    const review = judged();
    const back = restore(JSON.parse(JSON.stringify(toPlain(review))), catalog);
    expect(back.notes).toEqual([]);
    expect(content(back.review)).toEqual(content(review));
    const plain = toPlain(review) as { outcomes: Record<string, unknown>[] };
    const broken = {
      ...plain,
      outcomes: plain.outcomes.map((o) => ({ ...o, rob_tool: "RoB9", rob_levels: [1], rob_domains: 3 })),
    };
    const read = restore(broken, catalog);
    expect(first(read.review)).toMatchObject({ rob_tool: "", rob_domains: [], rob_levels: [] });
    expect(first(read.review).rows.every(({ rob }) => rob === "")).toBe(true);
    expect(read.notes.join(" ")).toContain("tool for risk of bias");
  });
});

it("letters of a tool's levels are single, each its own, and none is the dot", () => {
  for (const { levels } of robTools) {
    const letters = levels.map(({ id }) => id);
    expect(new Set(letters).size).toBe(letters.length);
    for (const letter of letters) expect(letter).toMatch(/^[A-Z]$/);
  }
});
