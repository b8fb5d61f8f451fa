import { effect } from "@preact/signals";
import { describe, expect, it } from "vitest";
import {
  addOutcome, clearOutcome, insertRow, loadReview, moveRow, newReview, pasteBlock, removeOutcome, removeRow, renameOutcome, setCell,
  setFormat, setLabel, setMeasure, setMethod, setModel, setOption, setOutcomeField, setQuestion, setRowFormat, setTitle, setYear,
  showOutcome, toggleInclude,
} from "web/src/state/actions"; // biome-ignore format: a list
import { isEmptyRow } from "web/src/state/blank";
import type { Row } from "web/src/state/state";
import { createStore, type Store } from "web/src/state/store";
import { catalog } from "./fixtures/catalog";
import { bcgReview, content, cpuTime, randomFrom, reviewOf, row } from "./helpers";

const rows = (store: Store): readonly Row[] => store.outcome.value.rows;
const rowAt = (store: Store, index: number): Row => rows(store)[index] as Row;
const labels = (store: Store): string[] => rows(store).map(({ label }) => label);

function type(store: Store, rowId: number, column: string, text: string): void {
  for (let i = 1; i <= text.length; i += 1)
    store.apply(setCell(rowId, column, text.slice(0, i)), `cell:${rowId}:${column}`);
}

describe("a new store", () => {
  it("shows one empty outcome with the catalogue's defaults and one empty row", () => {
    const store = createStore(catalog);
    expect(store.outcome.value.options).toEqual(catalog.defaults);
    expect(rows(store)).toHaveLength(1);
    expect(rowAt(store, 0)).toMatchObject({ format: "counts", label: "", cells: {} });
    expect([store.canUndo.value, store.canRedo.value, store.dirty.value]).toEqual([false, false, false]);
  });
});

describe("the last row of every outcome is empty, and only the last", () => {
  it("a row appears below the one typed into, and goes when the text is deleted", () => {
    const store = createStore(catalog);
    const id = rowAt(store, 0).id;
    store.apply(setLabel(id, "Ali 2010"));
    expect(rows(store)).toHaveLength(2);
    store.apply(setLabel(id, ""));
    expect(rows(store).map((each) => each.id)).toEqual([id]);
  });

  it("holds after any sequence of actions, undo and redo", () => {
    const random = randomFrom(7);
    const store = createStore(catalog);
    const pick = (): number => rowAt(store, Math.floor(random() * rows(store).length)).id;
    const block = {
      rows: [
        ["a", "1", "2"],
        ["", "", ""],
      ],
      columns: [null, null, null].map(() => ({ name: "", role: null })),
      mapped: false,
      notes: [],
    };
    const steps: (() => void)[] = [
      () => store.apply(setCell(pick(), "ai", String(Math.floor(random() * 9)))),
      () => store.apply(setCell(pick(), "ai", "")),
      () => store.apply(setLabel(pick(), random() < 0.5 ? "" : "x")),
      () => store.apply(removeRow(pick())),
      () => store.apply(moveRow(pick(), random() < 0.5 ? 1 : -1)),
      () => store.apply(insertRow(pick())),
      () => store.apply(toggleInclude(pick())),
      () => store.apply(setRowFormat(pick(), random() < 0.5 ? "counts" : "means")),
      () => store.apply(setMeasure(catalog, ["RR", "MD", "HR"][Math.floor(random() * 3)] as string)),
      () => store.apply(pasteBlock(catalog, { rowId: pick(), column: "label" }, block)),
      () => store.apply(addOutcome(catalog)),
      () => store.apply(showOutcome(Math.floor(random() * 3))),
      () => store.apply(removeOutcome(catalog, store.outcome.value.id)),
      () => random() < 0.05 && store.apply(clearOutcome()),
      () => store.undo(),
      () => store.redo(),
    ];
    const isSettled = (rows: readonly Row[]): boolean => {
      const ids = new Set(rows.map(({ id }) => id));
      const [last, other] = [rows.at(-1), rows.at(-2)];
      return (
        ids.size === rows.length &&
        last !== undefined &&
        isEmptyRow(last) &&
        (other === undefined || !isEmptyRow(other))
      );
    };
    for (let i = 0; i < 3000; i += 1) {
      steps[Math.floor(random() * steps.length)]?.();
      const { outcomes, current } = store.review.value;
      if (!outcomes.every(({ rows }) => isSettled(rows)) || outcomes[current] !== store.outcome.value)
        expect.fail(`after step ${i}: ${JSON.stringify(outcomes)}`);
    }
    expect(store.canUndo.value || store.canRedo.value).toBe(true);
  });
});

describe("undo", () => {
  it("takes back the typing in one cell in one step, whatever the number of keys", () => {
    const store = createStore(catalog, bcgReview());
    const before = store.review.value;
    type(store, rowAt(store, 0).id, "ai", "1234");
    expect(rowAt(store, 0).cells.ai).toBe("1234");
    store.undo();
    expect(store.review.value).toBe(before);
    expect(store.canUndo.value).toBe(false);
    store.redo();
    expect(rowAt(store, 0).cells.ai).toBe("1234");
  });

  it("keeps two cells, and two visits to one cell, apart", () => {
    const store = createStore(catalog);
    const id = rowAt(store, 0).id;
    type(store, id, "ai", "12");
    type(store, id, "n1i", "40");
    type(store, id, "ai", "13");
    store.undo();
    expect(rowAt(store, 0).cells).toEqual({ ai: "12", n1i: "40" });
    store.undo();
    expect(rowAt(store, 0).cells).toEqual({ ai: "12" });
  });

  it("counts toggles, settings, clear, examples and pastes as one step each", () => {
    const store = createStore(catalog, bcgReview());
    const states = [store.review.value];
    const step = (action: Parameters<Store["apply"]>[0]): void => {
      store.apply(action);
      states.push(store.review.value);
    };
    step(toggleInclude(rowAt(store, 0).id));
    step(setModel(catalog, "EE"));
    step(setMeasure(catalog, "OR"));
    step(setOption("level", 0.9));
    step(clearOutcome());
    step(loadReview(bcgReview()));
    step(newReview(catalog));
    for (const state of states.slice(0, -1).reverse()) {
      store.undo();
      expect(store.review.value).toBe(state);
    }
    expect(store.canUndo.value).toBe(false);
  });

  it("is a hundred steps deep and lets go of what is older", () => {
    const store = createStore(catalog);
    for (let i = 0; i < 150; i += 1) store.apply(setTitle(`title ${i}`));
    let steps = 0;
    while (store.canUndo.value) {
      store.undo();
      steps += 1;
    }
    expect(steps).toBe(100);
    expect(store.review.value.title).toBe("title 49");
  });

  it("forgets what was undone when something new is done", () => {
    const store = createStore(catalog);
    store.apply(setTitle("a"));
    store.undo();
    store.apply(setTitle("b"));
    expect(store.canRedo.value).toBe(false);
    store.redo();
    expect(store.review.value.title).toBe("b");
  });

  it("does not count showing another outcome, nor an action that changes nothing", () => {
    const store = createStore(catalog, bcgReview());
    store.apply(addOutcome(catalog, "Deaths"));
    store.markSaved();
    store.apply(showOutcome(0));
    store.apply(showOutcome(0));
    store.apply(showOutcome(99));
    store.apply(setTitle(""));
    store.apply(toggleInclude(-5));
    expect(store.dirty.value).toBe(false);
    store.undo();
    expect(store.review.value.outcomes).toHaveLength(1);
    expect(store.canUndo.value).toBe(false);
  });

  it("tells the page once for each step", () => {
    const store = createStore(catalog);
    let seen = 0;
    const stop = effect(() => {
      void [store.review.value, store.canUndo.value, store.canRedo.value];
      seen += 1;
    });
    store.apply(setTitle("a"));
    store.undo();
    stop();
    expect(seen).toBe(3);
  });
});

describe("dirty", () => {
  it("is true from the first key until saved, and false again when undone to what was saved", () => {
    const store = createStore(catalog);
    store.apply(setTitle("a"));
    expect(store.dirty.value).toBe(true);
    store.undo();
    expect(store.dirty.value).toBe(false);
    store.redo();
    store.markSaved();
    expect(store.dirty.value).toBe(false);
    store.undo();
    expect(store.dirty.value).toBe(true);
  });

  it("stays true when what was saved is older than what is on the screen", () => {
    const store = createStore(catalog);
    store.apply(setTitle("a"));
    const written = store.review.value;
    store.apply(setTitle("b"));
    store.markSaved(written);
    expect(store.dirty.value).toBe(true);
  });
});

describe("setCell", () => {
  it("leaves a text alone while it is typed and takes it apart when it is confirmed, in one undo step", () => {
    const store = createStore(catalog);
    const id = rowAt(store, 0).id;
    type(store, id, "ai", "12/40");
    expect(rowAt(store, 0).cells).toEqual({ ai: "12/40" });
    store.apply(setCell(id, "ai", "12/40"), `cell:${id}:ai`);
    expect(rowAt(store, 0).cells).toEqual({ ai: "12", n1i: "40" });
    store.undo();
    expect(rowAt(store, 0).cells).toEqual({});
  });

  it("takes a text apart at once when it arrives whole", () => {
    const store = createStore(catalog);
    store.apply(setCell(rowAt(store, 0).id, "ci", "6/41"));
    expect(rowAt(store, 0).cells).toEqual({ ci: "6", n2i: "41" });
    store.apply(setRowFormat(rowAt(store, 0).id, "estimate_ci"));
    store.apply(setCell(rowAt(store, 0).id, "est", "2.4 (1.1-5.4)"));
    expect(rowAt(store, 0).cells).toEqual({ ci: "6", n2i: "41", est: "2.4", ci_lb: "1.1", ci_ub: "5.4" });
  });

  it("keeps the text exactly as typed otherwise, and an emptied cell leaves no trace", () => {
    const store = createStore(catalog);
    const id = rowAt(store, 0).id;
    for (const text of ["1,50", " 7 ", "abc", "=1+1", "−0.5"]) {
      store.apply(setCell(id, "ai", text));
      expect(rowAt(store, 0).cells).toEqual({ ai: text });
    }
    store.apply(setCell(id, "ai", ""));
    expect(rowAt(store, 0).cells).toEqual({});
  });

  it("shows control characters instead of dropping them, for that would make another number", () => {
    const store = createStore(catalog);
    store.apply(setCell(rowAt(store, 0).id, "ai", "1\u00002"));
    expect(rowAt(store, 0).cells.ai).toBe("1\ufffd2");
  });

  it("changes no other row, so that only one row is drawn again", () => {
    const store = createStore(catalog, bcgReview());
    const before = rows(store);
    store.apply(setCell(rowAt(store, 3).id, "ai", "63"));
    const changed = rows(store).flatMap((each, i) => (each === before[i] ? [] : [i]));
    expect(changed).toEqual([3]);
  });

  it("takes less than a millisecond in a table of 1,000 studies", async () => {
    const many = Array.from({ length: 1000 }, (_, i) => row("counts", `Study ${i}`, ["1", "20", "2", "20"]));
    const store = createStore(catalog, reviewOf(many));
    const time = await cpuTime(() => {
      for (let i = 0; i < 300; i += 1) store.apply(setCell(rowAt(store, i * 3).id, "ai", String(i + 2)));
    });
    expect(rowAt(store, 897).cells.ai).toBe("301");
    expect(time / 300).toBeLessThan(1);
  });
});

describe("labels", () => {
  it.each([
    ["M13", "line1\nline2\ttab", "line1 line2 tab"],
    ["M25", "\u0000\b\u001bA", "A"],
    ["M26", "\ufffe\uffffB\ud800", "B"],
    ["M01", "<img src=x onerror=alert(1)>", "<img src=x onerror=alert(1)>"],
    ["M09", "👩‍🔬🇩🇪", "👩‍🔬🇩🇪"],
    ["M17", "constructor", "constructor"],
  ])("%s", (_, typed, kept) => {
    const store = createStore(catalog);
    store.apply(setLabel(rowAt(store, 0).id, typed));
    expect(rowAt(store, 0).label).toBe(kept);
  });

  it("are cut only far beyond what anybody types, and never in the middle of a character", () => {
    const store = createStore(catalog);
    store.apply(setLabel(rowAt(store, 0).id, "👩".repeat(20_000)));
    expect([...rowAt(store, 0).label]).toHaveLength(10_000);
    expect(rowAt(store, 0).label.endsWith("👩")).toBe(true);
  });
});

describe("rows", () => {
  const abc = () => createStore(catalog, reviewOf(["a", "b", "c"].map((label) => row("counts", label, ["1", "2"]))));

  it("move one place, and never below the empty row", () => {
    const store = abc();
    store.apply(moveRow(rowAt(store, 0).id, 1));
    expect(labels(store)).toEqual(["b", "a", "c", ""]);
    store.apply(moveRow(rowAt(store, 2).id, 1));
    store.apply(moveRow(rowAt(store, 0).id, -1));
    store.apply(moveRow(rowAt(store, 3).id, -1));
    expect(labels(store)).toEqual(["b", "a", "c", ""]);
  });

  it("are removed, switched off, inserted and dated", () => {
    const store = abc();
    store.apply(removeRow(rowAt(store, 1).id));
    store.apply(toggleInclude(rowAt(store, 1).id));
    store.apply(insertRow(rowAt(store, 1).id));
    store.apply(setYear(rowAt(store, 0).id, "1999"));
    expect(labels(store)).toEqual(["a", "", "c", ""]);
    expect(rowAt(store, 0).year).toBe("1999");
    expect(rowAt(store, 2).include).toBe(false);
  });

  it("keep the cells of their other format", () => {
    const store = abc();
    const id = rowAt(store, 0).id;
    store.apply(setRowFormat(id, "means"));
    store.apply(setCell(id, "m1i", "5"));
    store.apply(setRowFormat(id, "counts"));
    expect(rowAt(store, 0).cells).toEqual({ ai: "1", n1i: "2", m1i: "5" });
  });
});

describe("changing the measure", () => {
  it("loses nothing: rows it cannot use stay as they are, and changing back restores the table", () => {
    const store = createStore(catalog, bcgReview());
    const before = content(store.review.value);
    for (const other of ["MD", "HR", "GEN", "SMD", "OR"]) {
      store.apply(setMeasure(catalog, other));
      expect(store.outcome.value.options.measure).toBe(other);
      expect(
        rows(store)
          .slice(0, 13)
          .every(({ format, cells }) => format === "counts" && cells.ai !== undefined),
      ).toBe(true);
    }
    store.apply(setMeasure(catalog, "RR"));
    expect(content(store.review.value)).toEqual(before);
    expect(rows(store).at(-1)?.format).toBe("counts");
  });

  it("gives rows still to be typed the usual format of the new measure", () => {
    const store = createStore(catalog, bcgReview());
    store.apply(setMeasure(catalog, "MD"));
    expect(rows(store).at(-1)?.format).toBe("means");
    expect(store.outcome.value.format).toBe("means");
  });

  it("keeps a format that was chosen on purpose where the new measure has it", () => {
    const store = createStore(catalog);
    store.apply(setFormat(catalog, "estimate_ci"));
    store.apply(setMeasure(catalog, "OR"));
    expect(store.outcome.value.format).toBe("estimate_ci");
  });

  it("goes through hazard ratios and back without leaving the empty table in their format", () => {
    const store = createStore(catalog);
    store.apply(setMeasure(catalog, "HR"));
    expect(store.outcome.value.format).toBe("estimate_ci");
    store.apply(setMeasure(catalog, "RR"));
    expect(store.outcome.value.format).toBe("counts");
  });

  it("does nothing for a measure that does not exist", () => {
    const store = createStore(catalog, bcgReview());
    store.apply(setMeasure(catalog, "constructor"));
    store.apply(setModel(catalog, "__proto__"));
    store.apply(setFormat(catalog, "toString"));
    store.apply(setMethod(catalog, { model: "RE", tau2: "XX", test: "z" }));
    expect(store.canUndo.value).toBe(false);
  });
});

describe("settings", () => {
  it("a model brings its usual test", () => {
    const store = createStore(catalog);
    store.apply(setModel(catalog, "EE"));
    expect(store.outcome.value.options).toMatchObject({ model: "EE", test: "z" });
    store.apply(setModel(catalog, "RE"));
    expect(store.outcome.value.options).toMatchObject({ model: "RE", test: "HKSJ_se" });
  });

  it("a format the measure cannot use brings a measure that can", () => {
    const store = createStore(catalog);
    store.apply(setFormat(catalog, "means"));
    expect(store.outcome.value.options.measure).toBe("MD");
    expect(rowAt(store, 0).format).toBe("means");
    store.apply(setFormat(catalog, "counts"));
    expect(store.outcome.value.options.measure).toBe("RR");
  });

  it("a method is adopted in one step", () => {
    const store = createStore(catalog);
    store.apply(setMethod(catalog, { model: "EE", tau2: "DL", test: "t" }));
    expect(store.outcome.value.options).toMatchObject({ model: "EE", tau2: "DL", test: "t" });
    store.undo();
    expect(store.outcome.value.options).toEqual(catalog.defaults);
  });
});

describe("outcomes", () => {
  it("are added with the settings and arms of the shown one, renamed, shown and removed", () => {
    const store = createStore(catalog, bcgReview());
    store.apply(setOutcomeField("treatment", "BCG"));
    store.apply(setOutcomeField("lower_is_better", false));
    store.apply(setQuestion("Does it?"));
    store.apply(setMeasure(catalog, "OR"));
    store.apply(addOutcome(catalog, "Deaths"));
    expect(store.outcome.value).toMatchObject({ name: "Deaths", treatment: "BCG", options: { measure: "OR" } });
    expect(rows(store)).toHaveLength(1);
    store.apply(renameOutcome(store.outcome.value.id, "All deaths"));
    expect(store.outcome.value.name).toBe("All deaths");
    store.apply(showOutcome(0));
    expect(rows(store)).toHaveLength(14);
    const first = store.outcome.value.id;
    store.apply(removeOutcome(catalog, first));
    expect(store.outcome.value.name).toBe("All deaths");
    store.apply(removeOutcome(catalog, store.outcome.value.id));
    expect(store.review.value.outcomes).toHaveLength(1);
    expect(store.outcome.value.name).toBe("");
  });

  it("get new ids when a review is loaded, so that one loaded twice has no id twice", () => {
    const store = createStore(catalog);
    const review = bcgReview();
    store.apply(loadReview(review));
    const first = rows(store).map(({ id }) => id);
    store.apply(loadReview(review));
    expect(rows(store).some(({ id }) => first.includes(id))).toBe(false);
    expect(content(store.review.value)).toEqual(content(review));
  });
});
