import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { PX_PER_MM } from "../plots/paper";
import { type Plot, type PlotInput, studyName } from "../plots/plot";
import type { SvgNode } from "../plots/svg";
import { Drawing } from "../ui/drawing";
import { useApp } from "./app-model";
import { SaveFigure } from "./save-figure";

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

interface Props {
  plot: Plot;
  input: PlotInput;
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
  const app = useApp();
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
        {saving && (
          <SaveFigure
            name={plot.id.replaceAll("_", "-")}
            draw={(width_mm) => plot.draw(input, { width_mm, highlight, style: app.figures.value.style })}
          />
        )}
      </div>
    </div>
  );
}
