import type { MethodRow, Options } from "../core/types";
import { t } from "../language/text";
import { setMethod } from "../state/actions";
import { formatSignificant, levelText, pCell } from "../text/format";
import { methodName } from "../text/method-table";
import { isRandom, shortName } from "../text/names";
import { says } from "../text/says";
import { Working } from "./any-analysis";
import { type Analysis, useApp } from "./app-model";
import { useAsked } from "./asked";
import { Details } from "./details";
import { IntervalTable } from "./interval-table";

function isChosen(row: MethodRow, options: Options): boolean {
  return row.model === options.model && row.test === options.test && (row.tau2 === "" || row.tau2 === options.tau2);
}

/** Results of the same studies by several methods, each to be adopted with a press. */
export function MethodTable({ analysis, methods }: { analysis: Analysis; methods: readonly MethodRow[] }) {
  const app = useApp();
  const { measure, axis } = analysis;
  const { options } = analysis.outcome;
  const rows = methods.map((row) => ({
    key: `${row.model} ${row.tau2} ${row.test}`,
    name: methodName(row, app.catalog),
    display: row.display,
    ends: row,
    facts: [pCell(row.pval), isRandom(app.catalog, row.model) ? formatSignificant(row.tau2_value) : "–"],
    choose: () => app.store.apply(setMethod(app.catalog, row.tau2 === "" ? { ...row, tau2: options.tau2 } : row)),
    chosen: isChosen(row, options),
  }));
  return (
    <IntervalTable
      nameHead={t`Method`}
      effectHead={t`${shortName(measure)} (${levelText(options.level)} CI)`}
      factHeads={["P", "τ²"]}
      rows={rows}
      axis={axis}
      scale={measure.scale}
    />
  );
}

const WANT = ["summary", "methods"];

function Rows() {
  const app = useApp();
  const asked = useAsked(WANT);
  const said = asked.report && says("methods", asked.report, { catalog: app.catalog, study: String });
  const rows = asked.report?.methods ?? [];
  return (
    <div class={asked.working ? "asked stale" : "asked"} aria-busy={asked.working}>
      <Working {...asked} />
      {said && <p class="shows">{said.shows}</p>}
      {said && <p class="muted">{said.not}</p>}
      {rows.length > 0 && <MethodTable analysis={asked.analysis} methods={rows} />}
    </div>
  );
}

export function MethodsAgree() {
  const { report } = useApp().analysis.value;
  if (!report?.summary) return null;
  return (
    <Details id="methods" guide="analysis:methods" title={t`Do other methods agree?`}>
      {() => <Rows />}
    </Details>
  );
}
