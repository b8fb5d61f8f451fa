import { describe, expect, it } from "vitest";
import type { Options } from "web/src/core/types";
import { optionHomes, outcomeHomes, reviewHomes, rowHomes } from "web/src/state/homes";
import { toPlain } from "web/src/state/plain";
import { decodeFragment, encodeReview } from "web/src/state/share";
import type { Outcome, Review, Row } from "web/src/state/state";
import { catalog } from "./fixtures/catalog";
import { reviewOf, row } from "./helpers";

/** A review in which no key has its default value. */
function otherThanDefault(): Review {
  const options: Options = {
    measure: "OR",
    model: "EE",
    tau2: "PM",
    test: "t",
    level: 0.9,
    prediction: "HTS",
    add: 1,
    add_to: "all",
    drop00: false,
    subgroup: "g",
    control_risk: null,
    tau2_ci: "PL",
    tau2_fixed: 0.1,
    subgroup_tau2: "common",
    moderators: "m + g",
    centre_moderators: true,
    permutations: 500,
    cumulative_by: "year",
    gosh_subsets: 77,
    gosh_points: false,
    trim_fill: "R0",
    trim_side: "left",
    fail_safe_target: -0.5,
    form: "UB",
    threshold: 1.25,
    study_ci: "wilson",
    medians: "QE",
    seed: 42,
  };
  const first = row("means", "A", ["1"], {
    include: false,
    groups: { g: "x" },
    mods: { m: "1" },
    year: "1999",
    notes: "r",
    rob: "12",
    rob_support: { "1": "s" },
  });
  const change: Partial<Outcome> = {
    name: "n",
    format: "estimate_se",
    columns: [{ kind: "notes", name: "" }],
    options,
    treatment: "t",
    control: "c",
    favours_left: "l",
    favours_right: "r",
    lower_is_better: false,
    control_risk: "5",
    rob_tool: "free",
    rob_domains: ["d"],
    rob_levels: ["good", "bad"],
    rob_shown: false,
    certainty: "obs rob-1 large+2",
    certainty_reasons: { rob: "r" },
    published: "est=1.20",
  };
  const one = reviewOf([first], change);
  return {
    ...one,
    title: "T",
    question: "Q",
    outcomes: [...one.outcomes, reviewOf([]).outcomes[0] as Outcome],
    current: 1,
    flow: { databases: "1" },
    flow_reasons: [{ text: "r", n: "2" }],
    flow_other_reasons: [{ text: "o", n: "" }],
  };
}

describe("homes", () => {
  it("every key of home link comes out of a link as it went in", async () => {
    const review = otherThanDefault();
    const decoded = await decodeFragment(await encodeReview(review, catalog), catalog);
    if ("error" in decoded) throw new Error(decoded.error.code);
    const pairs: [object, object, Readonly<Record<string, string>>][] = [
      [review, decoded.review, reviewHomes],
      [review.outcomes[0] as Outcome, decoded.review.outcomes[0] as Outcome, outcomeHomes],
      [review.outcomes[0]?.options as Options, decoded.review.outcomes[0]?.options as Options, optionHomes],
      [review.outcomes[0]?.rows[0] as Row, decoded.review.outcomes[0]?.rows[0] as Row, rowHomes],
    ];
    for (const [before, after, homes] of pairs) {
      for (const key of Object.keys(before)) {
        if (homes[key] !== "link" || key === "outcomes" || key === "rows") continue;
        expect([key, Reflect.get(after, key)]).toEqual([key, Reflect.get(before, key)]);
      }
    }
  });

  it("the draft and the file hold every key but those of home nowhere", () => {
    const plain = toPlain(otherThanDefault());
    const outcome = (plain.outcomes as Record<string, unknown>[])[0] ?? {};
    const first = (outcome.rows as Record<string, unknown>[])[0];
    const kept = (homes: Readonly<Record<string, string>>): string[] =>
      Object.keys(homes).filter((key) => homes[key] !== "nowhere");
    expect(Object.keys(plain).sort()).toEqual(["pooled", ...kept(reviewHomes)].sort());
    expect(Object.keys(outcome).sort()).toEqual(kept(outcomeHomes).sort());
    expect(Object.keys(first ?? {}).sort()).toEqual(kept(rowHomes).sort());
    expect(Object.keys(outcome.options as object).sort()).toEqual(kept(optionHomes).sort());
  });
});
