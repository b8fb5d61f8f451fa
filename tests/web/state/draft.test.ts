import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { clearOutcome, setTitle } from "web/src/state/actions";
import { autosave, createDraft, type Draft, type DraftStorage } from "web/src/state/draft";
import { toPlain } from "web/src/state/plain";
import type { Review } from "web/src/state/state";
import { createStore } from "web/src/state/store";
import { memoryWatch, rounds, WAIT } from "../fuzz/fuzz";
import { catalog } from "./fixtures/catalog";
import { bcgReview, content, reviewOf, row } from "./helpers";

/** As often as 24 hours allow, or for a moment. */
const SAVES = rounds(1000, 216_000);
const HOURS = (SAVES * 0.4) / 3600;

function memory(): DraftStorage & { map: Map<string, string> } {
  const map = new Map<string, string>();
  return {
    map,
    getItem: (key) => map.get(key) ?? null,
    setItem: (key, value) => void map.set(key, value),
    removeItem: (key) => void map.delete(key),
    key: (i) => [...map.keys()][i] ?? null,
    get length() {
      return map.size;
    },
  };
}

const broken: DraftStorage = {
  getItem: () => { throw new Error("denied"); },
  setItem: () => { throw new Error("full"); },
  removeItem: () => { throw new Error("denied"); },
  key: () => { throw new Error("denied"); },
  length: 7,
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

describe("two tabs", () => {
  const titled = (title: string): Review => ({ ...bcgReview(), title });
  const titleOf = (draft: Draft): string | undefined => draft.load(catalog)?.review.title;
  const asideOf = (draft: Draft): string[] => draft.aside(catalog).map(({ review }) => review.title);

  it("do not overwrite each other, and each finds its own again after a reload", () => {
    const storage = memory();
    const [sessionA, sessionB] = [memory(), memory()];
    const a = createDraft(storage, "https:", sessionA);
    a.save(titled("of A"));
    const b = createDraft(storage, "https:", sessionB);
    expect(titleOf(b)).toBe("of A");
    b.save(titled("of B"));
    a.save(titled("of A, later"));
    b.leave();
    a.leave();
    expect(titleOf(createDraft(storage, "https:", sessionA))).toBe("of A, later");
    expect(titleOf(createDraft(storage, "https:", sessionB))).toBe("of B");
  });

  it("leave the draft of a tab that is still open, whatever the new one does", () => {
    const storage = memory();
    const a = createDraft(storage, "https:", memory());
    a.save(titled("of A"));
    const b = createDraft(storage, "https:", memory());
    b.load(catalog);
    b.save(reviewOf([]));
    expect(titleOf(createDraft(storage, "https:", memory()))).toBe("of A");
    expect(asideOf(b)).toEqual(["of A"]);
  });

  it("take over what a closed tab left: no copy of it stays behind", () => {
    const storage = memory();
    const a = createDraft(storage, "https:", memory());
    a.save(titled("of A"));
    a.leave();
    const b = createDraft(storage, "https:", memory());
    expect(titleOf(b)).toBe("of A");
    expect(asideOf(b)).toEqual([]);
    b.save(titled("of A, gone on with"));
    expect(storage.map.size).toBe(1);
    expect(titleOf(createDraft(storage, "https:", memory()))).toBe("of A, gone on with");
  });

  it("are two also where one was doubled: the second gets a name of its own", () => {
    const storage = memory();
    const session = memory();
    createDraft(storage, "https:", session).save(titled("first"));
    const doubled = memory();
    for (const [key, value] of session.map) doubled.map.set(key, value);
    createDraft(storage, "https:", doubled).save(titled("second"));
    expect(storage.map.size).toBe(2);
  });

  it("store nothing any more once one of them was told to forget everything", () => {
    const storage = memory();
    const a = createDraft(storage, "https:", memory());
    const b = createDraft(storage, "https:", memory());
    a.save(titled("of A"));
    b.save(titled("of B"));
    a.enable(false);
    expect(b.save(titled("of B, later"))).toBe(false);
    expect([...storage.map]).toEqual([["pooled.1.consent", "no"]]);
  });

  it("go on with the one draft of before there were tabs", () => {
    const storage = memory();
    storage.map.set("pooled.1.draft", JSON.stringify(toPlain(titled("old"))));
    const draft = createDraft(storage, "https:", memory());
    expect(titleOf(draft)).toBe("old");
    draft.save(titled("new"));
    expect(storage.map.has("pooled.1.draft")).toBe(false);
    expect(titleOf(createDraft(storage, "https:", memory()))).toBe("new");
  });

  it("fill the storage with no more than twenty drafts that nobody came back to", () => {
    const storage = memory();
    for (let i = 0; i < 40; i += 1) createDraft(storage, "https:", memory()).save(titled(`crashed ${i}`));
    expect(storage.map.size).toBeLessThanOrEqual(21);
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

  it(
    `${SAVES} saves, one every 400 ms as in ${HOURS.toFixed(1)} h of typing without a pause: one draft, no memory kept`,
    WAIT,
    () => {
      const storage = memory();
      const write = vi.spyOn(storage, "setItem");
      const store = createStore(catalog, bcgReview());
      autosave(store, createDraft(storage, "https:"));
      const watch = memoryWatch(500);
      for (let i = 0; i < SAVES; i += 1) {
        store.apply(setTitle(`Title ${i % 1000}`));
        vi.advanceTimersByTime(400);
        if (i === 0) expect(write).toHaveBeenCalledTimes(1);
        write.mockClear();
        watch.look(i);
      }
      expect(storage.map.size).toBe(1);
      watch.end(`${SAVES} autosaves`);
    },
  );

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
