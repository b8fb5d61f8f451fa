import { describe, expect, it } from "vitest";
import { loadEngine } from "web/src/core/load";
import { setOption, setTitle } from "web/src/state/actions";
import { compareFingerprints, fingerprint } from "web/src/state/fingerprint";
import type { Review } from "web/src/state/state";
import { createStore } from "web/src/state/store";
import { bcgReview, reviewOf } from "./helpers";

const engine = await loadEngine();
const of = (review: Review) => fingerprint(review, engine);

describe("the fingerprint", () => {
  it("depends on the data and the settings, not on titles, names and ids", async () => {
    const code = await of(bcgReview());
    expect(code).toMatch(/^[A-Z2-7]{4}-[A-Z2-7]{4}$/);
    const store = createStore(engine.catalog, bcgReview());
    store.apply(setTitle("Another title"));
    expect(await of(store.review.value)).toBe(code);
    store.apply(setOption("level", 0.9));
    expect(await of(store.review.value)).not.toBe(code);
  });

  it("stands on paper: it is the same for ever, on every engine (tests/browser/proof.test.mjs asks Chromium)", async () => {
    expect(await of(bcgReview())).toBe("QVSJ-PYHP");
  });

  it("tells a last bit of a result, and does not take the data for another", async () => {
    const code = (await of(bcgReview())) ?? "";
    const off: typeof engine = {
      ...engine,
      analyse(request) {
        const report = engine.analyse(request);
        if ("summary" in report && report.summary?.est) report.summary.est *= 1 + Number.EPSILON;
        return report;
      },
    };
    const other = (await fingerprint(bcgReview(), off)) ?? "";
    expect(other.slice(0, 4)).toBe(code.slice(0, 4));
    expect(other).not.toBe(code);
    expect(compareFingerprints(code, other)).toBe("other results");
  });

  it("exists without any study", async () => expect(await of(reviewOf([]))).toMatch(/^[A-Z2-7]{4}-[A-Z2-7]{4}$/));
});

describe("a colleague's fingerprint", () => {
  it("is confirmed however it is typed", () => {
    for (const typed of ["ABCD-EFOI", "abcd efoi", " abcdEF01 ", "A8CDEFOI"])
      expect([typed, compareFingerprints("ABCD-EFOI", typed)]).toEqual([typed, "same"]);
  });

  it("is denied with the reason, or is none", () => {
    expect(compareFingerprints("ABCD-EFGH", "ABCE-EFGH")).toBe("other data");
    expect(compareFingerprints("ABCD-EFGH", "ABCD-EFGI")).toBe("other results");
    for (const typed of ["", "ABCD", "ABCD-EFG", "ABCD-EFGHI", "ABCD-EFG9"])
      expect(compareFingerprints("ABCD-EFGH", typed)).toBe("not one");
  });
});
