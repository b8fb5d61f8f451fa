import { type Axis, axisTicks } from "./axis";
import { INK, line, MARGIN, MUTED, RULE, SMALL, text } from "./paper";
import { px, type SvgNode } from "./svg";
import { fitText, textWidth } from "./text-width";

/** Two axes around a plot: the one frame of every figure that is not a list of rows. */
export interface Frame {
  readonly left: number;
  readonly right: number;
  readonly top: number;
  readonly bottom: number;
  /** Value of the horizontal, of the vertical axis -> px. */
  readonly X: (value: number) => number;
  readonly Y: (value: number) => number;
  /** Axes, ticks and their names. */
  readonly nodes: readonly SvgNode[];
  /** Below everything of the frame. */
  readonly end: number;
}

interface Asked {
  width: number;
  /** Top of the plot's name, and height of the plot itself. */
  top?: number;
  height: number;
  x: Axis;
  y: Axis;
  xName: string;
  yName: string;
  /** Small values at the top: standard errors. */
  down?: boolean;
  /** How many ticks the vertical axis has at most; with 0 there is no such axis. */
  yTicks?: number;
  /** No ticks on the horizontal axis. */
  bare?: boolean;
  /** Least room for the tick labels on the left, so that plots of a stack stand in line. */
  room?: number;
  /** Room for a second axis on the right. */
  roomRight?: number;
}

function thinnedLabels(
  ticks: readonly { at: number; label: string }[],
  size: (label: string) => number,
  length: number,
): Set<number> {
  const shown = new Set<number>();
  let free = Number.NEGATIVE_INFINITY;
  const ordered = ticks.map((tick, i) => ({ i, at: tick.at * length, half: size(tick.label) / 2 }));
  for (const { i, at, half } of ordered.sort((a, b) => a.at - b.at)) {
    if (at - half < free) continue;
    shown.add(i);
    free = at + half + 4;
  }
  return shown;
}

const inside = (at: number): boolean => at > -1e-9 && at < 1 + 1e-9;

export function frame(asked: Asked): Frame {
  const { width, height, x, y, down = false } = asked;
  const most = asked.yTicks ?? Math.max(3, Math.floor(height / 45));
  const yTicks = most === 0 ? [] : axisTicks(y, most).filter((t) => inside(t.at));
  const widest = Math.max(asked.room ?? 0, ...yTicks.map((t) => textWidth(t.label, SMALL)));
  const left = MARGIN + widest + 9;
  const right = width - MARGIN - Math.max(14, asked.roomRight ?? 0);
  const top = (asked.top ?? MARGIN) + 20;
  const bottom = top + height;
  const X = (value: number): number => left + x.at(value) * (right - left);
  const Y = (value: number): number => (down ? top + y.at(value) * height : bottom - y.at(value) * height);
  const at = (fraction: number): number => (down ? top + fraction * height : bottom - fraction * height);
  const xTicks = asked.bare
    ? []
    : axisTicks(x, Math.max(3, Math.floor((right - left) / 60))).filter((t) => inside(t.at));
  const xShown = thinnedLabels(xTicks, (label) => textWidth(label, SMALL), right - left);
  const yShown = thinnedLabels(yTicks, () => SMALL + 1, height);
  const nodes = [
    ...yTicks.map((tick) => line(left - 4, at(tick.at), left, at(tick.at))),
    ...yTicks.flatMap((tick, i) =>
      yShown.has(i) ? [text(left - 7, at(tick.at) + 3.5, tick.label, { anchor: "end", size: SMALL })] : [],
    ),
    ...xTicks.map((tick) => line(left + tick.at * (right - left), bottom, left + tick.at * (right - left), bottom + 4)),
    ...xTicks.flatMap((tick, i) =>
      xShown.has(i)
        ? [text(left + tick.at * (right - left), bottom + 15, tick.label, { anchor: "middle", size: SMALL })]
        : [],
    ),
    ...(most === 0 ? [] : [line(left, top, left, bottom)]),
    line(left, bottom, right, bottom, asked.bare ? RULE : INK),
    text(MARGIN, top - 8, fitText(asked.yName, width - 2 * MARGIN - (asked.roomRight ?? 0), SMALL), {
      size: SMALL,
      fill: MUTED,
    }),
    ...(asked.xName === "" ? [] : [xName(asked.xName, (left + right) / 2, bottom + 31, width)]),
  ];
  const end = bottom + (asked.bare ? 0 : 16) + (asked.xName === "" ? 0 : 18);
  return { left, right, top, bottom, X, Y, nodes, end: px(end) };
}

/** Under the middle of the plot, or as near to it as the paper allows. */
function xName(name: string, middle: number, y: number, width: number): SvgNode {
  const shown = fitText(name, width - 2 * MARGIN, SMALL);
  const half = textWidth(shown, SMALL) / 2;
  const x = Math.min(Math.max(middle, MARGIN + half), width - MARGIN - half);
  return text(x, y, shown, { anchor: "middle", size: SMALL, fill: MUTED });
}

export interface Key {
  readonly label: string;
  /** The sign before it, around the middle of its line. */
  readonly sign: (x: number, y: number) => SvgNode;
}

const KEY_WIDTH = 20;

/** What the signs of a figure mean, below it, as many to a line as there is room for. */
export function legend(keys: readonly Key[], width: number, top: number): { nodes: SvgNode[]; end: number } {
  const nodes: SvgNode[] = [];
  let [x, y] = [MARGIN, top + 15];
  for (const key of keys) {
    const label = fitText(key.label, width - 2 * MARGIN - KEY_WIDTH - 6, SMALL);
    const wide = KEY_WIDTH + 6 + textWidth(label, SMALL) + 14;
    if (x > MARGIN && x + wide - 14 > width - MARGIN) [x, y] = [MARGIN, y + 16];
    nodes.push(key.sign(x + KEY_WIDTH / 2, y - 3.5), text(x + KEY_WIDTH + 6, y, label, { size: SMALL }));
    x += wide;
  }
  return { nodes, end: keys.length === 0 ? top : y + 6 };
}

export const lineKey = (label: string, colour: string, dash = "", width = 1.4): Key => ({
  label,
  sign: (x, y) => line(x - KEY_WIDTH / 2, y, x + KEY_WIDTH / 2, y, colour, width, dash),
});
