import type { CatalogFormat } from "../core/types";
import { t } from "../language/text";
import { axisStrip, diamondStrip, predictionStrip } from "../plots/strip";
import { en } from "../text/en";
import { decimalsOf, formatNumber, intervalText, levelText, range } from "../text/format";
import { isRandom } from "../text/names";
import { Drawing } from "../ui/drawing";
import { useApp } from "./app-model";
import { NumberButton } from "./number-button";

interface RowProps {
  /** Columns of the numbers. */
  span: number;
  /** Columns beside them. */
  free: number;
  rob: boolean;
}

function PooledRow({ span, free, rob }: RowProps) {
  const { report, measure, axis } = useApp().analysis.value;
  const s = report?.summary;
  const d = s?.display;
  if (!s || !d || d.est === null) return null;
  const text = intervalText(d.est, d.ci_lb, d.ci_ub, measure.scale);
  return (
    <tr class="pooled">
      <td class="use" />
      <th class="label" scope="row">
        {en.pooled}
      </th>
      <td class="beside" colSpan={span} />
      <td class="plot">
        <Drawing node={diamondStrip(s, axis)} />
      </td>
      <td class="effect">
        <NumberButton part="pooled">
          <span class="est">{text.est}</span> <span class="interval">({range(text.lb, text.ub)})</span>
        </NumberButton>
      </td>
      <td class="weight">100%</td>
      {rob && <td class="rob" />}
      {free > 0 && <td class="free" colSpan={free} />}
      <td class="row-menu" />
    </tr>
  );
}

function PredictionRow({ span, free, rob }: RowProps) {
  const app = useApp();
  const { report, measure, axis } = app.analysis.value;
  const d = report?.summary?.display;
  if (!report?.summary || !d || d.pi_lb === null || d.pi_ub === null) return null;
  if (!isRandom(app.catalog, report.options.model)) return null;
  const decimals = decimalsOf(d.est, d.ci_lb, d.ci_ub, measure.scale);
  return (
    <tr class="prediction">
      <td class="use" />
      <th class="label" scope="row">
        {t`${levelText(report.options.level)} prediction interval`}
      </th>
      <td class="beside" colSpan={span} />
      <td class="plot">
        <Drawing node={predictionStrip(report.summary, axis)} />
      </td>
      <td class="effect">
        <NumberButton part="prediction">
          <span class="interval">{range(formatNumber(d.pi_lb, decimals), formatNumber(d.pi_ub, decimals))}</span>
        </NumberButton>
      </td>
      <td class="weight" />
      {rob && <td class="rob" />}
      {free > 0 && <td class="free" colSpan={free} />}
      <td class="row-menu" />
    </tr>
  );
}

/** The axis once more, for the phone, where the head of the table is not shown. */
function PhoneAxis({ columns }: { columns: number }) {
  const { axis } = useApp().analysis.value;
  if (!axis) return null;
  return (
    <tr class="phone-axis">
      <td class="plot" colSpan={columns}>
        <Drawing node={axisStrip(axis)} />
      </td>
    </tr>
  );
}

interface Props {
  format: CatalogFormat;
  free: number;
  rob: boolean;
  columns: number;
}

export function TableFoot({ format, free, rob, columns }: Props) {
  const span = format.columns.length;
  return (
    <tfoot>
      <PooledRow span={span} free={free} rob={rob} />
      <PredictionRow span={span} free={free} rob={rob} />
      <PhoneAxis columns={columns} />
    </tfoot>
  );
}
