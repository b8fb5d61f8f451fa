import { t } from "../language/text";
import { applyFix } from "../state/actions";
import { filledRows, studyName } from "../state/blank";
import { en } from "../text/en";
import type { App, Message } from "./app-model";
import { focusLater } from "./grid-focus";

/** Does what a message offers, says so with a way back, and puts the cursor where it was done. */
export function fixMessage(app: App, rowId: number, { fix, column }: Message): void {
  if (fix === undefined) return;
  const rows = filledRows(app.store.outcome.value.rows);
  const index = rows.findIndex(({ id }) => id === rowId);
  const row = rows[index];
  if (row === undefined) return;
  app.typing.value = null;
  app.store.apply(applyFix(app.catalog, rowId, fix));
  const rowsShared = fix.shared.length;
  const done =
    rowsShared > 0 ? t`its control group is divided between ${rowsShared} rows` : `${fix.label}. ${en.fixed}`;
  const action = { label: en.undo, run: () => app.store.undo() };
  app.toast.value = { text: `${studyName(row, index)}: ${done}`, action };
  focusLater(rowId, fix.cells[0]?.column ?? column ?? "label");
}
