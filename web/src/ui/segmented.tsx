interface Props<T extends string | number> {
  label: string;
  value: T;
  choices: readonly { id: T; label: string }[];
  onChange: (id: T) => void;
}

/** A few choices side by side; the pressed one holds. */
export function Segmented<T extends string | number>({ label, value, choices, onChange }: Props<T>) {
  return (
    <fieldset class="segmented">
      <legend>{label}</legend>
      <div class="segments">
        {choices.map((choice) => (
          <button key={choice.id} type="button" aria-pressed={choice.id === value} onClick={() => onChange(choice.id)}>
            {choice.label}
          </button>
        ))}
      </div>
    </fieldset>
  );
}
