import { describe, expect, it } from "vitest";
import { applyFix, divideControl, sharers } from "web/src/state/actions";
import type { Fix } from "web/src/state/fix-actions";
import type { Review, Row } from "web/src/state/state";
import { createStore } from "web/src/state/store";
import { catalog } from "./fixtures/catalog";
import { reviewOf, row } from "./helpers";

const rowsOf = (review: Review): readonly Row[] => review.outcomes[0]?.rows ?? [];
const fix = (given: Partial<Fix>): Fix => ({
  label: "Fix it",
  format: "",
  cells: [],
  leaveOut: false,
  shared: [],
  ...given,
});

/** The first row after the fix, and a way back. */
function fixed(one: Row, given: Partial<Fix>): { row: Row; back: Row } {
  const store = createStore(catalog, reviewOf([one]));
  const before = rowsOf(store.review.value)[0] as Row;
  store.apply(applyFix(catalog, before.id, fix(given)));
  const after = rowsOf(store.review.value)[0] as Row;
  store.undo();
  expect(rowsOf(store.review.value)[0]).toBe(before);
  return { row: after, back: before };
}

describe("A fix", () => {
  const means = row("means", "Ali 2010", ["5.07", "1.13", "36", "5.61", "1.04", "38"]);

  it("changes the cells it names, and the notes keep what was typed", () => {
    const cells = [
      { column: "m1i", value: 50.7 },
      { column: "sd1i", value: 11.3 },
    ];
    const { row: after } = fixed(means, { label: "Multiply by 10", cells });
    expect(after.cells).toMatchObject({ m1i: "50.7", sd1i: "11.3", m2i: "5.61", n1i: "36" });
    expect(after.notes).toBe("Multiply by 10: Treatment mean 5.07 → 50.7, Treatment SD 1.13 → 11.3");
  });

  it("adds to the notes there are", () => {
    const { row: after } = fixed({ ...means, notes: "From a figure" }, { cells: [{ column: "m1i", value: 51 }] });
    expect(after.notes).toBe("From a figure · Fix it: Treatment mean 5.07 → 51");
  });

  it("changes the way of typing, and the other cells stay for the way back", () => {
    const cells = [
      { column: "se1i", value: 1.13 },
      { column: "se2i", value: 1.04 },
    ];
    const { row: after } = fixed(means, { format: "means_se", cells });
    expect(after.format).toBe("means_se");
    expect(after.cells).toMatchObject({ m1i: "5.07", se1i: "1.13", sd1i: "1.13", n2i: "38" });
  });

  it("takes a composite cell apart before one of its numbers changes", () => {
    const typed = row("estimate_ci", "Ali 2010", ["2.43 (2.5-5.4)"]);
    const { row: after } = fixed(typed, { cells: [{ column: "est", value: 3.674 }] });
    expect(after.cells).toEqual({ est: "3.674", ci_lb: "2.5", ci_ub: "5.4" });
  });

  it("leaves a row out, and empties a cell whose partner was empty", () => {
    const { row: after } = fixed(means, { leaveOut: true, cells: [{ column: "m2i", value: null }] });
    expect(after.include).toBe(false);
    expect(after.cells.m2i).toBeUndefined();
  });
});

describe("A shared control group", () => {
  const arms = ["a", "b"].map((arm, i) => row("counts", `Ali 2010${arm}`, [String(5 + i), "40", "12", "60"]));
  const other = row("counts", "Berg 2012", ["9", "25", "4", "27"]);
  const means = row("means", "Chen 2014", ["5", "1", "36", "6", "1", "38"]);

  it("is divided between the rows that are named, and each says between how many", () => {
    const store = createStore(catalog, reviewOf([...arms, other]));
    const ids = rowsOf(store.review.value)
      .slice(0, 2)
      .map(({ id }) => id);
    store.apply(divideControl(catalog, ids));
    const [first, second, third] = rowsOf(store.review.value);
    expect(first).toMatchObject({ format: "counts_shared", cells: { ci: "12", n2i: "60", shared: "2" } });
    expect(second?.format).toBe("counts_shared");
    expect(third?.format).toBe("counts");
    store.apply(divideControl(catalog, ids.slice(0, 1)));
    expect(rowsOf(store.review.value)[0]?.format).toBe("counts");
  });

  it("is offered to rows of one kind, those with the same controls first of all", () => {
    const { outcomes } = reviewOf([...arms, other, means]);
    const outcome = outcomes[0];
    if (!outcome) throw new Error("no outcome");
    const { all, same } = sharers(catalog, outcome, outcome.rows[0]?.id ?? 0);
    expect(all.map(({ label }) => label)).toEqual(["Ali 2010a", "Ali 2010b", "Berg 2012"]);
    expect([...same]).toEqual(outcome.rows.slice(0, 2).map(({ id }) => id));
    expect(sharers(catalog, outcome, outcome.rows[3]?.id ?? 0).all).toHaveLength(1);
  });
});
