import type { MethodRow, Options, Report } from "../core/types";
import { setMethod } from "../state/actions";
import { formatSignificant, levelText, pRelation } from "../text/format";
import { isRandom, labelOf, shortName } from "../text/names";
import { type App, useApp } from "./app-model";
import { Details } from "./details";
import { IntervalTable } from "./interval-table";

function isChosen(row: MethodRow, options: Options): boolean {
  return row.model === options.model && row.test === options.test && (row.tau2 === "" || row.tau2 === options.tau2);
}

function nameOf(app: App, row: MethodRow): string {
  const test = labelOf(app.catalog.tests, row.test);
  const model = labelOf(app.catalog.models, row.model);
  return row.tau2 !== "" ? `${model}, ${row.tau2}; ${test}` : `${model}; ${test}`;
}

/** Results of the same studies by several methods, each to be adopted with a press. */
export function MethodTable({ report, methods }: { report: Report; methods: readonly MethodRow[] }) {
  const app = useApp();
  const { axis, measure } = app.analysis.value;
  const rows = methods.map((row) => {
    const random = isRandom(app.catalog, row.model);
    return {
      key: `${row.model} ${row.tau2} ${row.test}`,
      name: nameOf(app, row),
      display: row.display,
      ends: row,
      facts: [pRelation(row.pval).replace(/^= /, ""), random ? formatSignificant(row.tau2_value) : "–"],
      choose: () =>
        app.store.apply(setMethod(app.catalog, row.tau2 === "" ? { ...row, tau2: report.options.tau2 } : row)),
      chosen: isChosen(row, report.options),
    };
  });
  return (
    <IntervalTable
      nameHead="Method"
      effectHead={`${shortName(measure)} (${levelText(report.options.level)} CI)`}
      factHeads={["P", "τ²"]}
      rows={rows}
      axis={axis}
      scale={measure.scale}
    />
  );
}

export function MethodsAgree() {
  const { report } = useApp().analysis.value;
  if (!report?.summary) return null;
  return (
    <Details id="methods" title="Other methods">
      {() => (
        <>
          <p class="muted">The same studies by other methods. Press one to adopt it.</p>
          <MethodTable report={report} methods={report.methods ?? []} />
        </>
      )}
    </Details>
  );
}
