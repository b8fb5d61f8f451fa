import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { clearOutcome, setTitle } from "web/src/state/actions";
import { autosave, createDraft, type DraftStorage } from "web/src/state/draft";
import { createStore } from "web/src/state/store";
import { catalog } from "./fixtures/catalog";
import { bcgReview, content, reviewOf, row } from "./helpers";

function memory(): DraftStorage & { map: Map<string, string> } {
  const map = new Map<string, string>();
  return {
    map,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
  };
}

const broken: DraftStorage = {
  getItem: () => { throw new Error("denied"); },
  setItem: () => { throw new Error("full"); },
  removeItem: () => { throw new Error("denied"); },
}; // biome-ignore format: a table

describe("the draft", () => {
  it("is on over http and https, and gives back what was saved", () => {
    const storage = memory();
    expect(createDraft(storage, "https:").save(bcgReview())).toBe(true);
    const again = createDraft(storage, "http:").load(catalog);
    expect(content(again?.review ?? reviewOf([]))).toEqual(content(bcgReview()));
    expect(again?.notes).toEqual([]);
    expect([...storage.map.keys()].every((key) => key.startsWith("pooled."))).toBe(true);
  });

  it("stores nothing at all on file:// until the user says so", () => {
    const storage = memory();
    const draft = createDraft(storage, "file:");
    expect([draft.enabled, draft.save(bcgReview()), draft.load(catalog)]).toEqual([false, false, null]);
    draft.setAside();
    expect(storage.map.size).toBe(0);
    draft.enable(true);
    draft.save(bcgReview());
    expect(createDraft(storage, "file:").load(catalog)?.review.outcomes[0]?.rows).toHaveLength(14);
    draft.enable(false);
    expect(storage.map.size).toBe(0);
  });

  it("forgets everything, and remembers on the web that it shall not store", () => {
    const storage = memory();
    const draft = createDraft(storage, "https:");
    draft.save(bcgReview());
    draft.setAside();
    draft.forget();
    expect(storage.map.size).toBe(0);
    draft.enable(false);
    expect(createDraft(storage, "https:").enabled).toBe(false);
    draft.enable(true);
    expect(createDraft(storage, "https:").enabled).toBe(true);
  });

  it("says that it could not store where there is no storage, or it is full or forbidden", () => {
    for (const storage of [null, broken]) {
      const draft = createDraft(storage, "https:");
      draft.enable(true);
      draft.setAside();
      draft.forget();
      expect(draft.save(bcgReview())).toBe(false);
      expect(draft.load(catalog)).toBeNull();
      expect(draft.aside(catalog)).toEqual([]);
    }
  });

  it("opens whatever is in the storage without an exception", () => {
    for (const text of ["", "{", "null", "[]", '{"outcomes":7}', "x".repeat(5_000_001)]) {
      const storage = memory();
      storage.map.set("pooled.1.draft", text);
      storage.map.set("pooled.1.aside", text);
      const draft = createDraft(storage, "https:");
      const loaded = draft.load(catalog);
      expect(loaded === null || loaded.notes.length > 0).toBe(true);
      draft.setAside();
      expect(draft.aside(catalog).length).toBeLessThanOrEqual(1);
    }
  });

  it("is set aside before a link takes its place: the last five, each once, newest first", () => {
    const storage = memory();
    const draft = createDraft(storage, "https:");
    for (let i = 0; i < 8; i += 1) {
      draft.save({ ...bcgReview(), title: `draft ${i}` });
      draft.setAside();
      draft.setAside();
    }
    expect(draft.aside(catalog).map(({ review }) => review.title)).toEqual([7, 6, 5, 4, 3].map((i) => `draft ${i}`));
  });
});

describe("autosave", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  it("stores a moment after the last key and clears the dirty flag", () => {
    const storage = memory();
    const draft = createDraft(storage, "https:");
    const store = createStore(catalog);
    autosave(store, draft);
    for (const title of ["K", "Ke", "Ket"]) {
      store.apply(setTitle(title), "title");
      vi.advanceTimersByTime(100);
    }
    expect([store.dirty.value, storage.map.size]).toEqual([true, 0]);
    vi.advanceTimersByTime(500);
    expect(store.dirty.value).toBe(false);
    expect(draft.load(catalog)?.review.title).toBe("Ket");
  });

  it("stays dirty where nothing can be stored", () => {
    const store = createStore(catalog);
    autosave(store, createDraft(broken, "https:"));
    store.apply(setTitle("x"));
    vi.advanceTimersByTime(5000);
    expect(store.dirty.value).toBe(true);
  });

  it("also stores what a file already holds, what was undone, and at once when asked", () => {
    const draft = createDraft(memory(), "https:");
    const store = createStore(catalog);
    const saving = autosave(store, draft);
    store.apply(setTitle("a"));
    store.markSaved();
    saving.flush();
    expect(draft.load(catalog)?.review.title).toBe("a");
    store.apply(setTitle("b"));
    store.undo();
    store.apply(setTitle("c"));
    vi.advanceTimersByTime(500);
    store.undo();
    vi.advanceTimersByTime(500);
    expect(draft.load(catalog)?.review.title).toBe("a");
    saving.stop();
    store.apply(setTitle("d"));
    vi.advanceTimersByTime(500);
    expect(draft.load(catalog)?.review.title).toBe("a");
  });

  it("an emptied page leaves no draft behind", () => {
    const draft = createDraft(memory(), "https:");
    const store = createStore(catalog, reviewOf([row("counts", "A", ["1"])]));
    const saving = autosave(store, draft);
    store.apply(setTitle("x"));
    saving.flush();
    store.apply(setTitle(""));
    store.apply(clearOutcome());
    saving.flush();
    expect(draft.load(catalog)).toBeNull();
  });
});
