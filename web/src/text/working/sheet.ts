import type { Catalog, CatalogMeasure, Report, Study } from "../../core/types";
import { marked, t } from "../../language/text";
import { formatSignificant, MINUS } from "../format";
import { type Maths, mathsText, parseMaths } from "../maths";
import { fill, sizeOf, type Values, workOut } from "../maths-value";

/**
 * The working of a number: formulas, this data's numbers in them, what comes out. Every step whose number the core knows
 * is held against it; where the two differ, or where nobody can work it out by hand, the core's number stands alone.
 */

/** What there is to explain. */
export interface Given {
  readonly report: Report;
  readonly catalog: Catalog;
  readonly measure: CatalogMeasure;
  readonly studies: readonly Study[];
  /** The upper point of the t distribution (null = normal) that belongs to the level; null where nobody knows it. */
  readonly quantile: (df: number | null) => number | null;
}

export interface Step {
  readonly formula: Maths | null;
  /** With numbers in it; null where it is not worked out here. */
  readonly filled: Maths | null;
  readonly value: number | null;
  /** Of an equation: what stands on its left. */
  readonly left?: number;
  /** Words, in place of a formula or after it. */
  readonly words?: string;
  /** Worked out here and found equal to the core's number; null where the core does not give it by itself. */
  readonly agrees: boolean | null;
}

export interface Sheet {
  readonly title: string;
  readonly steps: readonly Step[];
  /** Pages of the guide. */
  readonly see: readonly string[];
}

export const BY_SEARCH = t`found by search or from tables: it cannot be worked out in a few lines`;

/** As many digits as are worth copying; whole numbers and what was typed as they are. */
export function numberText(value: number): string {
  if (!Number.isFinite(value)) return value > 0 ? "∞" : value < 0 ? "−∞" : "–";
  const size = Math.abs(value);
  if (value !== 0 && (size < 1e-4 || size >= 1e7)) return formatSignificant(value, 4);
  return (value < 0 ? MINUS : "") + marked(String(Number.isInteger(value) ? size : Number(size.toPrecision(5))));
}

/** The last digits may differ: the core centres and scales before it sums. */
export function same(a: number, b: number): boolean {
  return Math.abs(a - b) <= 1e-8 * Math.max(Math.abs(a), Math.abs(b)) + 1e-13;
}

interface Known {
  /** The core's number. */
  core?: number | null;
  words?: string;
}

/** Collects steps; what a step finds is there for the next ones. */
export class Working {
  readonly steps: Step[] = [];
  constructor(private values: Record<string, number | readonly number[]> = {}) {}

  get(name: string): number {
    const value = this.values[name];
    return typeof value === "number" ? value : Number.NaN;
  }

  /** All that is known so far, for a trial of what comes next. */
  known(): Values {
    return this.values;
  }

  set(values: Values): this {
    Object.assign(this.values, values);
    return this;
  }

  say(words: string): this {
    this.steps.push({ formula: null, filled: null, value: null, words, agrees: null });
    return this;
  }

  /** "name = …", worked out. */
  add(formula: string, { core, words }: Known = {}): this {
    const { whole, name, right } = equation(formula);
    const found = workOut(right, this.values);
    const agrees = core === undefined || core === null ? null : same(found, core);
    const worked = Number.isFinite(found) && agrees !== false;
    const value = worked ? found : (core ?? null);
    this.steps.push({
      formula: whole,
      filled: worked ? fill(right, this.values) : null,
      value,
      words: words ?? (worked ? undefined : BY_SEARCH),
      agrees: core === undefined || core === null ? null : worked,
    });
    if (value !== null) this.values[name] = value;
    return this;
  }

  /** A number that is looked up or comes from elsewhere. */
  given(name: string, value: number, words: string): this {
    this.values[name] = value;
    const formula: Maths = { kind: "name", name };
    this.steps.push({ formula, filled: null, value, words, agrees: null });
    return this;
  }

  /** "name_i = …", worked out for every study; the first is shown. */
  each(formula: string): this {
    const { whole, name, right } = equation(formula);
    const found = Array.from({ length: sizeOf(this.values) }, (_, i) => workOut(right, this.values, i));
    const filled = fill(right, this.values, 0);
    this.steps.push({ formula: whole, filled, value: found[0] ?? null, words: t`for the first study`, agrees: null });
    this.values[name] = found;
    return this;
  }

  /** Left = right, which the number found makes true: both sides. */
  equation(formula: string): this {
    const { whole, left, right } = equation(formula);
    const sides = [workOut(left, this.values), workOut(right, this.values)] as const;
    this.steps.push({
      formula: whole,
      filled: null,
      left: sides[0],
      value: sides[1],
      words: t`both sides with these numbers`,
      // Sums of squares near a flat top: fewer digits than a number that is worked out.
      agrees: Math.abs(sides[0] - sides[1]) <= 1e-6 * Math.max(Math.abs(sides[0]), Math.abs(sides[1])),
    });
    return this;
  }

  /** Both sides of what need not be equal. */
  sides(formula: string, words: string): this {
    const { whole, left, right } = equation(formula);
    const sides = [workOut(left, this.values), workOut(right, this.values)] as const;
    this.steps.push({
      formula: whole,
      filled: null,
      left: sides[0],
      value: sides[1],
      words,
      agrees: sides[0] <= sides[1] * (1 + 1e-9),
    });
    return this;
  }

  /** A formula alone. */
  formula(formula: string, words?: string): this {
    this.steps.push({ formula: parseMaths(formula), filled: null, value: null, words, agrees: null });
    return this;
  }
}

function equation(formula: string): { whole: Maths; name: string; left: Maths; right: Maths } {
  const whole = parseMaths(formula);
  if (whole.kind !== "join" || whole.op !== "=") throw new Error(`"${formula}" is no equation`);
  const name = whole.left.kind === "name" ? whole.left.name : "";
  return { whole, name, left: whole.left, right: whole.right };
}

/** One step as lines that can be copied. */
export function stepText({ formula, filled, value, left, words }: Step): string {
  const symbols = formula === null ? [] : [mathsText(formula)];
  const numbers = filled === null ? [] : [`  = ${mathsText(filled, numberText)}`];
  const sides = left === undefined || value === null ? [] : [t`  left ${numberText(left)}, right ${numberText(value)}`];
  const result = value === null || left !== undefined ? [] : [`  = ${numberText(value)}`];
  const said = words === undefined ? [] : [formula === null ? words : `  (${words})`];
  return [...symbols, ...numbers, ...sides, ...result, ...said].join("\n");
}

export function sheetText({ title, steps }: Sheet): string {
  return [title, ...steps.map(stepText)].join("\n\n");
}
