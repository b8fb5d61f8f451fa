import { SMALL, text } from "./paper";
import type { SvgNode } from "./svg";
import { fitText, textWidth } from "./text-width";

export interface Named {
  readonly x: number;
  readonly y: number;
  /** Radius of its dot. */
  readonly r: number;
  readonly name: string;
}

interface Box {
  left: number;
  right: number;
  top: number;
  bottom: number;
}

const apart = (a: Box, b: Box): boolean =>
  a.right <= b.left || b.right <= a.left || a.bottom <= b.top || b.bottom <= a.top;

type Anchor = "start" | "middle" | "end";

/** A box with the side of its text that is at the dot, whatever width the reader's font gives it. */
type Place = Box & { readonly anchor: Anchor };

const AT: Readonly<Record<Anchor, (box: Box) => number>> = {
  start: ({ left }) => left,
  middle: ({ left, right }) => (left + right) / 2,
  end: ({ right }) => right,
};

/** Beside the dot, else above or below it. */
function places(point: Named, width: number): Place[] {
  const { x, y, r } = point;
  const box = (left: number, baseline: number, anchor: Anchor): Place => ({
    anchor,
    left,
    right: left + width,
    top: baseline - 0.8 * SMALL,
    bottom: baseline + 0.25 * SMALL,
  });
  return [
    box(x + r + 4, y + 3.5, "start"),
    box(x - r - 4 - width, y + 3.5, "end"),
    box(x - width / 2, y - r - 5, "middle"),
    box(x - width / 2, y + r + 11, "middle"),
  ];
}

/**
 * Names of points, in the order given, each only where it hides neither a dot nor another name nor leaves `area`. A
 * name that finds no room is left out: the table beside the figure has them all.
 */
export function pointLabels(points: readonly Named[], dots: readonly Omit<Named, "name">[], area: Box): SvgNode[] {
  const taken: Box[] = dots.map(({ x, y, r }) => ({ left: x - r, right: x + r, top: y - r, bottom: y + r }));
  return points.flatMap((point) => {
    const name = fitText(point.name, 150, SMALL);
    const width = textWidth(name, SMALL);
    const free = places(point, width).find(
      (p) =>
        p.left >= area.left &&
        p.right <= area.right &&
        p.top >= area.top &&
        p.bottom <= area.bottom &&
        taken.every((other) => apart(p, other)),
    );
    if (!free) return [];
    taken.push(free);
    const { anchor } = free;
    return [text(AT[anchor](free), free.bottom - 0.25 * SMALL, name, { size: SMALL, anchor })];
  });
}
