import { limits } from "./limits";

/** How figures are saved. A habit of the person, not a part of the review: remembered, never sent. */
export interface FigureChoices {
  /** Look of the forest plot: an id of plots/forest-styles.ts. */
  readonly style: string;
  /** Width on paper. */
  readonly width_mm: number;
  /** Dots per inch of a PNG. */
  readonly dpi: number;
  /** The review goes into the file, which can then be opened again. */
  readonly carry: boolean;
  readonly forest: ForestChoices;
  readonly shading: Shading;
}

/** What lies behind a funnel: levels of P around no effect, the power for the common effect, or nothing. */
export const SHADINGS = ["P", "power", "none"] as const;
export type Shading = (typeof SHADINGS)[number];

/** What of a forest plot the user chooses besides its style. */
export interface ForestChoices {
  /** Ids of the style's columns that are not wanted. */
  readonly hidden: readonly string[];
  /** Ids of further columns: plots/forest-choices.ts. */
  readonly extra: readonly string[];
  /** Column that the studies are sorted by; "" = as typed. */
  readonly sort: string;
  /** From the largest to the smallest. */
  readonly down: boolean;
  /** The common effect beside random effects, or the other way round; the report needs the analysis funnel. */
  readonly both: boolean;
}

const usualForest: ForestChoices = { hidden: [], extra: [], sort: "", down: false, both: false };

export const usualChoices: FigureChoices = {
  ...{ style: "plain", width_mm: 170, dpi: 300, carry: true },
  forest: usualForest,
  shading: "P",
};

export const widths = { least: 40, most: 600 } as const;
export const resolutions = { least: 72, most: 1200 } as const;

const within = (value: unknown, { least, most }: { least: number; most: number }, otherwise: number): number =>
  typeof value === "number" && value >= least && value <= most ? value : otherwise;

type Raw<T> = Partial<Record<keyof T, unknown>>;

const object = <T>(value: unknown): Raw<T> => (typeof value === "object" && value !== null ? value : {});
const text = (value: unknown, otherwise: string): string =>
  typeof value === "string" ? value.slice(0, limits.linkCell) : otherwise;
const ids = (value: unknown): string[] =>
  Array.isArray(value) ? value.slice(0, limits.columns).map((id) => text(id, "")) : [];

function forestOf(raw: Raw<ForestChoices>): ForestChoices {
  const { hidden, extra, sort, down, both } = raw;
  return { hidden: ids(hidden), extra: ids(extra), sort: text(sort, ""), down: down === true, both: both === true };
}

/** Total: whatever was stored gives choices that can be used. */
export function readChoices(stored: string | null): FigureChoices {
  let raw: Raw<FigureChoices> = {};
  try {
    raw = object(JSON.parse(stored ?? "{}"));
  } catch {
    // What is damaged is forgotten.
  }
  return {
    style: text(raw.style, usualChoices.style),
    width_mm: within(raw.width_mm, widths, usualChoices.width_mm),
    dpi: within(raw.dpi, resolutions, usualChoices.dpi),
    carry: raw.carry !== false,
    forest: forestOf(object(raw.forest)),
    shading: SHADINGS.find((id) => id === raw.shading) ?? usualChoices.shading,
  };
}
