import { duplicateRow, insertRow, moveRow, setRowFormat, sharers } from "../state/actions";
import { filledRows } from "../state/blank";
import { en } from "../text/en";
import { Menu, type MenuItem } from "../ui/menu";
import { type App, useApp } from "./app-model";
import { FEW_FORMATS, formatsOf } from "./format-dialog";
import { removeWithUndo } from "./row-moves";
import { studyName } from "./study-row";

export interface RowMenuState {
  rowId: number;
  anchor: HTMLElement;
}

/** Other ways to type this study that the measure can use: here when there are few, else in a dialog with a search. */
function formatItems(app: App, rowId: number, format: string, onFormat: (rowId: number) => void): MenuItem[] {
  const possible = formatsOf(app);
  if (possible.length > FEW_FORMATS) return [{ label: `${en.typeAs}…`, separated: true, run: () => onFormat(rowId) }];
  return possible.map((f, i) => ({
    label: `${en.typeAs}: ${f.label}`,
    checked: f.id === format,
    separated: i === 0,
    run: () => app.store.apply(setRowFormat(rowId, f.id)),
  }));
}

interface Props {
  state: RowMenuState;
  onFormat: (rowId: number) => void;
  onDivide: (rowId: number) => void;
  onClose: () => void;
}

export function RowMenu({ state, onFormat, onDivide, onClose }: Props) {
  const app = useApp();
  const { rows } = app.analysis.value.outcome;
  const index = rows.findIndex((row) => row.id === state.rowId);
  const row = rows[index];
  if (!row) return null;
  const name = studyName(row, index);
  const canDivide = sharers(app.catalog, app.analysis.value.outcome, row.id).all.length > 1;
  const items: MenuItem[] = [
    { label: en.moveUp, stays: true, disabled: index === 0, run: () => app.store.apply(moveRow(row.id, -1)) },
    {
      label: en.moveDown,
      stays: true,
      disabled: index >= filledRows(rows).length - 1,
      run: () => app.store.apply(moveRow(row.id, 1)),
    },
    { label: en.insertAbove, run: () => app.store.apply(insertRow(row.id)) },
    { label: en.duplicate, run: () => app.store.apply(duplicateRow(row.id)) },
    ...(canDivide ? [{ label: `${en.divideControl}…`, run: () => onDivide(row.id) }] : []),
    {
      label: en.working,
      disabled: (app.analysis.value.effects.get(row.id)?.yi ?? null) === null,
      run: () => (app.working.value = { part: "study", rowId: row.id }),
    },
    { label: en.remove, run: () => removeWithUndo(app, row.id, name) },
    ...formatItems(app, row.id, row.format, onFormat),
  ];
  return <Menu label={`${en.more}, ${name}`} anchor={state.anchor} items={items} onClose={onClose} />;
}
