import { effect } from "@preact/signals";
import type { Catalog } from "../core/types";
import { isEmptyReview } from "./blank";
import { type FigureChoices, readChoices } from "./figure-choices";
import { limits } from "./limits";
import { toPlain } from "./plain";
import { type Restored, restore } from "./restore";
import type { Review } from "./state";
import type { Store } from "./store";

/**
 * The draft in the browser's storage. On over http(s). On file:// it is off until the user says so, because there
 * every local page may read what another one stored; only that decision is then remembered.
 */
const PREFIX = "pooled.1.";
const DRAFT = `${PREFIX}draft`;
const ASIDE = `${PREFIX}aside`;
const CONSENT = `${PREFIX}consent`;
const FIGURES = `${PREFIX}figures`;
/** Drafts set aside before a link or a file took their place, newest first. */
const MAX_ASIDE = 5;
const SAVE_AFTER_MS = 400;

export type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

export interface Draft {
  /** Whether the draft is stored at all. */
  readonly enabled: boolean;
  /** Switches storing on or off; off forgets everything. */
  enable(on: boolean): void;
  /** False when it could not be stored (not enabled, storage full or forbidden). */
  save(review: Review): boolean;
  /** The stored draft, null when there is none. */
  load(catalog: Catalog): Restored | null;
  /** Keeps a copy of the stored draft before something else is opened. */
  setAside(): void;
  /** Drafts set aside, newest first. */
  aside(catalog: Catalog): Restored[];
  forget(): void;
  /** How figures were saved the last time. */
  figures(): FigureChoices;
  keepFigures(choices: FigureChoices): void;
}

/** @param storage  null where the browser has none; it may throw at any call, which counts as "not stored" */
export function createDraft(storage: DraftStorage | null, protocol: string): Draft {
  const attempt = <T>(work: (storage: DraftStorage) => T, otherwise: T): T => {
    try {
      return storage === null ? otherwise : work(storage);
    } catch {
      return otherwise;
    }
  };
  const read = (key: string): string | null => attempt((s) => s.getItem(key), null);
  const parse = (text: string | null): unknown => {
    if (text === null || text.length > limits.file) return null;
    try {
      return JSON.parse(text);
    } catch {
      return null;
    }
  };
  const asideList = (): unknown[] => {
    const list = parse(read(ASIDE));
    return Array.isArray(list) ? list.slice(0, MAX_ASIDE) : [];
  };
  const forget = (): void => {
    for (const key of [DRAFT, ASIDE, FIGURES]) attempt((s) => s.removeItem(key), undefined);
  };
  const isWeb = protocol === "http:" || protocol === "https:";
  let enabled = storage !== null && (isWeb ? read(CONSENT) !== "no" : read(CONSENT) === "yes");

  return {
    get enabled() {
      return enabled;
    },
    enable(on) {
      enabled = on && storage !== null;
      if (!on) forget();
      // Only what differs from the usual is remembered: "no" on the web, "yes" on file://.
      if (on === isWeb) attempt((s) => s.removeItem(CONSENT), undefined);
      else attempt((s) => s.setItem(CONSENT, on ? "yes" : "no"), undefined);
    },
    save(review) {
      if (!enabled) return false;
      const text = isEmptyReview(review) ? null : JSON.stringify(toPlain(review));
      return attempt((s) => {
        if (text === null) s.removeItem(DRAFT);
        else s.setItem(DRAFT, text);
        return true;
      }, false);
    },
    load(catalog) {
      const raw = enabled ? parse(read(DRAFT)) : null;
      return raw === null ? null : restore(raw, catalog);
    },
    setAside() {
      const text = read(DRAFT);
      const draft = parse(text);
      if (!enabled || draft === null) return;
      const others = asideList().filter((other) => JSON.stringify(other) !== text);
      attempt((s) => s.setItem(ASIDE, JSON.stringify([draft, ...others].slice(0, MAX_ASIDE))), undefined);
    },
    aside(catalog) {
      return enabled ? asideList().map((raw) => restore(raw, catalog)) : [];
    },
    forget,
    figures: () => readChoices(enabled ? read(FIGURES) : null),
    keepFigures(choices) {
      if (enabled) attempt((s) => s.setItem(FIGURES, JSON.stringify(choices)), undefined);
    },
  };
}

export interface Autosave {
  /** Stores now what waits to be stored: for pagehide. */
  flush(): void;
  stop(): void;
}

/** Stores the draft shortly after each change and tells the store that it is safe. */
export function autosave(store: Store, draft: Draft): Autosave {
  let stored = store.review.value;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const flush = (): void => {
    clearTimeout(timer);
    const review = store.review.value;
    if (review === stored || !draft.save(review)) return;
    stored = review;
    store.markSaved(review);
  };
  const stopWatching = effect(() => {
    clearTimeout(timer);
    if (store.review.value !== stored) timer = setTimeout(flush, SAVE_AFTER_MS);
  });
  return {
    flush,
    stop() {
      clearTimeout(timer);
      stopWatching();
    },
  };
}
