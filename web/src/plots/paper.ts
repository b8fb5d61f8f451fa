import type { PlotOptions } from "./plot";
import { el, px, type SvgAttrs, type SvgNode } from "./svg";

/**
 * What every figure is made of: one size of text, a few colours, white ground. On the page the style sheet puts the
 * theme's colour in the place of each of these (styles/figures.css); a file keeps them.
 */

export const FONT = 11;
export const SMALL = 10;
export const MARGIN = 12;
export const INK = "#111111";
export const MUTED = "#555555";
export const RULE = "#bbbbbb";
export const PAPER = "#ffffff";
export const MARK = "#0b5c92";
/** A second kind of thing: another line, a chosen study. */
export const SECOND = "#b3470b";
/** Shades of an area, the palest first. */
export const SHADES = ["#eef1f4", "#d5dce3", "#b4c0cb"] as const;
/** Laid over the paper the more strongly the less power there is. */
export const AMBER = "#f0a800";
const FAMILY = "Arial, Helvetica, 'Liberation Sans', sans-serif";
export const PX_PER_MM = 96 / 25.4;

export type TextAttrs = { bold?: boolean; anchor?: "start" | "middle" | "end"; size?: number; fill?: string };

export function text(x: number, y: number, content: string, attrs: TextAttrs = {}): SvgNode {
  const { bold = false, anchor = "start", size = FONT, fill = INK } = attrs;
  return el(
    "text",
    {
      x: px(x),
      y: px(y),
      "font-size": size,
      fill,
      ...(anchor === "start" ? {} : { "text-anchor": anchor }),
      ...(bold ? { "font-weight": "bold" } : {}),
    },
    content,
  );
}

export function line(x1: number, y1: number, x2: number, y2: number, stroke = INK, width = 1, dash = ""): SvgNode {
  const dashed: SvgAttrs = dash === "" ? {} : { "stroke-dasharray": dash };
  return el("line", { x1: px(x1), y1: px(y1), x2: px(x2), y2: px(y2), stroke, "stroke-width": width, ...dashed });
}

export type Point = readonly [x: number, y: number];

/** A line through points, broken where one of them does not exist. */
export function curve(points: readonly (Point | null)[], stroke = INK, width = 1.4, dash = ""): SvgNode {
  let pen = "M";
  let d = "";
  for (const point of points) {
    d += point === null ? "" : `${pen}${px(point[0])},${px(point[1])}`;
    pen = point === null ? "M" : "L";
  }
  const dashed: SvgAttrs = dash === "" ? {} : { "stroke-dasharray": dash };
  return el("path", { d, fill: "none", stroke, "stroke-width": width, ...dashed });
}

export function polygon(points: readonly Point[], fill: string, cls = ""): SvgNode {
  const list = points.map(([x, y]) => `${px(x)},${px(y)}`).join(" ");
  return el("polygon", { ...(cls === "" ? {} : { class: cls }), points: list, fill });
}

/** A study's dot; hollow when it is not in the pooled result, or is not a study at all. A pointer sees its name. */
export function dot(x: number, y: number, r: number, filled = true, colour: string = MARK, name = ""): SvgNode {
  const look = filled
    ? { fill: colour, stroke: PAPER, "stroke-width": 0.8 }
    : { fill: PAPER, stroke: colour, "stroke-width": 1.3 };
  const named = name === "" ? [] : [el("title", {}, name)];
  return el("circle", { class: "study", cx: px(x), cy: px(y), r: px(r), ...look }, ...named);
}

/** Pixels of 1/96 inch that a figure asked for in millimetres has, never fewer than `least`. */
export function widthOf(options: PlotOptions, least = 320): number {
  return Math.max(options.width_mm * PX_PER_MM, least);
}

interface Words {
  title: string;
  /** The text alternative, with the numbers. */
  description: string;
}

/** The whole figure. One drawn wider than asked for is scaled down to the width asked for. */
export function page(
  options: PlotOptions,
  width: number,
  height: number,
  { title, description }: Words,
  nodes: readonly SvgNode[],
): SvgNode {
  const scale = (options.width_mm * PX_PER_MM) / width;
  return el(
    "svg",
    {
      xmlns: "http://www.w3.org/2000/svg",
      width: px(width * scale),
      height: px(height * scale),
      viewBox: `0 0 ${px(width)} ${px(height)}`,
      role: "img",
      "aria-label": `${title}. ${description}`,
      "font-family": FAMILY,
    },
    el("title", {}, title),
    el("desc", {}, description),
    el("rect", { width: px(width), height: px(height), fill: PAPER }),
    ...nodes,
  );
}
