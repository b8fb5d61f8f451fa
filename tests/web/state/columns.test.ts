import { describe, expect, it } from "vitest";
import {
  addColumn, duplicateOutcome, duplicateRow, moveOutcome, orderRows, pasteBlock, removeColumn, removeOutcome, renameColumn,
  setFree, setOption,
} from "web/src/state/actions"; // biome-ignore format: a list
import { columnNames, columnOf, freeColumns, keyOf } from "web/src/state/columns";
import { quoted, renamed, without, withTerm } from "web/src/state/formula";
import { toPlain } from "web/src/state/plain";
import { buildRequest } from "web/src/state/request";
import { restore } from "web/src/state/restore";
import { decodeFragment, encodeReview, linkNotes } from "web/src/state/share";
import { sortedIds } from "web/src/state/sort";
import type { Row } from "web/src/state/state";
import { createStore, type Store } from "web/src/state/store";
import { catalog } from "./fixtures/catalog";
import { content, reviewOf, row } from "./helpers";

const counts = ["1", "10", "2", "10"];
const store = (...rows: Row[]): Store => createStore(catalog, reviewOf(rows));
const keys = (s: Store): string[] => freeColumns(s.outcome.value).map(keyOf);
const rowAt = (s: Store, i: number): Row => s.outcome.value.rows[i] as Row;
const labels = (s: Store): string[] => s.outcome.value.rows.map(({ label }) => label);

describe("columns beside the numbers", () => {
  it("a key names its column and back, whatever the name holds", () => {
    for (const key of ["year", "notes", "group:a:b", "mod:line\u2028end", "group:__proto__"]) {
      const column = columnOf(key);
      expect(column === null ? null : keyOf(column)).toBe(key);
    }
    expect(["label", "ai", "group:", "mod", "constructor"].map(columnOf)).toEqual([null, null, null, null, null]);
  });

  it("those added come first and in their order, then those in which something is typed", () => {
    const s = store(row("counts", "A", counts, { groups: { z: "1", b: "2" }, mods: { m: "3" }, year: "1999" }));
    expect(keys(s)).toEqual(["year", "group:b", "group:z", "mod:m"]);
    s.apply(addColumn({ kind: "notes", name: "" }));
    s.apply(addColumn({ kind: "mod", name: " dose " }));
    expect(keys(s)).toEqual(["notes", "mod:dose", "year", "group:b", "group:z", "mod:m"]);
    expect(columnNames(s.outcome.value, "mod")).toEqual(["dose", "m"]);
  });

  it("a name is used once, and year, notes and no name not at all", () => {
    const s = store(row("counts", "A", counts, { groups: { g: "1" } }));
    const before = s.review.value;
    s.apply(addColumn({ kind: "mod", name: "g" }));
    s.apply(addColumn({ kind: "group", name: "  " }));
    s.apply(addColumn({ kind: "group", name: "year" }));
    expect(s.review.value).toBe(before);
    s.apply(addColumn({ kind: "year", name: "" }));
    const once = s.review.value;
    s.apply(addColumn({ kind: "year", name: "" }));
    expect(s.review.value).toBe(once);
  });

  it("what is typed reaches the request, and the column stays when its last text is deleted", () => {
    const s = store(row("counts", "A", counts));
    const { id } = rowAt(s, 0);
    s.apply(setFree(id, "mod:dose", "2,5"));
    s.apply(setFree(id, "group:g", "x"));
    s.apply(setFree(id, "year", "2001"));
    s.apply(setFree(id, "notes", "ask the authors"));
    const [study] = buildRequest(s.outcome.value, catalog, []).request.dataset.studies;
    expect(study).toMatchObject({ year: 2001, groups: { g: "x" }, mods: { dose: 2.5 } });
    expect(JSON.stringify(study)).not.toContain("authors");
    for (const key of ["mod:dose", "group:g", "year", "notes"]) s.apply(setFree(id, key, ""));
    expect(keys(s)).toEqual(["mod:dose", "group:g", "year", "notes"]);
    expect(rowAt(s, 0)).toMatchObject({ groups: {}, mods: {}, year: "", notes: "" });
  });

  it("a number that is none is named with its column", () => {
    const s = store(row("counts", "A", counts, { mods: { dose: "much" } }));
    const { problems } = buildRequest(s.outcome.value, catalog, []);
    expect(problems).toMatchObject([{ column: "mod:dose", text: expect.stringContaining("A, dose") }]);
  });

  it("a new name is taken over by every study and every setting, and undone in one step", () => {
    const s = store(
      row("counts", "A", counts, { groups: { g: "x" }, mods: { m: "1" } }),
      row("counts", "B", counts, { groups: { g: "y" } }),
    );
    s.apply(setOption("subgroup", "g"));
    s.apply(setOption("moderators", "m + m:g + year"));
    s.apply(setOption("cumulative_by", "m"));
    s.apply(renameColumn("group:g", "risk-of-bias"));
    s.apply(renameColumn("mod:m", "dose"));
    expect(s.outcome.value.rows.map(({ groups }) => groups["risk-of-bias"])).toEqual(["x", "y", undefined]);
    expect(s.outcome.value.options).toMatchObject({
      subgroup: "risk-of-bias",
      moderators: "dose + dose:`risk-of-bias` + year",
      cumulative_by: "dose",
    });
    s.undo();
    expect(keys(s)).toEqual(["group:risk-of-bias", "mod:m"]);
    s.apply(renameColumn("mod:m", "risk-of-bias"));
    expect(keys(s)).toEqual(["group:risk-of-bias", "mod:m"]);
  });

  it("a removed column takes its texts and the settings that need it along; undo brings all back", () => {
    const s = store(row("counts", "A", counts, { groups: { g: "x" }, mods: { m: "1" } }));
    s.apply(setOption("subgroup", "g"));
    s.apply(setOption("moderators", "m + g"));
    const before = s.review.value;
    s.apply(removeColumn("group:g"));
    expect(keys(s)).toEqual(["mod:m"]);
    expect(rowAt(s, 0).groups).toEqual({});
    expect(s.outcome.value.options).toMatchObject({ subgroup: null, moderators: "m" });
    s.undo();
    expect(s.review.value).toBe(before);
  });

  it("the draft and the file keep empty columns and notes; a link carries neither and says so", async () => {
    const s = store(row("counts", "A", counts, { notes: "ask" }), row("counts", "", [], { notes: "only a note" }));
    s.apply(addColumn({ kind: "group", name: "g" }));
    const { review, notes } = restore(JSON.parse(JSON.stringify(toPlain(s.review.value))), catalog);
    expect(notes).toEqual([]);
    expect(content(review)).toEqual(content(s.review.value));
    expect(linkNotes(s.review.value, catalog)).toEqual([expect.stringContaining("notes on 2 study(ies)")]);
    const opened = await decodeFragment(await encodeReview(s.review.value, catalog), catalog);
    expect("review" in opened && opened.review.outcomes[0]?.rows.map(({ notes: n }) => n)).toEqual(["", ""]);
  });

  it("columns of unknown form are left out and named", () => {
    const raw = [null, { kind: "mod" }, { kind: "x", name: "y" }, { kind: "year" }, { kind: "group", name: "g" }];
    const { review, notes } = restore({ outcomes: [{ columns: raw }] }, catalog);
    expect(review.outcomes[0]?.columns).toEqual([
      { kind: "year", name: "" },
      { kind: "group", name: "g" },
    ]);
    expect(notes).toEqual(["Outcome 1: a column of unknown form was left out."]);
  });

  it("a block pasted at such a column fills it and those after it, and no study changes its format", () => {
    const s = store(row("counts", "A", counts), row("estimate_se", "B", ["1", "0.1"]));
    s.apply(addColumn({ kind: "year", name: "" }));
    s.apply(addColumn({ kind: "mod", name: "dose" }));
    const columns = [null, null].map(() => ({ name: "", role: null }));
    const block = { rows: [["1999", "5"], ["2001", "6"]], columns, mapped: false, notes: [] }; // biome-ignore format: a table
    s.apply(pasteBlock(catalog, { rowId: rowAt(s, 0).id, column: "year" }, block));
    expect(s.outcome.value.rows.slice(0, 2)).toMatchObject([
      { format: "counts", year: "1999", mods: { dose: "5" } },
      { format: "estimate_se", year: "2001", mods: { dose: "6" } },
    ]);
  });
});

describe("names in a formula", () => {
  it("are quoted only where a character would mean something else", () => {
    expect(["dose", "dose mg", "a-b", "x^2"].map(quoted)).toEqual(["dose", "dose mg", "`a-b`", "`x^2`"]);
  });
  it("are renamed whole, never in part", () => {
    expect(renamed("dose + dose2*dose^2 + `dose`", "dose", "d")).toBe("d + dose2*d^2 + d");
    expect(renamed("a + `a + b`", "a", "$&")).toBe("$& + `a + b`");
    expect(renamed("rcs(dose, 4):g + rcs(dose) + dose - 1", "dose", "d")).toBe("rcs(d, 4):g + rcs(d) + d - 1");
    expect(renamed("mean, age + x", "mean, age", "age")).toBe("age + x");
  });
  it("leave with every term they are in", () => {
    expect(without("a + b + a:c", "a")).toBe("b");
    expect(without("ab  +c", "a")).toBe("ab  +c");
    expect(without("b + rcs(a, 3)*c + d -1", "a")).toBe("b + d -1");
  });
  it("are added once", () => {
    expect(withTerm("", "dose")).toBe("dose");
    expect(withTerm("a", "b-c")).toBe("a + `b-c`");
    expect(withTerm("a + `b-c`", "b-c")).toBe("a + `b-c`");
    expect(withTerm("a:b", "b")).toBe("a:b + b");
  });
});

describe("the order of studies", () => {
  const three = (): Store =>
    store(
      row("counts", "Trial 10", counts, { year: "2001" }),
      row("counts", "Trial 9", counts),
      row("counts", "trial 9", counts, { year: "1999" }),
    );
  const year = (r: Row): number | null => (r.year === "" ? null : Number(r.year));

  it("names are sorted as people read them, and equal ones stay as they are", () => {
    const s = three();
    s.apply(orderRows(sortedIds(s.outcome.value.rows, (r) => r.label)));
    expect(labels(s)).toEqual(["Trial 9", "trial 9", "Trial 10", ""]);
  });

  it("studies without a value come last, upwards and downwards", () => {
    const s = three();
    s.apply(orderRows(sortedIds(s.outcome.value.rows, year)));
    expect(labels(s)).toEqual(["trial 9", "Trial 10", "Trial 9", ""]);
    s.apply(orderRows(sortedIds(s.outcome.value.rows, year, true)));
    expect(labels(s)).toEqual(["Trial 10", "trial 9", "Trial 9", ""]);
    s.undo();
    s.undo();
    expect(labels(s)).toEqual(["Trial 10", "Trial 9", "trial 9", ""]);
  });

  it("studies that are not named follow; ids of no study are passed over", () => {
    const s = three();
    s.apply(orderRows([rowAt(s, 2).id, -5]));
    expect(labels(s)).toEqual(["trial 9", "Trial 10", "Trial 9", ""]);
    const before = s.review.value;
    s.apply(orderRows([]));
    expect(s.review.value).toBe(before);
  });

  it("a study is doubled below itself; the empty row is not", () => {
    const s = three();
    s.apply(duplicateRow(rowAt(s, 1).id));
    expect(labels(s)).toEqual(["Trial 10", "Trial 9", "Trial 9", "trial 9", ""]);
    expect(new Set(s.outcome.value.rows.map(({ id }) => id)).size).toBe(5);
    const before = s.review.value;
    s.apply(duplicateRow(rowAt(s, 4).id));
    expect(s.review.value).toBe(before);
  });
});

describe("several outcomes", () => {
  it("one is doubled beside itself with its studies, moved, removed and brought back", () => {
    const s = store(row("counts", "A", counts));
    const first = s.outcome.value;
    s.apply(duplicateOutcome(first.id));
    expect(s.review.value.outcomes.map(({ name }) => name)).toEqual(["", "Outcome (copy)"]);
    expect(s.review.value.current).toBe(1);
    expect(s.outcome.value.rows[0]).toMatchObject({ label: "A", cells: first.rows[0]?.cells });
    expect(s.outcome.value.rows[0]?.id).not.toBe(first.rows[0]?.id);
    s.apply(moveOutcome(s.outcome.value.id, -1));
    expect([s.review.value.current, s.outcome.value.name]).toEqual([0, "Outcome (copy)"]);
    s.apply(moveOutcome(first.id, -1));
    expect([s.review.value.current, s.outcome.value.name]).toEqual([1, "Outcome (copy)"]);
    const before = s.review.value;
    s.apply(moveOutcome(first.id, -1));
    expect(s.review.value).toBe(before);
    s.apply(removeOutcome(catalog, s.outcome.value.id));
    expect(s.review.value.outcomes).toHaveLength(1);
    s.undo();
    expect(s.review.value).toBe(before);
  });

  it("a review never grows beyond what it can be restored from", () => {
    const s = createStore(catalog, reviewOf(Array.from({ length: 2600 }, () => row("counts", "A", counts))));
    s.apply(duplicateOutcome(s.outcome.value.id));
    expect(s.review.value.outcomes).toHaveLength(1);
  });
});
