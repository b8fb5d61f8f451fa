import type { FunnelPower } from "../core/types";
import { t } from "../language/text";
import type { Frame } from "./frame";
import { AMBER, line, MARGIN, MUTED, PAPER, RULE, SMALL, text } from "./paper";
import { el, px, type SvgNode } from "./svg";
import { fitText, textWidth } from "./text-width";

/**
 * The power of a study to find the common effect, by its standard error, behind a funnel ("sunset").
 * Kossmeier, Tran & Voracek 2020, Z Psychol 228:43.
 */

/** Between two powers that are 0.1 apart the paper has this much of the colour: none above 0.9, most below 0.1. */
const strength = (step: number): number => px(0.07 * step);

const percent = (power: number): string => `${Math.round(100 * power)}%`;

interface Edge {
  power: number;
  sei: number;
}

/** Where one band ends and the next begins, from small standard errors to large ones. */
function edges(powers: readonly FunnelPower[], most: number): Edge[] {
  const known = powers.flatMap(({ power, sei }) => (power === null || sei === null ? [] : [{ power, sei }]));
  return known.filter(({ sei }) => sei < most);
}

/** Bands from one edge to the next. Where no standard error has any of the powers, all have that of alpha. */
export function powerBands(f: Frame, powers: readonly FunnelPower[], most: number, alpha: number): SvgNode[] {
  const found = edges(powers, most);
  const least = powers.some(({ sei }) => sei !== null) ? 1 : alpha;
  const starts = [{ power: least, sei: 0 }, ...found];
  const bands = starts.map(({ power, sei }, i) => {
    const [top, bottom] = [f.Y(sei), f.Y(found[i]?.sei ?? most)];
    const box = { x: px(f.left), y: px(top), width: px(f.right - f.left), height: px(bottom - top) };
    return el("rect", { ...box, fill: AMBER, "fill-opacity": strength(Math.floor(10 * (1 - power) + 1e-9)) });
  });
  // In print without colours the edges still show.
  return [...bands, ...found.map(({ sei }) => line(f.left, f.Y(sei), f.right, f.Y(sei), PAPER, 0.8))];
}

/** Those that readers look for come first where there is no room for all. */
const ORDER = [0.8, 0.5, 0.2, 0.9, 0.1, 0.3, 0.7, 0.4, 0.6];
const APART = 12;

export const POWER_ROOM = Math.ceil(textWidth("90%", SMALL)) + 9;

/** The axis on the right: which standard error has which power. */
export function powerAxis(f: Frame, powers: readonly FunnelPower[], most: number): SvgNode[] {
  const rank = ({ power }: Edge): number => ORDER.findIndex((p) => Math.abs(p - power) < 1e-9);
  const ticks = edges(powers, most).sort((a, b) => rank(a) - rank(b));
  const labels: { y: number; node: SvgNode }[] = [];
  for (const { power, sei } of ticks) {
    const y = f.Y(sei);
    if (labels.some((other) => Math.abs(other.y - y) < APART)) continue;
    labels.push({ y, node: text(f.right + 7, y + 3.5, percent(power), { size: SMALL }) });
  }
  return [
    line(f.right, f.top, f.right, f.bottom),
    ...ticks.map(({ sei }) => line(f.right, f.Y(sei), f.right + 4, f.Y(sei))),
    ...labels.map(({ node }) => node),
    text(f.right + POWER_ROOM, f.top - 8, t`Power`, { anchor: "end", size: SMALL, fill: MUTED }),
  ];
}

/** The shades in order of power, with the powers at which they meet. */
export function powerKey(label: string, width: number, top: number): { nodes: SvgNode[]; end: number } {
  const wide = Math.min(28, (width - 2 * MARGIN) / 10);
  const swatches = Array.from({ length: 10 }, (_, i) => {
    const box = { x: px(MARGIN + i * wide), y: px(top + 21), width: px(wide), height: 10 };
    const fill = { fill: AMBER, "fill-opacity": strength(9 - i), stroke: RULE, "stroke-width": 0.8 };
    return el("rect", { ...box, ...fill });
  });
  const ends = Array.from({ length: 9 }, (_, i) =>
    text(MARGIN + (i + 1) * wide, top + 42, percent((i + 1) / 10), { anchor: "middle", size: SMALL }),
  );
  const words = text(MARGIN, top + 15, fitText(label, width - 2 * MARGIN, SMALL), { size: SMALL });
  return { nodes: [words, ...swatches, ...ends], end: top + 46 };
}
