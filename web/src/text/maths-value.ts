import type { Maths } from "./maths";

/** Working a formula out, and putting numbers in it. What comes out is held against the core's number: see working. */

/** One number, or one for each study. */
export type Values = Readonly<Record<string, number | readonly number[]>>;

/** log Γ by Stirling's series, after shifting x upwards: about 15 digits for x > 0. */
function logGamma(x: number): number {
  let shift = 0;
  let y = x;
  for (; y < 12; y++) shift += Math.log(y);
  const z = 1 / (y * y);
  const series = (1 / 12 - z * (1 / 360 - z * (1 / 1260 - z * (1 / 1680 - z / 1188)))) / y;
  return (y - 0.5) * Math.log(y) - y + Math.log(2 * Math.PI) / 2 + series - shift;
}

const FUNCTIONS: Readonly<Record<string, (...x: number[]) => number>> = {
  ...{ ln: Math.log, exp: Math.exp, sqrt: Math.sqrt, abs: Math.abs, max: Math.max, min: Math.min },
  ...{ asin: Math.asin, sin: Math.sin, cos: Math.cos, atanh: Math.atanh, tanh: Math.tanh, sign: Math.sign },
  Γ: (x) => Math.exp(logGamma(x)),
  // Γ(m/2) / (√(m/2) Γ((m − 1)/2)), Hedges' correction for small samples.
  J: (m) => Math.exp(logGamma(m / 2) - Math.log(m / 2) / 2 - logGamma((m - 1) / 2)),
  up: Math.ceil,
};

function joined(op: string, a: number, b: number): number {
  if (op === "+") return a + b;
  if (op === "-") return a - b;
  if (op === "*" || op === " ") return a * b;
  if (op === "/") return a / b;
  return op === "^" ? a ** b : Number.NaN;
}

/** How many studies the values speak of. */
export function sizeOf(values: Values): number {
  return Math.max(0, ...Object.values(values).map((v) => (typeof v === "number" ? 0 : v.length)));
}

/** Of study i where there is one for each; undefined where there is none. */
function look(values: Values, name: string, i: number | undefined): number | undefined {
  const value = values[name];
  return value === undefined || typeof value === "number" ? value : i === undefined ? undefined : value[i];
}

/**
 * NaN where a name has no value or a function is not one that is worked out here.
 * @param i  the study whose numbers are meant, outside of sums
 */
export function workOut(of: Maths, values: Values, i?: number): number {
  const value = (m: Maths): number => workOut(m, values, i);
  switch (of.kind) {
    case "number":
      return of.value;
    case "name":
      return of.name === "π" ? Math.PI : (look(values, of.name, i) ?? Number.NaN);
    case "words":
      return Number.NaN;
    case "group":
      return value(of.of);
    case "minus":
      return -value(of.of);
    case "join":
      return joined(of.op, value(of.left), value(of.right));
    case "apply": {
      const [first] = of.args;
      if (of.name !== "sum" || first === undefined) return FUNCTIONS[of.name]?.(...of.args.map(value)) ?? Number.NaN;
      return Array.from({ length: sizeOf(values) }, (_, j) => workOut(first, values, j)).reduce((a, b) => a + b, 0);
    }
  }
}

/** Of a sum over more studies, the first two and the last are written out. */
const WRITTEN_OUT = 4;

const plus = (left: Maths, right: Maths): Maths => ({ kind: "join", op: "+", left, right });

function written(term: Maths, values: Values): Maths {
  const k = sizeOf(values);
  const one = (j: number): Maths => {
    const filled = fill(term, values, j);
    return filled.kind === "join" && (filled.op === "+" || filled.op === "-") ? { kind: "group", of: filled } : filled;
  };
  if (k === 0) return { kind: "apply", name: "sum", args: [term] };
  if (k <= WRITTEN_OUT) return { kind: "group", of: Array.from({ length: k }, (_, j) => one(j)).reduce(plus) };
  const some = [one(0), one(1), { kind: "words", text: "…" } as Maths, one(k - 1)];
  return { kind: "group", of: some.reduce(plus) };
}

/**
 * The formula with numbers in the place of the names that have one.
 * @param i  the study whose numbers are meant, outside of sums
 */
export function fill(of: Maths, values: Values, i?: number): Maths {
  const filled = (m: Maths): Maths => fill(m, values, i);
  switch (of.kind) {
    case "name": {
      const value = look(values, of.name, i);
      return value === undefined ? of : { kind: "number", value };
    }
    case "group": {
      const inner = filled(of.of);
      return inner.kind === "number" && inner.value >= 0 ? inner : { kind: "group", of: inner };
    }
    case "minus":
      return { kind: "minus", of: filled(of.of) };
    case "join":
      return { ...of, left: filled(of.left), right: filled(of.right) };
    case "apply": {
      const [first] = of.args;
      if (of.name === "sum" && first !== undefined) return written(first, values);
      return { ...of, args: of.args.map(filled) };
    }
    default:
      return of;
  }
}
