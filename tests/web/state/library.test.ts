import { describe, expect, it } from "vitest";
import { setTitle } from "web/src/state/actions";
import type { DraftStorage } from "web/src/state/draft";
import { createLibrary } from "web/src/state/library";
import { catalog } from "./fixtures/catalog";
import { bcgReview, content, reviewOf, row } from "./helpers";

function memory(room = Number.POSITIVE_INFINITY): DraftStorage & { items: Map<string, string> } {
  const items = new Map<string, string>();
  return {
    items,
    getItem: (key) => items.get(key) ?? null,
    setItem(key, value) {
      const used = [...items].reduce((sum, [k, v]) => sum + (k === key ? 0 : v.length), 0);
      if (used + value.length > room) throw new Error("quota");
      items.set(key, value);
    },
    removeItem: (key) => void items.delete(key),
    key: (index) => [...items.keys()][index] ?? null,
    get length() {
      return items.size;
    },
  };
}

const at = () => new Date("2026-11-30T12:00:00Z");
const named = (title: string) => setTitle(title)(bcgReview());

describe("my analyses", () => {
  it("come back as they were kept, newest first", () => {
    const library = createLibrary(memory(), at);
    library.save(named("First"), "First");
    const second = library.save(named("Second"), " Second ");
    expect(library.list().map(({ name, studies }) => [name, studies])).toEqual([["Second", 13], ["First", 13]]); // biome-ignore format: pairs
    const restored = library.open(second?.id ?? "", catalog);
    expect(restored?.notes).toEqual([]);
    expect(restored && content(restored.review)).toEqual(content(named("Second")));
  });

  it("are replaced under their id, and renamed; without a name they are untitled", () => {
    const library = createLibrary(memory(), at);
    const id = library.save(named("A"), "A")?.id ?? "";
    library.save(named("B"), "B", id);
    expect(library.list()).toHaveLength(1);
    expect(library.open(id, catalog)?.review.title).toBe("B");
    expect(library.rename(id, "  ")).toBe(true);
    expect(library.list()[0]?.name).toBe("Untitled");
  });

  it("are deleted, and come back to their place", () => {
    const library = createLibrary(memory(), at);
    for (const name of ["A", "B", "C"]) library.save(named(name), name);
    const before = library.list();
    const undo = library.remove(before[1]?.id ?? "");
    expect(library.list().map(({ name }) => name)).toEqual(["C", "A"]);
    expect(library.open(before[1]?.id ?? "", catalog)).toBeNull();
    expect(undo?.()).toBe(true);
    expect(library.list()).toEqual(before);
    const back = library.forget();
    expect(library.list()).toEqual([]);
    expect(back()).toBe(true);
    expect(library.list()).toEqual(before);
    expect(library.remove("nobody")).toBeNull();
  });

  it("leave nothing behind once all are forgotten", () => {
    const storage = memory();
    const library = createLibrary(storage, at);
    library.save(named("A"), "A");
    library.forget();
    expect([...storage.items.keys()]).toEqual([]);
  });

  it("go through one file, in order, to another device", () => {
    const here = createLibrary(memory(), at);
    for (const name of ["A", "B"]) here.save(named(name), name);
    const there = createLibrary(memory(), () => new Date("2030-01-01"));
    expect(there.importAll(here.exportAll(), catalog)).toBe(2);
    expect(there.list().map(({ name, at }) => [name, at])).toEqual(here.list().map(({ name, at }) => [name, at]));
    expect(there.exportAll()).toBe(here.exportAll());
  });

  it("go through one file even where they fill the storage", () => {
    const here = createLibrary(memory(5_000_000), at);
    const many = reviewOf(
      Array.from({ length: 5000 }, (_, i) => row("counts", "", ["1", "2", "3", String(i)], { rob: "" })),
    );
    let kept = 0;
    while (here.save(many, `Review ${kept}`) !== null) kept += 1;
    expect(kept).toBeGreaterThan(4);
    expect(createLibrary(memory(), at).importAll(here.exportAll(), catalog)).toBe(kept);
  });

  it("take any text for a file without harm", () => {
    const library = createLibrary(memory(), at);
    for (const text of ["", "{", "[]", "null", '{"analyses":[]}', '{"pooled_analyses":1,"analyses":{}}'])
      expect([text, typeof library.importAll(text, catalog)]).toEqual([text, "string"]);
    const odd =
      '{"pooled_analyses":1,"analyses":[null,{"review":7},{"name":5,"at":"x","review":{"outcomes":[{"rows":[3]}]}}]}';
    expect(library.importAll(odd, catalog)).toBe(1);
    expect(library.list()[0]?.name).toBe("Untitled");
  });

  it("say so when they cannot be stored, and keep what was there", () => {
    const ample = memory();
    createLibrary(ample, at).save(named("A"), "A");
    const size = [...ample.items.values()].reduce((sum, text) => sum + text.length, 0);
    const library = createLibrary(memory(1.5 * size), at);
    const first = library.save(named("A"), "A");
    expect(first).not.toBeNull();
    expect(library.save(named("B"), "B")).toBeNull();
    expect(library.list()).toEqual([first]);
    expect(createLibrary(null, at).save(reviewOf([]), "x")).toBeNull();
    const throwing: DraftStorage = {
      getItem: () => { throw new Error("no"); },
      setItem: () => { throw new Error("no"); },
      removeItem: () => { throw new Error("no"); },
      key: () => null,
      length: 0,
    }; // biome-ignore format: three of a kind
    const none = createLibrary(throwing, at);
    expect(none.list()).toEqual([]);
    expect(none.save(reviewOf([]), "x")).toBeNull();
    expect(none.exportAll()).toContain('"analyses": []');
  });

  it("read a list that somebody has tampered with as far as it makes sense", () => {
    const storage = memory();
    storage.items.set("pooled.1.mine", '[{"id":"../x"},{"id":"ok","name":"N","at":"never","studies":-3},5]');
    expect(createLibrary(storage, at).list()).toEqual([
      { id: "ok", name: "N", at: new Date(0).toISOString(), studies: 0 },
    ]);
  });
});
