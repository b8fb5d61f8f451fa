import type { ComponentType } from "preact";
import { useMemo } from "preact/hooks";
import { Agreement } from "./agreement";
import { AnyAnalysis } from "./any-analysis";
import { type App, useApp } from "./app-model";
import { ConventionsAgree } from "./conventions";
import { Details } from "./details";
import { FewStudies } from "./few-studies";
import { SummaryOfFindings } from "./findings";
import { FlowPanel } from "./flow-panel";
import { MethodsAgree } from "./methods-agree";
import { MethodsText } from "./methods-text";
import { GROUPS, type PanelRow, panelRows } from "./panel-table";
import { Published } from "./published";
import { RobPanel } from "./rob-panel";
import { Subgroups } from "./subgroups";

function WhichMethod() {
  const title = useApp().catalog.analyses.find(({ id }) => id === "which_method")?.label ?? "";
  return (
    <Details id="published" title={title}>
      {() => <Published />}
    </Details>
  );
}

/** Panels with a look of their own. */
const OWN: Readonly<Record<string, ComponentType>> = {
  agree: Agreement,
  few_studies: FewStudies,
  methods: MethodsAgree,
  flow: FlowPanel,
  rob: RobPanel,
  subgroups: Subgroups,
  conventions: ConventionsAgree,
  findings: SummaryOfFindings,
  published: WhichMethod,
  text: MethodsText,
};

/** Whether the core says that this question has no answer under the chosen model, whatever the data. */
function useUnanswerable(app: App, row: PanelRow): boolean {
  const { request, outcome } = app.analysis.value;
  const { model, measure } = outcome.options;
  // It depends on the model, not on the studies: asked once for each.
  return useMemo(() => {
    if (row.unless === undefined) return false;
    const answer = app.engine.analyse({ ...request, want: [row.id] });
    return "notes" in answer && answer.notes.some(({ code }) => code === row.unless);
  }, [app, row, model, measure]);
}

/** The page of its analysis, where it has one. */
function guideOf(app: App, id: string): string | undefined {
  return app.catalog.analyses.some((a) => a.id === id) ? `analysis:${id}` : undefined;
}

function Panel({ row }: { row: PanelRow }) {
  const app = useApp();
  const Own = OWN[row.id];
  const hidden = useUnanswerable(app, row);
  if (Own) return <Own />;
  if (hidden) return null;
  const title = row.title ?? app.catalog.analyses.find(({ id }) => id === row.id)?.label ?? row.id;
  return (
    <Details id={row.id} title={title} guide={guideOf(app, row.id)}>
      {() => <AnyAnalysis row={row} />}
    </Details>
  );
}

/** Every question under the table, closed, and asked only while it is open. */
export function PanelGroups() {
  const app = useApp();
  const rows = useMemo(() => panelRows(app.catalog.analyses), [app]);
  if (!app.analysis.value.report?.summary) return null;
  return GROUPS.map((group) => (
    <section key={group.id} class="panel-group" aria-labelledby={`group-${group.id}`}>
      <h2 id={`group-${group.id}`}>{group.title}</h2>
      <div class="panel-list">
        {rows
          .filter((row) => row.group === group.id)
          .map((row) => (
            <Panel key={row.id} row={row} />
          ))}
      </div>
    </section>
  ));
}
