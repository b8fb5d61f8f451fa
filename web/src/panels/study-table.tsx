import { useSignal } from "@preact/signals";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { Catalog, CatalogFormat } from "../core/types";
import { t } from "../language/text";
import { setCell, setFree, setLabel, toggleInclude } from "../state/actions";
import { findFormat } from "../state/blank";
import { columnOf, freeColumns, keyOf } from "../state/columns";
import { NO_ROW } from "../state/request";
import { isJudged, templateOf } from "../state/rob";
import { linkIn } from "../state/share";
import type { Action, FreeColumn, Outcome, Row } from "../state/state";
import { en } from "../text/en";
import { decimalsOf } from "../text/format";
import { useLate } from "../ui/late";
import { later } from "../ui/later";
import { type Analysis, type App, type Message, useApp } from "./app-model";
import { fixMessage } from "./fixing";
import { FormatDialog } from "./format-dialog";
import { focusCell, focusNextEmpty, isCell, moveByKey, placeOf } from "./grid-focus";
import { RowMenu, type RowMenuState } from "./row-menu";
import { moveRowByKey } from "./row-moves";
import { StudyRow, studyName } from "./study-row";
import { Columns, Room, tableWidths } from "./table-columns";
import { TableFoot } from "./table-foot";
import { TableHead } from "./table-head";
import { useDrawnRows, useTooWide } from "./visible-rows";
import { useWholeColumns } from "./whole-columns";

const DivideDialog = later(() => import("./divide-dialog").then((m) => m.DivideDialog));

/** Rows of the table above its studies, counted for those who hear it. */
const HEAD_ROWS = 2;
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

function textAction(rowId: number, column: string, text: string): Action {
  if (column === "label") return setLabel(rowId, text);
  return columnOf(column) === null ? setCell(rowId, column, text) : setFree(rowId, column, text);
}

/** Every key goes to the store as it is typed. */
function typed(app: App, cell: HTMLInputElement): void {
  const { rowId, column } = placeOf(cell);
  app.typing.value = rowId;
  app.store.apply(textAction(rowId, column, cell.value), `cell:${rowId}:${column}`);
}

/** The cell is done: "12/40" is taken apart now. True when it was. */
function confirmed(app: App, cell: HTMLInputElement): boolean {
  const { rowId, column } = placeOf(cell);
  if (column === "label" || columnOf(column) !== null || cell.value === "") return false;
  const before = app.store.outcome.value;
  app.store.apply(setCell(rowId, column, cell.value), `cell:${rowId}:${column}`);
  return app.store.outcome.value !== before;
}

/** Enter and Tab after a text that filled more than one cell go on to the next empty one. */
function goOn(app: App, cell: HTMLInputElement): void {
  const { rowId } = placeOf(cell);
  const row = app.store.outcome.value.rows.find((r) => r.id === rowId);
  focusNextEmpty(cell, (column) => columnOf(column) === null && (row?.cells[column] ?? "") === "");
}

function onKey(app: App, event: KeyboardEvent): void {
  const cell = event.target;
  if (!isCell(cell)) return;
  const onward = (event.key === "Enter" || event.key === "Tab") && !event.shiftKey && !event.isComposing;
  if (onward && confirmed(app, cell)) goOn(app, cell);
  else if (!moveRowByKey(app, event, cell) && !moveByKey(event, cell)) return;
  event.preventDefault();
}

function pasted(app: App, cell: HTMLInputElement, text: string): boolean {
  const link = linkIn(text);
  if (link !== null) {
    app.platform.openLink(link);
    return true;
  }
  if (!/[\t\n\r]/.test(text.replace(/[\r\n]+$/, ""))) return false;
  const place = placeOf(cell);
  void import("./pasting").then(({ putText }) => putText(app, place, text));
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

/** The columns beside the numbers, the same list for as long as they are the same. */
function useFreeColumns(outcome: Outcome): readonly FreeColumn[] {
  const now = freeColumns(outcome);
  return useMemo(() => now, [now.map(keyOf).join("\n")]);
}

/** How converted studies were converted, by row. */
function conversions({ report, rowIds }: Analysis): ReadonlyMap<number, string> {
  const found = new Map<number, string>();
  for (const effect of report?.effects ?? []) {
    if (!effect.converted) continue;
    const note = report?.notes.find(({ code, row }) => code === "converted" && row === effect.row);
    found.set(rowIds[effect.row] ?? NO_ROW, note?.text ?? en.converted);
  }
  return found;
}

/** The entry table, which is the forest plot. */
export function StudyTable() {
  const app = useApp();
  const analysis = app.analysis.value;
  const { outcome } = analysis;
  const { rows } = outcome;
  const section = useRef<HTMLElement>(null);
  const table = useRef<HTMLTableElement>(null);
  const menu = useSignal<RowMenuState | null>(null);
  const formatFor = useSignal<number | null>(null);
  const divideFor = useSignal<number | null>(null);
  const events = useGridEvents(app);
  const format = formatOf(app.catalog, outcome.format);
  const free = useFreeColumns(outcome);
  const rob = isJudged(outcome) ? templateOf(outcome) : null;
  const columns = format.columns.length + free.length + (rob === null ? 6 : 7);
  // Every key moves every row's weight: the answer and the row typed in do not wait for the others to be drawn.
  const typing = app.typing.value;
  const others = useLate(analysis, typing !== null);
  const decimals = useMemo(() => effectDecimals(others), [others]);
  const converted = useMemo(() => conversions(others), [others]);
  const indexOf = (rowId: number | null): number => (rowId === null ? -1 : rows.findIndex(({ id }) => id === rowId));
  const drawn = useDrawnRows(table, rows.length, [indexOf(app.focused.value), indexOf(typing)]);
  const whole = drawn.spans.length === 1 && drawn.spans[0]?.to === rows.length && drawn.spans[0].from === 0;
  const wide = useTooWide(section, table, `${format.id} ${free.length} ${rob === null}`);
  useWholeColumns(section, table, wide);
  const onToggle = useMemo(() => (rowId: number) => app.store.apply(toggleInclude(rowId)), [app]);
  const onMenu = useMemo(
    () => (rowId: number, anchor: HTMLElement) => {
      menu.value = menu.value?.rowId === rowId ? null : { rowId, anchor };
    },
    [menu],
  );
  const onRob = useMemo(() => () => (app.dialog.value = "rob"), [app]);
  const onFix = useMemo(() => (rowId: number, message: Message) => fixMessage(app, rowId, message), [app]);
  const onWorking = useMemo(() => (rowId: number) => (app.working.value = { part: "study", rowId }), [app]);
  useEffect(() => {
    // Not where the cursor would call up a keyboard on the glass. Without any pointer there are keys and nothing else.
    const touch = window.matchMedia?.("(pointer: coarse)").matches ?? false;
    if (!touch) focusCell(table.current?.querySelector<HTMLInputElement>("input[data-column]") ?? undefined);
  }, []);
  const studyRow = (row: Row, index: number) => {
    const shownIn = row.id === typing ? analysis : others;
    return (
      <StudyRow
        key={row.id}
        row={row}
        index={index}
        tableFormat={format}
        format={row.format === format.id ? format : formatOf(app.catalog, row.format)}
        free={free}
        conversion={converted.get(row.id) ?? null}
        ariaRow={whole ? undefined : index + HEAD_ROWS + 1}
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
        rob={rob}
        onRob={onRob}
        onFix={onFix}
        onWorking={onWorking}
      />
    );
  };
  const several = app.store.review.value.outcomes.length > 1;
  const formatIndex = indexOf(formatFor.value);
  const formatRow = rows[formatIndex];
  return (
    <section
      ref={section}
      class={wide ? "studies wide" : "studies"}
      id="outcome"
      {...(several ? { role: "tabpanel", "aria-labelledby": `outcome-${outcome.id}` } : { "aria-label": t`Studies` })}
      {...events}
    >
      <table
        ref={table}
        class={`grid format-${format.id}${rob === null ? "" : " with-rob"}`}
        data-columns={format.columns.length}
        data-scale={analysis.measure.scale}
        aria-rowcount={whole ? undefined : rows.length + HEAD_ROWS}
        style={tableWidths(format, free)}
      >
        <caption class="visually-hidden">{en.tableCaption}</caption>
        <Columns format={format} free={free} rob={rob !== null} />
        <TableHead format={format} free={free} rob={rob !== null} />
        <tbody>
          {/* One flat list: a row that went into another one would be drawn anew and lose the focus. */}
          {drawn.spans.flatMap(({ from, to }, i) => [
            <Room
              key={`room-${i}`}
              rows={from - (drawn.spans[i - 1]?.to ?? 0)}
              height={drawn.rowHeight}
              span={columns}
            />,
            ...rows.slice(from, to).map((row, j) => studyRow(row, from + j)),
          ])}
          <Room key="room" rows={rows.length - (drawn.spans.at(-1)?.to ?? 0)} height={drawn.rowHeight} span={columns} />
        </tbody>
        <TableFoot format={format} free={free.length} rob={rob !== null} columns={columns} />
      </table>
      {menu.value && (
        <RowMenu
          state={menu.value}
          onFormat={(rowId) => (formatFor.value = rowId)}
          onDivide={(rowId) => (divideFor.value = rowId)}
          onClose={() => (menu.value = null)}
        />
      )}
      {divideFor.value !== null && <DivideDialog rowId={divideFor.value} onClose={() => (divideFor.value = null)} />}
      {formatRow && (
        <FormatDialog
          row={formatRow}
          name={studyName(formatRow, formatIndex)}
          onClose={() => (formatFor.value = null)}
        />
      )}
    </section>
  );
}
