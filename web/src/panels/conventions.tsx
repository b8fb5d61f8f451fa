import type { ConventionRow } from "../core/types";
import { t } from "../language/text";
import { adoptConvention, follows } from "../state/actions";
import { en } from "../text/en";
import { formatSignificant, intervalText, levelText, pCell, percentText, plural, type Scale } from "../text/format";
import { shortName } from "../text/names";
import { Working } from "./any-analysis";
import { type App, useApp } from "./app-model";
import { useAsked } from "./asked";
import { Details } from "./details";
import { IntervalTable } from "./interval-table";

function adopt(app: App, { id, label }: ConventionRow): void {
  app.store.apply(adoptConvention(app.catalog, id));
  const undo = { label: en.undo, run: () => app.store.undo() };
  app.toast.value = { text: t`Everything as in ${label}`, action: undo };
}

function prediction({ display: d }: ConventionRow, scale: Scale): string {
  if (d.pi_lb === null || d.pi_ub === null) return "–";
  const text = intervalText(d.est, d.pi_lb, d.pi_ub, scale);
  return t`${text.lb} to ${text.ub}`;
}

/** Adopted methods can still differ: in what the program does not compute, or prints in another way. */
function differenceText(count: number, adopted: boolean): string {
  if (count === 0) return t`as chosen here`;
  const differences = plural(count, t`difference`, t`differences`);
  return adopted ? t`as chosen here, but for ${differences} in what it prints` : differences;
}

/** What would be another choice than the present one, and what the program does besides. */
function Differences({ row, adopted }: { row: ConventionRow; adopted: boolean }) {
  const { catalog } = useApp();
  const source = catalog.conventions.find(({ id }) => id === row.id)?.source;
  return (
    <details class="differences">
      <summary>
        <strong>{row.label}</strong> <span class="gist">{differenceText(row.differs.length, adopted)}</span>
      </summary>
      <ul>
        {row.differs.map((text) => (
          <li key={text}>{text}</li>
        ))}
        {[row.note, ...row.remarks].map(
          (text) =>
            text !== "" && (
              <li key={text} class="muted">
                {text}
              </li>
            ),
        )}
      </ul>
      <p class="muted">
        {t`From: `}
        {source}.
      </p>
    </details>
  );
}

const WANT = ["summary", "conventions"];

function Rows() {
  const app = useApp();
  const asked = useAsked(WANT);
  const { measure, axis, outcome } = asked.analysis;
  const found = asked.report?.conventions?.rows ?? [];
  const adopted = ({ id }: ConventionRow): boolean => follows(app.catalog, id, outcome.options);
  const rows = found.map((row) => ({
    key: row.id,
    name: row.label,
    display: row.display,
    ends: row,
    facts: [
      pCell(row.pval),
      formatSignificant(row.tau2),
      row.I2 === null ? "–" : t`${percentText(row.I2)} (from ${row.I2_from === "tau2" ? "τ²" : "Q"})`,
      prediction(row, measure.scale),
    ],
    choose: () => adopt(app, row),
    chosen: adopted(row),
  }));
  return (
    <div class={asked.working ? "asked stale" : "asked"} aria-busy={asked.working}>
      <Working {...asked} />
      <p class="muted">{t`The same studies with what each program does unless told otherwise, as far as manuals and sources say. Press one to adopt everything it does; Undo brings the present choice back.`}</p>
      {rows.length > 0 && (
        <IntervalTable
          nameHead={t`Program`}
          effectHead={t`${shortName(measure)} (${levelText(outcome.options.level)} CI)`}
          factHeads={["P", "τ²", "I²", t`Prediction interval`]}
          rows={rows}
          axis={axis}
          scale={measure.scale}
        />
      )}
      {found.map((row) => (
        <Differences key={row.id} row={row} adopted={adopted(row)} />
      ))}
    </div>
  );
}

export function ConventionsAgree() {
  const { report } = useApp().analysis.value;
  if (!report?.summary) return null;
  return (
    <Details id="conventions" title={t`What other programs print`}>
      {() => <Rows />}
    </Details>
  );
}
