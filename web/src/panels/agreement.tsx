import { t } from "../language/text";
import { type AgreementLine, agreementLines } from "../text/agreement";
import { levelText, percentText } from "../text/format";
import { isRandom } from "../text/names";
import { useApp } from "./app-model";
import { Details } from "./details";

function AgreementTable({ rows, level }: { rows: readonly AgreementLine[]; level: number }) {
  return (
    <table class="facts agreement-table">
      <thead>
        <tr>
          <th scope="col">{t`Measure`}</th>
          <th scope="col">{t`Value`}</th>
          <th scope="col">{t`${levelText(level)} CI, or P`}</th>
          <th scope="col">{t`What it says`}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map((row) => (
          <tr key={row.name}>
            <th scope="row">{row.name}</th>
            <td>{row.value}</td>
            <td>{row.interval}</td>
            <td class="meaning">{row.meaning}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

export function Agreement() {
  const app = useApp();
  const { report, measure } = app.analysis.value;
  const s = report?.summary;
  if (!report || !s) return null;
  const random = isRandom(app.catalog, report.options.model);
  const i2 = random ? s.I2 : s.I2_Q;
  return (
    <Details
      id="agree"
      guide="idea:I2"
      title={t`Heterogeneity`}
      gist={s.k > 1 && i2 !== null ? `I² ${percentText(i2)}` : null}
    >
      {() =>
        s.k < 2 ? (
          <p>{t`One study cannot disagree with itself: heterogeneity is defined from two studies on.`}</p>
        ) : (
          <AgreementTable rows={agreementLines(report, app.catalog, measure)} level={report.options.level} />
        )
      }
    </Details>
  );
}
