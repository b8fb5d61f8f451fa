import { describe, expect, it } from "vitest";
import { setOption } from "web/src/state/actions";
import { compare } from "web/src/state/compare";
import type { Outcome, Review } from "web/src/state/state";
import { createStore } from "web/src/state/store";
import { catalog } from "./fixtures/catalog";
import { bcgReview, reviewOf, row } from "./helpers";

const outcomeOf = (review: Review): Outcome => review.outcomes[0] as Outcome;
const compared = (ours: Review, theirs: Review) => compare(catalog, outcomeOf(ours), outcomeOf(theirs));
const first = row("counts", "Ali 2010", ["12", "40", "6", "41"], { groups: { bias: "low" } });
const second = row("counts", "Berg 2012", ["9", "25", "4", "27"], { groups: { bias: "high" } });

describe("two tables of the same studies", () => {
  it("are alike where they are, whatever the order and the way a number is written", () => {
    const other = reviewOf([
      { ...second, label: " berg  2012" },
      row("counts", "Ali 2010", ["12/40", "", "6.0", "41"], { groups: { bias: "low" } }),
    ]);
    const found = compared(reviewOf([first, second]), other);
    expect(found.studies).toEqual([]);
    expect([found.matched, found.typed, found.alike]).toEqual([2, 8, 8]);
    expect(compared(bcgReview(), bcgReview()).studies).toEqual([]);
  });

  it("differ by cell, use, year and group, and each is taken alone", () => {
    const theirs = reviewOf([
      { ...first, cells: { ...first.cells, ai: "21" }, include: false },
      { ...second, year: "2012", groups: { bias: "low" } },
    ]);
    const ours = reviewOf([first, second]);
    const found = compared(ours, theirs);
    expect(found.studies.map(({ study, what, ours: a, theirs: b }) => [study, what, a, b])).toEqual([
      ["Ali 2010", "Treatment events", "12", "21"],
      ["Ali 2010", "Use", "used", "left out"],
      ["Berg 2012", "Year", "", "2012"],
      ["Berg 2012", "bias", "high", "low"],
    ]);
    expect([found.typed, found.alike]).toEqual([8, 7]);
    const store = createStore(catalog, ours);
    for (const { take } of found.studies) store.apply(take);
    expect(compared(store.review.value, theirs).studies).toEqual([]);
    for (let i = 0; i < 4; i++) store.undo();
    expect(compared(store.review.value, ours).studies).toEqual([]);
  });

  it("name the studies that one of them lacks, and take them over or away", () => {
    const ours = reviewOf([first]);
    const theirs = reviewOf([second]);
    const found = compared(ours, theirs);
    expect(found.studies.map(({ study, ours: a, theirs: b }) => [study, a, b])).toEqual([
      ["Ali 2010", "in the table", "–"],
      ["Berg 2012", "–", "in the table"],
    ]);
    const store = createStore(catalog, ours);
    for (const { take } of found.studies) store.apply(take);
    expect(store.outcome.value.rows.map(({ label }) => label)).toEqual(["Berg 2012", ""]);
    expect(compared(store.review.value, theirs).studies).toEqual([]);
  });

  it("are matched by place where one has no names, as in a link without them", () => {
    const theirs = reviewOf([
      { ...first, label: "" },
      { ...second, label: "", cells: { ...second.cells, ci: "5" } },
    ]);
    const found = compared(reviewOf([first, second]), theirs);
    expect(found.studies.map(({ study, what }) => [study, what])).toEqual([["Berg 2012", "Control events"]]);
  });

  it("take another way of typing as a whole", () => {
    const theirs = reviewOf([row("estimate_ci", "Ali 2010", ["2.05", "0.85", "4.93"], { groups: { bias: "low" } })]);
    const found = compared(reviewOf([first]), theirs);
    expect(found.studies).toHaveLength(1);
    const store = createStore(catalog, reviewOf([first]));
    store.apply((found.studies[0] as (typeof found.studies)[0]).take);
    expect(compared(store.review.value, theirs).studies).toEqual([]);
  });

  it("differ in settings", () => {
    const theirs = setOption("tau2", "DL")(setOption("level", 0.9)(bcgReview()));
    const found = compared(bcgReview(), theirs);
    expect(found.options.map(({ key, ours, theirs: b }) => [key, ours, b])).toEqual([
      ["tau2", "REML", "DL"],
      ["level", "0.95", "0.9"],
    ]);
    const store = createStore(catalog, bcgReview());
    for (const { take } of found.options) store.apply(take);
    expect(compared(store.review.value, theirs).options).toEqual([]);
  });

  it("give the judgements that both made, by column", () => {
    const theirs = reviewOf([first, { ...second, groups: { bias: "low", other: "x" } }]);
    expect(compared(reviewOf([first, second]), theirs).judgements).toEqual([
      { name: "bias", pairs: [["low", "low"], ["high", "low"]] },
    ]); // biome-ignore format: pairs
  });
});
