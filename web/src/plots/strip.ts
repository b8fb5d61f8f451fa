import type { StudyEffect, Summary } from "../core/types";
import { type Axis, axisTicks } from "./axis";
import { clamp, type Mark, markOf } from "./marks";
import { el, px, type SvgNode } from "./svg";

/**
 * The forest plot inside the table: one strip per row, placed in percent, so that it fits any column width without
 * measuring. Colours come from the style sheet.
 */

const SQUARE = 15;
/** Room at both ends, so that squares and arrows at the ends of the axis stay whole. */
const INSET = 3;

function percent(fraction: number): string {
  return `${px(INSET + clamp(fraction) * (100 - 2 * INSET))}%`;
}

function strip(cls: string, axis: Axis | null, children: readonly SvgNode[]): SvgNode {
  const down = (name: string, value: number | null | undefined): SvgNode[] => {
    if (!axis || value == null) return [];
    const x = percent(axis.at(value));
    return [el("line", { class: name, x1: x, x2: x, y1: "0", y2: "100%" })];
  };
  const lines = [...down("zero", axis?.zero), ...down("mid", axis?.mid)];
  return el("svg", { class: `strip ${cls}`, "aria-hidden": "true", focusable: "false" }, ...lines, ...children);
}

/** A drawing of fixed size, centred on a point given in percent. */
function pinned(x: string, node: SvgNode): SvgNode {
  return el("svg", { x, y: "50%", overflow: "visible" }, node);
}

function arrow(x: string, direction: -1 | 1): SvgNode {
  const back = -direction * 6;
  return pinned(x, el("path", { class: "arrow", d: `M0 0L${back} -4L${back} 4z` }));
}

function square(mark: Mark): SvgNode {
  const side = px(Math.max(mark.used ? 3 : 7, mark.side * SQUARE));
  const half = px(-side / 2);
  return pinned(
    percent(mark.at),
    el("rect", { class: mark.used ? "study" : "study out", x: half, y: half, width: side, height: side }),
  );
}

export function studyStrip(effect: StudyEffect | undefined, axis: Axis | null, heaviest: number): SvgNode {
  const mark = effect && axis ? markOf(effect, axis, heaviest) : null;
  if (!mark) return strip("row", axis, []);
  return strip("row", axis, [
    el("line", { class: "ci", x1: percent(mark.lo), x2: percent(mark.hi), y1: "50%", y2: "50%" }),
    ...(mark.clippedLeft ? [arrow(percent(0), -1)] : []),
    ...(mark.clippedRight ? [arrow(percent(1), 1)] : []),
    square(mark),
  ]);
}

interface Ends {
  est: number | null;
  ci_lb: number | null;
  ci_ub: number | null;
}

/** Diamond of any pooled interval; stretched, so its tips are where the limits are at every width. */
export function diamondStrip(ends: Ends, axis: Axis | null): SvgNode {
  if (!axis || ends.est === null || ends.ci_lb === null || ends.ci_ub === null) return strip("pooled", axis, []);
  const [lo, est, hi] = [ends.ci_lb, ends.est, ends.ci_ub].map((v) => clamp(axis.at(v))) as [number, number, number];
  const width = Math.max(hi - lo, 0.002);
  const tip = px(((est - lo) / width) * 100);
  const shape = el("polygon", { class: "diamond", points: `0,50 ${tip},0 100,50 ${tip},100` });
  const scaled = px(width * (100 - 2 * INSET));
  const box = el(
    "svg",
    {
      x: percent(lo),
      y: "28%",
      width: `${scaled}%`,
      height: "44%",
      viewBox: "0 0 100 100",
      preserveAspectRatio: "none",
    },
    shape,
  );
  return strip("pooled", axis, [box]);
}

export function predictionStrip(summary: Summary, axis: Axis | null): SvgNode {
  if (!axis || summary.pi_lb === null || summary.pi_ub === null) return strip("prediction", axis, []);
  const [a, b] = [summary.pi_lb, summary.pi_ub].map((v) => percent(axis.at(v))) as [string, string];
  const cap = (x: string): SvgNode => pinned(x, el("line", { class: "pi", x1: 0, x2: 0, y1: -4, y2: 4 }));
  return strip("prediction", axis, [el("line", { class: "pi", x1: a, x2: b, y1: "50%", y2: "50%" }), cap(a), cap(b)]);
}

/** Most labels beside each other in a narrow column and in a wide one; the style sheet shows one of the two sets. */
const TICKS = { narrow: 5, wide: 9 } as const;

/** A label at the end of a narrow column leans inwards, so that it is not cut off. */
function anchor(at: number, set: keyof typeof TICKS): string {
  if (set === "wide" || (at > 0.08 && at < 0.92)) return "middle";
  return at < 0.5 ? "start" : "end";
}

function tickNodes(axis: Axis, set: keyof typeof TICKS): SvgNode[] {
  return axisTicks(axis, TICKS[set]).flatMap((tick) => [
    el("line", { class: `tick ${set}`, x1: percent(tick.at), x2: percent(tick.at), y1: "75%", y2: "100%" }),
    el(
      "text",
      { class: `tick-label ${set}`, x: percent(tick.at), y: "62%", "text-anchor": anchor(tick.at, set) },
      tick.label,
    ),
  ]);
}

/** Tick marks and labels for the head of the column. */
export function axisStrip(axis: Axis): SvgNode {
  const marks = [...tickNodes(axis, "narrow"), ...tickNodes(axis, "wide")];
  return el("svg", { class: "strip axis", "aria-hidden": "true", focusable: "false" }, ...marks);
}
