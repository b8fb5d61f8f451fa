import { useMemo } from "preact/hooks";
import { findingsCsv, findingsHtml, findingsTable, findingsText } from "../files/findings";
import { t } from "../language/text";
import { showOutcome } from "../state/actions";
import { type Finding, type Findings, findings } from "../text/findings";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy";
import { useLate } from "../ui/late";
import { fileName, saveFile } from "../ui/save";
import { useApp } from "./app-model";

function Buttons({ made }: { made: Findings }) {
  const name = (ending: string): string => fileName(made.title, `-findings.${ending}`);
  return (
    <div class="row">
      <CopyButton
        primary
        text={() => findingsText(made)}
        html={() => findingsTable(made)}
      >{t`Copy the table`}</CopyButton>
      <Button onClick={() => saveFile(name("html"), findingsHtml(made))}>{t`HTML`}</Button>
      <Button onClick={() => saveFile(name("csv"), findingsCsv(made))}>{t`CSV`}</Button>
    </div>
  );
}

function Marks({ marks }: { marks: readonly string[] }) {
  return marks.length === 0 ? null : <sup>{marks.join(", ")}</sup>;
}

function Row({ row, onRate }: { row: Finding; onRate: () => void }) {
  return (
    <tr>
      <th scope="row">
        <bdi>{row.outcome}</bdi>
        <span class="muted">{t`${row.studies} studies, ${row.participants} people`}</span>
      </th>
      <td data-head={t`Relative effect`}>{row.relative || "–"}</td>
      <td data-head={t`Absolute effect`}>
        {row.risks.map((risk, i) => (
          <p key={`${i} ${risk.control}`}>
            {risk.control !== "" && t`${risk.control} without, ${risk.treatment} with: `}
            <strong>{risk.difference}</strong>
            {risk.nnt !== "" && ` ${risk.nnt}`}
          </p>
        ))}
      </td>
      <td data-head={t`Certainty`}>
        <button type="button" class="link-button" onClick={onRate}>
          {row.certainty}
          <span class="visually-hidden">
            {t`: rate the certainty of `}
            {row.outcome}
          </span>
        </button>
        <Marks marks={row.marks} />
      </td>
      <td data-head={t`In words`}>{row.words}</td>
    </tr>
  );
}

/** Every outcome in which something is typed, with its effect and certainty; to be copied or saved. */
export function FindingsTable() {
  const app = useApp();
  const review = useLate(app.store.review.value, true);
  const made = useMemo(() => findings(review, app.engine), [review, app]);
  const rate = (index: number): void => {
    app.store.apply(showOutcome(index));
    app.dialog.value = "certainty";
  };
  return (
    <div class="asked">
      <table class="facts findings">
        <thead>
          <tr>
            {[t`Outcome`, t`Relative effect (${made.interval})`, t`Absolute effect`, t`Certainty`, t`In words`].map(
              (head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody>
          {made.rows.map((row) => (
            <Row key={row.index} row={row} onRate={() => rate(row.index)} />
          ))}
        </tbody>
      </table>
      {made.footnotes.map(({ mark, text }) => (
        <p key={mark} class="hint">
          <sup>{mark}</sup> {text}
        </p>
      ))}
      <p class="muted">{t`Certainty is what its user judged (GRADE), and not rated where nobody did. Absolute effects are the relative effect at the risk without treatment given for the outcome.`}</p>
      <Buttons made={made} />
    </div>
  );
}
