import "./core/no-webrtc";
import { loadEngine } from "virtual:pooled-engine";
import { signal } from "@preact/signals";
import { render } from "preact";
import "../styles/tokens.css";
import "../styles/base.css";
import "../styles/table.css";
import "../styles/plots.css";
import "../styles/files.css";
import "../styles/figures.css";
import "../styles/mapping.css";
import "../styles/rob.css";
import "../styles/guide.css";
import "../styles/answer.css";
import "../styles/proof.css";
import "../styles/print.css";
import "../styles/report.css";
import type { Engine } from "./core/engine";
import { asksForHomeScreen, keepStorage, watchUpdates } from "./install";
import { openFiles, openLink, openReview, pickFiles, watchFiles } from "./opening";
import { AppView } from "./panels/app";
import { type App, createApp, type Drafts } from "./panels/app-model";
import { type Autosave, autosave, createDraft, type Draft, type DraftStorage } from "./state/draft";
import { createLibrary, type Library } from "./state/library";
import { createStore, type Store } from "./state/store";
import { en } from "./text/en";
import { plural } from "./text/format";

function browserStorage(): DraftStorage | null {
  try {
    return window.localStorage;
  } catch {
    return null;
  }
}

/** The link is taken out of the address once it has been read, so that a reload shows the work and not the link. */
async function takeLink(app: App, draft: Draft): Promise<boolean> {
  if (!(await openLink(app, draft, location.hash))) return false;
  history.replaceState(null, "", location.pathname + location.search);
  return true;
}

function draftName(review: { title: string; outcomes: readonly { rows: readonly unknown[] }[] }): string {
  const studies = review.outcomes.reduce((sum, outcome) => sum + outcome.rows.length - 1, 0);
  return `${review.title.trim().slice(0, 40) || en.titleHint}, ${studies} rows`;
}

/** The draft as the page sees it: a signal in front of the storage. */
function watched(draft: Draft, library: Library, engine: Engine, later: () => { app: App; saving: Autosave }): Drafts {
  const enabled = signal(draft.enabled);
  return {
    enabled,
    enable(on) {
      draft.enable(on);
      enabled.value = draft.enabled;
      if (draft.enabled) keepStorage();
      const { app, saving } = later();
      if (draft.enabled && draft.save(app.store.review.value)) app.store.markSaved();
      else saving.flush();
    },
    forget() {
      // Drafts are switched off as well: the next key would store it all again.
      draft.enable(false);
      enabled.value = draft.enabled;
      const kept = library.list().length;
      const back = library.forget();
      later().app.toast.value = {
        text: "Nothing is stored here any more, and drafts are off. What is on the screen stays until you leave.",
        stays: kept > 0,
        action: kept > 0 ? { label: `Keep ${plural(kept, "analysis", "analyses")} after all`, run: back } : undefined,
      };
    },
    earlier: () =>
      draft.aside(engine.catalog).map(({ review }) => ({
        name: draftName(review),
        open: () => openReview(later().app, draft, review),
      })),
  };
}

function askBeforeLeaving(store: Store): void {
  window.addEventListener("beforeunload", (event) => {
    if (store.dirty.value) event.preventDefault();
  });
}

async function start(root: HTMLElement): Promise<void> {
  const engine = await loadEngine();
  const storage = browserStorage();
  const draft = createDraft(storage, location.protocol);
  const library = createLibrary(storage);
  const restored = draft.load(engine.catalog);
  const store = createStore(engine.catalog, restored?.review);
  const drafts = watched(draft, library, engine, () => ({ app, saving }));
  const app: App = createApp(store, engine, {
    local: location.protocol === "file:",
    publicUrl: __PUBLIC_URL__,
    drafts,
    openFile: () => void pickFiles((files) => void openFiles(app, draft, files)),
    openLink: (fragment) => void openLink(app, draft, fragment),
    openReview: (review) => openReview(app, draft, review),
    library,
    keepStorage,
    update: watchUpdates(() => saving.flush()),
  });
  app.figures.value = draft.figures();
  app.figures.subscribe((choices) => draft.keepFigures(choices));
  await takeLink(app, draft);
  // A shared copy that nobody has touched is not a draft: saving starts with the first change after this.
  store.markSaved();
  const saving = autosave(store, draft);
  window.addEventListener("hashchange", () => void takeLink(app, draft));
  window.addEventListener("pagehide", () => saving.leave());
  watchFiles((files) => void openFiles(app, draft, files));
  askBeforeLeaving(store);
  if (app.banner.value === null && asksForHomeScreen(storage)) app.banner.value = { text: en.install, tone: "info" };
  render(<AppView app={app} />, root);
}

const root = document.querySelector<HTMLElement>("#app");
if (root)
  start(root).catch((error: unknown) => {
    const reason = error instanceof Error ? error.message : String(error);
    root.textContent = `Pooled could not start in this browser: ${reason}`;
    root.className = "loading";
  });
