import { useId, useState } from "preact/hooks";
import type { Gosh } from "../core/types";
import { t } from "../language/text";
import { effectPlace, regionBorders, regionEnds } from "../plots/gosh-region";
import { type PlotInput, studyName } from "../plots/plot";
import { moved, type Region, selected, whole } from "../state/gosh-region";
import { regionCount, regionSentence, regionTable } from "../text/gosh-region";
import { parseNumber } from "../text/parse-number";
import { Button } from "../ui/button";
import { AnswerNumbers } from "./answer-table";

interface EndProps {
  label: string;
  /** What is seen of the label. */
  word: string;
  value: string;
  /** The end of the axis. */
  usual: string;
  /** Whether the text was a number, or nothing, and has been taken. */
  take: (text: string) => boolean;
}

/** One end as a number, taken when it is left or with Enter: half a number is another number. */
function End({ label, word, value, usual, take }: EndProps) {
  const id = useId();
  const [typed, setTyped] = useState<{ text: string; wrong: boolean } | null>(null);
  return (
    <label for={id}>
      {word}
      <input
        id={id}
        type="text"
        inputMode="decimal"
        autoComplete="off"
        aria-label={label}
        aria-invalid={typed?.wrong ?? false}
        value={typed?.text ?? value}
        placeholder={usual}
        onInput={(event) => setTyped({ text: event.currentTarget.value, wrong: false })}
        onChange={(event) => {
          const text = event.currentTarget.value;
          setTyped(take(text) ? null : { text, wrong: true });
        }}
      />
    </label>
  );
}

interface Props {
  input: PlotInput;
  region: Region | null;
  onChange: (region: Region | null) => void;
}

const numberIn = (text: string, domain: "any" | "percent"): number => {
  const parsed = parseNumber(text, domain);
  return parsed !== null && "value" in parsed ? parsed.value : Number.NaN;
};

interface RangeProps extends Props {
  axis: keyof Region;
  head: string;
  unit?: string;
  /** Where along the axis what was typed lies, 0 to 1; NaN where nowhere. */
  place: (text: string) => number;
}

/** Both ends of the region along one axis. */
function Range({ input, region, onChange, axis, head, unit, place }: RangeProps) {
  const gosh = input.report.gosh as Gosh;
  const all = whole(gosh);
  const [now, usual] = [region && regionBorders(input, region)[axis], regionBorders(input, all)[axis]];
  const take = (which: "from" | "to", text: string): boolean => {
    const at = text.trim() === "" ? Number(which === "to") : place(text);
    if (Number.isNaN(at)) return false;
    const old = region ?? all;
    onChange({ ...old, [axis]: moved(old[axis], which, at, gosh[`${axis}_bins`]) });
    return true;
  };
  const from = t`${head} from`;
  const inPercent = unit === undefined ? "" : t`, percent`;
  const end = (which: "from" | "to", i: 0 | 1) => (
    <End
      label={`${which === "from" ? from : t`${head} to`}${inPercent}`}
      word={which === "from" ? from : t`to`}
      value={now?.[i] ?? ""}
      usual={usual[i]}
      take={(text) => take(which, text)}
    />
  );
  return (
    <span>
      {end("from", 0)}
      {end("to", 1)}
      {unit}
    </span>
  );
}

/** The four ends of the region: what a pointer drags, typed. */
function Ends(props: Props) {
  const { input, region, onChange } = props;
  const gosh = input.report.gosh as Gosh;
  const effect = (text: string): number => effectPlace(input, numberIn(text, "any"));
  const percent = (text: string): number => numberIn(text, "percent") / 100;
  return (
    <div class="row region-ends">
      {gosh.est_lb !== gosh.est_ub && <Range {...props} axis="est" head={t`Effect`} place={effect} />}
      <Range {...props} axis="I2" head="I²" unit="%" place={percent} />
      {region && <Button onClick={() => onChange(null)}>{t`Clear`}</Button>}
    </div>
  );
}

/** A part of the GOSH plot: how many subsets lie in it, and which studies mark them. */
export function GoshRegion(props: Props) {
  const { input, region } = props;
  const study = (row: number): string => studyName(input, row);
  const found = region && selected(input.report.gosh as Gosh, region);
  const ends = region && regionEnds(input, region);
  return (
    <fieldset class="region">
      <legend>{t`Subsets in a part of the plot: drag over it (with a finger begin sideways), or type its ends`}</legend>
      <Ends {...props} />
      <div aria-live="polite">
        {found && ends && (
          <p>
            <b>{regionCount(found)}.</b> {regionSentence(found, ends, study)}
          </p>
        )}
      </div>
      {found && found.studies.length > 0 && (
        <AnswerNumbers answer={{ facts: [], tables: [regionTable(found, study)] }} />
      )}
    </fieldset>
  );
}
