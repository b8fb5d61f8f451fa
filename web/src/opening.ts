import { batch } from "@preact/signals";
import { readCsv } from "./files/csv";
import { readJson } from "./files/json";
import type { App } from "./panels/app-model";
import { pasteText } from "./panels/pasting";
import { loadReview, pasteBlock, planPaste } from "./state/actions";
import type { Draft } from "./state/draft";
import { decodeFragment } from "./state/share";
import type { Review } from "./state/state";
import { en } from "./text/en";

/** Everything that comes in from outside: links and files. Nothing of it replaces work that cannot be got back. */

/** Opens a review in the place of the present one, which stays one undo away and, if stored, in the earlier drafts. */
export function openReview(app: App, draft: Draft, review: Review): void {
  draft.setAside();
  app.store.apply(loadReview(review));
}

/** True when the address carried a link of ours, whole or damaged. */
export async function openLink(app: App, draft: Draft, fragment: string): Promise<boolean> {
  if (!/^#?p(=|%3d)/i.test(fragment)) return false;
  const found = await decodeFragment(fragment, app.catalog);
  if ("error" in found) {
    app.banner.value = {
      text: `${found.error.text} Nothing was loaded.`.replace(/(Nothing was loaded\.) \1$/, "$1"),
      tone: "error",
    };
    return true;
  }
  batch(() => {
    openReview(app, draft, found.review);
    const action = { label: en.keepDraft, run: () => app.store.undo() };
    app.banner.value = { text: en.shared, tone: "info", action };
  });
  return true;
}

async function openJson(app: App, draft: Draft, file: File): Promise<void> {
  const opened = readJson(await file.text(), app.catalog);
  if ("error" in opened) {
    app.banner.value = { text: opened.error.text, tone: "error" };
    return;
  }
  openReview(app, draft, opened.review);
  app.store.markSaved();
  const text = [`Opened ${file.name}`, ...opened.notes].join(" · ");
  app.toast.value = { text, action: { label: en.undo, run: () => app.store.undo() } };
}

/** A table is added below what is there. */
async function openTable(app: App, file: File): Promise<void> {
  const block = readCsv(await file.text());
  const outcome = app.store.outcome.value;
  const last = outcome.rows.at(-1);
  if (!last) return;
  const at = { rowId: last.id, column: "label" };
  const { notes } = planPaste(app.catalog, outcome, at, block);
  app.store.apply(pasteBlock(app.catalog, at, block));
  app.toast.value = { text: pasteText(block, notes), action: { label: en.undo, run: () => app.store.undo() } };
}

export async function openFile(app: App, draft: Draft, file: File): Promise<void> {
  if (/\.json$/i.test(file.name)) await openJson(app, draft, file);
  else await openTable(app, file);
}

/** The browser's own file picker. */
export function pickFile(then: (file: File) => void): void {
  const input = document.createElement("input");
  input.type = "file";
  input.accept = ".json,.csv,.tsv,.txt,application/json,text/csv,text/tab-separated-values,text/plain";
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) then(file);
  });
  input.click();
}
