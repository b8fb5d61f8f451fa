import { type ComponentChildren, h, type VNode } from "preact";
import { useMemo } from "preact/hooks";
import {
  type Maths,
  mathsText,
  type NumberText,
  nameParts,
  needsBrackets,
  parseMaths,
  strength,
  times,
  wraps,
} from "../text/maths";

/** Formulas as MathML, which the three engines set themselves. */

type Node = ComponentChildren;

const mi = (text: string): VNode => h("mi", null, text);
const mo = (text: string): VNode => h("mo", null, text);
const row = (...nodes: Node[]): VNode => h("mrow", null, ...nodes);
const brackets = (inner: Node): VNode =>
  row(h("mo", { stretchy: "true" }, "("), inner, h("mo", { stretchy: "true" }, ")"));

function name(text: string): VNode {
  const { base, sub, squared } = nameParts(text);
  const two = h("mn", null, "2");
  const below = /^\d+$/.test(sub) ? h("mn", null, sub) : mi(sub);
  if (sub !== "" && squared) return h("msubsup", null, mi(base), below, two);
  if (sub !== "") return h("msub", null, mi(base), below);
  return squared ? h("msup", null, mi(base), two) : mi(base);
}

/** Without the parentheses that a fraction or a root makes needless. */
const bare = (of: Maths): Maths => (of.kind === "group" ? of.of : of);

const SIGNS: Readonly<Record<string, string>> = { "-": "−", "*": "×" };

function draw(of: Maths, number: NumberText): Node {
  const of_ = (m: Maths): Node => draw(m, number);
  const wrapped = (m: Maths, wrap: boolean): Node => (wrap ? brackets(of_(m)) : of_(m));
  switch (of.kind) {
    case "number":
      return h("mn", null, number(of.value));
    case "name":
      return name(of.name);
    case "words":
      return of.text === "…" ? mo("…") : h("mtext", null, of.text);
    case "group":
      return brackets(of_(of.of));
    case "minus":
      return row(mo("−"), wrapped(of.of, strength(of.of) < 4));
    case "apply":
      return apply(of, of_, wrapped);
    case "join":
      return join(of, of_, wrapped);
  }
}

type Draw = (m: Maths) => Node;
type Wrap = (m: Maths, wrap: boolean) => Node;

function apply({ name: called, args }: Extract<Maths, { kind: "apply" }>, of: Draw, wrapped: Wrap): Node {
  const [first] = args;
  if (called === "sqrt" && first) return root(first, of);
  if (called === "abs" && first) return row(mo("|"), of(first), mo("|"));
  if (called === "exp" && first) return h("msup", null, mi("e"), of(bare(first)));
  if (called === "sum" && first) return row(mo("∑"), wrapped(first, needsBrackets("sum", first)));
  return row(name(called), brackets(row(...args.flatMap((arg, i) => (i === 0 ? [of(arg)] : [mo(","), of(arg)])))));
}

/** Not every device has a font whose roots grow: parentheses say how far the root of a fraction goes. */
function root(inner: Maths, of: Draw): Node {
  const under = bare(inner);
  const fraction = under.kind === "join" && under.op === "/";
  return h("msqrt", null, fraction ? brackets(of(under)) : of(under));
}

function join({ op, left, right }: Extract<Maths, { kind: "join" }>, of: Draw, wrapped: Wrap): Node {
  if (op === "/") return h("mfrac", null, of(bare(left)), of(bare(right)));
  if (op === "^") {
    const base = wrapped(left, wraps(left, op, false) || (left.kind === "apply" && left.name === "sum"));
    return h("msup", null, base, of(bare(right)));
  }
  const a = wrapped(left, wraps(left, op, false));
  const b = wrapped(right, wraps(right, op, true));
  if (op === " ") return times(left, right) ? row(a, mo("×"), b) : row(a, h("mspace", { width: "0.15em" }), b);
  return row(a, mo(SIGNS[op] ?? op), b);
}

/** Top level: a relation may break before its sign, so that a long one fits into a narrow page. */
function parts(of: Maths): { op: string; of: Maths }[] {
  if (of.kind === "join" && ["=", "≤", "≥", "≈"].includes(of.op))
    return [...parts(of.left), { op: of.op, of: of.right }];
  return [{ op: "", of }];
}

interface Props {
  of: Maths | string;
  number?: NumberText;
}

/** A formula on a line of its own; a screen reader that knows no MathML reads the text. */
export function Formula({ of, number = String }: Props) {
  const read = useMemo(() => (typeof of === "string" ? parseMaths(of) : of), [of]);
  return (
    <span class="maths" role="math" aria-label={mathsText(read, number)}>
      {parts(read).map(({ op, of: part }, i) => (
        <span key={`${i} ${op}`} class="maths-part">
          {h("math", { displaystyle: "true" }, row(...(op === "" ? [] : [mo(op)]), draw(part, number)))}
        </span>
      ))}
    </span>
  );
}
