import { useState } from "preact/hooks";
import { type FileFormat, fileFormats } from "../files/index";
import { pngBlob } from "../files/png";
import { rScript } from "../files/r-script";
import { svgBlob } from "../files/svg";
import { plots } from "../plots/index";
import type { PlotInput } from "../plots/plot";
import type { SvgNode } from "../plots/svg";
import { en } from "../text/en";
import { Button } from "../ui/button";
import { Dialog } from "../ui/dialog";
import { Drawing } from "../ui/drawing";
import { fileName, saveFile } from "../ui/save";
import { Segmented } from "../ui/segmented";
import { type App, useApp } from "./app-model";
import { plotInput } from "./figure";

/** One column and two columns of a journal, and a slide. */
const WIDTHS = [
  { id: 120, label: "120 mm" },
  { id: 170, label: "170 mm" },
  { id: 250, label: "250 mm" },
];

function useFigure(input: PlotInput | null, width_mm: number): { figure: SvgNode | null; why: string | null } {
  const plot = plots[0];
  if (!plot) return { figure: null, why: null };
  const why = plot.unavailable(input?.report ?? null);
  return { figure: input && why === null ? plot.draw(input, { width_mm }) : null, why };
}

async function savePng(app: App, figure: SvgNode, name: string): Promise<void> {
  try {
    saveFile(name, await pngBlob(figure));
  } catch (error) {
    app.toast.value = {
      text: `The picture could not be made: ${error instanceof Error ? error.message : String(error)}`,
    };
  }
}

function FigureButtons({ figure, title }: { figure: SvgNode; title: string }) {
  const app = useApp();
  return (
    <div class="row">
      <Button primary onClick={() => saveFile(fileName(title, "-forest.svg"), svgBlob(figure))}>
        SVG
      </Button>
      <Button primary onClick={() => void savePng(app, figure, fileName(title, "-forest.png"))}>
        PNG, 300 dpi
      </Button>
    </div>
  );
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
      <Button
        disabled={!report}
        onClick={() => save(".R", new Blob([rScript(outcome, app.catalog, report, title)], { type: "text/plain" }))}
      >
        R script
      </Button>
      <Button onClick={() => printPage(app)}>Print</Button>
    </div>
  );
}

/** The sheet closes first, so that the page below it is printed. */
function printPage(app: App): void {
  app.dialog.value = null;
  setTimeout(() => window.print(), 50);
}

export function ExportDialog({ onClose }: { onClose: () => void }) {
  const app = useApp();
  const [width, setWidth] = useState(170);
  const input = plotInput(app, app.analysis.value);
  const { figure, why } = useFigure(input, width);
  const title = app.store.review.value.title;
  return (
    <Dialog title={en.export} onClose={onClose} wide>
      <div class="stack">
        <h3>Forest plot</h3>
        {figure ? (
          <>
            {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, which needs the keyboard */}
            <section class="preview" tabIndex={0} aria-label="Preview">
              <Drawing node={figure} />
            </section>
            <div class="row export-row">
              <Segmented label="Width" value={width} choices={WIDTHS} onChange={setWidth} />
              <FigureButtons figure={figure} title={title} />
            </div>
          </>
        ) : (
          <p class="muted">{why}</p>
        )}
        <h3>Data and code</h3>
        <DataButtons title={title} />
        <p class="hint">
          JSON keeps everything, Excel every outcome with its settings; CSV holds the studies of the outcome shown.
        </p>
      </div>
    </Dialog>
  );
}
