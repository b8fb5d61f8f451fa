import type { Study } from "../core/types";
import { t } from "../language/text";
import type { ForestChoices } from "../state/figure-choices";
import { plainText } from "../text/format";
import { type Column, effectOf, textColumn } from "./forest-columns";
import { FONT } from "./paper";
import type { PlotInput } from "./plot";
import { fitText } from "./text-width";

/** What the user chooses of a forest plot: columns beside those of the style, the order of the studies. */

const EXTRA_MOST = 120;

/** A column that the studies have besides their numbers. */
export interface ExtraColumn {
  /** "year", "group:<name>", "mod:<name>": as in our CSV files. */
  readonly id: string;
  readonly label: string;
  readonly value: (study: Study) => string | number | null;
}

/** Those in which at least one study has something. */
export function extraColumns(studies: readonly Study[]): ExtraColumn[] {
  const names = (of: "groups" | "mods"): string[] => [...new Set(studies.flatMap((study) => Object.keys(study[of])))];
  const all: ExtraColumn[] = [
    { id: "year", label: t`Year`, value: ({ year }) => year },
    ...names("groups").map((name) => ({
      ...{ id: `group:${name}`, label: name },
      value: ({ groups }: Study) => groups[name]?.trim() || null,
    })),
    ...names("mods").map((name) => ({
      ...{ id: `mod:${name}`, label: name },
      value: ({ mods }: Study) => mods[name] ?? null,
    })),
  ];
  return all.filter(({ value }) => studies.some((study) => value(study) !== null));
}

/** The chosen ones, as columns of the figure. */
export function chosenExtras({ studies }: PlotInput, choices: ForestChoices | undefined): Column[] {
  const wanted = new Set(choices?.extra ?? []);
  return extraColumns(studies)
    .filter(({ id }) => wanted.has(id))
    .map(({ id, label, value }) => {
      const cells = studies.map((study) => {
        const found = value(study);
        return found === null ? "–" : fitText(plainText(String(found)).replace(/^-/, "−"), EXTRA_MOST, FONT);
      });
      const head = fitText(plainText(label), EXTRA_MOST, FONT, true);
      return textColumn(id, id.startsWith("group:") ? "start" : "end", head, cells);
    });
}

type Value = string | number | null;

/** By what the studies can be sorted: the number or the text behind a column. */
function sortValue(input: PlotInput, id: string): (row: number) => Value {
  if (id === "study") return (row) => input.studies[row]?.label ?? null;
  if (id === "effect") return (row) => effectOf(input, row)?.yi ?? null;
  if (id === "weight") return (row) => effectOf(input, row)?.weight ?? null;
  if (id === "precision") return (row) => effectOf(input, row)?.sei ?? null;
  const extra = extraColumns(input.studies).find((column) => column.id === id);
  return (row) => {
    const study = input.studies[row];
    return study === undefined || extra === undefined ? null : extra.value(study);
  };
}

function compare(a: Value, b: Value): number {
  if (typeof a === "number" && typeof b === "number") return a - b;
  return String(a).localeCompare(String(b), "en", { numeric: true, sensitivity: "base" });
}

/** The rows of the data set in the order chosen; ties stay as typed, what is not known stands last either way. */
export function sortedRows(input: PlotInput, choices: ForestChoices | undefined): number[] {
  const rows = input.studies.map((_, row) => row);
  if (!choices || choices.sort === "") return rows;
  const value = sortValue(input, choices.sort);
  const known = rows.filter((row) => value(row) !== null);
  const turn = choices.down ? -1 : 1;
  known.sort((a, b) => turn * compare(value(a), value(b)));
  return [...known, ...rows.filter((row) => value(row) === null)];
}
