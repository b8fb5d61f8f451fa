import type { RefObject } from "preact";
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";
import { covers, drawnSpans, inWindow, type Span } from "../ui/spans";

/** Before anything has been measured: the rows of a tall window. */
const FIRST: Span = { from: 0, to: 60 };
const ROW_HEIGHT = 46;

export interface DrawnRows {
  readonly spans: readonly Span[];
  /** Height of a row, for the room that the others take. */
  readonly rowHeight: number;
}

/** On paper there is every row. */
function usePrinting(): boolean {
  const [printing, setPrinting] = useState(false);
  useEffect(() => {
    const before = (): void => setPrinting(true);
    const after = (): void => setPrinting(false);
    window.addEventListener("beforeprint", before);
    window.addEventListener("afterprint", after);
    return () => {
      window.removeEventListener("beforeprint", before);
      window.removeEventListener("afterprint", after);
    };
  }, []);
  return printing;
}

/**
 * The rows to draw: all of a short table; of a long one those near the window and those `kept`, which hold the focus.
 * Whatever scrolls, the page or the table, the place of the table's body in the window decides.
 */
export function useDrawnRows(
  table: RefObject<HTMLTableElement | null>,
  count: number,
  kept: readonly number[],
): DrawnRows {
  const [shown, setShown] = useState(FIRST);
  const rowHeight = useRef(ROW_HEIGHT);
  const printing = usePrinting();
  const measure = useRef(() => {});
  measure.current = () => {
    const body = table.current?.tBodies[0];
    const row = body?.querySelector<HTMLElement>("tr[data-row]");
    if (!body || !row) return;
    rowHeight.current = row.offsetHeight || ROW_HEIGHT;
    const wanted = inWindow(count, body.getBoundingClientRect().top, rowHeight.current, window.innerHeight);
    setShown((now) => (covers(now, wanted, count) ? now : wanted));
  };
  useLayoutEffect(() => measure.current(), [count]);
  useEffect(() => {
    let frame = 0;
    const moved = (): void => {
      cancelAnimationFrame(frame);
      frame = requestAnimationFrame(() => measure.current());
    };
    document.addEventListener("scroll", moved, { capture: true, passive: true });
    window.addEventListener("resize", moved);
    return () => {
      cancelAnimationFrame(frame);
      document.removeEventListener("scroll", moved, { capture: true });
      window.removeEventListener("resize", moved);
    };
  }, []);
  const all = { from: 0, to: count };
  const near = { from: Math.min(shown.from, count), to: Math.min(shown.to, count) };
  return { spans: printing ? [all] : drawnSpans(count, near, kept), rowHeight: rowHeight.current };
}

/** Whether the table is wider than its place and has to be scrolled sideways. */
export function useTooWide(
  section: RefObject<HTMLElement | null>,
  table: RefObject<HTMLTableElement | null>,
  of: unknown,
): boolean {
  const [wide, setWide] = useState(false);
  useLayoutEffect(() => {
    const [around, node] = [section.current, table.current];
    if (!around || !node) return;
    const measure = (): void => setWide(node.offsetWidth > around.offsetWidth + 1);
    measure();
    if (typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(measure);
    observer.observe(around);
    return () => observer.disconnect();
  }, [of]);
  return wide;
}
