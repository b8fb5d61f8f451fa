import type { Report } from "../core/types";
import { clip, formatSignificant, levelText, percentText, pRelation } from "../text/format";
import { isRandom, shortName } from "../text/names";
import { useApp } from "./app-model";
import { Details } from "./details";
import { IntervalTable } from "./interval-table";

function Rows({ report }: { report: Report }) {
  const app = useApp();
  const { axis, measure, request } = app.analysis.value;
  const random = isRandom(app.catalog, report.options.model);
  const found = report.leave_one_out ?? [];
  if (found.length === 0) return <p>Leaving one out needs at least two studies.</p>;
  const rows = found.map((row) => ({
    key: String(row.row),
    name: clip(request.dataset.studies[row.row]?.label.trim() || `Study ${row.row + 1}`, 80),
    display: row.display,
    ends: row,
    facts: [
      pRelation(row.pval).replace(/^= /, ""),
      ...(random ? [formatSignificant(row.tau2)] : []),
      percentText(row.I2),
    ],
  }));
  return (
    <>
      <p class="muted">The pooled result without each study in turn.</p>
      <IntervalTable
        nameHead="Without"
        effectHead={`${shortName(measure)} (${levelText(report.options.level)} CI)`}
        factHeads={["P", ...(random ? ["τ²"] : []), "I²"]}
        rows={rows}
        axis={axis}
        scale={measure.scale}
      />
    </>
  );
}

export function LeaveOneOut() {
  const { report } = useApp().analysis.value;
  if (!report?.summary || report.summary.k < 2) return null;
  return (
    <Details id="leave-one-out" title="Leave-one-out">
      {() => <Rows report={report} />}
    </Details>
  );
}
