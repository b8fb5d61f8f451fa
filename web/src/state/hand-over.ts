import type { Catalog } from "../core/types";
import type { TabStorage } from "./draft";
import { limits } from "./limits";
import { toPlain } from "./plain";
import { type Restored, restore } from "./restore";
import type { Review } from "./state";

/** Work taken across a reload of the tab (a change of language), also where no draft is kept. It is read once. */
const KEY = "pooled.1.handed-over";

/** False when the tab cannot keep it: then the page must not be reloaded. */
export function handOver(session: TabStorage | null, review: Review): boolean {
  try {
    session?.setItem(KEY, JSON.stringify(toPlain(review)));
    return session !== null;
  } catch {
    return false;
  }
}

export function takeOver(session: TabStorage | null, catalog: Catalog): Restored | null {
  try {
    const text = session?.getItem(KEY);
    session?.removeItem(KEY);
    return text && text.length <= limits.file ? restore(JSON.parse(text), catalog) : null;
  } catch {
    return null;
  }
}
