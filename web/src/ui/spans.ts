/** Which rows of a long table are drawn. Pure: the caller measures the page. */

export interface Span {
  readonly from: number;
  /** One after the last. */
  readonly to: number;
}

/** Up to this many rows all are drawn. */
const FEW = 100;
/** Rows drawn beyond the window, above and below. */
const MARGIN = 12;

/** The rows that the window shows, and some more. @param top  of the first row, in pixels from the window's top */
export function inWindow(count: number, top: number, rowHeight: number, windowHeight: number): Span {
  const first = Math.floor(-top / rowHeight) - MARGIN;
  const last = Math.ceil((windowHeight - top) / rowHeight) + MARGIN;
  const from = Math.max(0, Math.min(first, count));
  return { from, to: Math.max(from, Math.min(last, count)) };
}

/** True while the drawn rows still reach beyond the window by half the margin, where there are any. */
export function covers(drawn: Span, wanted: Span, count: number): boolean {
  const slack = MARGIN / 2;
  return (
    (drawn.from === 0 || drawn.from <= wanted.from + slack) && (drawn.to >= count || drawn.to >= wanted.to - slack)
  );
}

/** The window's rows and each kept row with its neighbours, in order and without overlap. */
export function drawnSpans(count: number, window: Span, kept: readonly number[]): Span[] {
  if (count <= FEW) return [{ from: 0, to: count }];
  const around = kept.filter((i) => i >= 0).map((i) => ({ from: Math.max(0, i - 1), to: Math.min(count, i + 2) }));
  const spans = [window, ...around].filter(({ from, to }) => from < to).sort((a, b) => a.from - b.from);
  const joined: Span[] = [];
  for (const span of spans) {
    const last = joined.at(-1);
    if (last && span.from <= last.to) joined[joined.length - 1] = { from: last.from, to: Math.max(last.to, span.to) };
    else joined.push(span);
  }
  return joined;
}
