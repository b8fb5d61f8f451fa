import type { Report } from "web/src/core/types";
import { type Example, examples } from "web/src/examples/index";
import { type Answered, answered, type OpenPanel } from "web/src/report/ask";
import type { ReportInput } from "web/src/report/context";
import { settle, withFreshIds } from "web/src/state/blank";
import { buildRequest } from "web/src/state/request";
import type { Review } from "web/src/state/state";
import { bcgReport } from "../plots/fixture";
import { catalog } from "../state/fixtures/catalog";

/** A report of the BCG trials from an answer of the core that stands in the tests: what is written needs no core. */

export const bcgReview: Review = {
  ...settle(withFreshIds((examples[0] as Example).review)),
  question: "Does BCG protect?",
};

export function bcgAnswered(review = bcgReview, more: Partial<Report> = {}): Answered {
  const outcome = review.outcomes[0];
  if (!outcome) throw new Error("the example has no outcome");
  const report: Report = { ...bcgReport, options: { ...catalog.defaults, ...outcome.options }, ...more };
  return answered(review, outcome, buildRequest(outcome, catalog, []), report, { catalog, analyse: () => report });
}

export function writtenFrom(outcomes: readonly Answered[], more: Partial<ReportInput> = {}): ReportInput {
  const open: readonly OpenPanel[] = [];
  const link = { target: "https://pooled.example/#p=abcdefghijkl", isAddress: true };
  return { review: bcgReview, catalog, outcomes, open, fingerprint: "ABCDEFGH", link, made: "1 March 2026", ...more };
}
