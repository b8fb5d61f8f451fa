import { batch } from "@preact/signals";
import type { App } from "./panels/app-model";
import { loadReview } from "./state/actions";
import type { Draft } from "./state/draft";
import { limits } from "./state/limits";
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

/** What reads files is as long as the rest of the page, and comes when there is one. */
const files = () => import("./files/index");

/** One frame, so that what was said before a long piece of work is on the screen. */
const painted = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

function failed(app: App, name: string, reason: string): void {
  app.banner.value = { text: `${name.slice(0, 80)}: ${reason} Nothing was changed.`, tone: "error" };
}

/** Reads the file and shows what is in it; nothing is replaced before the user has said where it is to go. */
export async function openFile(app: App, draft: Draft, file: File): Promise<void> {
  const { readFile, tooLarge } = await files();
  if (file.size > limits.fileBytes) return failed(app, file.name, tooLarge);
  app.toast.value = { text: `Reading ${file.name.slice(0, 80)} …` };
  await painted();
  const read = readFile({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }, app.catalog);
  batch(() => {
    app.toast.value = null;
    if ("error" in read) return failed(app, file.name, read.error);
    app.banner.value = null;
    const open = (review: Review): void => openReview(app, draft, review);
    app.incoming.value = { name: file.name, found: read.found, open };
    app.dialog.value = "import";
  });
}

/** The browser's own file picker, for files that can be read. */
export async function pickFile(then: (file: File) => void): Promise<void> {
  const { fileFormats } = await files();
  const endings = fileFormats.flatMap(({ read, extensions }) => (read ? extensions : []));
  const input = document.createElement("input");
  input.type = "file";
  input.accept = endings.map((ending) => `.${ending}`).join(",");
  input.addEventListener("change", () => {
    const file = input.files?.[0];
    if (file) then(file);
  });
  input.click();
}

/** Files dropped anywhere on the page, and files that are pasted. Spreadsheets put a picture beside copied cells. */
export function watchFiles(then: (file: File) => void): void {
  const holds = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;
  const mark = (on: boolean): void => void document.documentElement.classList.toggle("dropping", on);
  document.addEventListener("dragover", (event) => {
    if (!holds(event)) return;
    event.preventDefault();
    mark(true);
  });
  document.addEventListener("dragleave", (event) => {
    if (event.relatedTarget === null) mark(false);
  });
  document.addEventListener("drop", (event) => {
    mark(false);
    if (!holds(event)) return;
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) then(file);
  });
  document.addEventListener("paste", (event) => {
    const file = event.clipboardData?.files[0];
    if (!file || event.clipboardData?.getData("text/plain") || file.type.startsWith("image/")) return;
    event.preventDefault();
    then(file);
  });
}
