import type { PlotInput } from "../plots/plot";
import { favours } from "../text/names";
import type { Analysis, App } from "./app-model";

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
  };
}
