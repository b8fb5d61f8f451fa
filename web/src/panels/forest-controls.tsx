import { t } from "../language/text";
import { extraColumns } from "../plots/forest-choices";
import { allColumns } from "../plots/forest-columns";
import { forestStyles, styleOf } from "../plots/forest-styles";
import type { PlotInput } from "../plots/plot";
import type { ForestChoices } from "../state/figure-choices";
import { en } from "../text/en";
import { Check, type Choice, Select } from "../ui/field";
import { Segmented } from "../ui/segmented";
import { useApp } from "./app-model";

/** What of the forest plot can be chosen before it is saved; remembered for the next one. */

interface ColumnChoice {
  readonly id: string;
  readonly label: string;
  /** Further than the style's own. */
  readonly extra: boolean;
}

function columnsOf(input: PlotInput, style: string): ColumnChoice[] {
  const own = allColumns(input, styleOf(style)).filter(({ id }) => id !== "study");
  return [
    ...own.map(({ id, head }) => ({ id, label: id === "rob" ? en.riskOfBias : (head[0] ?? id), extra: false })),
    ...extraColumns(input.studies).map(({ id, label }) => ({ id, label, extra: true })),
  ];
}

const sorts = (input: PlotInput): Choice[] => [
  { id: "", label: t`As in the table` },
  { id: "study", label: t`Study` },
  { id: "effect", label: t`Effect` },
  { id: "precision", label: t`Standard error` },
  { id: "weight", label: t`Weight` },
  ...extraColumns(input.studies).map(({ id, label }) => ({ id, label })),
];

const toggled = (list: readonly string[], id: string, on: boolean): string[] =>
  on ? [...list.filter((each) => each !== id), id] : list.filter((each) => each !== id);

interface Props {
  input: PlotInput;
}

function Columns({ input }: Props) {
  const app = useApp();
  const { forest, style } = app.figures.value;
  const change = ({ id, extra }: ColumnChoice, on: boolean): void => {
    const change = extra ? { extra: toggled(forest.extra, id, on) } : { hidden: toggled(forest.hidden, id, !on) };
    app.figures.value = { ...app.figures.value, forest: { ...forest, ...change } };
  };
  return (
    <fieldset class="figure-columns">
      <legend>{t`Columns`}</legend>
      <div class="row">
        {columnsOf(input, style).map((column) => (
          <Check
            key={column.id}
            label={column.label}
            checked={column.extra ? forest.extra.includes(column.id) : !forest.hidden.includes(column.id)}
            onChange={(on) => change(column, on)}
          />
        ))}
      </div>
    </fieldset>
  );
}

export function ForestControls({ input }: Props) {
  const app = useApp();
  const { forest, style } = app.figures.value;
  const set = (change: Partial<ForestChoices>): void => {
    app.figures.value = { ...app.figures.value, forest: { ...forest, ...change } };
  };
  return (
    <>
      <Segmented
        label={t`Style`}
        value={styleOf(style).id}
        choices={forestStyles}
        onChange={(id) => (app.figures.value = { ...app.figures.value, style: id })}
      />
      <Columns input={input} />
      <div class="row figure-order">
        <Select
          label={t`Studies in order of`}
          value={sorts(input).some(({ id }) => id === forest.sort) ? forest.sort : ""}
          choices={sorts(input)}
          onChange={(sort) => set({ sort })}
        />
        <Check label={t`Largest first`} checked={forest.down} onChange={(down) => set({ down })} />
        <Check label={t`Both models`} checked={forest.both} onChange={(both) => set({ both })} />
      </div>
    </>
  );
}
