import { t } from "../language/text";
import { plainText } from "../text/plain-text";

/**
 * The figures of a published result, as typed, and as an outcome keeps them: "est=2.43 ci_lb=1.10".
 * Digits are kept as they are printed, for their number is what tells methods apart.
 */
export const FIGURES = [
  { name: "est", label: t`Estimate` },
  { name: "ci_lb", label: t`Lower limit` },
  { name: "ci_ub", label: t`Upper limit` },
  { name: "pval", label: "P" },
  { name: "I2", label: "I², %" },
  { name: "tau2", label: "τ²" },
  { name: "QE", label: t`Q (chi²)` },
  { name: "QEp", label: t`P of Q` },
  { name: "k", label: t`Studies` },
  { name: "risk1", label: t`Treatment, %` },
  { name: "n1", label: t`of people` },
  { name: "risk2", label: t`Control, %` },
  { name: "n2", label: t`of people` },
] as const;

export type FigureId = (typeof FIGURES)[number]["name"];
/** "weights": of the studies that have one, in the order of the table. */
export type Typed = Readonly<Partial<Record<FigureId | "weights", string>>>;

const NUMBER = /^([<>]?)=?(-?)(\d*)(?:[.,·](\d*))?%?$/;

/** "0,029" -> "0.029", "< .001" -> "<.001", "67 %" -> "67"; null where it is no number in digits. */
export function figureText(typed: string): string | null {
  const found = NUMBER.exec(plainText(typed).replace(/\s/g, "").replace("≤", "<").replace("≥", ">"));
  if (found === null) return null;
  const [, bound, minus, whole = "", decimals = ""] = found;
  if (whole + decimals === "" || (whole + decimals).length > 15) return null;
  return `${bound}${minus}${whole === "" ? "0" : whole}${decimals === "" ? "" : `.${decimals}`}`;
}

/** More than any published figure has, and a link keeps the text short. */
const MOST_WEIGHTS = 120;

/** "18.5%, 13.1 %; 9" -> 18.5, 13.1, 9, each with its digits; null where one of them is no number. */
export function weightTexts(typed: string): string[] | null {
  const parts = plainText(typed)
    .replace(/\s*%/g, " ")
    .split(/[,;]?\s+|;/)
    .filter((part) => part !== "");
  const texts = parts.map((part) => (/^\d*[.,·]?\d*$/.test(part) ? figureText(part) : null));
  return texts.length <= MOST_WEIGHTS && texts.every((text) => text !== null) ? texts : null;
}

/** The text an outcome keeps, in the order of the table; what is no number is left out. */
export function publishedText(typed: Typed): string {
  const pairs = FIGURES.flatMap(({ name }) => {
    const text = figureText(typed[name] ?? "");
    return text === null ? [] : [`${name}=${text}`];
  });
  const weights = weightTexts(typed.weights ?? "") ?? [];
  return [...pairs, ...(weights.length > 0 ? [`weights=${weights.join("/")}`] : [])].join(" ");
}

/** The weights that an outcome keeps, as printed; [] where there are none. */
export function publishedWeights(text: string): string[] {
  const list = /(?:^| )weights=(\S+)/.exec(text)?.[1] ?? "";
  return weightTexts(list.replaceAll("/", " ")) ?? [];
}

/** What the fields show. */
export function publishedTyped(text: string): Typed {
  const weights = publishedWeights(text);
  return { ...publishedFigures(text), ...(weights.length > 0 && { weights: weights.join("  ") }) };
}

/** The other way: what the core is asked. What is no figure in its one form is left out. */
export function publishedFigures(text: string): Record<string, string> {
  const names = new Set<string>(FIGURES.map(({ name }) => name));
  const figures = text.split(" ").flatMap((pair): [string, string][] => {
    const [name = "", figure = ""] = pair.split("=", 2);
    return names.has(name) && figureText(figure) === figure ? [[name, figure]] : [];
  });
  const weights = publishedWeights(text);
  return Object.fromEntries(weights.length > 0 ? [...figures, ["weights", weights.join("/")]] : figures);
}

/** One way only to read a run of digits, and no more than 15 of them: no sentence takes long. */
const N = "(-?(?:\\d{1,15}(?:[.,·]\\d{1,15})?|[.,·]\\d{1,15}))(?!\\d)";
const OTHERS: readonly (readonly [RegExp, readonly FigureId[]])[] = [
  [
    new RegExp(`${N}\\s*%\\s*(?:vs\\.?|versus|against|gegenüber|compared (?:with|to)|and|und)\\s*${N}\\s*%`, "i"),
    ["risk1", "risk2"],
  ],
  [new RegExp(`\\bI\\s?(?:2|²|\\^2|-squared)\\s*(?:=|of|was|:)?\\s*${N}\\s*%`, "i"), ["I2"]],
  [new RegExp(`(?:\\btau|τ)\\s?(?:2|²|\\^2)\\s*=\\s*${N}`, "i"), ["tau2"]],
  [new RegExp(`(?:\\bQ|\\bchi|χ)\\s?(?:2|²|\\^2)?\\s*=\\s*${N}`, "i"), ["QE"]],
  [/\bP(?:[- ]?value)?\s*([=<>≤≥]\s*\d?[.,·]\d+)/i, ["pval"]],
  [/\b(\d+)\s+(?:studies|trials|RCTs|cohorts|Studien)\b/i, ["k"]],
];
const INTERVAL = new RegExp(
  `${N}\\s*[,;]?\\s*[([]?\\s*(?:\\d+\\s?%[\\s-]*(?:CI|CrI|KI|confidence interval|Konfidenzintervall)[,:;]?\\s*)?${N}\\s*(?:to|bis|[-–—;]|,\\s)\\s*${N}`,
  "i",
);

/** The figures in a sentence: "RR 2.43 (95% CI 1.10 to 5.40), P = .029, I² = 67%, 3 trials". */
export function figuresIn(sentence: string): Typed {
  let rest = sentence.slice(0, 1000).replace(/[−‐‑]/g, "-").replace(/\s+/g, " ");
  const found: Partial<Record<FigureId, string>> = {};
  for (const [pattern, names] of OTHERS) {
    const match = pattern.exec(rest);
    if (match === null) continue;
    names.forEach((name, i) => {
      found[name] = (match[i + 1] ?? "").replace(/^=\s*/, "");
    });
    rest = rest.replace(match[0], " ; ");
  }
  const [, est, ci_lb, ci_ub] = INTERVAL.exec(rest) ?? [];
  return est === undefined ? found : { est, ci_lb, ci_ub, ...found };
}
