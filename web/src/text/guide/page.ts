/** What the guide adds to the catalogue, which has the name of each thing, when to choose it and its reference. */
export interface Page {
  /** What it is, in a sentence or two. */
  readonly what: string;
  /** In the notation of text/maths.ts. */
  readonly formulas?: readonly string[];
  /** Why there is no formula. */
  readonly none?: string;
  /** What the catalogue does not say. */
  readonly when?: string;
  readonly reference?: string;
  /** Other pages, as "kind:id". */
  readonly see?: readonly string[];
}

export type Pages = Readonly<Record<string, Page>>;
