import { useState } from "preact/hooks";
import { pngBlob } from "../files/png";
import { svgBlob } from "../files/svg";
import { t } from "../language/text";
import { captionOf, fingerprinted } from "../plots/caption";
import type { SvgNode } from "../plots/svg";
import { type FigureChoices, resolutions, widths } from "../state/figure-choices";
import { fingerprint } from "../state/fingerprint";
import { Button } from "../ui/button";
import { CopyButton } from "../ui/copy";
import { Check } from "../ui/field";
import { NumberField } from "../ui/number-field";
import { fileName, saveFile } from "../ui/save";
import { type App, useApp } from "./app-model";
import { useFingerprint } from "./fingerprint";

/** A column, one and a half and two columns of a journal, and a slide. */
const WIDTHS = [85, 120, 170, 250];
const RESOLUTIONS = [150, 300, 600];

const set = (app: App, change: Partial<FigureChoices>): void => {
  app.figures.value = { ...app.figures.peek(), ...change };
};

/** What the figure is to carry. */
const carried = (app: App) => (app.figures.peek().carry ? app.store.review.peek() : null);

async function copyPicture(figure: SvgNode, dpi: number): Promise<void> {
  // The promise goes in as it is: some browsers allow the clipboard only at once.
  await navigator.clipboard.write([new ClipboardItem({ "image/png": pngBlob(figure, dpi) })]);
}

interface Props {
  /** "forest": the end of the file's name. */
  name: string;
  draw: (width_mm: number) => SvgNode;
}

/** Width, resolution, and the figure as a file or on the clipboard. */
export function SaveFigure({ name, draw }: Props) {
  const app = useApp();
  const { width_mm, dpi, carry } = app.figures.value;
  const code = useFingerprint();
  const [copied, setCopied] = useState(false);
  const [failure, setFailure] = useState<string | null>(null);
  const attempt = async (work: () => Promise<void>): Promise<void> => {
    try {
      setFailure(null);
      await work();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      setFailure(t`The picture could not be made: ${reason}.`);
    }
  };
  const file = (ending: string): string => fileName(app.store.review.value.title, `-${name}.${ending}`);
  const svg = async (): Promise<void> => {
    const made = await fingerprint(app.store.review.peek(), app.engine);
    saveFile(file("svg"), svgBlob(fingerprinted(draw(width_mm), made), carried(app)));
  };
  const png = async (): Promise<void> => saveFile(file("png"), await pngBlob(draw(width_mm), dpi, carried(app)));
  const copy = async (): Promise<void> => {
    await copyPicture(draw(width_mm), dpi);
    setCopied(true);
    setTimeout(() => setCopied(false), 2000);
  };
  return (
    <div class="save-figure">
      <NumberField
        {...{ label: t`Width, mm`, value: width_mm, choices: WIDTHS, ...widths }}
        onChange={(value) => set(app, { width_mm: value })}
      />
      <NumberField
        {...{ label: t`Dots per inch (PNG)`, value: dpi, choices: RESOLUTIONS, ...resolutions }}
        onChange={(value) => set(app, { dpi: value })}
      />
      <div class="row">
        <Button primary onClick={() => void attempt(svg)}>{t`SVG`}</Button>
        <Button primary onClick={() => void attempt(png)}>{t`PNG`}</Button>
        <Button onClick={() => void attempt(copy)}>{copied ? t`Copied` : t`Copy`}</Button>
        <CopyButton text={() => captionOf(draw(width_mm), code)}>{t`Copy the caption`}</CopyButton>
      </div>
      {failure !== null && (
        <p role="alert" class="error">
          {failure}
        </p>
      )}
      <Check
        label={t`Put the data into the file`}
        checked={carry}
        hint={t`Dropped on this page it opens the review again. Whoever has the file has the data, remarks included.`}
        onChange={(on) => set(app, { carry: on })}
      />
    </div>
  );
}
