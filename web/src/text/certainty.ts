import type { CatalogMeasure, Summary } from "../core/types";
import { t } from "../language/text";
import { certaintyIn, judged, type Level, levelOf } from "../state/certainty";
import type { Outcome } from "../state/state";
import { armNames } from "./names";
import { plainSentence } from "./sentences";

/** What the page says of the certainty that its user chose: the word, the sign, and the verb of the answer. */

const LEVELS = [t`very low`, t`low`, t`moderate`, t`high`] as const;
/** Where there is no treatment whose effect could be said. */
const CERTAINTY = [
  t`The evidence is very uncertain`,
  t`Low certainty`,
  t`Moderate certainty`,
  t`High certainty`,
] as const;
const SIGNS = ["⊕◯◯◯", "⊕⊕◯◯", "⊕⊕⊕◯", "⊕⊕⊕⊕"] as const;

export const levelWord = (level: Level): string => LEVELS[level];
export const levelSign = (level: Level): string => SIGNS[level];

/** "moderate ⊕⊕⊕◯", "not rated", "2 of 5 judged" */
export function certaintyGist(outcome: Outcome): string {
  const certainty = certaintyIn(outcome);
  const level = levelOf(certainty);
  if (level !== null) return `${levelWord(level)} ${levelSign(level)}`;
  if (outcome.certainty === "") return t`not rated`;
  const left = judged(certainty) < 5 ? t`${judged(certainty)} of 5 judged` : t`design to choose`;
  return t`not rated yet, ${left}`;
}

const EVENTS = new Set(["RR", "OR", "RD", "PETO", "AS", "HR", "IRR", "IRD", "IRSD", "D2ORL", "D2ORN"]);
const MEANS = new Set(["MD", "SMD", "SMD1", "SMDH", "ROM", "OR2DL", "OR2DN"]);
const SPREADS = new Set(["VR", "CVR"]);

/** What a treatment changes; null where the measure compares no treatments. */
function object(measure: string, name: string): string | null {
  if (EVENTS.has(measure)) return name || t`the event`;
  if (MEANS.has(measure)) return name || t`the outcome`;
  return SPREADS.has(measure) ? t`the spread of ${name || t`the outcome`}` : null;
}

/** -1 and 1: away from no effect; 0: none, or less than the least that matters on its side. */
function direction(est: number, noEffect: number, least: number | null): -1 | 0 | 1 {
  const side = Math.sign(est - noEffect) as -1 | 0 | 1;
  if (least === null || Math.sign(least - noEffect) !== side) return side;
  return Math.abs(est - noEffect) < Math.abs(least - noEffect) ? 0 : side;
}

const VERBS: readonly (readonly [less: string, none: string, more: string])[] = [
  ["", "", ""],
  [t`may reduce`, t`may result in little to no difference in`, t`may increase`],
  [t`probably reduces`, t`probably results in little to no difference in`, t`probably increases`],
  [t`reduces`, t`results in little to no difference in`, t`increases`],
];

const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/**
 * "Ketamine probably reduces pain", "The evidence is very uncertain about the effect of ketamine on pain": the wording
 * that goes with a level of certainty.
 * @source GRADE guidelines 26, Santesso 2020, J Clin Epidemiol 119:126, table 2
 */
function claim(level: Level, est: number, measure: CatalogMeasure, outcome: Outcome): string {
  const what = object(measure.id, outcome.name.trim());
  const { treatment } = armNames(outcome);
  if (what === null || measure.no_effect === null) return CERTAINTY[level];
  if (level === 0) return t`The evidence is very uncertain about the effect of ${treatment} on ${what}`;
  const verb = VERBS[level]?.[1 + direction(est, measure.no_effect, outcome.options.threshold)];
  return `${capital(treatment)} ${verb} ${what}`;
}

/** The answer in words: neutral until its user has rated the certainty, then with the verb that goes with it. */
export function answerSentence(summary: Summary, measure: CatalogMeasure, outcome: Outcome): string | null {
  const neutral = plainSentence(summary, measure, armNames(outcome));
  const level = levelOf(certaintyIn(outcome));
  const { est } = summary.display;
  if (neutral === null || level === null || est === null) return neutral;
  return `${claim(level, est, measure, outcome)}: ${neutral.slice(0, 1).toLowerCase()}${neutral.slice(1)}`;
}
