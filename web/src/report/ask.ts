import type { Engine } from "../core/engine";
import type { Catalog, CatalogMeasure, Report, Request, Subgroups } from "../core/types";
import { t } from "../language/text";
import { plotInputOf } from "../plots/input";
import type { PlotInput } from "../plots/plot";
import { isEmptyOutcome } from "../state/blank";
import { absoluteAt, type RiskAt } from "../state/control-risks";
import { groupingsOf } from "../state/groupings";
import { type BuiltRequest, buildRequest } from "../state/request";
import type { Outcome, Review, Row } from "../state/state";
import { measureOf } from "../text/names";

/** A panel that is open on the page: what it shows is shown in the report too. */
export interface OpenPanel {
  readonly id: string;
  readonly title: string;
  /** Analyses besides the one of the same name. */
  readonly also?: readonly string[];
  readonly plots?: readonly string[];
}

/** One outcome of the review with the core's answers. */
export interface Answered {
  readonly outcome: Outcome;
  readonly measure: CatalogMeasure;
  readonly request: Request;
  /** The row of the outcome that each study of the request comes from. */
  readonly rows: readonly Row[];
  readonly report: Report;
  /** The effect at each risk without treatment that was asked for. */
  readonly risks: readonly RiskAt[];
  /** Subgroups by every column with groups, where one was chosen and there are several; else empty. */
  readonly groupings: readonly Subgroups[];
  readonly input: PlotInput;
}

/** What every report asks of the core, and what belongs to the settings of this outcome. */
const ALWAYS = ["summary", "absolute", "leave_one_out", "few_studies", "funnel", "small_study", "without_converted"];

export function questionsOf(outcome: Outcome, catalog: Catalog, open: readonly OpenPanel[]): string[] {
  const { subgroup, moderators, threshold } = outcome.options;
  const wanted = [
    ...ALWAYS,
    ...(threshold === null ? [] : ["beyond"]),
    ...(subgroup === null ? [] : ["subgroups"]),
    ...(moderators.trim() === "" ? [] : ["meta_regression"]),
    ...open.flatMap(({ id, also = [] }) => [id, ...also]),
  ];
  return catalog.analyses.flatMap(({ id }) => (wanted.includes(id) ? [id] : []));
}

/** Asks the core about every outcome that has a study; in the worker, so that the page can still be used. */
export async function askForReport(review: Review, engine: Engine, open: readonly OpenPanel[]): Promise<Answered[]> {
  const found: Answered[] = [];
  for (const outcome of review.outcomes.filter((each) => !isEmptyOutcome(each))) {
    const built = buildRequest(outcome, engine.catalog, questionsOf(outcome, engine.catalog, open));
    if (built.rowIds.length === 0) continue;
    const report = await engine.background.ask(built.request).answer;
    if (report === null || "error" in report) throw new Error(report?.error.text ?? t`the calculation was stopped`);
    found.push(answered(review, outcome, built, report, engine));
  }
  return found;
}

export function answered(
  review: Review,
  outcome: Outcome,
  { request, rowIds, risks }: BuiltRequest,
  report: Report,
  engine: Pick<Engine, "catalog" | "analyse">,
): Answered {
  const { catalog } = engine;
  const byId = new Map(outcome.rows.map((row) => [row.id, row]));
  const rows = rowIds.flatMap((id) => byId.get(id) ?? []);
  const input = plotInputOf(review, outcome, request.dataset.studies, rowIds, report, catalog);
  const measure = measureOf(catalog, report.options.measure);
  const groupings = groupingsOf(engine, request, report, outcome);
  return {
    outcome,
    measure,
    request,
    rows,
    report,
    risks: absoluteAt(engine, request, report, risks),
    groupings,
    input,
  };
}
