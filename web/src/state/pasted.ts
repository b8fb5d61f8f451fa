/**
 * A table from the clipboard or from a file, before it has a place in the review.
 * Roles: "label", "year", "include", "format", "group:<name>", "mod:<name>", or a column id (ai, n1i, est ...).
 */
export interface PastedColumn {
  /** The header's text, "" without a header. */
  readonly name: string;
  /** What the column is; null = to be placed by position, "skip" = has no place (named in notes). */
  readonly role: string | null;
}

export interface PastedBlock {
  /** One cell text for each column in every row. */
  readonly rows: readonly (readonly string[])[];
  readonly columns: readonly PastedColumn[];
  /** True when a header or the form of the cells says what the columns are: roles decide, not positions. */
  readonly mapped: boolean;
  /** What the user must be told: what was left out, changed or read in one of two possible ways. */
  readonly notes: readonly string[];
}

export interface PastePlace {
  readonly rowId: number;
  /** "label" or a column id. */
  readonly column: string;
}
