import { describe, expect, it } from "vitest";
import {
  certaintyOf,
  certaintyText,
  judgeRest,
  levelOf,
  rateDomain,
  setDesign,
  setReason,
  unrate,
} from "web/src/state/certainty";
import { restore } from "web/src/state/restore";
import { decodeFragment, encodeReview } from "web/src/state/share";
import type { Action, Outcome, Review } from "web/src/state/state";
import { catalog } from "./fixtures/catalog";
import { reviewOf, row } from "./helpers";

const start = reviewOf([row("counts", "A", ["1", "10", "2", "10"])]);
const after = (...actions: Action[]): Outcome =>
  actions.reduce((review, action) => action(review), start).outcomes[0] as Outcome;
const level = (text: string) => levelOf(certaintyOf(text) ?? { design: null, steps: {} });

describe("the certainty as a text", () => {
  it.each(["", "rct", "imp-2", "obs rob0 inc-1 ind0 imp-1 pub0 large+2 dose+1 conf0", "nri rob-3 imp-3"])(
    "%s is read and written as it is",
    (text) => {
      const read = certaintyOf(text);
      expect(read && certaintyText(read)).toBe(text);
    },
  );
  it.each(["rct rct", "x", "rob-4", "pub-2", "rob+1", "inc-1 rob-1", "rct large+1", "rob", "rob-0", "rob1", "Rct"])(
    "%s is no rating",
    (text) => expect(certaintyOf(text)).toBeNull(),
  );
});

describe("the level", () => {
  it("is nobody's until the design and all five reasons for rating down are judged", () => {
    expect(level("rob0 inc0 ind0 imp0 pub0")).toBeNull();
    expect(level("rct rob0 inc0 ind0 imp0")).toBeNull();
    expect(level("rct rob0 inc0 ind0 imp0 pub0")).toBe(3);
  });
  it("starts high or low by design, and falls and rises by the judgements within very low and high", () => {
    expect(level("rct rob-1 inc0 ind0 imp-1 pub0")).toBe(1);
    expect(level("rct rob-2 inc-2 ind-1 imp-3 pub-1")).toBe(0);
    expect(level("obs rob0 inc0 ind0 imp0 pub0")).toBe(1);
    expect(level("obs rob0 inc0 ind0 imp0 pub0 large+2 dose+1 conf+1")).toBe(3);
    expect(level("nri rob-2 inc0 ind0 imp0 pub0")).toBe(1);
  });
});

describe("rating", () => {
  it("goes domain by domain, keeps what was judged when the rest is of no concern, and can be taken back", () => {
    const rated = [setDesign("rct"), rateDomain("imp", -2), setReason("imp", "few events"), judgeRest()];
    expect(after(...rated).certainty).toBe("rct rob0 inc0 ind0 imp-2 pub0");
    expect(after(...rated).certainty_reasons).toEqual({ imp: "few events" });
    expect(after(...rated, rateDomain("imp", null)).certainty).toBe("rct rob0 inc0 ind0 pub0");
    expect(after(...rated, setReason("imp", "")).certainty_reasons).toEqual({});
    expect(after(...rated, unrate())).toMatchObject({ certainty: "", certainty_reasons: {} });
  });
  it("of trials has no room for reasons for rating up", () => {
    expect(after(setDesign("obs"), rateDomain("large", 1), setDesign("rct")).certainty).toBe("rct");
  });
  it("that changes nothing is the same review", () => {
    expect(rateDomain("rob", null)(start)).toBe(start);
    expect(setReason("rob", "")(start)).toBe(start);
  });
});

describe("a rating travels", () => {
  const rated = [setDesign("rct"), judgeRest(), setReason("rob", "open label")].reduce((r, a) => a(r), start);
  it("in the link, in short; reasons stay in the draft and the file", async () => {
    const decoded = await decodeFragment(await encodeReview(rated, catalog), catalog);
    const outcome = ("review" in decoded ? decoded.review : start).outcomes[0];
    expect(outcome).toMatchObject({ certainty: "rct rob0 inc0 ind0 imp0 pub0", certainty_reasons: {} });
  });
  it("and what is no rating is left out of a file by name", () => {
    const raw = (certainty: unknown, reasons: unknown): { review: Review; notes: string[] } =>
      restore({ outcomes: [{ certainty, certainty_reasons: reasons }] }, catalog);
    expect(raw("rct rob-9", { rob: "x" }).review.outcomes[0]).toMatchObject({
      certainty: "",
      certainty_reasons: { rob: "x" },
    });
    expect(raw("rct rob-9", {}).notes).toEqual([
      "Outcome 1: a rating of the certainty that is not known was left out.",
    ]);
    expect(raw("", { __proto__: { rob: "x" }, constructor: "y" }).review.outcomes[0]?.certainty_reasons).toEqual({});
  });
});
