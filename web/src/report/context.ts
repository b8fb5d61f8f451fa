import type { Catalog } from "../core/types";
import { studyName } from "../plots/plot";
import type { ForestChoices, Shading } from "../state/figure-choices";
import type { Review } from "../state/state";
import type { Context as AnswerContext } from "../text/any-answer";
import { clip } from "../text/format";
import type { SayContext } from "../text/says";
import type { Answered, OpenPanel } from "./ask";
import type { Block } from "./document";
import type { References } from "./references";

/** What is known when a report is written. */
export interface ReportInput {
  readonly review: Review;
  readonly catalog: Catalog;
  readonly outcomes: readonly Answered[];
  /** Panels open on the page, in their order. */
  readonly open: readonly OpenPanel[];
  /** Look of the forest plots: an id of forest-styles.ts. */
  readonly style?: string;
  /** Its columns and order. */
  readonly forest?: ForestChoices;
  /** What lies behind the funnel. */
  readonly shading?: Shading;
  /** Width of the figures on paper. */
  readonly width_mm?: number;
  readonly fingerprint: string | null;
  /** What opens this review: an address, or where there is none the code to be pasted; null where it is too long. */
  readonly link: { readonly target: string; readonly isAddress: boolean } | null;
  /** Day it was made, as it is to be printed; "" = not said. */
  readonly made: string;
}

export interface Writing extends ReportInput {
  readonly refs: References;
}

/** Adds what it has to say; [] where that is nothing. */
export type Section = (writing: Writing) => Block[];
export type OutcomeSection = (one: Answered, writing: Writing) => Block[];

/** Width of the text of an A4 page. */
export const TEXT_MM = 170;

/** How answers of this outcome are put into words. */
export function wordsFor({ request, measure }: Answered, writing: ReportInput): SayContext & AnswerContext {
  const { catalog, shading } = writing;
  const study = (row: number): string => clip(studyName({ studies: request.dataset.studies }, row), 80);
  return { catalog, scale: measure.scale, study, shading };
}
