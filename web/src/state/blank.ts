import type { Catalog, CatalogFormat, CatalogMeasure, Options } from "../core/types";
import { t } from "../language/text";
import type { Outcome, Review, Row } from "./state";

/**
 * The settings a link of version 1 leaves out. They are frozen for ever: a link in a paper must mean the same when a
 * later catalogue has other defaults. Today they are also the catalogue's defaults.
 */
export const baseOptions: Options = Object.freeze({
  measure: "RR",
  model: "RE",
  tau2: "REML",
  test: "HKSJ_se",
  level: 0.95,
  prediction: "V",
  add: 0.5,
  add_to: "only0",
  drop00: true,
  subgroup: null,
  control_risk: null,
  tau2_ci: "QP",
  tau2_fixed: null,
  subgroup_tau2: "separate",
  moderators: "",
  centre_moderators: false,
  permutations: 10000,
  cumulative_by: "",
  gosh_subsets: 10000,
  gosh_points: false,
  trim_fill: "L0",
  trim_side: "auto",
  fail_safe_target: null,
  form: "usual",
  threshold: null,
  study_ci: "Wald",
  medians: "normal",
  seed: 1,
});

let lastId = 0;

/** Ids are never used twice in a session, not even after undo: they are the keys of DOM nodes. */
export function freshId(): number {
  lastId += 1;
  return lastId;
}

export function findMeasure(catalog: Catalog, id: string): CatalogMeasure | undefined {
  return catalog.measures.find((measure) => measure.id === id);
}

export function findFormat(catalog: Catalog, id: string): CatalogFormat | undefined {
  return catalog.formats.find((format) => format.id === id);
}

/** The format rows usually have under a measure. */
export function usualFormat(catalog: Catalog, measure: string): string {
  return findMeasure(catalog, measure)?.formats[0] ?? catalog.formats[0]?.id ?? "counts";
}

export function blankRow(format: string): Row {
  return {
    ...{ id: freshId(), label: "", include: true, format, cells: {}, groups: {}, mods: {}, year: "", notes: "" },
    ...{ rob: "", rob_support: {} },
  };
}

/** An outcome with no studies. Texts left "" are worded by the page: Treatment, Control, Favours treatment ... */
export function blankOutcome(catalog: Catalog, options: Options = catalog.defaults): Outcome {
  const format = usualFormat(catalog, options.measure);
  return {
    id: freshId(),
    name: "",
    rows: [blankRow(format)],
    columns: [],
    format,
    options: { ...options, subgroup: null, control_risk: null },
    treatment: "",
    control: "",
    favours_left: "",
    favours_right: "",
    lower_is_better: true,
    control_risk: "",
    rob_tool: "",
    rob_domains: [],
    rob_levels: [],
    rob_shown: true,
    certainty: "",
    certainty_reasons: {},
    published: "",
  };
}

/** A review whose flow of studies nobody has typed. */
export const blankFlow: Pick<Review, "flow" | "flow_reasons" | "flow_other_reasons"> = Object.freeze({
  flow: {},
  flow_reasons: [],
  flow_other_reasons: [],
});

export function blankReview(catalog: Catalog): Review {
  return { title: "", question: "", outcomes: [blankOutcome(catalog)], current: 0, ...blankFlow };
}

function hasText(record: Readonly<Record<string, string>>): boolean {
  return Object.values(record).some((text) => text !== "");
}

/** Nothing has been typed into this row. */
export function isEmptyRow(row: Row): boolean {
  if (row.label !== "" || row.year !== "" || row.notes !== "" || row.rob !== "") return false;
  return !hasText(row.cells) && !hasText(row.groups) && !hasText(row.mods);
}

/** The rows without the empty ones at the end. */
export function filledRows(rows: readonly Row[]): readonly Row[] {
  let length = rows.length;
  while (length > 0 && isEmptyRow(rows[length - 1] as Row)) length -= 1;
  return length === rows.length ? rows : rows.slice(0, length);
}

export function isEmptyOutcome(outcome: Outcome): boolean {
  return outcome.rows.every(isEmptyRow);
}

export function isEmptyReview(review: Review): boolean {
  const { flow, flow_reasons, flow_other_reasons } = review;
  if (Object.keys(flow).length + flow_reasons.length + flow_other_reasons.length > 0) return false;
  return review.title === "" && review.question === "" && review.outcomes.every(isEmptyOutcome);
}

/** The row that names a study in messages: its label, or its place in the table. */
export function studyName(row: Row, index: number): string {
  return row.label.trim() === "" ? t`Study ${index + 1}` : row.label.trim();
}

/** Exactly one empty row at the end; the first of several stays, for the cursor may stand in it. */
function settleOutcome(outcome: Outcome): Outcome {
  const filled = filledRows(outcome.rows);
  if (outcome.rows.length === filled.length + 1) return outcome;
  const last = outcome.rows[filled.length] ?? blankRow(outcome.format);
  return { ...outcome, rows: [...filled, last] };
}

/** What the store makes sure of after every action. Returns the same object when nothing had to change. */
export function settle(review: Review): Review {
  const outcomes = review.outcomes.map(settleOutcome);
  const current = Math.max(0, Math.min(Math.trunc(review.current) || 0, outcomes.length - 1));
  const same = current === review.current && outcomes.every((outcome, i) => outcome === review.outcomes[i]);
  return same ? review : { ...review, outcomes, current };
}

/** The same review with ids of this session, so that loading it twice never makes two rows with one id. */
export function withFreshIds(review: Review): Review {
  const outcomes = review.outcomes.map((outcome) => ({
    ...outcome,
    id: freshId(),
    rows: outcome.rows.map((row) => ({ ...row, id: freshId() })),
  }));
  return { ...review, outcomes };
}
