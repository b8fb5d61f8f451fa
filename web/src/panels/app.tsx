import { useEffect, useRef } from "preact/hooks";
import { t } from "../language/text";
import { en } from "../text/en";
import { Button } from "../ui/button";
import { DialogFoot } from "../ui/dialog";
import { asksForGuide, asksForKeys, historyFor } from "../ui/keys";
import { later } from "../ui/later";
import { Answer } from "./answer";
import { AppContext, type DialogId, type App as Model, useApp } from "./app-model";
import { Header } from "./header";
import { BannerLine, DialogToast, PageToast, useToastTime } from "./messages";
import { AnalysisNotes, StudyNotes } from "./notes";
import { Status } from "./status";
import { StudyTable } from "./study-table";
import { TableBar } from "./table-bar";

const PanelGroups = later(() => import("./panel-groups").then((m) => m.PanelGroups));

const DIALOGS = {
  method: later(() => import("./method-dialog").then((m) => m.MethodDialog)),
  share: later(() => import("./share-dialog").then((m) => m.ShareDialog)),
  export: later(() => import("./export-dialog").then((m) => m.ExportDialog)),
  names: later(() => import("./names-dialog").then((m) => m.NamesDialog)),
  about: later(() => import("./about-dialog").then((m) => m.AboutDialog)),
  import: later(() => import("./import-dialog").then((m) => m.ImportDialog)),
  mapping: later(() => import("./mapping-dialog").then((m) => m.MappingDialog)),
  columns: later(() => import("./columns-dialog").then((m) => m.ColumnsDialog)),
  outcomes: later(() => import("./outcomes-dialog").then((m) => m.OutcomesDialog)),
  mine: later(() => import("./mine-dialog").then((m) => m.MineDialog)),
  published: later(() => import("./published-dialog").then((m) => m.PublishedDialog)),
  compare: later(() => import("./compare-dialog").then((m) => m.CompareDialog)),
  keys: later(() => import("./keys-dialog").then((m) => m.KeysDialog)),
  flow: later(() => import("./flow-dialog").then((m) => m.FlowDialog)),
  rob: later(() => import("./rob-dialog").then((m) => m.RobDialog)),
  certainty: later(() => import("./certainty-dialog").then((m) => m.CertaintyDialog)),
} as const satisfies Record<DialogId, unknown>;

function OpenDialog() {
  const { dialog } = useApp();
  const id = dialog.value;
  if (id === null) return null;
  const Shown = DIALOGS[id];
  return <Shown onClose={() => (dialog.value = null)} />;
}

const Guide = later(() => import("./guide-dialog").then((m) => m.GuideDialog));

const ShowWorking = later(() => import("./working-dialog").then((m) => m.WorkingDialog));

function OpenWorking() {
  const { working } = useApp();
  return working.value === null ? null : <ShowWorking onClose={() => (working.value = null)} />;
}

/** Above any other dialog, which is still there when the guide closes. */
function OpenGuide() {
  const { guide } = useApp();
  return guide.value === null ? null : <Guide onClose={() => (guide.value = null)} />;
}

/** Undo and redo belong to the review, wherever the cursor stands. */
function useHistoryKeys(app: Model): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      const step = historyFor(event);
      if (step === null) return;
      event.preventDefault();
      app.typing.value = null;
      app.store[step]();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [app]);
}

function isText(target: EventTarget | null): boolean {
  return target instanceof HTMLElement && target.matches("textarea, input:not([type=checkbox], [type=radio])");
}

/** Of what has the focus, or stands around it. */
function guideAt(): string {
  const at = document.activeElement?.closest("[data-guide]");
  return at instanceof HTMLElement ? (at.dataset.guide ?? "") : "";
}

function useGuideKey(app: Model): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (!asksForGuide(event)) return;
      event.preventDefault();
      app.guide.value ??= guideAt();
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [app]);
}

/** The list of keys, unless something else is open. */
function useHelpKey(app: Model): void {
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent): void => {
      if (app.dialog.value !== null || !asksForKeys(event, isText(event.target))) return;
      event.preventDefault();
      app.dialog.value = "keys";
    };
    document.addEventListener("keydown", onKeyDown);
    return () => document.removeEventListener("keydown", onKeyDown);
  }, [app]);
}

/** What sticks to the top decides where the head of the table sticks and how far a focused cell scrolls. */
function useStickyHeight(): { current: HTMLElement | null } {
  const main = useRef<HTMLElement>(null);
  useEffect(() => {
    const node = main.current;
    if (!node || typeof ResizeObserver === "undefined") return;
    const measure = (): void => {
      const parts = node.querySelectorAll<HTMLElement>(".answer, .answer-main");
      const stuck = [...parts].find((part) => getComputedStyle(part).position === "sticky");
      document.documentElement.style.setProperty("--sticky-top", `${stuck?.offsetHeight ?? 0}px`);
    };
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    measure();
    return () => observer.disconnect();
  }, []);
  return main;
}

function Page() {
  const app = useApp();
  const main = useStickyHeight();
  useHistoryKeys(app);
  useHelpKey(app);
  useGuideKey(app);
  useToastTime(app);
  return (
    <DialogFoot.Provider value={<DialogToast />}>
      <Header />
      <main ref={main}>
        <BannerLine />
        <Answer />
        <AnalysisNotes />
        <TableBar />
        <StudyTable />
        <StudyNotes />
        <div class="panels">
          <PanelGroups />
        </div>
        <Status />
        <PageToast />
      </main>
      <footer class="foot">
        <span>{saved(app)}</span>
        <span>{t`Nothing leaves this device`}</span>
        <span>
          {en.product} {app.engine.catalog.engine}
        </span>
        {app.platform.update.value && (
          <Button quiet onClick={app.platform.update.value}>
            {en.update}
          </Button>
        )}
      </footer>
      <OpenDialog />
      <OpenWorking />
      <OpenGuide />
    </DialogFoot.Provider>
  );
}

function saved(app: Model): string {
  if (app.platform.drafts.enabled.value) return t`Draft kept on this device`;
  return app.store.dirty.value ? t`Not saved` : t`Nothing to save`;
}

export function AppView({ app }: { app: Model }) {
  return (
    <AppContext.Provider value={app}>
      <Page />
    </AppContext.Provider>
  );
}
