import type { CatalogFormat } from "../core/types";
import { t } from "../language/text";
import { axisStrip } from "../plots/strip";
import { keyOf } from "../state/columns";
import type { FreeColumn } from "../state/state";
import { en } from "../text/en";
import { levelText } from "../text/format";
import { favours, shortName } from "../text/names";
import { Drawing } from "../ui/drawing";
import { useApp } from "./app-model";
import { columnTitle } from "./sort-menu";
import { startsGroup } from "./study-row";

interface Group {
  name: string;
  span: number;
}

function groupsOf(format: CatalogFormat): Group[] {
  const groups: Group[] = [];
  for (const { group } of format.columns) {
    const last = groups.at(-1);
    if (last && last.name === group) last.span += 1;
    else groups.push({ name: group, span: 1 });
  }
  return groups;
}

/** What stands above the plot: which side favours whom, and the axis. Pressing it names the sides. */
function PlotHead() {
  const app = useApp();
  const { outcome, axis, measure } = app.analysis.value;
  const sides = favours(outcome);
  return (
    <button type="button" class="plot-head" aria-haspopup="dialog" onClick={() => (app.dialog.value = "names")}>
      <span class="visually-hidden">{en.names}</span>
      {measure.no_effect !== null && (
        <span class="sides">
          <span>
            <span aria-hidden="true">← </span>
            <bdi>{sides.left}</bdi>
          </span>
          <span>
            <bdi>{sides.right}</bdi>
            <span aria-hidden="true"> →</span>
          </span>
        </span>
      )}
      {axis && <Drawing node={axisStrip(axis)} />}
    </button>
  );
}

function ArmHeads({ format }: { format: CatalogFormat }) {
  const { outcome } = useApp().analysis.value;
  const names = new Map([
    [t`Treatment`, outcome.treatment.trim()],
    [t`Control`, outcome.control.trim()],
  ]);
  return (
    <>
      {groupsOf(format).map((group, i) => (
        <th key={group.name} class={i > 0 ? "group start" : "group"} colSpan={group.span} scope="colgroup">
          <bdi>{names.get(group.name) || group.name}</bdi>
        </th>
      ))}
    </>
  );
}

interface Props {
  format: CatalogFormat;
  free: readonly FreeColumn[];
  rob: boolean;
}

export function TableHead({ format, free, rob }: Props) {
  const { measure, outcome } = useApp().analysis.value;
  const grouped = format.columns.some((c) => c.group !== "");
  const columns = format.columns.map((c, i) => (
    <th
      key={c.id}
      class={startsGroup(format, i) ? "data start" : "data"}
      scope="col"
      title={c.label}
      rowSpan={grouped ? 1 : 2}
    >
      {c.short}
    </th>
  ));
  return (
    <thead>
      <tr>
        <th class="use" scope="col" rowSpan={2}>
          {en.use}
        </th>
        <th class="label" scope="col" rowSpan={2}>
          {en.study}
        </th>
        {grouped ? <ArmHeads format={format} /> : columns}
        <th class="plot" scope="col" rowSpan={2}>
          <span class="visually-hidden">{t`Forest plot`}</span>
          <PlotHead />
        </th>
        <th class="effect" scope="col" rowSpan={2}>
          {shortName(measure)} <span class="ci-head">({t`${levelText(outcome.options.level)} CI`})</span>
        </th>
        <th class="weight" scope="col" rowSpan={2}>
          {en.weight}
        </th>
        {rob && (
          <th class="rob" scope="col" rowSpan={2}>
            {en.bias}
            <span class="visually-hidden"> ({en.riskOfBias})</span>
          </th>
        )}
        {free.map((column) => (
          <th key={keyOf(column)} class={`free for-${column.kind}`} scope="col" rowSpan={2} title={columnTitle(column)}>
            <bdi>{columnTitle(column)}</bdi>
          </th>
        ))}
        <th class="row-menu" scope="col" rowSpan={2}>
          <span class="visually-hidden">{en.rowMenu}</span>
        </th>
      </tr>
      <tr>{grouped && columns}</tr>
    </thead>
  );
}
