import { batch } from "@preact/signals";
import type { ReadFile } from "./files/index";
import { type NamedFile, together } from "./files/together";
import { t } from "./language/text";
import type { App } from "./panels/app-model";
import { loadReview } from "./state/actions";
import type { Draft } from "./state/draft";
import { limits } from "./state/limits";
import { decodeFragment, type FaultCode } from "./state/share";
import type { Review } from "./state/state";
import { en } from "./text/en";

/** Everything that comes in from outside: links and files. Nothing of it replaces work that cannot be got back. */

/** Opens a review in the place of the present one, which stays one undo away and, if stored, in the earlier drafts. */
export function openReview(app: App, draft: Draft, review: Review): void {
  draft.setAside();
  app.store.apply(loadReview(review));
}

/** Why a link was not opened; a page opened from disk says where the version is that can. */
export function linkFault({ code, text }: { code: FaultCode; text: string }, publicUrl: string): string {
  const where = code === "E_LINK_NEWER" && publicUrl !== "" ? t` It is at ${publicUrl}.` : "";
  const nothing = t`Nothing was loaded.`;
  return text.endsWith(nothing) ? `${text}${where}` : `${text}${where} ${nothing}`;
}

/** True when the address carried a link of ours, whole or damaged. */
export async function openLink(app: App, draft: Draft, fragment: string): Promise<boolean> {
  if (!/^#?p(=|%3d)/i.test(fragment)) return false;
  const found = await decodeFragment(fragment, app.catalog);
  if ("error" in found) {
    app.banner.value = { text: linkFault(found.error, app.platform.publicUrl), tone: "error" };
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
const reader = () => import("./files/index");

/** One frame, so that what was said before a long piece of work is on the screen. */
const painted = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 20));

function failed(app: App, name: string, reason: string): void {
  app.banner.value = { text: t`${name.slice(0, 80)}: ${reason} Nothing was changed.`, tone: "error" };
}

async function readOne(app: App, file: File): Promise<ReadFile> {
  const { readFile, tooLarge } = await reader();
  if (file.size > limits.fileBytes) return { error: tooLarge };
  app.toast.value = { text: t`Reading ${file.name.slice(0, 80)} …` };
  await painted();
  return readFile({ name: file.name, bytes: new Uint8Array(await file.arrayBuffer()) }, app.catalog);
}

/** Reads the files and shows what is in them; nothing is replaced before the user has said where it is to go. */
export async function openFiles(app: App, draft: Draft, files: readonly File[]): Promise<void> {
  const read: NamedFile[] = [];
  for (const file of files) read.push({ name: file.name, read: await readOne(app, file) });
  const { name, read: all } = together(read);
  batch(() => {
    app.toast.value = null;
    if ("error" in all) return failed(app, name, all.error);
    app.banner.value = null;
    const open = (review: Review): void => openReview(app, draft, review);
    app.incoming.value = { name, found: all.found, open };
    app.dialog.value = "import";
  });
}

/** The browser's own file picker, for files that can be read. */
export async function pickFiles(then: (files: readonly File[]) => void): Promise<void> {
  const { fileFormats } = await reader();
  const endings = fileFormats.flatMap(({ read, extensions }) => (read ? extensions : []));
  const input = document.createElement("input");
  input.type = "file";
  input.multiple = true;
  input.accept = endings.map((ending) => `.${ending}`).join(",");
  input.addEventListener("change", () => {
    const files = [...(input.files ?? [])];
    if (files.length > 0) then(files);
  });
  input.click();
}

/** Files dropped anywhere on the page, and files that are pasted. Spreadsheets put a picture beside copied cells. */
export function watchFiles(then: (files: readonly File[]) => void): void {
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
    const files = [...(event.dataTransfer?.files ?? [])];
    if (files.length > 0) then(files);
  });
  document.addEventListener("paste", (event) => {
    const files = [...(event.clipboardData?.files ?? [])].filter(({ type }) => !type.startsWith("image/"));
    if (files.length === 0 || event.clipboardData?.getData("text/plain")) return;
    event.preventDefault();
    then(files);
  });
}
