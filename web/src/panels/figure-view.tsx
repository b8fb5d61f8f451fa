import type { ComponentChildren } from "preact";
import { useEffect, useMemo, useRef, useState } from "preact/hooks";
import { t } from "../language/text";
import { PX_PER_MM } from "../plots/paper";
import type { Plot, PlotInput, PlotOptions } from "../plots/plot";
import type { SvgNode } from "../plots/svg";
import { Drawing } from "../ui/drawing";
import { Segmented } from "../ui/segmented";
import { useApp } from "./app-model";
import type { useBrush } from "./brushing";
import { Picks } from "./picks";
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

interface DrawnProps {
  /** Names the file. */
  id: string;
  title: string;
  /** The same function for as long as the figure is the same. */
  draw: (options: PlotOptions) => SvgNode;
  /** Handlers of what a pointer does on it. */
  brush?: ReturnType<typeof useBrush>;
  /** What belongs to the figure and is no part of it. */
  children?: ComponentChildren;
}

/** A figure on the page: drawn for the width there is, and saved from here at the width that is chosen. */
export function DrawnFigure({ id, title, draw, brush, children }: DrawnProps) {
  const app = useApp();
  const { box, width } = useWidth();
  const [saving, setSaving] = useState(false);
  const figure = useMemo(() => (width > 0 ? unscaled(draw({ width_mm: width / PX_PER_MM })) : null), [draw, width]);
  // A figure wider than the screen is scrolled, which needs the keyboard, and then a name.
  const scrolled = figure !== null && Number(figure.attrs.width) > width + 1;
  return (
    <div class="figure">
      <div
        class={brush && !scrolled ? "figure-box brush" : "figure-box"}
        ref={box}
        {...brush}
        {...(scrolled ? { tabIndex: 0, role: "group", "aria-label": title } : {})}
      >
        {figure && <Drawing node={figure} />}
      </div>
      {children}
      <div class="no-print">
        <button
          type="button"
          class="link-button"
          aria-expanded={saving}
          aria-label={t`Save the figure: ${title}`}
          onClick={() => setSaving(!saving)}
        >{t`Save the figure`}</button>
        {saving && (
          <SaveFigure
            name={id.replaceAll("_", "-")}
            draw={(width_mm) => draw({ width_mm, style: app.figures.value.style })}
          />
        )}
      </div>
    </div>
  );
}

/** What lies behind the figure, where there is a choice; remembered for the next one. */
function Shadings({ plot, input }: { plot: Plot; input: PlotInput }) {
  const app = useApp();
  const choices = plot.shadings?.(input) ?? [];
  if (choices.length === 0) return null;
  return (
    <Segmented
      label={t`Background`}
      value={app.figures.value.shading}
      choices={choices}
      onChange={(shading) => (app.figures.value = { ...app.figures.value, shading })}
    />
  );
}

/** A figure of a report. */
export function FigureView({ plot, input }: { plot: Plot; input: PlotInput }) {
  const { shading } = useApp().figures.value;
  const [highlight, setHighlight] = useState<number | null>(null);
  const draw = useMemo(
    () => (options: PlotOptions) => plot.draw(input, { ...options, shading, highlight }),
    [plot, input, shading, highlight],
  );
  return (
    <DrawnFigure id={plot.id} title={plot.title} draw={draw}>
      <Shadings plot={plot} input={input} />
      <Picks plot={plot} input={input} chosen={highlight} onChange={setHighlight} />
    </DrawnFigure>
  );
}
