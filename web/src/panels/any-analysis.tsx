import { type ComponentChildren, h } from "preact";
import { useMemo } from "preact/hooks";
import type { CatalogAnalysis, Report } from "../core/types";
import { t } from "../language/text";
import { plotOf } from "../plots/index";
import { type Plot, studyName } from "../plots/plot";
import { type AnswerText, answerText } from "../text/any-answer";
import { clip } from "../text/format";
import { type Says, says, saysNote } from "../text/says";
import { Button } from "../ui/button";
import { AnalysisOptions } from "./analysis-options";
import { AnswerNumbers } from "./answer-table";
import { type App, useApp } from "./app-model";
import { type Asked, noteKey, useAsked } from "./asked";
import { plotInput } from "./figure";
import { FigureView } from "./figure-view";
import { GoshFigure } from "./gosh-figure";
import type { PanelRow } from "./panel-table";

/** What a panel shows, of one answer of the core. */
interface Shown {
  says: Says | null;
  numbers: AnswerText | null;
}

function shownOf(app: App, row: PanelRow, { analysis, report }: Asked, what: CatalogAnalysis | undefined): Shown {
  if (!report) return { says: null, numbers: null };
  const input = { studies: analysis.request.dataset.studies };
  const study = (of: number): string => clip(studyName(input, of), 80);
  const { shading } = app.figures.value;
  const context = { catalog: app.catalog, scale: analysis.measure.scale, study, shading };
  const value = what && (report as Report & Record<string, unknown>)[what.id];
  return {
    says: says(row.id, report, context),
    numbers: what === undefined || value === undefined ? null : answerText(what.type, value, context),
  };
}

/** While a question takes long: that it does, and the way out. */
export function Working({ working, share, stopped, cancel, again }: Asked) {
  if (working)
    return (
      <div class="working">
        <span>{t`Working…`}</span>
        {share !== null && <progress value={share} aria-label={t`Working`} />}
        <Button onClick={cancel}>{t`Stop`}</Button>
      </div>
    );
  if (!stopped) return null;
  return (
    <p class="row muted">
      {t`Stopped. `}
      <Button onClick={again}>{t`Ask again`}</Button>
    </p>
  );
}

function Figures({ asked, plots }: { asked: Asked; plots: readonly Plot[] }) {
  const app = useApp();
  const { analysis, report } = asked;
  const input = useMemo(
    () => (report === null ? null : plotInput(app, { ...analysis, report })),
    [app, analysis, report],
  );
  if (input === null) return null;
  return plots
    .filter((plot) => plot.unavailable(input.report) === null)
    .map((plot) => h(plot.id === "gosh" ? GoshFigure : FigureView, { key: plot.id, plot, input }));
}

/** One question: what its answer shows and what it does not, the figures, what is particular to it, the numbers. */
export function AnyAnalysis({ row, children }: { row: PanelRow; children?: ComponentChildren }) {
  const app = useApp();
  const of = (id: string): CatalogAnalysis | undefined => app.catalog.analyses.find((a) => a.id === id);
  const what = of(row.id);
  const want = useMemo(() => ["summary", ...(what ? [what.id] : []), ...(row.also ?? [])], [what, row]);
  const asked = useAsked(want);
  const shown = useMemo(() => shownOf(app, row, asked, what), [app, row, asked.report, what, app.figures.value]);
  const plots = (row.plots ?? []).flatMap((id) => plotOf(id) ?? []);
  const options = [...new Set(want.flatMap((id) => of(id)?.options ?? []))];
  return (
    <div class={asked.working ? "asked stale" : "asked"} aria-busy={asked.working}>
      <Working {...asked} />
      {shown.says === null ? <p class="muted">{what?.when}</p> : <p class="shows">{shown.says.shows}</p>}
      {shown.says && <p class="muted">{shown.says.not}</p>}
      <AnalysisOptions options={options} />
      {asked.failure !== null && <p class="error">{asked.failure}</p>}
      {asked.notes
        .filter(({ code }) => !saysNote(shown.says, code))
        .map((note) => (
          <p key={noteKey(note)} class="muted">
            {note.text}
          </p>
        ))}
      {(what === undefined || shown.numbers) && <Figures asked={asked} plots={plots} />}
      {children}
      {shown.numbers && <AnswerNumbers answer={shown.numbers} />}
    </div>
  );
}
