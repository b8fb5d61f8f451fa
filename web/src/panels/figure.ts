import { plotInputOf } from "../plots/input";
import type { PlotInput } from "../plots/plot";
import type { Analysis, App } from "./app-model";

/** What figures and exports are drawn from; null while there is no report. */
export function plotInput(app: App, analysis: Analysis): PlotInput | null {
  const { report, request, rowIds, outcome } = analysis;
  const { studies } = request.dataset;
  return report && plotInputOf(app.store.review.value, outcome, studies, rowIds, report, app.catalog);
}
