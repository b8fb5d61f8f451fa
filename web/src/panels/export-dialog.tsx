import { useMemo } from "preact/hooks";
import { csvText } from "../files/csv";
import { type FileFormat, fileFormats } from "../files/index";
import { rScript } from "../files/r-script";
import { t } from "../language/text";
import { forest } from "../plots/forest";
import type { PlotInput } from "../plots/plot";
import { askForReport } from "../report/ask";
import { setQuestion } from "../state/actions";
import { en } from "../text/en";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy";
import { Dialog } from "../ui/dialog";
import { Drawing } from "../ui/drawing";
import { TextField } from "../ui/field";
import { fileName, saveFile } from "../ui/save";
import { useApp } from "./app-model";
import { openPanels, ReportButtons } from "./export-report";
import { plotInput } from "./figure";
import { FingerprintLine } from "./fingerprint";
import { ForestControls } from "./forest-controls";
import { SaveFigure } from "./save-figure";

/** The forest plot as it will be saved, and everything it depends on. */
function ForestFigure({ input }: { input: PlotInput }) {
  const app = useApp();
  const choices = app.figures.value;
  const draw = (width_mm: number) => forest.draw(input, { width_mm, style: choices.style, forest: choices.forest });
  const figure = useMemo(() => draw(choices.width_mm), [input, choices]);
  return (
    <>
      <ForestControls input={input} />
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which needs the keyboard */}
      <section class="preview" tabIndex={0} aria-label={t`Preview`}>
        <Drawing node={figure} />
      </section>
      <SaveFigure name="forest" draw={draw} />
    </>
  );
}

/** What the figure is drawn from; with the results of both models where they are to be shown. */
function useInput(): PlotInput | null {
  const app = useApp();
  const analysis = app.analysis.value;
  const { both } = app.figures.value.forest;
  return useMemo(() => {
    const input = plotInput(app, analysis);
    if (input === null || !both) return input;
    const answer = app.engine.analyse({ ...analysis.request, want: [...analysis.request.want, "funnel"] });
    return "effects" in answer ? { ...input, report: answer } : input;
  }, [app, analysis, both]);
}

/** Data files first: one button for each format that can be written. */
function DataButtons({ title }: { title: string }) {
  const app = useApp();
  const { outcome, report } = app.analysis.value;
  const review = app.store.review.value;
  const save = (ending: string, content: Blob): void => saveFile(fileName(title, ending), content);
  const saveAs = ({ extensions: [ending], write, complete }: FileFormat): void => {
    if (write) save(`.${ending}`, write(review, app.catalog));
    if (complete) app.store.markSaved(review);
  };
  /** With everything that a report of this outcome shows. */
  const saveScript = async (): Promise<void> => {
    const [one] = await askForReport({ ...review, outcomes: [outcome] }, app.engine, openPanels(app));
    const text = rScript(outcome, app.catalog, one?.report ?? report, title, one?.groupings);
    save(".R", new Blob([text], { type: "text/plain" }));
  };
  return (
    <div class="row">
      {fileFormats.map(
        (format) =>
          format.write && (
            <Button key={format.id} onClick={() => saveAs(format)}>
              {format.label}
            </Button>
          ),
      )}
      <CopyButton text={() => csvText(outcome, app.catalog, "\t")}>{t`Copy for Excel`}</CopyButton>
      <Button disabled={!report} onClick={() => void saveScript()}>{t`R script`}</Button>
    </div>
  );
}

export function ExportDialog({ onClose }: { onClose: () => void }) {
  const app = useApp();
  const analysis = app.analysis.value;
  const input = useInput();
  const why = forest.unavailable(analysis.report);
  return (
    <Dialog title={en.export} onClose={onClose} wide>
      <div class="stack">
        <h3>{t`Forest plot`}</h3>
        {input && why === null ? <ForestFigure input={input} /> : <p class="muted">{why}</p>}
        <h3>{t`Report`}</h3>
        <TextField
          label={en.question}
          value={app.store.review.value.question}
          placeholder={t`In whom, what, compared with what, for which outcomes?`}
          onInput={(text) => app.store.apply(setQuestion(text), "question")}
        />
        <ReportButtons />
        <p class="hint">{t`All outcomes with methods, findings, figures, data and R code, and whatever panels are open below the table.`}</p>
        <FingerprintLine />
        <h3>{t`Data and code`}</h3>
        <DataButtons title={app.store.review.value.title} />
        <p class="hint">{t`JSON keeps everything, Excel every outcome with its settings; CSV holds the studies of the outcome shown.`}</p>
      </div>
    </Dialog>
  );
}
