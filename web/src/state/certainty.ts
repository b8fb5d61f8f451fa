import { cleanText } from "./clean";
import { limits } from "./limits";
import { inOutcome } from "./row-actions";
import type { Action, Outcome } from "./state";

/**
 * How sure the user is of an outcome's result, domain by domain, as GRADE has it. The page never rates by itself: a
 * domain that nobody has judged is missing, and without a study design and all five reasons for rating down there is
 * no certainty.
 * @source GRADE guidelines 3, Balshem 2011, J Clin Epidemiol 64:401; 9 (rating up), Guyatt 2011, 64:1311;
 *         18 (ROBINS-I starts high), Schünemann 2019, 111:105
 */
export const DOWN = ["rob", "inc", "ind", "imp", "pub"] as const;
export const UP = ["large", "dose", "conf"] as const;
export const DESIGNS = ["rct", "obs", "nri"] as const;

export type DownId = (typeof DOWN)[number];
export type UpId = (typeof UP)[number];
export type DomainId = DownId | UpId;
export type DesignId = (typeof DESIGNS)[number];

export interface Certainty {
  readonly design: DesignId | null;
  /** Levels up or down; 0 = judged, and no reason to move. */
  readonly steps: Readonly<Partial<Record<DomainId, number>>>;
}

/** Most levels that a domain moves. */
export const MOST: Readonly<Record<DomainId, number>> = {
  ...{ rob: 3, inc: 2, ind: 2, imp: 3, pub: 1 },
  ...{ large: 2, dose: 1, conf: 1 },
};

/** Of very low, low, moderate, high. */
export type Level = 0 | 1 | 2 | 3;

const DOMAINS: readonly DomainId[] = [...DOWN, ...UP];
const isUp = (id: DomainId): id is UpId => (UP as readonly string[]).includes(id);

function allows(id: DomainId, levels: number): boolean {
  return Math.abs(levels) <= MOST[id] && (levels === 0 || levels > 0 === isUp(id));
}

/** Randomised trials are not rated up. */
export function ratesUp({ design }: Certainty): boolean {
  return design === "obs" || design === "nri";
}

/** "rct rob-1 inc0 imp-2": the one short text of a rating, for links. "" = nothing judged yet. */
export function certaintyText(c: Certainty): string {
  const steps = DOMAINS.filter((id) => c.steps[id] !== undefined && (!isUp(id) || ratesUp(c)));
  const texts = steps.map((id) => `${id}${isUp(id) && c.steps[id] !== 0 ? "+" : ""}${c.steps[id]}`);
  return [...(c.design === null ? [] : [c.design]), ...texts].join(" ");
}

/** The rating that has this text; null when there is none. */
export function certaintyOf(text: string): Certainty | null {
  const steps: Partial<Record<DomainId, number>> = {};
  let design: DesignId | null = null;
  for (const word of text === "" ? [] : text.split(" ")) {
    const [, id = "", levels = ""] = /^([a-z]+)([-+]?\d)?$/.exec(word) ?? [];
    const known = DOMAINS.find((domain) => domain === id);
    if (known === undefined) design = DESIGNS.find((of) => of === word) ?? null;
    else if (levels !== "" && allows(known, Number(levels))) steps[known] = Number(levels);
  }
  const certainty = { design, steps };
  // Wrong signs, words twice or in another order come out as another text.
  return certaintyText(certainty) === text ? certainty : null;
}

const NONE: Certainty = { design: null, steps: {} };

export function certaintyIn(outcome: Outcome): Certainty {
  return certaintyOf(outcome.certainty) ?? NONE;
}

/** How many of the five reasons for rating down have been judged. */
export function judged({ steps }: Certainty): number {
  return DOWN.filter((id) => steps[id] !== undefined).length;
}

/** The level that the judgements come to; null until design and all five reasons for rating down are judged. */
export function levelOf(c: Certainty): Level | null {
  if (c.design === null || judged(c) < DOWN.length) return null;
  const start = c.design === "obs" ? 1 : 3;
  const up = ratesUp(c) ? UP : [];
  const moved = [...DOWN, ...up].reduce((sum, id) => sum + (c.steps[id] ?? 0), start);
  return Math.max(0, Math.min(3, moved)) as Level;
}

function change(make: (c: Certainty) => Certainty): Action {
  return inOutcome((outcome) => {
    const certainty = certaintyText(make(certaintyIn(outcome)));
    return certainty === outcome.certainty ? outcome : { ...outcome, certainty };
  });
}

export function setDesign(design: DesignId | null): Action {
  return change((c) => ({ ...c, design }));
}

/** @param levels  moved, below 0 for down; null = not judged */
export function rateDomain(id: DomainId, levels: number | null): Action {
  return change((c) => {
    const { [id]: _, ...others } = c.steps;
    return { ...c, steps: levels === null ? others : { ...others, [id]: levels } };
  });
}

/** Every reason for rating down that has not been judged: no serious concern. */
export function judgeRest(): Action {
  return change((c) => ({ ...c, steps: { ...Object.fromEntries(DOWN.map((id) => [id, 0])), ...c.steps } }));
}

export function setReason(id: DomainId, text: string): Action {
  const reason = cleanText(text, limits.text);
  return inOutcome((outcome) => {
    if ((outcome.certainty_reasons[id] ?? "") === reason) return outcome;
    const { [id]: _, ...others } = outcome.certainty_reasons;
    return { ...outcome, certainty_reasons: reason === "" ? others : { ...others, [id]: reason } };
  });
}

/** Takes the rating back, with its reasons. */
export function unrate(): Action {
  return inOutcome((outcome) => ({ ...outcome, certainty: "", certainty_reasons: {} }));
}
