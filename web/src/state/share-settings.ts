import type { Catalog, Options } from "../core/types";
import { baseOptions } from "./blank";
import type { LinkOptionKey, LinkOutcomeKey, LinkReviewKey } from "./homes";
import type { Outcome, Review } from "./state";

/**
 * The settings line of a link: key=value, separated by tabs, in the order of these tables, and only what differs from
 * the defaults of version 1. Adding a key is compatible; changing a default or a meaning is not.
 */
export interface Setting<T> {
  /** Null when the value is the default and is left out. */
  write(value: T, whole: Outcome): string | null;
  /** Undefined when the text is not a value of this setting. */
  read(text: string, catalog: Catalog): T | undefined;
}

type Settings<T, Keys extends keyof T> = { [Key in Keys]: Setting<T[Key]> };

const text: Setting<string> = {
  write: (value) => (value === "" ? null : value),
  read: (value) => (value === "" ? undefined : value),
};

function choice(key: keyof Options, ids: (catalog: Catalog) => readonly { id: string }[]): Setting<string> {
  return {
    write: (value) => (value === baseOptions[key] ? null : value),
    read: (value, catalog) => (ids(catalog).some(({ id }) => id === value) ? value : undefined),
  };
}

/** A number in the one form JavaScript writes it in, so that one value has one text. */
function number(standard: number, allowed: (value: number) => boolean): Setting<number> {
  return {
    write: (value) => (value === standard ? null : String(value)),
    read: (value) => (String(Number(value)) === value && allowed(Number(value)) ? Number(value) : undefined),
  };
}

function yesNo(standard: boolean): Setting<boolean> {
  return {
    write: (value) => (value === standard ? null : value ? "yes" : "no"),
    read: (value) => (value === "yes" ? true : value === "no" ? false : undefined),
  };
}

export const validLevel = (value: number): boolean => value > 0 && value < 1;
export const validAdd = (value: number): boolean => value >= 0 && value <= 1000;

/** How studies are usually typed, as version 1 understands it; other measures name their format. */
const baseFormats = new Map([
  ["RR", "counts"],
  ["OR", "counts"],
  ["RD", "counts"],
  ["MD", "means"],
  ["SMD", "means"],
  ["HR", "estimate_ci"],
  ["GEN", "estimate_ci"],
]);

export function baseFormat(measure: string): string | undefined {
  return baseFormats.get(measure);
}

export const optionSettings: Settings<Options, LinkOptionKey> = {
  measure: choice("measure", (catalog) => catalog.measures),
  model: choice("model", (catalog) => catalog.models),
  tau2: choice("tau2", (catalog) => catalog.tau2),
  test: choice("test", (catalog) => catalog.tests),
  level: number(baseOptions.level, validLevel),
  prediction: choice("prediction", (catalog) => catalog.predictions),
  add: number(baseOptions.add, validAdd),
  add_to: choice("add_to", (catalog) => catalog.add_to),
  drop00: yesNo(baseOptions.drop00),
  subgroup: { write: (value) => value, read: (value) => (value === "" ? undefined : value) },
};

/** Options come before the format, for the measure decides which format goes without saying. */
export const outcomeSettings: Settings<Outcome, Exclude<LinkOutcomeKey, "rows" | "options">> = {
  name: text,
  format: {
    write: (value, outcome) => (value === baseFormat(outcome.options.measure) ? null : value),
    read: (value, catalog) => (catalog.formats.some(({ id }) => id === value) ? value : undefined),
  },
  treatment: text,
  control: text,
  favours_left: text,
  favours_right: text,
  lower_is_better: yesNo(true),
  control_risk: text,
};

/** Settings of the whole review stand in the line of its first outcome. */
export const reviewSettings: Settings<Review, Exclude<LinkReviewKey, "outcomes">> = {
  title: text,
  question: text,
  current: number(0, (value) => Number.isInteger(value) && value > 0),
};
