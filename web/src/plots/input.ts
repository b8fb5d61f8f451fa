import type { Catalog, Report, Study } from "../core/types";
import type { Outcome, Review } from "../state/state";
import { favours } from "../text/names";
import type { PlotInput } from "./plot";

/** What the figures of an outcome are drawn from; the outcome's name is in the title where there are several. */
export function plotInputOf(
  review: Review,
  outcome: Outcome,
  studies: readonly Study[],
  report: Report,
  catalog: Catalog,
): PlotInput {
  const several = review.outcomes.length > 1 ? outcome.name.trim() : "";
  return {
    report,
    studies,
    catalog,
    title: [review.title.trim(), several].filter((t) => t !== "").join(": "),
    treatment: outcome.treatment.trim() || "Treatment",
    control: outcome.control.trim() || "Control",
    favours: favours(outcome),
  };
}
