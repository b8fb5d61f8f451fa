import type { Catalog } from "../core/types";
import { t } from "../language/text";
import { blankFlow, blankOutcome, blankReview, blankRow, freshId, isEmptyOutcome, withFreshIds } from "./blank";
import { cleanText } from "./clean";
import { limits } from "./limits";
import { inOutcome } from "./row-actions";
import type { Action, Outcome, Review } from "./state";

export function setTitle(text: string): Action {
  const title = cleanText(text, limits.text);
  return (review) => (title === review.title ? review : { ...review, title });
}

export function setQuestion(text: string): Action {
  const question = cleanText(text, limits.text);
  return (review) => (question === review.question ? review : { ...review, question });
}

type OutcomeText = "name" | "treatment" | "control" | "favours_left" | "favours_right" | "control_risk" | "published";

export function setOutcomeField(key: OutcomeText, value: string): Action;
export function setOutcomeField(key: "lower_is_better", value: boolean): Action;
export function setOutcomeField(key: OutcomeText | "lower_is_better", value: string | boolean): Action {
  const clean = typeof value === "string" ? cleanText(value, limits.text) : value;
  return inOutcome((outcome) => (outcome[key] === clean ? outcome : { ...outcome, [key]: clean }));
}

/** Takes the studies away; names and settings stay. */
export function clearOutcome(): Action {
  return inOutcome((outcome) => ({ ...outcome, rows: [blankRow(outcome.format)] }));
}

/** Opens an example, a file or a link. What was there before is one undo away. */
export function loadReview(loaded: Review): Action {
  const review = withFreshIds(loaded);
  return () => review;
}

/** A new start: no title, one outcome, the catalogue's defaults. */
export function newReview(catalog: Catalog): Action {
  return () => blankReview(catalog);
}

/** Adds an outcome with the settings of the shown one and shows it. */
export function addOutcome(catalog: Catalog, name = ""): Action {
  return (review) => {
    if (review.outcomes.length >= limits.outcomes) return review;
    const like = review.outcomes[review.current];
    const outcome: Outcome = { ...blankOutcome(catalog, like?.options), name: cleanText(name, limits.text) };
    const arms = { treatment: like?.treatment ?? "", control: like?.control ?? "" };
    const { rob_tool, rob_domains, rob_levels } = like ?? outcome;
    return {
      ...review,
      outcomes: [...review.outcomes, { ...outcome, ...arms, rob_tool, rob_domains, rob_levels }],
      current: review.outcomes.length,
    };
  };
}

/** Adds outcomes after those that are there and shows the first of them; a review with nothing in it takes their place. */
export function addOutcomes(found: readonly Outcome[], title = "", question = ""): Action {
  const { outcomes } = withFreshIds({ title, question, outcomes: found, current: 0, ...blankFlow });
  return (review) => {
    const kept = review.outcomes.every(isEmptyOutcome) ? [] : review.outcomes;
    if (outcomes.length === 0 || kept.length + outcomes.length > limits.outcomes) return review;
    return {
      ...review,
      title: review.title || cleanText(title, limits.text),
      question: review.question || cleanText(question, limits.text),
      outcomes: [...kept, ...outcomes],
      current: kept.length,
    };
  };
}

/** Removes an outcome; the last one is replaced by an empty one. */
export function removeOutcome(catalog: Catalog, id: number): Action {
  return (review) => {
    const index = review.outcomes.findIndex((outcome) => outcome.id === id);
    if (index < 0) return review;
    const outcomes = review.outcomes.toSpliced(index, 1);
    const current = review.current > index ? review.current - 1 : Math.min(review.current, outcomes.length - 1);
    return outcomes.length > 0
      ? { ...review, outcomes, current }
      : { ...review, outcomes: [blankOutcome(catalog)], current: 0 };
  };
}

/** The same outcome once more, beside it and shown: a second time point or another measure of the same studies. */
export function duplicateOutcome(id: number): Action {
  return (review) => {
    const index = review.outcomes.findIndex((outcome) => outcome.id === id);
    const like = review.outcomes[index];
    const rows = review.outcomes.reduce((sum, outcome) => sum + outcome.rows.length, like?.rows.length ?? 0);
    if (like === undefined || review.outcomes.length >= limits.outcomes || rows > limits.rows) return review;
    const name = cleanText(t`${like.name.trim() || t`Outcome`} (copy)`, limits.text);
    const copy = { ...like, id: freshId(), name, rows: like.rows.map((row) => ({ ...row, id: freshId() })) };
    return { ...review, outcomes: review.outcomes.toSpliced(index + 1, 0, copy), current: index + 1 };
  };
}

/** One place to the left or right among the outcomes; the one that was shown stays shown. */
export function moveOutcome(id: number, by: -1 | 1): Action {
  return (review) => {
    const from = review.outcomes.findIndex((outcome) => outcome.id === id);
    const moved = review.outcomes[from];
    const other = review.outcomes[from + by];
    if (moved === undefined || other === undefined) return review;
    const outcomes = review.outcomes.with(from + by, moved).with(from, other);
    const places = new Map([
      [from, from + by],
      [from + by, from],
    ]);
    return { ...review, outcomes, current: places.get(review.current) ?? review.current };
  };
}

export function renameOutcome(id: number, text: string): Action {
  const name = cleanText(text, limits.text);
  return (review) => {
    const index = review.outcomes.findIndex((outcome) => outcome.id === id);
    const before = review.outcomes[index];
    if (before === undefined || before.name === name) return review;
    return { ...review, outcomes: review.outcomes.with(index, { ...before, name }) };
  };
}

/** Shows another outcome; not an undo step, for nothing is changed. */
export function showOutcome(index: number): Action {
  return (review) =>
    index === review.current || review.outcomes[index] === undefined ? review : { ...review, current: index };
}
