import { batch, computed, type ReadonlySignal, signal } from "@preact/signals";
import type { Catalog } from "../core/types";
import { blankOutcome, blankReview, settle } from "./blank";
import { limits } from "./limits";
import type { Action, Outcome, Review } from "./state";

export interface Store {
  readonly review: ReadonlySignal<Review>;
  readonly outcome: ReadonlySignal<Outcome>;
  readonly canUndo: ReadonlySignal<boolean>;
  readonly canRedo: ReadonlySignal<boolean>;
  /** Something typed that is neither in a file nor in a link nor in the draft. */
  readonly dirty: ReadonlySignal<boolean>;
  /** Consecutive actions with the same mergeKey (typing in one cell) are one undo step. */
  apply(action: Action, mergeKey?: string): void;
  undo(): void;
  redo(): void;
  /** The review as it is now is safe; `saved` names the one that is, when saving took a while. */
  markSaved(saved?: Review): void;
}

interface History {
  readonly past: readonly Review[];
  readonly future: readonly Review[];
}

const noHistory: History = { past: [], future: [] };

/** Only another outcome is shown: nothing to undo, nothing to save. */
function onlyShows(before: Review, after: Review): boolean {
  return after.outcomes === before.outcomes && after.title === before.title && after.question === before.question;
}

/** The only place where the review changes. After every action each outcome ends with exactly one empty row. */
export function createStore(catalog: Catalog, initial: Review = blankReview(catalog)): Store {
  const review = signal(settle(initial));
  const saved = signal(review.value);
  const history = signal(noHistory);
  let lastKey: string | undefined;

  const replace = (next: Review, past: readonly Review[], future: readonly Review[]): void => {
    batch(() => {
      history.value = { past: past.slice(-limits.undo), future };
      review.value = next;
    });
  };

  return {
    review,
    outcome: computed(() => review.value.outcomes[review.value.current] ?? blankOutcome(catalog)),
    canUndo: computed(() => history.value.past.length > 0),
    canRedo: computed(() => history.value.future.length > 0),
    dirty: computed(() => review.value !== saved.value && !onlyShows(saved.value, review.value)),
    apply(action, mergeKey) {
      const before = review.value;
      const after = settle(action(before));
      if (after === before) return;
      if (onlyShows(before, after)) {
        review.value = after;
        return;
      }
      const merged = mergeKey !== undefined && mergeKey === lastKey && history.value.future.length === 0;
      const past = history.value.past;
      lastKey = mergeKey;
      replace(after, merged ? past : [...past, before], []);
    },
    undo() {
      const { past, future } = history.value;
      const before = past[past.length - 1];
      if (before === undefined) return;
      lastKey = undefined;
      replace(before, past.slice(0, -1), [review.value, ...future]);
    },
    redo() {
      const { past, future } = history.value;
      const after = future[0];
      if (after === undefined) return;
      lastKey = undefined;
      replace(after, [...past, review.value], future.slice(1));
    },
    markSaved(which = review.value) {
      saved.value = which;
    },
  };
}
