/** What a key means in the entry table and on the page. Pure: the caller moves the focus. */

export type Move = "next" | "up" | "down" | "left" | "right";

export interface CaretKey {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  metaKey: boolean;
  altKey: boolean;
  isComposing: boolean;
}

export interface Caret {
  start: number;
  end: number;
  length: number;
}

/** Arrows leave a cell sideways only from its edge, or when the whole of it is selected. */
export function moveFor(event: CaretKey, caret: Caret): Move | null {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing) return null;
  const whole = caret.start === 0 && caret.end === caret.length;
  if (event.key === "Enter") return event.shiftKey ? "up" : "next";
  if (event.shiftKey) return null;
  if (event.key === "ArrowUp") return "up";
  if (event.key === "ArrowDown") return "down";
  if (event.key === "ArrowLeft" && caret.end === 0) return "left";
  if (event.key === "ArrowLeft" && whole) return "left";
  if (event.key === "ArrowRight" && (whole || caret.start === caret.length)) return "right";
  return null;
}

/** Alt with an arrow takes the study itself up or down. */
export function rowMoveFor(event: CaretKey): -1 | 1 | null {
  if (!event.altKey || event.ctrlKey || event.metaKey || event.shiftKey) return null;
  return event.key === "ArrowUp" ? -1 : event.key === "ArrowDown" ? 1 : null;
}

/** Rows a page is long. */
const PAGE = 10;

/** The row that Page up and down, Ctrl + Home and Ctrl + End lead to; null = the key means something else. */
export function jumpFor(event: CaretKey, row: number, count: number): number | null {
  if (event.altKey || event.shiftKey) return null;
  const ctrl = event.ctrlKey || event.metaKey;
  if (event.key === "Home") return ctrl ? 0 : null;
  if (event.key === "End") return ctrl ? count - 1 : null;
  if (ctrl) return null;
  if (event.key === "PageUp") return Math.max(0, row - PAGE);
  return event.key === "PageDown" ? Math.min(count - 1, row + PAGE) : null;
}

/** "?" where it is no text, Ctrl + / anywhere. */
export function asksForKeys(event: CaretKey, typing: boolean): boolean {
  if (event.altKey) return false;
  if (event.ctrlKey || event.metaKey) return event.key === "/";
  return event.key === "?" && !typing;
}

/** F1, as everywhere. */
export function asksForGuide(event: CaretKey): boolean {
  return event.key === "F1" && !event.ctrlKey && !event.metaKey && !event.altKey && !event.shiftKey;
}

export type History = "undo" | "redo";

/** Ctrl+Z, Ctrl+Shift+Z, Ctrl+Y, and the same with the Apple key. */
export function historyFor(event: CaretKey): History | null {
  if (!(event.ctrlKey || event.metaKey) || event.altKey) return null;
  const key = event.key.toLowerCase();
  if (key === "z") return event.shiftKey ? "redo" : "undo";
  return key === "y" && event.ctrlKey ? "redo" : null;
}

/** Where a move leads in a grid with the given count of cells per row; null = stay. */
export function target(counts: readonly number[], row: number, column: number, move: Move): [number, number] | null {
  const count = counts[row] ?? 0;
  switch (move) {
    case "next":
      if (column + 1 < count) return [row, column + 1];
      return row + 1 < counts.length ? [row + 1, 0] : null;
    case "up":
    case "down": {
      const other = row + (move === "up" ? -1 : 1);
      const width = counts[other];
      return width === undefined ? null : [other, Math.min(column, width - 1)];
    }
    case "left":
      if (column > 0) return [row, column - 1];
      return row > 0 ? [row - 1, (counts[row - 1] ?? 1) - 1] : null;
    case "right":
      return target(counts, row, column, "next");
  }
}
