import { t } from "../language/text";
import { moveRow, removeRow } from "../state/actions";
import { filledRows } from "../state/blank";
import { en } from "../text/en";
import { jumpFor, rowMoveFor } from "../ui/keys";
import type { App } from "./app-model";
import { focusLater, placeOf } from "./grid-focus";

/** Studies on the move: up, down, away; and the cursor with them. */

/** A row that is to hold the focus is drawn, however far it is from the window. */
function focusRow(app: App, rowId: number, column: string): void {
  app.focused.value = rowId;
  focusLater(rowId, column);
}

/** Alt with an arrow moves the study, other keys the cursor over many rows; true when the key meant one of these. */
export function moveRowByKey(app: App, event: KeyboardEvent, cell: HTMLInputElement): boolean {
  const { rowId, column } = placeOf(cell);
  const { rows } = app.store.outcome.value;
  const index = rows.findIndex(({ id }) => id === rowId);
  const by = rowMoveFor(event);
  if (by !== null) {
    app.typing.value = null;
    app.store.apply(moveRow(rowId, by));
    focusRow(app, rowId, column);
    return true;
  }
  const row = rows[jumpFor(event, index, rows.length) ?? -1];
  if (row === undefined) return false;
  focusRow(app, row.id, column);
  return true;
}

/** The focus goes on to the study that takes its place, and the study can be got back. */
export function removeWithUndo(app: App, rowId: number, name: string): void {
  const rows = filledRows(app.store.outcome.value.rows);
  const index = rows.findIndex(({ id }) => id === rowId);
  const next = rows[index + 1] ?? rows[index - 1];
  app.store.apply(removeRow(rowId));
  app.toast.value = { text: t`Removed ${name}`, action: { label: en.undo, run: () => app.store.undo() } };
  requestAnimationFrame(() =>
    document.querySelector<HTMLElement>(next ? `tr[data-row="${next.id}"] .row-menu button` : ".grid input")?.focus(),
  );
}
