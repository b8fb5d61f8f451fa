import { type Caret, type Move, moveFor, target } from "../ui/keys";

/** Moving the cursor between the cells of the entry table. The DOM is asked where the cells are, nothing is stored. */

function gridOf(element: Element): HTMLInputElement[][] {
  const rows = element.closest("table")?.querySelectorAll("tr[data-row]") ?? [];
  return [...rows].map((row) => [...row.querySelectorAll<HTMLInputElement>("input[data-column]")]);
}

export function isCell(element: EventTarget | null): element is HTMLInputElement {
  return element instanceof HTMLInputElement && element.dataset.column !== undefined;
}

export interface Place {
  rowId: number;
  column: string;
}

export function placeOf(cell: HTMLInputElement): Place {
  return { rowId: Number(cell.closest("tr")?.dataset.row), column: cell.dataset.column ?? "label" };
}

export function focusCell(cell: HTMLInputElement | undefined): void {
  cell?.focus();
  cell?.select();
}

/** Up and down keep the column where the other row has it too. */
function cellAt(grid: HTMLInputElement[][], cell: HTMLInputElement, move: Move): HTMLInputElement | undefined {
  const row = grid.findIndex((cells) => cells.includes(cell));
  const column = grid[row]?.indexOf(cell) ?? 0;
  const place = target(
    grid.map((cells) => cells.length),
    row,
    column,
    move,
  );
  if (!place) return undefined;
  const vertical = move === "up" || move === "down";
  const same = vertical ? grid[place[0]]?.find((c) => c.dataset.column === cell.dataset.column) : undefined;
  return same ?? grid[place[0]]?.[place[1]];
}

/**
 * Tab goes from a row's last cell to the next study, as in a spreadsheet: typing a table must not end on the row's menu.
 * Shift+Tab from there reaches the menu, and Tab in the last row leaves the table.
 */
function tabToNextRow(event: KeyboardEvent, cell: HTMLInputElement): boolean {
  if (event.key !== "Tab" || event.shiftKey || event.ctrlKey || event.metaKey || event.altKey) return false;
  const grid = gridOf(cell);
  const next = grid[grid.findIndex((cells) => cells.at(-1) === cell) + 1];
  if (next === undefined || next === grid[0]) return false;
  focusCell(next[0]);
  return true;
}

/** True when the key moved the cursor (or would have, at the edge of the table). */
export function moveByKey(event: KeyboardEvent, cell: HTMLInputElement): boolean {
  if (tabToNextRow(event, cell)) return true;
  const caret: Caret = {
    start: cell.selectionStart ?? 0,
    end: cell.selectionEnd ?? 0,
    length: cell.value.length,
  };
  const move = moveFor(event, caret);
  if (!move) return false;
  focusCell(cellAt(gridOf(cell), cell, move));
  return true;
}

/** The first cell after this one in its row that `isEmpty`, else the first cell of the next row. */
export function focusNextEmpty(cell: HTMLInputElement, isEmpty: (column: string) => boolean): void {
  const grid = gridOf(cell);
  const row = grid.findIndex((cells) => cells.includes(cell));
  const after = grid[row]?.slice((grid[row]?.indexOf(cell) ?? 0) + 1) ?? [];
  focusCell(after.find((c) => isEmpty(c.dataset.column ?? "")) ?? grid[row + 1]?.[0]);
}
