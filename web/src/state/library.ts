import type { Catalog } from "../core/types";
import { t } from "../language/text";
import { filledRows } from "./blank";
import { cleanText } from "./clean";
import type { DraftStorage } from "./draft";
import { limits } from "./limits";
import { toPlain } from "./plain";
import { type Restored, restore } from "./restore";
import type { Review } from "./state";

/**
 * "My analyses": reviews kept under a name in the browser's storage until somebody deletes them. The list is one item
 * and each review another, so that showing the list reads no review. The storage may throw at any call, which counts as
 * "not stored".
 */
const LIST = "pooled.1.mine";
const keyOf = (id: string): string => `${LIST}.${id}`;
const NAME = 120;
const MOST = 500;

export interface Saved {
  readonly id: string;
  readonly name: string;
  /** When it was saved, as toISOString writes it. */
  readonly at: string;
  readonly studies: number;
}

export interface Library {
  list(): readonly Saved[];
  /** Under a name; in the place of `id` where that is one. Null when it could not be stored. */
  save(review: Review, name: string, id?: string): Saved | null;
  open(id: string, catalog: Catalog): Restored | null;
  rename(id: string, name: string): boolean;
  /** Takes it away; what comes back puts it there again. */
  remove(id: string): (() => boolean) | null;
  /** Takes all away. */
  forget(): () => boolean;
  /** All of them as one JSON text. */
  exportAll(): string;
  /** Adds those of such a text; how many, or why none. */
  importAll(text: string, catalog: Catalog): number | string;
}

const isRecord = (raw: unknown): raw is Record<string, unknown> => typeof raw === "object" && raw !== null;

function parsed(text: string | null): unknown {
  try {
    return text === null ? null : JSON.parse(text);
  } catch {
    return null;
  }
}

/** What may be a line of the list, cleaned; null where it is none. */
function savedFrom(raw: unknown): Saved | null {
  if (!isRecord(raw) || typeof raw.id !== "string" || !/^[\w-]{1,40}$/.test(raw.id)) return null;
  const at = typeof raw.at === "string" && !Number.isNaN(Date.parse(raw.at)) ? raw.at : new Date(0).toISOString();
  const studies = typeof raw.studies === "number" && raw.studies >= 0 ? Math.trunc(raw.studies) : 0;
  return { id: raw.id, name: cleanName(raw.name), at, studies };
}

function cleanName(name: unknown): string {
  return (typeof name === "string" ? cleanText(name, NAME).trim() : "") || t`Untitled`;
}

const studiesIn = (review: Review): number =>
  review.outcomes.reduce((sum, { rows }) => sum + filledRows(rows).length, 0);

/** @param now  of the clock; tests have their own */
export function createLibrary(storage: DraftStorage | null, now: () => Date = () => new Date()): Library {
  let made = 0;
  const read = (key: string): string | null => {
    try {
      return storage?.getItem(key) ?? null;
    } catch {
      return null;
    }
  };
  const write = (key: string, text: string | null): boolean => {
    try {
      if (text === null) storage?.removeItem(key);
      else storage?.setItem(key, text);
      return storage !== null;
    } catch {
      return false;
    }
  };
  const list = (): Saved[] => {
    const raw = parsed(read(LIST));
    return Array.isArray(raw) ? raw.slice(0, MOST).flatMap((one) => savedFrom(one) ?? []) : [];
  };
  const writeList = (all: readonly Saved[]): boolean => write(LIST, all.length === 0 ? null : JSON.stringify(all));
  /** The review first: a line without its review would open nothing. */
  const put = (saved: Saved, text: string): boolean => {
    const before = read(keyOf(saved.id));
    const others = list().filter(({ id }) => id !== saved.id);
    if (others.length >= MOST || !write(keyOf(saved.id), text)) return false;
    if (writeList([saved, ...others])) return true;
    write(keyOf(saved.id), before);
    return false;
  };
  const freshId = (): string => {
    made += 1;
    return `${now().getTime().toString(36)}-${made}-${Math.trunc(Math.random() * 36 ** 4).toString(36)}`;
  };
  const add = (review: Review, name: string, at: string, id = freshId()): Saved | null => {
    const saved = { id, name: cleanName(name), at, studies: studiesIn(review) };
    return put(saved, JSON.stringify(toPlain(review))) ? saved : null;
  };
  const remove = (id: string): (() => boolean) | null => {
    const all = list();
    const text = read(keyOf(id));
    const place = all.findIndex((one) => one.id === id);
    const gone = all[place];
    if (gone === undefined || text === null) return null;
    writeList(all.filter((one) => one !== gone));
    write(keyOf(id), null);
    return () => write(keyOf(id), text) && writeList(list().toSpliced(place, 0, gone));
  };

  return {
    list,
    save: (review, name, id) => add(review, name, now().toISOString(), id),
    open(id, catalog) {
      const raw = parsed(read(keyOf(id)));
      return raw === null ? null : restore(raw, catalog);
    },
    rename: (id, name) => writeList(list().map((one) => (one.id === id ? { ...one, name: cleanName(name) } : one))),
    remove,
    forget() {
      const undo = list()
        .toReversed()
        .map(({ id }) => remove(id));
      return () => undo.toReversed().every((one) => one === null || one());
    },
    exportAll() {
      const analyses = list().map(({ id, name, at }) => ({ name, at, review: parsed(read(keyOf(id))) }));
      return `${JSON.stringify({ pooled_analyses: 1, analyses }, null, 1)}\n`;
    },
    importAll(text, catalog) {
      // A storage that is full to the brim (5 million characters) comes out as some 11 million, spaces included.
      if (text.length > limits.fileBytes) return t`This file is larger than 25 MB: too large to keep here.`;
      const raw = parsed(text.replace(/^\ufeff/, ""));
      if (!isRecord(raw) || !Array.isArray(raw.analyses) || raw.pooled_analyses === undefined)
        return t`This is not a file of saved analyses: it has no list of them. Nothing was added.`;
      let added = 0;
      // The first of the file is to stand first in the list.
      for (const one of raw.analyses.toReversed()) {
        if (!isRecord(one) || !isRecord(one.review)) continue;
        const { at } = savedFrom({ ...one, id: "x" }) ?? { at: now().toISOString() };
        if (add(restore(one.review, catalog).review, cleanName(one.name), at) === null)
          return t`${added} were added; then this browser's storage was full.`;
        added += 1;
      }
      return added;
    },
  };
}
