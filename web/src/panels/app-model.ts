import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals";
import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Engine } from "../core/engine";
import type { Catalog, CatalogMeasure, EntryAdvice, Note, Report, Request, StudyEffect } from "../core/types";
import type { FoundFile } from "../files/found";
import { type Axis, axisOf } from "../plots/axis";
import { heaviest } from "../plots/marks";
import { isEmptyRow } from "../state/blank";
import { absoluteAt, type RiskAt } from "../state/control-risks";
import { type FigureChoices, usualChoices } from "../state/figure-choices";
import type { Fix } from "../state/fix-actions";
import type { Library } from "../state/library";
import { buildRequest, type Problem } from "../state/request";
import type { Outcome, Review } from "../state/state";
import type { Store } from "../state/store";
import { FEW } from "../text/few-studies";
import { weightTexts } from "../text/format";
import { measureOf } from "../text/names";
import type { Mapping } from "./pasting";

export type DialogId =
  | "method"
  | "share"
  | "export"
  | "names"
  | "about"
  | "import"
  | "mapping"
  | "columns"
  | "outcomes"
  | "mine"
  | "published"
  | "compare"
  | "keys"
  | "rob"
  | "flow"
  | "certainty";
/** The page's own panels, and the ids of analyses that are shown as they are. */
export type PanelId = string;

export interface Toast {
  text: string;
  action?: { label: string; run: () => void };
  /** Something else to do about it. */
  more?: { label: string; run: () => void };
  /** Until it is closed: what it says has to be looked at. */
  stays?: boolean;
}

export interface Banner {
  text: string;
  tone: "info" | "error";
  action?: { label: string; run: () => void };
}

/** One line under a study: what is wrong or worth a look, and at which cell. */
export interface Message {
  readonly column: string | null;
  readonly severity: Note["severity"];
  readonly text: string;
  /** A cell still to be typed is a gentle reminder, not an error. */
  readonly missing: boolean;
  /** What can be done about it with one tap. */
  readonly fix?: Fix;
}

/** Everything derived from the outcome shown. Computed as a whole on every change: the data sets are small. */
export interface Analysis {
  readonly outcome: Outcome;
  readonly measure: CatalogMeasure;
  readonly request: Request;
  readonly rowIds: readonly number[];
  /** The effect at each risk without treatment that was asked for. */
  readonly risks: readonly RiskAt[];
  /** Null when there is no study yet, or when the core failed. */
  readonly report: Report | null;
  readonly failure: string | null;
  readonly effects: ReadonlyMap<number, StudyEffect>;
  readonly weights: ReadonlyMap<number, string>;
  readonly messages: ReadonlyMap<number, readonly Message[]>;
  readonly axis: Axis | null;
  readonly heaviest: number;
}

/** What "Show the working" can show: one study, or a part of the result. */
export type WorkingOf =
  | { readonly part: "study"; readonly rowId: number }
  | { readonly part: "pooled" | "heterogeneity" | "prediction" | "absolute" };

/** A file that has been read and waits for a word of the user. */
export interface Incoming {
  readonly name: string;
  readonly found: FoundFile;
  /** Puts a review in the place of the present one, which is kept among the earlier drafts. */
  readonly open: (review: Review) => void;
}

/** What somebody else made of the same studies. */
export interface Second {
  readonly name: string;
  readonly outcomes: readonly Outcome[];
}

export interface App {
  readonly store: Store;
  readonly engine: Engine;
  readonly catalog: Catalog;
  readonly analysis: ReadonlySignal<Analysis>;
  /** Panels that are open: what they show is asked of the core. */
  readonly panels: Signal<ReadonlySet<PanelId>>;
  readonly dialog: Signal<DialogId | null>;
  /** The page of the guide that is open, "" for the list of all. */
  readonly guide: Signal<string | null>;
  /** The number whose working is open. */
  readonly working: Signal<WorkingOf | null>;
  readonly incoming: Signal<Incoming | null>;
  /** What the table is compared with. */
  readonly second: Signal<Second | null>;
  /** The last paste, whose columns can be changed. */
  readonly mapping: Signal<Mapping | null>;
  readonly toast: Signal<Toast | null>;
  readonly banner: Signal<Banner | null>;
  /** P beside the result: only for those who ask. */
  readonly showsP: Signal<boolean>;
  /** The row being typed in: its messages wait until the cell is left. */
  readonly typing: Signal<number | null>;
  /** The row that holds the focus: reminders of empty cells wait until it is left. */
  readonly focused: Signal<number | null>;
  /** How figures are saved, as it was the last time. */
  readonly figures: Signal<FigureChoices>;
  readonly platform: Platform;
}

export interface EarlierDraft {
  readonly name: string;
  readonly open: () => void;
}

/** What only main.tsx can do: files, storage, address. */
export interface Platform {
  /** Opened from disk. */
  readonly local: boolean;
  readonly publicUrl: string;
  readonly drafts: Drafts;
  readonly openFile: () => void;
  /** A link or code that was pasted. */
  readonly openLink: (fragment: string) => void;
  /** Puts a review in the place of the present one, which is kept among the earlier drafts. */
  readonly openReview: (review: Review) => void;
  /** Analyses kept on this device. */
  readonly library: Library;
  /** Asks the browser not to clear what is stored when it needs room. */
  readonly keepStorage: () => void;
  /** Takes over a new version of the web app; null while there is none. */
  readonly update: ReadonlySignal<(() => void) | null>;
  /** Starts the page again in another language. */
  readonly speak: (language: string) => void;
}

export interface Drafts {
  readonly enabled: ReadonlySignal<boolean>;
  readonly enable: (on: boolean) => void;
  readonly forget: () => void;
  /** Set aside when a link or a file took the place of the draft. */
  readonly earlier: () => EarlierDraft[];
}

/** Rows that would be pooled if nothing is wrong with them: an upper bound of k, known before the core is asked. */
function mayBeFew(outcome: Outcome): boolean {
  const typed = outcome.rows.filter((row) => row.include && !isEmptyRow(row)).length;
  return typed >= 2 && typed <= FEW;
}

/** What the card, the table and the forest plot show; panels ask for the rest themselves. */
function wanted(outcome: Outcome): string[] {
  return [
    "summary",
    "absolute",
    "checks",
    ...(mayBeFew(outcome) ? ["few_studies"] : []),
    ...(outcome.options.threshold === null ? [] : ["beyond"]),
    ...(outcome.options.subgroup === null ? [] : ["subgroups"]),
  ];
}

function rowMessages(
  rowIds: readonly number[],
  notes: readonly Note[],
  problems: readonly Problem[],
  hints: readonly Problem[],
  advice: readonly EntryAdvice[],
): Map<number, Message[]> {
  const found = new Map<number, Message[]>();
  const add = (rowId: number, message: Message): void => {
    found.set(rowId, [...(found.get(rowId) ?? []), message]);
  };
  for (const p of problems) add(p.rowId, { column: p.column, severity: "error", text: p.text, missing: false });
  for (const p of hints) add(p.rowId, { column: p.column, severity: "info", text: p.text, missing: false });
  for (const note of notes) {
    const rowId = note.row === null ? undefined : rowIds[note.row];
    if (rowId === undefined || note.severity === "info") continue;
    // A cell whose text is not a number is empty for the core: its problem has been said already.
    if (found.get(rowId)?.some((m) => m.column === note.column && m.severity === "error")) continue;
    add(rowId, {
      column: note.column,
      severity: note.severity,
      text: note.text,
      missing: note.code === "missing_cell",
    });
  }
  for (const each of advice) {
    const { column, severity, text } = each;
    const rowId = rowIds[each.row];
    const fix = fixOf(each, rowIds);
    if (rowId !== undefined)
      add(rowId, { column: column || null, severity, text, missing: false, ...(fix === null ? {} : { fix }) });
  }
  return found;
}

function fixOf(advice: EntryAdvice, rowIds: readonly number[]): Fix | null {
  const { remedy, format, suggestion, leave_out, shared } = advice;
  if (remedy === "") return null;
  const rows = shared.flatMap((row) => rowIds[row] ?? []);
  return { label: remedy, format, cells: suggestion, leaveOut: leave_out, shared: rows };
}

function byRow<T>(rowIds: readonly number[], report: Report | null, pick: (e: StudyEffect) => T): Map<number, T> {
  const pairs = (report?.effects ?? []).flatMap((e) => {
    const id = rowIds[e.row];
    return id === undefined ? [] : [[id, pick(e)] as const];
  });
  return new Map(pairs);
}

export function analyse(outcome: Outcome, engine: Engine, want: string[]): Analysis {
  const { catalog } = engine;
  const { request, rowIds, risks, problems, hints } = buildRequest(outcome, catalog, want);
  const answer = request.dataset.studies.length === 0 ? null : engine.analyse(request);
  const report = answer && "effects" in answer ? answer : null;
  const measure = measureOf(catalog, outcome.options.measure);
  const weights = weightTexts((report?.effects ?? []).map((e) => e.weight));
  const textOf = new Map((report?.effects ?? []).map((e, i) => [e.row, weights[i] ?? ""]));
  return {
    outcome,
    measure,
    request,
    rowIds,
    risks: report ? absoluteAt(engine, request, report, risks) : [],
    report,
    failure: answer && "error" in answer ? answer.error.text : null,
    effects: byRow(rowIds, report, (e) => e),
    weights: byRow(rowIds, report, (e) => textOf.get(e.row) ?? ""),
    messages: rowMessages(rowIds, report?.notes ?? [], problems, hints, report?.checks?.advice ?? []),
    axis: report ? axisOf(report, measure) : null,
    heaviest: heaviest(report?.effects ?? []),
  };
}

export function createApp(store: Store, engine: Engine, platform: Platform): App {
  return {
    store,
    engine,
    catalog: engine.catalog,
    analysis: computed(() => analyse(store.outcome.value, engine, wanted(store.outcome.value))),
    panels: signal<ReadonlySet<PanelId>>(new Set()),
    dialog: signal<DialogId | null>(null),
    guide: signal<string | null>(null),
    working: signal<WorkingOf | null>(null),
    incoming: signal<Incoming | null>(null),
    second: signal<Second | null>(null),
    mapping: signal<Mapping | null>(null),
    toast: signal<Toast | null>(null),
    banner: signal<Banner | null>(null),
    showsP: signal(false),
    typing: signal<number | null>(null),
    focused: signal<number | null>(null),
    figures: signal(usualChoices),
    platform,
  };
}

export const AppContext = createContext<App | null>(null);

export function useApp(): App {
  const app = useContext(AppContext);
  if (!app) throw new Error("no App around this component");
  return app;
}
