import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Catalog, CatalogFormat } from "../core/types";
import { readClipboard } from "../files/paste";
import { setCell, setLabel, toggleInclude } from "../state/actions";
import { findFormat } from "../state/blank";
import { linkIn } from "../state/share";
import { en } from "../text/en";
import { decimalsOf } from "../text/format";
import { useLate } from "../ui/late";
import { type Analysis, type App, type Message, useApp } from "./app-model";
import { focusCell, focusNextEmpty, isCell, moveByKey, placeOf } from "./grid-focus";
import { putBlock } from "./pasting";
import { RowMenu, type RowMenuState } from "./row-menu";
import { StudyRow } from "./study-row";
import { TableFoot } from "./table-foot";
import { TableHead } from "./table-head";

const NO_MESSAGES: readonly Message[] = [];

/** Messages wait until the cell is left; reminders of cells still empty wait until the row is left. */
function shownMessages(app: App, analysis: Analysis, rowId: number): readonly Message[] {
  const all = analysis.messages.get(rowId);
  if (!all || app.typing.value === rowId) return NO_MESSAGES;
  const shown = app.focused.value === rowId ? all.filter((m) => !m.missing) : all;
  return shown.length > 0 ? shown : NO_MESSAGES;
}

function formatOf(catalog: Catalog, id: string): CatalogFormat {
  const found = findFormat(catalog, id) ?? catalog.formats[0];
  if (!found) throw new Error("the catalogue has no formats");
  return found;
}

/** One count of decimals for the column of effects: what the middle study needs. */
function effectDecimals({ report, measure }: Analysis): number {
  const needed = (report?.effects ?? [])
    .filter((e) => e.display.est !== null)
    .map((e) => decimalsOf(e.display.est, e.display.ci_lb, e.display.ci_ub, measure.scale))
    .sort((a, b) => a - b);
  return needed[Math.floor(needed.length / 2)] ?? 2;
}

/** Every key goes to the store as it is typed. */
function typed(app: App, cell: HTMLInputElement): void {
  const { rowId, column } = placeOf(cell);
  app.typing.value = rowId;
  const action = column === "label" ? setLabel(rowId, cell.value) : setCell(rowId, column, cell.value);
  app.store.apply(action, `cell:${rowId}:${column}`);
}

/** The cell is done: "12/40" is taken apart now. True when it was. */
function confirmed(app: App, cell: HTMLInputElement): boolean {
  const { rowId, column } = placeOf(cell);
  if (column === "label" || cell.value === "") return false;
  const before = app.store.outcome.value;
  app.store.apply(setCell(rowId, column, cell.value), `cell:${rowId}:${column}`);
  return app.store.outcome.value !== before;
}

/** Enter and Tab after a text that filled more than one cell go on to the next empty one. */
function goOn(app: App, cell: HTMLInputElement): void {
  const { rowId } = placeOf(cell);
  const row = app.store.outcome.value.rows.find((r) => r.id === rowId);
  focusNextEmpty(cell, (column) => (row?.cells[column] ?? "") === "");
}

function onKey(app: App, event: KeyboardEvent): void {
  const cell = event.target;
  if (!isCell(cell)) return;
  const onward = (event.key === "Enter" || event.key === "Tab") && !event.shiftKey && !event.isComposing;
  if (onward && confirmed(app, cell)) goOn(app, cell);
  else if (!moveByKey(event, cell)) return;
  event.preventDefault();
}

function pasted(app: App, cell: HTMLInputElement, text: string): boolean {
  const link = linkIn(text);
  if (link !== null) {
    app.platform.openLink(link);
    return true;
  }
  if (!/[\t\n\r]/.test(text.replace(/[\r\n]+$/, ""))) return false;
  putBlock(app, placeOf(cell), readClipboard(text, false, app.catalog));
  return true;
}

function useGridEvents(app: App) {
  return useMemo(
    () => ({
      onInput: (event: Event) => {
        if (isCell(event.target)) typed(app, event.target);
      },
      onKeyDown: (event: KeyboardEvent) => onKey(app, event),
      onPaste: (event: ClipboardEvent) => {
        const text = event.clipboardData?.getData("text/plain") ?? "";
        if (isCell(event.target) && pasted(app, event.target, text)) event.preventDefault();
      },
      onFocusIn: (event: FocusEvent) => {
        app.focused.value = isCell(event.target) ? placeOf(event.target).rowId : null;
      },
      onFocusOut: (event: FocusEvent) => {
        if (isCell(event.target)) confirmed(app, event.target);
        app.typing.value = null;
        app.focused.value = null;
      },
    }),
    [app],
  );
}

/** Widths belong to the columns; the plot takes what they leave. */
function Columns({ format }: { format: CatalogFormat }) {
  return (
    <colgroup>
      <col class="use" />
      <col class="label" />
      {format.columns.map((column) => (
        <col key={column.id} class="data" />
      ))}
      <col class="plot" />
      <col class="effect" />
      <col class="weight" />
      <col class="row-menu" />
    </colgroup>
  );
}

/** The entry table, which is the forest plot. */
export function StudyTable() {
  const app = useApp();
  const analysis = app.analysis.value;
  const { outcome } = analysis;
  const table = useRef<HTMLTableElement>(null);
  const menu = useSignal<RowMenuState | null>(null);
  const events = useGridEvents(app);
  const format = formatOf(app.catalog, outcome.format);
  const columns = format.columns.length + 6;
  // Every key moves every row's weight: the answer and the row typed in do not wait for the others to be drawn.
  const typing = app.typing.value;
  const others = useLate(analysis, typing !== null);
  const decimals = effectDecimals(others);
  const onToggle = useMemo(() => (rowId: number) => app.store.apply(toggleInclude(rowId)), [app]);
  const onMenu = useMemo(
    () => (rowId: number, anchor: HTMLElement) => {
      menu.value = menu.value?.rowId === rowId ? null : { rowId, anchor };
    },
    [menu],
  );
  useEffect(() => {
    const fine = window.matchMedia?.("(pointer: fine)").matches ?? true;
    if (fine) focusCell(table.current?.querySelector<HTMLInputElement>("input[data-column]") ?? undefined);
  }, []);
  return (
    <section class="studies" aria-label="Studies" {...events}>
      <table
        ref={table}
        class={`grid format-${format.id}`}
        data-columns={format.columns.length}
        data-scale={analysis.measure.scale}
      >
        <caption class="visually-hidden">{en.tableCaption}</caption>
        <Columns format={format} />
        <TableHead format={format} />
        <tbody>
          {outcome.rows.map((row, index) => {
            const shownIn = row.id === typing ? analysis : others;
            return (
              <StudyRow
                key={row.id}
                row={row}
                index={index}
                tableFormat={format}
                format={row.format === format.id ? format : formatOf(app.catalog, row.format)}
                effect={shownIn.effects.get(row.id)}
                weight={shownIn.weights.get(row.id) ?? ""}
                shown={shownMessages(app, analysis, row.id)}
                axis={shownIn.axis}
                heaviest={shownIn.heaviest}
                scale={shownIn.measure.scale}
                decimals={decimals}
                columns={columns}
                onToggle={onToggle}
                onMenu={onMenu}
              />
            );
          })}
        </tbody>
        <TableFoot format={format} columns={columns} />
      </table>
      {menu.value && <RowMenu state={menu.value} onClose={() => (menu.value = null)} />}
    </section>
  );
}
