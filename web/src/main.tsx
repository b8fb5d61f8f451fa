import { loadEngine } from "virtual:pooled-engine";
import { signal } from "@preact/signals";
import { render } from "preact";
import type { Engine } from "./core/engine";
import { asksForHomeScreen, keepStorage, watchUpdates } from "./install";
import { rememberLanguage } from "./language/choice";
import { t } from "./language/text";
import { openFiles, openLink, openReview, pickFiles, watchFiles } from "./opening";
import { AppView } from "./panels/app";
import { type App, createApp, type Drafts } from "./panels/app-model";
import { type Autosave, autosave, createDraft, type Draft, type DraftStorage, sessionOfTab } from "./state/draft";
import { handOver, takeOver } from "./state/hand-over";
import { createLibrary, type Library } from "./state/library";
import { createStore, type Store } from "./state/store";
import { speaking } from "./text/core-texts";
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
  return t`${review.title.trim().slice(0, 40) || en.titleHint}, ${studies} rows`;
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
        text: t`Nothing is stored here any more, and drafts are off. What is on the screen stays until you leave.`,
        stays: kept > 0,
        action:
          kept > 0 ? { label: t`Keep ${plural(kept, t`analysis`, t`analyses`)} after all`, run: back } : undefined,
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

/** Another language is another start of the page, with the work handed over. */
function speak(id: string, app: App, saving: Autosave): void {
  saving.flush();
  if (!handOver(sessionOfTab(), app.store.review.value)) {
    app.toast.value = { text: t`This browser keeps nothing over a reload: save a file, then change the language.` };
    return;
  }
  rememberLanguage(id, app.platform.drafts.enabled.value);
  app.store.markSaved();
  location.reload();
}

async function start(root: HTMLElement): Promise<void> {
  document.title = t`Pooled: meta-analysis on your own device`;
  const engine = await loadEngine(speaking);
  const storage = browserStorage();
  const draft = createDraft(storage, location.protocol);
  const library = createLibrary(storage);
  const drafted = draft.load(engine.catalog);
  const handed = takeOver(sessionOfTab(), engine.catalog);
  const store = createStore(engine.catalog, (handed ?? drafted)?.review);
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
    speak: (id) => speak(id, app, saving),
  });
  app.figures.value = draft.figures();
  app.figures.subscribe((choices) => draft.keepFigures(choices));
  await takeLink(app, draft);
  // A shared copy that nobody has touched is not a draft: saving starts with the first change after this.
  // What was handed over and has no draft is not saved anywhere.
  store.markSaved(handed && !draft.enabled ? createStore(engine.catalog).review.value : undefined);
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
    root.textContent = t`Pooled could not start in this browser: ${reason}`;
    root.className = "loading";
  });
