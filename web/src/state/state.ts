import type { Options } from "../core/types";

/** One line of the entry table. Cells hold the text as typed; numbers are read from it when the request is made. */
export interface Row {
  /** Stable within the session, never shared: the key of the row's DOM node. */
  readonly id: number;
  readonly label: string;
  readonly include: boolean;
  /** Catalogue format id. */
  readonly format: string;
  /** Column id -> text as typed. An absent key is an empty cell. */
  readonly cells: Readonly<Record<string, string>>;
  readonly groups: Readonly<Record<string, string>>;
  readonly mods: Readonly<Record<string, string>>;
  readonly year: string;
  /** What the reviewers want to remember about the study; no number is read from it. */
  readonly notes: string;
  /** Judgements of risk of bias, a letter each: first the overall one, then the domains; "." = not judged (rob.ts). */
  readonly rob: string;
  /** What a judgement rests on, by its place in `rob`: "0" the overall one, "1" the first domain. */
  readonly rob_support: Readonly<Record<string, string>>;
}

/** A column beside the numbers. A year and notes come once and go by their own name. */
export interface FreeColumn {
  readonly kind: "year" | "group" | "mod" | "notes";
  readonly name: string;
}

/** One question of the review: "pain at 2 weeks", "responders", "adverse effects". */
export interface Outcome {
  readonly id: number;
  readonly name: string;
  readonly rows: readonly Row[];
  /** Columns added beside the numbers, in their order; those in which something is typed are shown without it too. */
  readonly columns: readonly FreeColumn[];
  /** Format of rows that are still to be typed. */
  readonly format: string;
  readonly options: Options;
  readonly treatment: string;
  readonly control: string;
  readonly favours_left: string;
  readonly favours_right: string;
  readonly lower_is_better: boolean;
  /** Text of the control-risk field, per 1000, one or several; "" = the median of the studies. */
  readonly control_risk: string;
  /** Id of the tool by which risk of bias is judged; "" = it is not. */
  readonly rob_tool: string;
  /** Domains and words of the levels, the best first, where the tool is "free". */
  readonly rob_domains: readonly string[];
  readonly rob_levels: readonly string[];
  /** Circles of the judgements beside the forest plot. */
  readonly rob_shown: boolean;
  /** A published result to hold against the studies, with its digits: "est=2.43 ci_lb=1.10", see published.ts. */
  readonly published: string;
  /** How sure the user is of the result, in the short form of certainty.ts; "" = not rated. */
  readonly certainty: string;
  /** Why, domain by domain. */
  readonly certainty_reasons: Readonly<Record<string, string>>;
}

/** Why reports were excluded, and how many: "" = not said yet. */
export interface FlowReason {
  readonly text: string;
  readonly n: string;
}

/** What a user works on, what a link carries, what a file holds. */
export interface Review {
  readonly title: string;
  readonly question: string;
  readonly outcomes: readonly Outcome[];
  readonly current: number;
  /** Numbers of the PRISMA flow as typed, by field (flow.ts); an absent key is an empty box. */
  readonly flow: Readonly<Record<string, string>>;
  /** Reports excluded, reason by reason: of those from databases and registers, and of those found otherwise. */
  readonly flow_reasons: readonly FlowReason[];
  readonly flow_other_reasons: readonly FlowReason[];
}

/** An action is a pure function; apply() pushes the state before it on the undo stack. */
export type Action = (review: Review) => Review;
