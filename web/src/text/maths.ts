import { t } from "../language/text";

/**
 * Formulas as one line of text: `y = ln((a/n_1) / (c/n_2))`. The same line is set as mathematics (ui/maths.tsx), written
 * as plain text, filled with numbers and worked out (maths-value.ts), so that what is explained is what is computed.
 *
 * Names may have a subscript (`w_i`, `SE_HK`) and end with ² where the square is the quantity (τ², I²). A name directly
 * before a parenthesis is a function; two things beside each other are multiplied. Words stand in quotes.
 */

export type Maths =
  | { readonly kind: "number"; readonly value: number }
  | { readonly kind: "name"; readonly name: string }
  | { readonly kind: "words"; readonly text: string }
  | { readonly kind: "apply"; readonly name: string; readonly args: readonly Maths[] }
  | { readonly kind: "join"; readonly op: string; readonly left: Maths; readonly right: Maths }
  | { readonly kind: "minus"; readonly of: Maths }
  | { readonly kind: "group"; readonly of: Maths };

const TOKEN =
  /\s+|(?<number>\d+(?:\.\d+)?)|(?<name>(?:[A-Za-zΑ-ω∞′][\u0302\u0304]?)+²?(?:_[A-Za-zΑ-ω0-9]+)?)|"(?<words>[^"]*)"|(?<sign>[-+±*/^=<>≤≥≈,;:()|…→~∈])/gu;

interface Token {
  kind: "number" | "name" | "words" | "sign";
  text: string;
  /** A parenthesis follows at once. */
  called: boolean;
}

function tokens(formula: string): Token[] {
  const found: Token[] = [];
  let end = 0;
  for (const match of formula.matchAll(TOKEN)) {
    if (match.index !== end) break;
    end += match[0].length;
    for (const kind of ["number", "name", "words", "sign"] as const) {
      const text = match.groups?.[kind];
      if (text !== undefined) found.push({ kind, text, called: formula[end] === "(" });
    }
  }
  if (end !== formula.length) throw new Error(`"${formula}" cannot be read from "${formula.slice(end)}" on`);
  return found;
}

/** From what binds least to what binds most; all of them lean to the left. */
const LEVELS: readonly (readonly string[])[] = [
  [";", ":"],
  [","],
  ["=", "<", ">", "≤", "≥", "≈", "→", "~", "∈", "|"],
  ["+", "-", "±"],
];

class Reader {
  private at = 0;
  constructor(
    private readonly list: readonly Token[],
    private readonly formula: string,
  ) {}

  private peek(sign?: string): Token | undefined {
    const token = this.list[this.at];
    return sign === undefined || (token?.kind === "sign" && token.text === sign) ? token : undefined;
  }

  private sign(of: readonly string[]): string | null {
    const token = this.peek();
    if (token?.kind !== "sign" || !of.includes(token.text)) return null;
    this.at++;
    return token.text;
  }

  private fail(what: string): never {
    throw new Error(`"${this.formula}": ${what}`);
  }

  all(): Maths {
    const read = this.level(0);
    if (this.peek()) this.fail(t`nothing is expected at "${this.peek()?.text}"`);
    return read;
  }

  private level(n: number): Maths {
    const signs = LEVELS[n];
    if (signs === undefined) return this.product();
    let left = this.level(n + 1);
    for (let op = this.sign(signs); op !== null; op = this.sign(signs))
      left = { kind: "join", op, left, right: this.level(n + 1) };
    return left;
  }

  private product(): Maths {
    let left = this.factor();
    for (;;) {
      const op = this.sign(["*", "/"]) ?? (this.startsAtom() ? " " : null);
      if (op === null) return left;
      left = { kind: "join", op, left, right: this.factor() };
    }
  }

  private startsAtom(): boolean {
    const token = this.peek();
    return token !== undefined && (token.kind !== "sign" || token.text === "(" || token.text === "…");
  }

  private factor(): Maths {
    if (this.sign(["-"])) return { kind: "minus", of: this.factor() };
    const base = this.atom();
    return this.sign(["^"]) ? { kind: "join", op: "^", left: base, right: this.factor() } : base;
  }

  private inside(): Maths {
    this.at++;
    const of = this.level(0);
    if (this.sign([")"]) === null) this.fail(t`a parenthesis is not closed`);
    return of;
  }

  private atom(): Maths {
    const token = this.peek() ?? this.fail(t`something is missing at the end`);
    if (token.kind === "sign" && token.text === "(") return { kind: "group", of: this.inside() };
    this.at++;
    if (token.kind === "number") return { kind: "number", value: Number(token.text) };
    if (token.kind === "words") return { kind: "words", text: token.text };
    if (token.text === "…") return { kind: "words", text: "…" };
    if (token.kind !== "name") this.fail(t`"${token.text}" does not begin anything`);
    if (!token.called) return { kind: "name", name: token.text };
    return { kind: "apply", name: token.text, args: list(this.inside()) };
  }
}

function list(of: Maths): Maths[] {
  return of.kind === "join" && of.op === "," ? [...list(of.left), of.right] : [of];
}

export function parseMaths(formula: string): Maths {
  return new Reader(tokens(formula), formula).all();
}

export const isRelation = (op: string): boolean => LEVELS[2]?.includes(op) ?? false;

/** How tightly it holds together, for parentheses. */
export function strength(of: Maths): number {
  if (of.kind === "minus") return 3;
  if (of.kind === "number" && of.value < 0) return 3;
  if (of.kind !== "join") return 6;
  const level = LEVELS.findIndex((signs) => signs.includes(of.op));
  return level >= 0 ? level : of.op === "^" ? 5 : 4;
}

/** "w_i" in its parts: the name, its subscript, whether it is written with a square. */
export function nameParts(name: string): { base: string; sub: string; squared: boolean } {
  const [head = "", sub = ""] = name.split("_");
  const squared = head.endsWith("²");
  return { base: squared ? head.slice(0, -1) : head, sub, squared };
}

const SUBSCRIPTS: Readonly<Record<string, string>> = { i: "ᵢ", j: "ⱼ", k: "ₖ" };

function subscript(sub: string): string {
  const small = [...sub].map((c) => (/\d/.test(c) ? String.fromCodePoint(0x2080 + Number(c)) : SUBSCRIPTS[c]));
  return small.every((c) => c !== undefined) ? small.join("") : `_${sub}`;
}

const FUNCTION_NAMES: Readonly<Record<string, string>> = { sum: "Σ", sqrt: "√" };
const SIGNS: Readonly<Record<string, string>> = { "-": "−", "*": "×", " ": " ", "^": "^" };

/** What multiplication by juxtaposition looks like: numbers beside each other would be read as one. */
export const times = (left: Maths, right: Maths): boolean => endsInNumber(left) || beginsWithNumber(right);

function endsInNumber(of: Maths): boolean {
  if (of.kind === "number") return true;
  return of.kind === "join" && (of.op === " " || of.op === "*") && endsInNumber(of.right);
}

function beginsWithNumber(of: Maths): boolean {
  if (of.kind === "number" || (of.kind === "minus" && beginsWithNumber(of.of))) return true;
  return of.kind === "join" && beginsWithNumber(of.left);
}

export type NumberText = (value: number) => string;

/** Whether the right side of a sign needs parentheses that the left would not. */
export function wraps(inner: Maths, op: string, right: boolean): boolean {
  if (inner.kind === "group") return false;
  const outer = strength({ kind: "join", op, left: inner, right: inner });
  return right
    ? strength(inner) <= outer && !(op === " " && strength(inner) === 4 && isProduct(inner))
    : strength(inner) < outer;
}

const isProduct = (of: Maths): boolean => of.kind === "join" && (of.op === " " || of.op === "*");

/** What follows Σ or √ stands in parentheses unless it is one product. */
export const needsBrackets = (name: string, arg: Maths): boolean =>
  name === "sum" ? strength(arg) < 4 : strength(arg) < 6 || arg.kind === "apply";

/** As one line that can be copied anywhere. */
export function mathsText(of: Maths, number: NumberText = String): string {
  const text = (m: Maths): string => mathsText(m, number);
  const inBrackets = (m: Maths, wrap: boolean): string => (wrap ? `(${text(m)})` : text(m));
  switch (of.kind) {
    case "number":
      return number(of.value);
    case "words":
      return of.text;
    case "group":
      return `(${text(of.of)})`;
    case "minus":
      return `−${inBrackets(of.of, strength(of.of) < 4)}`;
    case "name": {
      const { base, sub, squared } = nameParts(of.name);
      return base + (sub === "" ? "" : subscript(sub)) + (squared ? "²" : "");
    }
    case "apply": {
      const [first] = of.args;
      const name = FUNCTION_NAMES[of.name];
      if (name !== undefined && first !== undefined)
        return name === "Σ" ? `Σ ${inBrackets(first, needsBrackets("sum", first))}` : `√(${text(first)})`;
      return `${mathsText({ kind: "name", name: of.name })}(${of.args.map(text).join(", ")})`;
    }
    case "join":
      return joinText(of, text, inBrackets);
  }
}

function joinText(
  { op, left, right }: Extract<Maths, { kind: "join" }>,
  text: (m: Maths) => string,
  inBrackets: (m: Maths, wrap: boolean) => string,
): string {
  const [a, b] = [inBrackets(left, wraps(left, op, false)), inBrackets(right, wraps(right, op, true))];
  if (op === "^") {
    const base = left.kind === "apply" && left.name === "sum" ? `(${text(left)})` : a;
    return right.kind === "number" && right.value === 2 ? `${base}²` : `${base}^${b}`;
  }
  if (op === "," || op === ";" || op === ":") return `${a}${op} ${b}`;
  if (op === " " && times(left, right)) return `${a} × ${b}`;
  return op === " " ? `${a} ${b}` : `${a} ${SIGNS[op] ?? op} ${b}`;
}
