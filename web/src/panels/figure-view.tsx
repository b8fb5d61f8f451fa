import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { pngBlob } from "../files/png";
import { svgBlob } from "../files/svg";
import { PX_PER_MM } from "../plots/paper";
import { type Plot, type PlotInput, studyName } from "../plots/plot";
import type { SvgNode } from "../plots/svg";
import { Button } from "../ui/button";
import { Drawing } from "../ui/drawing";
import { fileName, saveFile } from "../ui/save";
import { Segmented } from "../ui/segmented";
import { type App, useApp } from "./app-model";

/** A column, one and a half and two columns of a journal, and a slide. */
const WIDTHS = [85, 120, 170, 250].map((id) => ({ id, label: `${id} mm` }));
const RESOLUTIONS = [150, 300, 600].map((id) => ({ id, label: `${id} dpi` }));
/** Wider a figure on the screen says nothing more. */
const WIDEST = 760;

/** Width in px of the element, now and whenever it changes. */
function useWidth(): { box: { current: HTMLDivElement | null }; width: number } {
  const box = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    const node = box.current;
    if (!node) return;
    const measure = (): void => setWidth(Math.round(Math.min(node.clientWidth, WIDEST)));
    measure();
    if (typeof ResizeObserver === "undefined") return;
    const observer = new ResizeObserver(measure);
    observer.observe(node);
    return () => observer.disconnect();
  }, []);
  return { box, width };
}

/** On the screen a figure keeps the size of its letters: one that is wider than the panel is scrolled. */
function unscaled(figure: SvgNode): SvgNode {
  const [, , width, height] = String(figure.attrs.viewBox).split(" ");
  return { ...figure, attrs: { ...figure.attrs, width: width ?? "", height: height ?? "" } };
}

async function savePng(app: App, figure: SvgNode, name: string, dpi: number): Promise<void> {
  try {
    saveFile(name, await pngBlob(figure, dpi));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    app.toast.value = { text: `The picture could not be made: ${reason}` };
  }
}

interface Props {
  plot: Plot;
  input: PlotInput;
}

function Save({ plot, input, highlight }: Props & { highlight: number | null }) {
  const app = useApp();
  const [width_mm, setWidth] = useState(170);
  const [dpi, setDpi] = useState(300);
  const figure = (): SvgNode => plot.draw(input, { width_mm, highlight });
  const name = (ending: string): string =>
    fileName(app.store.review.value.title, `-${plot.id.replaceAll("_", "-")}.${ending}`);
  return (
    <div class="row save-figure">
      <Segmented label="Width" value={width_mm} choices={WIDTHS} onChange={setWidth} />
      <Segmented label="Resolution of PNG" value={dpi} choices={RESOLUTIONS} onChange={setDpi} />
      <Button onClick={() => saveFile(name("svg"), svgBlob(figure()))}>SVG</Button>
      <Button onClick={() => void savePng(app, figure(), name("png"), dpi)}>PNG</Button>
    </div>
  );
}

interface PicksProps {
  input: PlotInput;
  chosen: number | null;
  onChange: (row: number | null) => void;
}

/** The studies as buttons: one of them is picked out in the figure, or none. */
function Picks({ input, chosen, onChange }: PicksProps) {
  const rows = input.report.gosh?.studies.map(({ row }) => row) ?? [];
  return (
    <fieldset class="picks">
      <legend>Subsets that hold</legend>
      <div>
        {rows.map((row) => (
          <button
            key={row}
            type="button"
            aria-pressed={row === chosen}
            onClick={() => onChange(row === chosen ? null : row)}
          >
            <bdi>{studyName(input, row)}</bdi>
          </button>
        ))}
      </div>
    </fieldset>
  );
}

/** A figure on the page: drawn for the width there is, and saved from here at the width that is chosen. */
export function FigureView({ plot, input }: Props) {
  const { box, width } = useWidth();
  const [saving, setSaving] = useState(false);
  const [highlight, setHighlight] = useState<number | null>(null);
  const figure = useMemo(
    () => (width > 0 ? unscaled(plot.draw(input, { width_mm: width / PX_PER_MM, highlight })) : null),
    [plot, input, width, highlight],
  );
  const picks = plot.picks && input.report.gosh?.cells.some((cell) => cell.with.length > 0);
  return (
    <div class="figure">
      <div class="figure-box" ref={box}>
        {figure && <Drawing node={figure} />}
      </div>
      {picks && <Picks input={input} chosen={highlight} onChange={setHighlight} />}
      <div class="no-print">
        <button
          type="button"
          class="link-button"
          aria-expanded={saving}
          aria-label={`Save the figure: ${plot.title}`}
          onClick={() => setSaving(!saving)}
        >
          Save the figure
        </button>
        {saving && <Save plot={plot} input={input} highlight={highlight} />}
      </div>
    </div>
  );
}
