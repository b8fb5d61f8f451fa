import { moveRow, removeRow, setRowFormat } from "../state/actions";
import { en } from "../text/en";
import { Menu, type MenuItem } from "../ui/menu";
import { type App, useApp } from "./app-model";
import { studyName } from "./study-row";

export interface RowMenuState {
  rowId: number;
  anchor: HTMLElement;
}

function removeWithUndo(app: App, rowId: number, name: string): void {
  app.store.apply(removeRow(rowId));
  app.toast.value = { text: `Removed ${name}`, action: { label: en.undo, run: () => app.store.undo() } };
}

/** Other ways to type this study that the measure can use. */
function formatItems(app: App, rowId: number, format: string): MenuItem[] {
  const { measure } = app.analysis.value;
  const possible = app.catalog.formats.filter((f) => measure.formats.includes(f.id));
  return possible.map((f, i) => ({
    label: `${en.enterAs}: ${f.label}`,
    checked: f.id === format,
    separated: i === 0,
    run: () => app.store.apply(setRowFormat(rowId, f.id)),
  }));
}

export function RowMenu({ state, onClose }: { state: RowMenuState; onClose: () => void }) {
  const app = useApp();
  const { rows } = app.analysis.value.outcome;
  const index = rows.findIndex((row) => row.id === state.rowId);
  const row = rows[index];
  if (!row) return null;
  const name = studyName(row, index);
  const items: MenuItem[] = [
    { label: en.moveUp, disabled: index === 0, run: () => app.store.apply(moveRow(row.id, -1)) },
    { label: en.moveDown, disabled: index >= rows.length - 2, run: () => app.store.apply(moveRow(row.id, 1)) },
    { label: en.remove, run: () => removeWithUndo(app, row.id, name) },
    ...formatItems(app, row.id, row.format),
  ];
  return <Menu label={`${en.more}, ${name}`} anchor={state.anchor} items={items} onClose={onClose} />;
}
