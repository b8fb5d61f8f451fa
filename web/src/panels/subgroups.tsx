import { useMemo } from "preact/hooks";
import { t } from "../language/text";
import { groupingsOf } from "../state/groupings";
import { groupingRemark, groupingTable } from "../text/groupings";
import { AnswerNumbers } from "./answer-table";
import { AnyAnalysis } from "./any-analysis";
import { useApp } from "./app-model";
import { useAsked } from "./asked";
import { Details } from "./details";
import { PANELS, type PanelRow } from "./panel-table";

const ID = "subgroups";
const ROW: PanelRow = PANELS.find(({ id }) => id === ID) ?? { id: ID, group: "why" };
const WANT = ["summary", ID];

/** The other columns beside the chosen one, so that all that were planned are seen and reported. */
function Groupings() {
  const { engine } = useApp();
  const { analysis, report } = useAsked(WANT);
  const { outcome, request, measure } = analysis;
  const found = useMemo(
    () => (report === null ? [] : groupingsOf(engine, request, report, outcome)),
    [engine, request, report, outcome],
  );
  if (found.length === 0) return null;
  const table = groupingTable(found, measure.scale, outcome.options.level);
  return (
    <>
      <AnswerNumbers answer={{ facts: [], tables: [table] }} />
      <p class="muted">{groupingRemark(found)}</p>
    </>
  );
}

/** Subgroups by the chosen column, then by all of them. */
export function Subgroups() {
  const title = useApp().catalog.analyses.find(({ id }) => id === ID)?.label ?? t`Subgroups`;
  return (
    <Details id={ID} title={title} guide={`analysis:${ID}`}>
      {() => (
        <AnyAnalysis row={ROW}>
          <Groupings />
        </AnyAnalysis>
      )}
    </Details>
  );
}
