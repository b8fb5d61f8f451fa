import type { ComponentChildren } from "preact";
import { useId } from "preact/hooks";

export interface Choice {
  id: string;
  label: string;
  /** Heading under which it stands; choices of one group follow each other. */
  group?: string;
}

function Options({ choices, value }: { choices: readonly Choice[]; value: string }) {
  return (
    <>
      {choices.map((choice) => (
        <option key={choice.id} value={choice.id} selected={choice.id === value}>
          {choice.label}
        </option>
      ))}
    </>
  );
}

/** The choices as they are, or under their headings. */
function Grouped({ choices, value }: { choices: readonly Choice[]; value: string }) {
  const groups = [...new Set(choices.map((choice) => choice.group))];
  if (groups.length < 2) return <Options choices={choices} value={value} />;
  return (
    <>
      {groups.map((group) => (
        <optgroup key={group} label={group ?? ""}>
          <Options choices={choices.filter((choice) => choice.group === group)} value={value} />
        </optgroup>
      ))}
    </>
  );
}

interface SelectProps {
  label: string;
  value: string;
  choices: readonly Choice[];
  onChange: (id: string) => void;
  hint?: ComponentChildren;
  compact?: boolean;
  /** A button beside it. */
  beside?: ComponentChildren;
}

/** A native select under its own small caption. */
export function Select({ label, value, choices, onChange, hint, compact, beside }: SelectProps) {
  const id = useId();
  return (
    <div class={compact ? "field compact" : "field"}>
      <label for={id}>{label}</label>
      <div class="field-line">
        <select
          id={id}
          value={value}
          aria-describedby={hint ? `${id}-hint` : undefined}
          onChange={(event) => onChange(event.currentTarget.value)}
        >
          <Grouped choices={choices} value={value} />
        </select>
        {beside}
      </div>
      {hint && (
        <p class="hint" id={`${id}-hint`}>
          {hint}
        </p>
      )}
    </div>
  );
}

interface TextProps {
  label: string;
  value: string;
  onInput: (text: string) => void;
  placeholder?: string;
  decimal?: boolean;
}

export function TextField({ label, value, onInput, placeholder, decimal }: TextProps) {
  const id = useId();
  return (
    <div class="field">
      <label for={id}>{label}</label>
      <input
        id={id}
        type="text"
        inputMode={decimal ? "decimal" : undefined}
        autoComplete="off"
        value={value}
        placeholder={placeholder}
        onInput={(event) => onInput(event.currentTarget.value)}
      />
    </div>
  );
}

interface SwitchProps {
  label: string;
  checked: boolean;
  onChange: (checked: boolean) => void;
  hint?: string;
  disabled?: boolean;
}

export function Check({ label, checked, onChange, hint, disabled }: SwitchProps) {
  const id = useId();
  return (
    <div class="check">
      <label>
        <input
          type="checkbox"
          checked={checked}
          disabled={disabled}
          aria-describedby={hint ? id : undefined}
          onChange={(event) => onChange(event.currentTarget.checked)}
        />
        <span>{label}</span>
      </label>
      {hint && (
        <p class="hint" id={id}>
          {hint}
        </p>
      )}
    </div>
  );
}
