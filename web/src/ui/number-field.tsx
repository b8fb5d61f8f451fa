import { useId, useState } from "preact/hooks";
import { t } from "../language/text";
import { parseNumber } from "../text/parse-number";

interface Props {
  label: string;
  value: number;
  /** Usual values, one tap away. */
  choices: readonly number[];
  least: number;
  most: number;
  onChange: (value: number) => void;
}

/** A number with a few usual values beside it. What is no number within the limits is marked and not taken. */
export function NumberField({ label, value, choices, least, most, onChange }: Props) {
  const id = useId();
  const [typed, setTyped] = useState<string | null>(null);
  const read = (text: string): number | null => {
    const parsed = parseNumber(text);
    return parsed !== null && "value" in parsed && parsed.value >= least && parsed.value <= most ? parsed.value : null;
  };
  const wrong = typed !== null && read(typed) === null;
  const type = (text: string): void => {
    setTyped(text);
    const number = read(text);
    if (number !== null) onChange(number);
  };
  const choose = (number: number): void => {
    setTyped(null);
    onChange(number);
  };
  return (
    <fieldset class="segmented number-field">
      <legend>{label}</legend>
      <div class="segments">
        <input
          type="text"
          inputMode="decimal"
          autoComplete="off"
          aria-label={label}
          aria-invalid={wrong}
          aria-describedby={wrong ? id : undefined}
          value={typed ?? String(value)}
          onInput={(event) => type(event.currentTarget.value)}
          onBlur={() => setTyped(null)}
        />
        {choices.map((choice) => (
          <button key={choice} type="button" aria-pressed={choice === value} onClick={() => choose(choice)}>
            {choice}
          </button>
        ))}
      </div>
      {wrong && (
        <p class="hint" id={id}>
          {t`From `}
          {least}
          {t` to `}
          {most}.
        </p>
      )}
    </fieldset>
  );
}
