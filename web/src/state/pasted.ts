import { t } from "../language/text";
/**
 * A table from the clipboard or from a file, before it has a place in the review.
 * Roles: "label", "year", "include", "format", "group:<name>", "mod:<name>", or a column id (ai, n1i, est ...).
 */
export interface PastedColumn {
  /** The header's text, "" without a header. */
  readonly name: string;
  /** What the column is; null = to be placed by position, "skip" = has no place (named in notes). */
  readonly role: string | null;
  /** What its head and its cells can mean, for reading it again as another format. */
  readonly meaning?: Meaning;
}

export type Arm = 1 | 2;

/** What a head can mean. */
export interface Meaning {
  /** The head in small letters, without what is neither letter nor digit: "m1i", "ci lb". */
  readonly plain: string;
  /** "label", "year", "include", "format", "group:x", "mod:x", a column id that is always meant; null for none. */
  readonly role: string | null;
  /** The likeliest first: "events", "total", "mean", "sd" … */
  readonly quantities: readonly string[];
  readonly arm: Arm | null;
}

/** One way to read the block. What is left out stays as it is. */
export interface PastedChoice {
  readonly label: string;
  readonly format?: string | null;
  readonly roles?: readonly (string | null)[];
  readonly rows?: readonly (readonly string[])[];
}

/** Something that can be read in more than one way: the page asks, with the likeliest answer marked. */
export interface PastedQuestion {
  readonly text: string;
  readonly choices: readonly PastedChoice[];
  readonly chosen: number;
  /** Asked at once. Otherwise the usual reading holds, which the notes name, and the other one is offered. */
  readonly urgent: boolean;
}

/** An effect printed beside the numbers it was computed from, as printed. */
export interface PrintedEffect {
  /** Index into the block's rows. */
  readonly row: number;
  readonly est: string;
  /** "" when not printed. */
  readonly lb: string;
  readonly ub: string;
}

export interface PastedBlock {
  /** One cell text for each column in every row. */
  readonly rows: readonly (readonly string[])[];
  readonly columns: readonly PastedColumn[];
  /** True when a header or the form of the cells says what the columns are: roles decide, not positions. */
  readonly mapped: boolean;
  /** What the user must be told: what was left out, changed or read in one of two possible ways. */
  readonly notes: readonly string[];
  /** The catalogue's format the roles belong to; absent or null when they name none. */
  readonly format?: string | null;
  readonly questions?: readonly PastedQuestion[];
  readonly printed?: readonly PrintedEffect[];
  /** The measure the heads name ("RR", "OR", "SMD"); absent or null when they do not. */
  readonly measure?: string | null;
}

export interface PastePlace {
  readonly rowId: number;
  /** "label" or a column id. */
  readonly column: string;
}

/** How a refusal of a paste begins; said of a file it is left out. */
export const NOTHING_PASTED = t`Nothing was pasted: `;
export const PASTE_A_PART = t` Paste a part of them.`;
