import type { PlotInput } from "../plots/plot";
import type { RobInput } from "../plots/rob-look";
import { isJudged, templateOf } from "../state/rob";
import { favours } from "../text/names";
import type { Analysis, App } from "./app-model";

/** Judgements in the order of the studies; null where there are none. */
function robInput({ outcome, rowIds }: Analysis): RobInput | null {
  const template = templateOf(outcome);
  if (template === null || !isJudged(outcome)) return null;
  const byId = new Map(outcome.rows.map((row) => [row.id, row.rob]));
  return { template, judged: rowIds.map((id) => byId.get(id) ?? ""), beside: outcome.rob_shown };
}

/** What figures and exports are drawn from; null while there is no report. */
export function plotInput(app: App, analysis: Analysis): PlotInput | null {
  const { report, request, outcome } = analysis;
  if (!report) return null;
  const review = app.store.review.value;
  const several = review.outcomes.length > 1 ? outcome.name.trim() : "";
  return {
    report,
    studies: request.dataset.studies,
    catalog: app.catalog,
    title: [review.title.trim(), several].filter((t) => t !== "").join(": "),
    treatment: outcome.treatment.trim() || "Treatment",
    control: outcome.control.trim() || "Control",
    favours: favours(outcome),
    rob: robInput(analysis),
  };
}
