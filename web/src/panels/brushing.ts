import { useRef } from "preact/hooks";

/** Where on the plot: 0 to 1 from the left and from below; beyond that outside it. */
export interface Place {
  readonly x: number;
  readonly y: number;
}

interface Brush {
  /** From where the pointer went down to where it is now, again and again. */
  drag: (from: Place, to: Place) => void;
  /** The pointer was lifted. */
  drop: () => void;
  /** The browser took the movement for its own, to scroll: all as it was before. */
  cancel: () => void;
}

/** A shorter way is a tap. */
const LEAST = 4;

type Handled = PointerEvent & { currentTarget: HTMLElement };

function placeIn(area: Element, { clientX, clientY }: PointerEvent): Place {
  const box = area.getBoundingClientRect();
  return { x: (clientX - box.left) / box.width, y: (box.bottom - clientY) / box.height };
}

const onIt = ({ x, y }: Place): boolean => x >= 0 && x <= 1 && y >= 0 && y <= 1;

/** Handlers for the box around a figure, to drag over what in it has the class `brush-area`. */
export function useBrush({ drag, drop, cancel }: Brush) {
  const start = useRef<{ place: Place; event: PointerEvent; far: boolean } | null>(null);
  const end = (then: () => void) => (): void => {
    if (start.current?.far) then();
    start.current = null;
  };
  return {
    onPointerDown: (event: Handled): void => {
      const area = event.currentTarget.querySelector(".brush-area");
      if (!area || event.button !== 0 || !event.isPrimary) return;
      const place = placeIn(area, event);
      if (!onIt(place)) return;
      // What is drawn changes under the pointer; the box stays.
      event.currentTarget.setPointerCapture(event.pointerId);
      start.current = { place, event, far: false };
    },
    onPointerMove: (event: Handled): void => {
      const [from, area] = [start.current, event.currentTarget.querySelector(".brush-area")];
      if (!from || !area || event.pointerId !== from.event.pointerId) return;
      from.far ||= Math.hypot(event.clientX - from.event.clientX, event.clientY - from.event.clientY) >= LEAST;
      if (from.far) drag(from.place, placeIn(area, event));
    },
    onPointerUp: end(drop),
    onPointerCancel: end(cancel),
  };
}
