import { useMemo } from "preact/hooks";
import type { CatalogAnalysis, Note, Report } from "../core/types";
import { type AnswerTable, type AnswerText, answerText, type Fact } from "../text/any-answer";
import { clip, plural } from "../text/format";
import { useLate } from "../ui/late";
import { AnalysisOptions } from "./analysis-options";
import { type Analysis, type App, useApp } from "./app-model";
import { Details } from "./details";

/** These have a panel or a card of their own, or are coordinates for a plot. */
const SHOWN_ELSEWHERE = new Set([
  "summary",
  "absolute",
  "methods",
  "few_studies",
  "leave_one_out",
  "tau2_profile",
  "radial",
]);

interface Asked {
  answer: AnswerText | null;
  notes: readonly Note[];
  failure: string | null;
}

const noteKey = (note: Note): string => `${note.code} ${note.row}`;

/** Asks the one question, and keeps of the notes what the page has not said already. */
function ask(app: App, analysis: Analysis, { id, type }: CatalogAnalysis): Asked {
  const asked = app.engine.analyse({ ...analysis.request, want: [id] });
  if ("error" in asked) return { answer: null, notes: [], failure: asked.error.text };
  const said = new Set((analysis.report?.notes ?? []).map(noteKey));
  const { studies } = analysis.request.dataset;
  const value = (asked as Report & Record<string, unknown>)[id];
  const context = {
    catalog: app.catalog,
    scale: analysis.measure.scale,
    study: (row: number) => clip(studies[row]?.label.trim() || `Study ${row + 1}`, 80),
  };
  return {
    answer: value === undefined ? null : answerText(type, value, context),
    notes: asked.notes.filter((note) => !said.has(noteKey(note))),
    failure: null,
  };
}

function Facts({ facts }: { facts: readonly Fact[] }) {
  if (facts.length === 0) return null;
  return (
    <table class="facts">
      <tbody>
        {facts.map(({ head, text, doc }) => (
          <tr key={head}>
            <th scope="row">{head}</th>
            <td>{text}</td>
            <td class="meaning">{doc}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

function Table({ title, heads, rows, more }: AnswerTable) {
  return (
    <>
      {title !== "" && <h3>{title}</h3>}
      <table class="facts many">
        <thead>
          <tr>
            {heads.map(({ head, doc }) => (
              <th key={head} scope="col" title={doc || undefined}>
                {head}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map(([name, ...cells], i) => (
            <tr key={`${i} ${name}`}>
              <th scope="row">
                <bdi>{name}</bdi>
              </th>
              {cells.map((text, j) => (
                <td key={heads[j + 1]?.head} class="fact" data-head={heads[j + 1]?.head}>
                  {text}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      {more > 0 && <p class="muted">{plural(more, "row", "rows")} more in the JSON export.</p>}
    </>
  );
}

function Answer({ analysis: what }: { analysis: CatalogAnalysis }) {
  const app = useApp();
  // The table and the answer do not wait for this.
  const analysis = useLate(app.analysis.value, true);
  const { answer, notes, failure } = useMemo(() => ask(app, analysis, what), [app, analysis, what]);
  const facts = answer?.facts ?? [];
  // A long list of single numbers comes after what it is about.
  const few = facts.length <= 4;
  return (
    <>
      <p class="muted">{what.when}</p>
      <AnalysisOptions options={what.options} />
      {failure !== null && <p class="error">{failure}</p>}
      {notes.map((note) => (
        <p key={noteKey(note)} class="muted">
          {note.text}
        </p>
      ))}
      {few && <Facts facts={facts} />}
      {answer?.tables.map((table) => (
        <Table key={table.title} {...table} />
      ))}
      {!few && <Facts facts={facts} />}
    </>
  );
}

/** The models that start from effects and variances have no likelihood of the counts to report. */
function pooledByVariance(app: App): boolean {
  return !/^(GLMM|BB$|FIRTH$)/.test(app.analysis.value.outcome.options.model);
}

/** Every question of the catalogue that has no view of its own: closed, and asked only while it is open. */
export function FurtherAnalyses() {
  const app = useApp();
  if (!app.analysis.value.report?.summary) return null;
  return app.catalog.analyses
    .filter(({ id }) => !SHOWN_ELSEWHERE.has(id) && (id !== "glmm" || !pooledByVariance(app)))
    .map((analysis) => (
      <Details key={analysis.id} id={analysis.id} title={analysis.label}>
        {() => <Answer analysis={analysis} />}
      </Details>
    ));
}
