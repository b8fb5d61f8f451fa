import type { Options } from "../core/types";
import type { Outcome, Review, Row } from "./state";

/**
 * Where each piece of state is kept besides the page's memory:
 *   link     in the link, in the draft and in the file: what the result and its reading depend on
 *   draft    in the draft and in the file only
 *   nowhere  made anew each time
 * A key without an entry is a compile error, here and in the codecs that go through these tables.
 */
export type Home = "link" | "draft" | "nowhere";

export const reviewHomes = {
  title: "link",
  question: "link",
  outcomes: "link",
  current: "link",
  flow: "link",
  flow_reasons: "link",
  flow_other_reasons: "link",
} as const satisfies Record<keyof Review, Home>;

export const outcomeHomes = {
  id: "nowhere",
  name: "link",
  rows: "link",
  /** A link has the columns in which something is typed. */
  columns: "draft",
  format: "link",
  options: "link",
  treatment: "link",
  control: "link",
  favours_left: "link",
  favours_right: "link",
  lower_is_better: "link",
  control_risk: "link",
  rob_tool: "link",
  rob_domains: "link",
  rob_levels: "link",
  rob_shown: "link",
  certainty: "link",
  /** Sentences; and a link is short. */
  certainty_reasons: "draft",
  published: "link",
} as const satisfies Record<keyof Outcome, Home>;

/** Of a row's cells a link carries those of the row's format, that is what is on the screen. */
export const rowHomes = {
  id: "nowhere",
  label: "link",
  include: "link",
  format: "link",
  cells: "link",
  groups: "link",
  mods: "link",
  year: "link",
  /** For those who work on the review; and a link is short. */
  notes: "draft",
  rob: "link",
  /** Long texts, and a link is short. */
  rob_support: "draft",
} as const satisfies Record<keyof Row, Home>;

export const optionHomes = {
  measure: "link",
  model: "link",
  tau2: "link",
  test: "link",
  level: "link",
  prediction: "link",
  add: "link",
  add_to: "link",
  drop00: "link",
  subgroup: "link",
  tau2_ci: "link",
  tau2_fixed: "link",
  subgroup_tau2: "link",
  moderators: "link",
  centre_moderators: "link",
  permutations: "link",
  cumulative_by: "link",
  gosh_subsets: "link",
  gosh_points: "nowhere",
  trim_fill: "link",
  trim_side: "link",
  fail_safe_target: "link",
  form: "link",
  threshold: "link",
  study_ci: "link",
  medians: "link",
  seed: "link",
  /** Follows from the text of Outcome.control_risk when a request is made. */
  control_risk: "nowhere",
} as const satisfies Record<keyof Options, Home>;

type KeysAt<Table extends Readonly<Record<string, Home>>, At extends Home> = {
  [Key in keyof Table]: Table[Key] extends At ? Key : never;
}[keyof Table];

export type LinkReviewKey = KeysAt<typeof reviewHomes, "link">;
export type LinkOutcomeKey = KeysAt<typeof outcomeHomes, "link">;
export type LinkRowKey = KeysAt<typeof rowHomes, "link">;
export type LinkOptionKey = KeysAt<typeof optionHomes, "link">;
export type SavedOutcomeKey = KeysAt<typeof outcomeHomes, "link" | "draft">;
export type SavedRowKey = KeysAt<typeof rowHomes, "link" | "draft">;
export type SavedReviewKey = KeysAt<typeof reviewHomes, "link" | "draft">;
export type SavedOptionKey = KeysAt<typeof optionHomes, "link" | "draft">;

/** The options of a link: the order of version 1, then what came later, each in its own time. */
export const linkOptions = (Object.keys(optionHomes) as (keyof Options)[]).filter(
  (key): key is LinkOptionKey => optionHomes[key] === "link",
);
