import type { StudyEffect } from "../core/types";
import type { Axis } from "./axis";

/** A study's mark in fractions of the axis: what the table's strip and the exported figure both draw. */
export interface Mark {
  readonly at: number;
  readonly lo: number;
  readonly hi: number;
  /** The interval goes on beyond the axis. */
  readonly clippedLeft: boolean;
  readonly clippedRight: boolean;
  /** Side of the square relative to that of the heaviest study; its square is the ratio of the weights. */
  readonly side: number;
  readonly used: boolean;
}

export function heaviest(effects: readonly StudyEffect[]): number {
  return effects.reduce((most, e) => Math.max(most, e.weight ?? 0), 0);
}

export function markOf(effect: StudyEffect, axis: Axis, heaviestWeight: number): Mark | null {
  if (effect.yi === null) return null;
  const lo = axis.at(effect.ci_lb ?? effect.yi);
  const hi = axis.at(effect.ci_ub ?? effect.yi);
  const share = heaviestWeight > 0 && effect.weight !== null ? effect.weight / heaviestWeight : 0.16;
  return {
    at: clamp(axis.at(effect.yi)),
    lo: clamp(lo),
    hi: clamp(hi),
    clippedLeft: lo < 0,
    clippedRight: hi > 1,
    side: Math.sqrt(share),
    used: effect.used,
  };
}

export function clamp(fraction: number): number {
  return Math.min(1, Math.max(0, fraction));
}
