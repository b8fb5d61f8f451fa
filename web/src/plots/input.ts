import type { Catalog, Report, Study } from "../core/types";
import { t } from "../language/text";
import { isJudged, templateOf } from "../state/rob";
import type { Outcome, Review } from "../state/state";
import { favours } from "../text/names";
import type { PlotInput } from "./plot";
import type { RobInput } from "./rob-look";

/** Judgements in the order of the studies; null where there are none. */
function robInput(outcome: Outcome, rowIds: readonly number[]): RobInput | null {
  const template = templateOf(outcome);
  if (template === null || !isJudged(outcome)) return null;
  const byId = new Map(outcome.rows.map((row) => [row.id, row.rob]));
  return { template, judged: rowIds.map((id) => byId.get(id) ?? ""), beside: outcome.rob_shown };
}

/** What the figures of an outcome are drawn from; the outcome's name is in the title where there are several. */
export function plotInputOf(
  review: Review,
  outcome: Outcome,
  studies: readonly Study[],
  rowIds: readonly number[],
  report: Report,
  catalog: Catalog,
): PlotInput {
  const several = review.outcomes.length > 1 ? outcome.name.trim() : "";
  return {
    report,
    studies,
    catalog,
    title: [review.title.trim(), several].filter((t) => t !== "").join(": "),
    treatment: outcome.treatment.trim() || t`Treatment`,
    control: outcome.control.trim() || t`Control`,
    favours: favours(outcome),
    rob: robInput(outcome, rowIds),
  };
}
