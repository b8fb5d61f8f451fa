import { type Plot, type PlotInput, studyName } from "../plots/plot";

interface PicksProps {
  plot: Plot;
  input: PlotInput;
  chosen: number | null;
  onChange: (row: number | null) => void;
}

/** The studies as buttons, where the figure can pick one out: one of them, or none. */
export function Picks({ plot, input, chosen, onChange }: PicksProps) {
  const rows = plot.picks?.rows(input.report) ?? [];
  if (rows.length === 0) return null;
  return (
    <fieldset class="picks">
      <legend>{plot.picks?.title}</legend>
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
