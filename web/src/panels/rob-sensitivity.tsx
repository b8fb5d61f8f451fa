import { useMemo } from "preact/hooks";
import type { Report, Request } from "../core/types";
import { inSentence, t } from "../language/text";
import { subgroupByRob } from "../state/actions";
import { judgementsOf, OVERALL, type RobTemplate } from "../state/rob";
import { ROB_GROUP } from "../state/rob-actions";
import { formatSignificant, levelText, pCell, percentText } from "../text/format";
import { isRandom, shortName } from "../text/names";
import { Button } from "../ui/button";
import type { Analysis, App } from "./app-model";
import { useApp } from "./app-model";
import { IntervalTable } from "./interval-table";

/** Which studies an analysis restricted by judgement keeps; those not judged overall are in none. */
export interface Restriction {
  readonly name: string;
  readonly keeps: (overall: string) => boolean;
}

/** The best level only, and everything but the gravest ones. "No information" is no better than high. */
export function restrictionsOf({ levels }: RobTemplate): Restriction[] {
  const best = levels[0];
  const grave = levels.filter(({ tone }) => tone === "high" || tone === "worst" || tone === "none");
  const kept = new Set(levels.filter((level) => !grave.includes(level)).map(({ id }) => id));
  if (best === undefined) return [];
  const words = grave.map(({ word }) => inSentence(word)).join(", ");
  return [
    { name: t`Only ${inSentence(best.word)}`, keeps: (overall) => overall === best.id },
    // Of two levels both are the same studies.
    ...(kept.size > 1 ? [{ name: t`Without ${words}`, keeps: (overall: string) => kept.has(overall) }] : []),
  ];
}

/** The same request with only these studies in it; their places stay, so that nothing else changes. */
export function restricted(analysis: Analysis, template: RobTemplate, { keeps }: Restriction): Request {
  const { request, rowIds, outcome } = analysis;
  const rows = new Map(outcome.rows.map((row) => [row.id, row]));
  const studies = request.dataset.studies.map((study, i) => {
    const rob = rows.get(rowIds[i] ?? Number.NaN)?.rob ?? "";
    return { ...study, include: study.include && keeps(judgementsOf(rob, template)[OVERALL] ?? "") };
  });
  return { ...request, dataset: { ...request.dataset, studies }, want: ["summary"] };
}

interface Line {
  readonly name: string;
  readonly report: Report | null;
}

function linesOf(app: App, analysis: Analysis, template: RobTemplate): Line[] {
  const ask = (request: Request): Report | null => {
    const answer = app.engine.analyse(request);
    return "effects" in answer ? answer : null;
  };
  return [
    { name: t`All studies`, report: analysis.report },
    ...restrictionsOf(template).map((restriction) => ({
      name: restriction.name,
      report: ask(restricted(analysis, template, restriction)),
    })),
  ];
}

/** The result of the sounder studies beside that of all of them. */
export function RobSensitivity({ analysis, template }: { analysis: Analysis; template: RobTemplate }) {
  const app = useApp();
  const lines = useMemo(() => linesOf(app, analysis, template), [app, analysis, template]);
  const { measure, axis, outcome, request, rowIds } = analysis;
  const overall = new Map(outcome.rows.map((row) => [row.id, judgementsOf(row.rob, template)[OVERALL] ?? ""]));
  const open = request.dataset.studies.filter((study, i) => study.include && !overall.get(rowIds[i] ?? Number.NaN));
  const random = isRandom(app.catalog, outcome.options.model);
  const rows = lines.flatMap(({ name, report }) => {
    const s = report?.summary;
    if (!s) return [];
    const facts = [String(s.k), pCell(s.pval), ...(random ? [formatSignificant(s.tau2), percentText(s.I2)] : [])];
    return [{ key: name, name, display: s.display, ends: s, facts }];
  });
  const none = lines.filter(({ report }) => !report?.summary).map(({ name }) => name);
  return (
    <>
      <p class="muted">{t`The same method with fewer studies. A result that moves says that the answer rests on the weaker studies; one that stays, with few studies left, says little.`}</p>
      <IntervalTable
        nameHead={t`Overall judgement`}
        effectHead={t`${shortName(measure)} (${levelText(outcome.options.level)} CI)`}
        factHeads={[t`Studies`, "P", ...(random ? ["τ²", "I²"] : [])]}
        rows={rows}
        axis={axis}
        scale={measure.scale}
      />
      {none.length > 0 && (
        <p class="muted">
          {t`No study is left for: `}
          {none.join("; ")}.
        </p>
      )}
      {open.length > 0 && (
        <p class="muted">
          {t`Not judged overall, and so in no restricted result: `}
          {open.map(({ label }) => label).join(", ")}.
        </p>
      )}
      <div class="row">
        <Button
          disabled={outcome.options.subgroup === ROB_GROUP}
          onClick={() => {
            app.store.apply(subgroupByRob());
            app.panels.value = new Set([...app.panels.value, "subgroups"]);
          }}
        >{t`Subgroups by overall judgement`}</Button>
      </div>
    </>
  );
}
