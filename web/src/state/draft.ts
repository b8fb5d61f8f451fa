import { effect } from "@preact/signals";
import type { Catalog } from "../core/types";
import { LANGUAGE_KEY } from "../language/choice";
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
 *
 * Each tab keeps a draft of its own, so that two at once do not overwrite each other: "<time> <state> <JSON>" under
 * "pooled.1.draft.<tab>", where the state is "left" once the tab has been closed. A tab finds its own again after a
 * reload; a new one begins with the newest there is, and takes it over with its first change if nobody has it open.
 */
const PREFIX = "pooled.1.";
const DRAFT = `${PREFIX}draft`;
const ASIDE = `${PREFIX}aside`;
const CONSENT = `${PREFIX}consent`;
const FIGURES = `${PREFIX}figures`;
const TAB = `${PREFIX}tab`;
/** Drafts set aside before a link or a file took their place, newest first. */
const MAX_ASIDE = 5;
/** Drafts of other tabs; more can only be left over from crashes. */
const MAX_TABS = 20;
const SAVE_AFTER_MS = 400;

export type DraftStorage = Pick<Storage, "getItem" | "setItem" | "removeItem" | "key" | "length">;
/** What lives as long as the tab, also through a reload. */
export type TabStorage = Pick<Storage, "getItem" | "setItem" | "removeItem">;

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
  /** Drafts of other tabs and those set aside, newest first. */
  aside(catalog: Catalog): Restored[];
  /** The tab is being closed or reloaded: its draft is free for another one, and its own to come back to. */
  leave(): void;
  forget(): void;
  /** How figures were saved the last time. */
  figures(): FigureChoices;
  keepFigures(choices: FigureChoices): void;
}

/** A draft as it stands in the storage. */
interface Stored {
  readonly key: string;
  readonly at: number;
  readonly left: boolean;
  readonly json: string;
}

/** Drafts of before there were tabs are JSON alone. */
function storedAs(key: string, text: string): Stored {
  const [head = "", at = "0", state = "left"] = /^(\d{1,16}) (open|left) /.exec(text) ?? [];
  return { key, at: Number(at), left: state === "left", json: text.slice(head.length) };
}

export function sessionOfTab(): TabStorage | null {
  try {
    return globalThis.sessionStorage ?? null;
  } catch {
    return null;
  }
}

/** The tab's name from before a reload, or a new one. Taken out, so that a doubled tab does not have it too. */
function nameOfTab(session: TabStorage | null): string {
  try {
    const name = session?.getItem(TAB);
    session?.removeItem(TAB);
    if (name && /^[a-z0-9]{1,20}$/.test(name)) return name;
  } catch {
    // A new name will do.
  }
  return Math.random().toString(36).slice(2, 12) || "0";
}

/**
 * @param storage  null where the browser has none; it may throw at any call, which counts as "not stored"
 * @param session  of this tab
 */
export function createDraft(
  storage: DraftStorage | null,
  protocol: string,
  session: TabStorage | null = sessionOfTab(),
): Draft {
  const tab = nameOfTab(session);
  const mine = `${DRAFT}.${tab}`;
  /** The draft of another tab that this one began with. */
  let begun: Stored | null = null;
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
  const stored = (key: string): Stored | null => {
    const text = read(key);
    return text === null ? null : storedAs(key, text);
  };
  const draftKeys = (): string[] =>
    attempt(
      (s) =>
        Array.from({ length: s.length }, (_, i) => s.key(i) ?? "").filter(
          (key) => key === DRAFT || key.startsWith(`${DRAFT}.`),
        ),
      [],
    );
  /** Drafts of other tabs, newest first. */
  const others = (): Stored[] =>
    draftKeys()
      .filter((key) => key !== mine)
      .map(stored)
      .filter((draft) => draft !== null)
      .sort((a, b) => b.at - a.at);
  const put = (s: DraftStorage, state: "open" | "left", json: string): void =>
    s.setItem(mine, `${Date.now()} ${state} ${json}`);
  /** What this tab began with is kept here now; it goes, unless somebody has it open or has gone on with it. */
  const tidy = (s: DraftStorage): void => {
    const now = begun && stored(begun.key);
    if (begun && now?.left && now.json === begun.json) s.removeItem(begun.key);
    begun = null;
    for (const { key } of others().slice(MAX_TABS)) s.removeItem(key);
  };
  const forget = (): void => {
    begun = null;
    for (const key of [...draftKeys(), ASIDE, FIGURES, LANGUAGE_KEY]) attempt((s) => s.removeItem(key), undefined);
  };
  const isWeb = protocol === "http:" || protocol === "https:";
  const allowed = (): boolean => (isWeb ? read(CONSENT) !== "no" : read(CONSENT) === "yes");
  let enabled = storage !== null && allowed();

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
      // Another tab may have been told meanwhile that nothing is to be stored.
      if (!enabled || !allowed()) return false;
      const json = isEmptyReview(review) ? null : JSON.stringify(toPlain(review));
      return attempt((s) => {
        if (json === null) s.removeItem(mine);
        else put(s, "open", json);
        tidy(s);
        return true;
      }, false);
    },
    load(catalog) {
      if (!enabled) return null;
      const own = stored(mine);
      if (own) attempt((s) => put(s, "open", own.json), undefined);
      else begun = others()[0] ?? null;
      const raw = parse((own ?? begun)?.json ?? null);
      return raw === null ? null : restore(raw, catalog);
    },
    setAside() {
      const json = (stored(mine) ?? begun)?.json ?? null;
      const draft = parse(json);
      if (!enabled || draft === null) return;
      const rest = asideList().filter((other) => JSON.stringify(other) !== json);
      attempt((s) => s.setItem(ASIDE, JSON.stringify([draft, ...rest].slice(0, MAX_ASIDE))), undefined);
    },
    aside(catalog) {
      if (!enabled) return [];
      const open = others()
        .filter(({ key }) => key !== begun?.key)
        .map(({ json }) => parse(json))
        .filter((raw) => raw !== null);
      return [...open, ...asideList()].map((raw) => restore(raw, catalog));
    },
    leave() {
      if (!enabled) return;
      const own = stored(mine);
      if (own) attempt((s) => put(s, "left", own.json), undefined);
      try {
        session?.setItem(TAB, tab);
      } catch {
        // Then the next visit begins with the newest draft.
      }
    },
    forget,
    figures: () => readChoices(enabled ? read(FIGURES) : null),
    keepFigures(choices) {
      if (enabled) attempt((s) => s.setItem(FIGURES, JSON.stringify(choices)), undefined);
    },
  };
}

export interface Autosave {
  /** Stores now what waits to be stored. */
  flush(): void;
  /** The same when the page goes: for pagehide. */
  leave(): void;
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
    leave() {
      flush();
      draft.leave();
    },
    stop() {
      clearTimeout(timer);
      stopWatching();
    },
  };
}
