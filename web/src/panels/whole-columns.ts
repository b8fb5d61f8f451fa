import type { RefObject } from "preact";
import { useLayoutEffect } from "preact/hooks";

/**
 * Half a number is another number: scrolled under the column of names, "13598" reads "598". A column that is only partly
 * in sight is covered as a whole (the style sheet draws the covers, here is how wide they are).
 */

export interface Edges {
  readonly left: number;
  readonly right: number;
}

/** Less than this is no part of a digit. */
const SLACK = 1;

const cutAt = (edge: number, { left, right }: Edges): boolean => left < edge - SLACK && right > edge + SLACK;

/** The column that an edge of what is in sight goes through. One that never fits between the edges is left alone. */
export function cutColumn<T extends Edges>(columns: readonly T[], sight: Edges, side: keyof Edges): T | undefined {
  const room = sight.right - sight.left;
  return columns.find((column) => cutAt(sight[side], column) && column.right - column.left <= room);
}

interface Column extends Edges {
  readonly typed: boolean;
}

function columnOf(head: Element): Column {
  const { left, right } = head.getBoundingClientRect();
  return { left, right, typed: head.classList.contains("data") };
}

/** What lies between the columns that stay: names on the left, menus on the right. */
function sightOf(table: HTMLTableElement): Edges | null {
  const name = table.querySelector("thead th.label")?.getBoundingClientRect();
  const menu = table.querySelector("thead th.row-menu")?.getBoundingClientRect();
  return name && menu ? { left: name.right, right: menu.left } : null;
}

function cover(section: HTMLElement, side: keyof Edges, column: Column | undefined, sight: Edges): void {
  const width = column === undefined ? 0 : side === "left" ? column.right - sight.left : sight.right - column.left;
  section.style.setProperty(`--cut-${side}`, `${width}px`);
  section.toggleAttribute(`data-typed-${side}`, column?.typed ?? false);
}

/** A study typed in another way has cells of its own where the table has its columns. */
function hideOwnCells(table: HTMLTableElement, sight: Edges): void {
  for (const cell of table.querySelectorAll("td.other .captioned")) {
    const edges = cell.getBoundingClientRect();
    cell.toggleAttribute("data-cut", cutAt(sight.left, edges) || cutAt(sight.right, edges));
  }
}

function update(section: HTMLElement, table: HTMLTableElement): void {
  const sight = sightOf(table);
  if (sight === null) return;
  const heads = [...table.querySelectorAll("thead th:not(.use, .label, .row-menu, .group)")];
  const columns = heads.map(columnOf);
  for (const side of ["left", "right"] as const) cover(section, side, cutColumn(columns, sight, side), sight);
  hideOwnCells(table, sight);
  // Where a cell that gets the focus has to be scrolled to.
  const name = table.querySelector<HTMLElement>("thead th.label");
  section.style.setProperty("--label-room", `${name?.offsetWidth ?? 0}px`);
}

/** Room beside a cell brought into sight, as the style sheet's scroll-padding gives it to one that the keys lead to. */
const BESIDE = 16;

/** A pointer may press a cell that is covered: a browser leaves it where it is, for it sees no cover. */
function reveal(section: HTMLElement, table: HTMLTableElement, cell: Element): void {
  const sight = sightOf(table);
  if (sight === null || !cell.matches(":is(td.data, td.free) input")) return;
  const { left, right } = cell.getBoundingClientRect();
  if (left < sight.left - SLACK) section.scrollBy({ left: left - sight.left - BESIDE });
  else if (right > sight.right + SLACK) section.scrollBy({ left: right - sight.right + BESIDE });
}

/** Keeps the covers of a table that scrolls sideways where its columns are. */
export function useWholeColumns(
  section: RefObject<HTMLElement | null>,
  table: RefObject<HTMLTableElement | null>,
  wide: boolean,
): void {
  // After every drawing: another column, another row typed in another way.
  useLayoutEffect(() => {
    if (wide && section.current && table.current) update(section.current, table.current);
  });
  useLayoutEffect(() => {
    const [around, node] = [section.current, table.current];
    if (!wide || !around || !node) return;
    const now = (): void => update(around, node);
    const focused = (event: FocusEvent): void => {
      if (event.target instanceof Element) reveal(around, node, event.target);
    };
    around.addEventListener("scroll", now, { passive: true });
    around.addEventListener("focusin", focused);
    const observer = typeof ResizeObserver === "undefined" ? null : new ResizeObserver(now);
    observer?.observe(around);
    observer?.observe(node);
    return () => {
      around.removeEventListener("scroll", now);
      around.removeEventListener("focusin", focused);
      observer?.disconnect();
    };
  }, [wide]);
}
