import { comparedNotes, comparePrinted } from "../files/compare-printed";
import { readClipboard } from "../files/paste";
import { withRoles } from "../files/table-outcome";
import { t } from "../language/text";
import { pasteAgain, pasteBlock, planPaste } from "../state/actions";
import { isEmptyOutcome } from "../state/blank";
import type { PastedBlock, PastedChoice, PastePlace } from "../state/pasted";
import type { Outcome } from "../state/state";
import { en } from "../text/en";
import { plural } from "../text/format";
import { measureOf } from "../text/names";
import { type App, analyse } from "./app-model";

/** A paste whose columns can still be read in another way. */
export interface Mapping {
  /** The outcome before the paste, and where the paste was put. */
  readonly base: Outcome;
  readonly at: PastePlace;
  /** What the block was read as when the table looked like this: undo and redo change both. */
  readonly shown: WeakMap<Outcome, PastedBlock>;
  /** Changes made while the dialog is open are one undo step. */
  step: number;
}

/** "13 studies, 5 columns", then what has to be said about them. */
export function pasteText(block: PastedBlock, notes: readonly string[]): string {
  if (block.rows.length === 0) return notes.join(" ");
  const size = `${plural(block.rows.length, t`study`, t`studies`)}, ${plural(block.columns.length, t`column`, t`columns`)}`;
  return [size, ...notes].join(" · ");
}

/** The effects of the pasted rows, by the block's row. */
function effectsOf(app: App, outcome: Outcome, start: number, block: PastedBlock) {
  const { effects } = analyse(outcome, app.engine, ["summary"]);
  return new Map(block.rows.flatMap((_, i) => {
    const effect = effects.get(outcome.rows[start + i]?.id ?? Number.NaN);
    return effect === undefined ? [] : [[i, effect] as const];
  })); // biome-ignore format: one thing
}

function compared(app: App, outcome: Outcome, start: number, block: PastedBlock) {
  const measure = measureOf(app.catalog, outcome.options.measure);
  return comparePrinted(block.printed ?? [], effectsOf(app, outcome, start, block), measure.scale);
}

/** More studies than this are compared under one measure only. */
const MANY = 200;

/**
 * The measure under which most printed effects are those of the numbers. In an empty table the one that the heads name,
 * or else the table's own, holds when another one does no better.
 */
function withMeasure(app: App, base: Outcome, at: PastePlace, block: PastedBlock): PastedBlock {
  if (!block.printed?.length || !isEmptyOutcome(base) || block.rows.length > MANY) return block;
  const start = base.rows.findIndex(({ id }) => id === at.rowId);
  const { outcome } = planPaste(app.catalog, base, at, block);
  const usual = outcome.options.measure;
  const agree = (measure: string): number =>
    compared(app, { ...outcome, options: { ...outcome.options, measure } }, start, block).agree;
  let best = { measure: usual, agree: agree(usual) };
  if (best.agree === block.printed.length) return block;
  for (const { id, formats } of app.catalog.measures) {
    if (!formats.includes(block.format ?? "") || id === usual) continue;
    const now = agree(id);
    if (now > best.agree) best = { measure: id, agree: now };
  }
  return { ...block, measure: best.measure };
}

function printedNotes(app: App, start: number, block: PastedBlock): { notes: string[]; differ: boolean } {
  if (!block.printed?.length) return { notes: [], differ: false };
  const outcome = app.store.outcome.value;
  const found = compared(app, outcome, start, block);
  const measure = measureOf(app.catalog, outcome.options.measure);
  const name = (row: number): string => outcome.rows[start + row]?.label.trim() || t`row ${row + 1}`;
  return { notes: comparedNotes(found, measure.label, name), differ: found.differ.length > 0 };
}

const asks = (block: PastedBlock): boolean => (block.questions ?? []).some(({ urgent }) => urgent);

/** Puts a block into the table, says what became of it, and asks what can be read in more than one way. */
export function putBlock(app: App, at: PastePlace, read: PastedBlock): void {
  const base = app.store.outcome.value;
  const block = withMeasure(app, base, at, read);
  const plan = planPaste(app.catalog, base, at, block);
  app.typing.value = null;
  app.store.apply(pasteBlock(app.catalog, at, block));
  const outcome = app.store.outcome.value;
  const undo = { label: en.undo, run: () => app.store.undo() };
  const start = base.rows.findIndex(({ id }) => id === at.rowId);
  const checked = printedNotes(app, start, block);
  const text = pasteText(block, [...checked.notes, ...plan.notes]);
  if (outcome === base) {
    app.toast.value = { text, action: undo };
    return;
  }
  const format = outcome.rows[start]?.format ?? outcome.format;
  const shown = new WeakMap([[outcome, withRoles(block, plan.roles, format)]]);
  const mapping: Mapping = { base, at, shown, step: 0 };
  app.mapping.value = mapping;
  const more = { label: en.changeColumns, run: () => openMapping(app, mapping) };
  app.toast.value = { text, action: undo, more, stays: checked.differ };
  if (asks(block)) openMapping(app, mapping);
}

/** The same for a block that is still text. */
export function putText(app: App, at: PastePlace, text: string): void {
  putBlock(app, at, readClipboard(text, false, app.catalog));
}

function openMapping(app: App, mapping: Mapping): void {
  mapping.step += 1;
  app.mapping.value = mapping;
  app.dialog.value = "mapping";
}

/** The block as the table shows it now; undefined when the table was changed since, or the paste was undone. */
export function shownBlock(app: App): PastedBlock | undefined {
  return app.mapping.value?.shown.get(app.store.outcome.value);
}

/** The same paste, read as this block says. */
export function remap(app: App, block: PastedBlock): void {
  const mapping = app.mapping.value;
  if (!mapping) return;
  const { base, at, shown, step } = mapping;
  app.store.apply(pasteAgain(app.catalog, base, at, block), `columns:${at.rowId}:${step}`);
  shown.set(app.store.outcome.value, block);
}

/** One column means something else; another column that meant the same is left out. */
export function withRole(block: PastedBlock, column: number, role: string): PastedBlock {
  const columns = block.columns.map((each, i) =>
    i === column ? { ...each, role } : each.role === role && role !== "skip" ? { ...each, role: "skip" } : each,
  );
  return { ...block, columns };
}

/** A question answered. */
export function withChoice(block: PastedBlock, question: number, chosen: number): PastedBlock {
  const questions = (block.questions ?? []).map((each, i) => (i === question ? { ...each, chosen } : each));
  const choice: PastedChoice | undefined = questions[question]?.choices[chosen];
  if (choice === undefined) return block;
  const columns = block.columns.map((column, i) => ({
    ...column,
    role: choice.roles ? (choice.roles[i] ?? "skip") : column.role,
  }));
  const format = choice.format === undefined ? block.format : choice.format;
  return { ...block, questions, columns, rows: choice.rows ?? block.rows, ...(format === undefined ? {} : { format }) };
}
