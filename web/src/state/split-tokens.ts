import { FOOTNOTES, parseNumber } from "../text/parse-number";
import { isDigit, plainText } from "../text/plain-text";

/** A text of several numbers, "2.4 (95% CI 1.1 to 5.4)", as numbers and a short form that says what is between them. */
type Kind = "number" | "slash" | "of" | "plusminus" | "open" | "close" | "dash" | "separator" | "percent" | "word";

interface Token {
  kind: Kind;
  /** A number's text, or the letters of a word in lower case. */
  text: string;
}

/** What was read at one place of the text, and where it ends. */
interface Read {
  tokens: Token[];
  end: number;
}

/** Nothing of this kind is longer; longer texts are not looked at. */
export const LONGEST = 200;
/** Words that may stand beside the numbers of a confidence interval or a standard deviation. */
const WORDS = new Set([
  "ci",
  "cl",
  "ki",
  "ic",
  "cri",
  "rr",
  "or",
  "hr",
  "rd",
  "md",
  "smd",
  "irr",
  "se",
  "sd",
  "n",
  "mean",
  "g",
  "d",
  "median",
  "iqr",
  "range",
]);
const NUMBER_CHARACTERS = "0123456789.,'";

const isLetter = (c: string | undefined): boolean => c !== undefined && c.toLowerCase() !== c.toUpperCase();

/** A run of digits and separators as one number, or as two when the comma in "1.1,5.4" cannot be a decimal comma. */
function numbersOf(run: string): Token[] {
  const pieces = run.split(",");
  if (pieces.length === 2 && pieces.every((piece) => piece.split(".").length === 2 && isDigit(piece[0])))
    return [
      { kind: "number", text: pieces[0] as string },
      { kind: "separator", text: "," },
      { kind: "number", text: pieces[1] as string },
    ];
  return [{ kind: "number", text: run }];
}

/** Where the number that begins at `from` ends; a comma or point before a blank or a bracket is punctuation. */
function endOfNumber(text: string, from: number): number {
  let end = from;
  while (end < text.length && NUMBER_CHARACTERS.includes(text[end] as string)) end += 1;
  if (/e/i.test(text[end] ?? "") && /^e[+-]?\d/i.test(text.slice(end, end + 3))) {
    end += 2;
    while (isDigit(text[end])) end += 1;
  }
  while (end > from && !isDigit(text[end - 1]) && text[end - 1] !== "'") end -= 1;
  return end;
}

/**
 * A dash after a number separates ("1.1-5.4", "-0.6 - -0.1"), elsewhere it is a minus. "1.1 -5.4" could be either
 * and is refused (null).
 */
function dashAt(text: string, i: number, before: Token | undefined): "dash" | "minus" | null {
  if (before?.kind !== "number") return "minus";
  if (text[i - 1] === " " && text[i + 1] !== " ") return null;
  return "dash";
}

/** The sign and the digits of a number that begins with + or -. */
function signedNumber(text: string, i: number): Read | null {
  let start = i + 1;
  while (text[start] === " ") start += 1;
  const end = endOfNumber(text, start);
  return end === start ? null : { tokens: [{ kind: "number", text: `${text[i]}${text.slice(start, end)}` }], end };
}

function wordAt(text: string, i: number): Read | null {
  let end = i;
  while (isLetter(text[end])) end += 1;
  const word = text.slice(i, end).toLowerCase();
  const kind = word === "of" ? "of" : word === "to" || word === "bis" ? "dash" : "word";
  return kind === "word" && !WORDS.has(word) ? null : { tokens: [{ kind, text: word }], end };
}

const SIGNS = new Map<string, Kind>([
  ["±", "plusminus"], ["/", "slash"], ["⁄", "slash"], ["(", "open"], ["[", "open"], [")", "close"], ["]", "close"],
  ["%", "percent"], [";", "separator"], [":", "separator"], ["=", "separator"],
]); // biome-ignore format: a table

/** What stands at `i`; null for something that does not belong into such a text. */
function readAt(text: string, i: number, before: Token | undefined): Read | null {
  const c = text[i] as string;
  const one = (kind: Kind, length = 1): Read => ({
    tokens: [{ kind, text: text.slice(i, i + length) }],
    end: i + length,
  });
  // A footnote mark stands behind what it belongs to.
  if (c === " " || (before !== undefined && FOOTNOTES.includes(c))) return { tokens: [], end: i + 1 };
  if (text.startsWith("+/-", i)) return one("plusminus", 3);
  if (text.startsWith("+-", i)) return one("plusminus", 2);
  const sign = SIGNS.get(c);
  if (sign !== undefined) return one(sign);
  if (isDigit(c) || ((c === "." || c === ",") && isDigit(text[i + 1]))) {
    const end = endOfNumber(text, i);
    return { tokens: numbersOf(text.slice(i, end)), end };
  }
  if (c === ",") return one("separator");
  if (c === "+") return signedNumber(text, i);
  if (isLetter(c)) return wordAt(text, i);
  if (c !== "-") return null;
  const role = dashAt(text, i, before);
  return role === "dash" ? one("dash") : role === "minus" ? signedNumber(text, i) : null;
}

function tokensOf(input: string): Token[] | null {
  if (input.length > LONGEST) return null;
  const text = plainText(input);
  const found: Token[] = [];
  for (let i = 0; i < text.length; ) {
    const read = readAt(text, i, found[found.length - 1]);
    if (read === null) return null;
    found.push(...read.tokens);
    i = read.end;
  }
  return found;
}

const isNumber = (text: string): boolean => {
  const parsed = parseNumber(text);
  return parsed !== null && "value" in parsed;
};

/** The tokens as a short form, one letter each: "n/n", "n(n)", "n(n%wnDn)". */
const LETTERS: Record<Kind, string> = {
  number: "n", slash: "/", of: "/", plusminus: "±", open: "(", close: ")", dash: "-", separator: ",", percent: "%", word: "w",
}; // biome-ignore format: a table

export interface Form {
  shape: string;
  numbers: string[];
}

export function formOf(text: string): Form | null {
  const found = tokensOf(text);
  if (found === null) return null;
  const numbers = found.filter((token) => token.kind === "number").map((token) => token.text);
  if (numbers.length < 2 || !numbers.every(isNumber)) return null;
  return { shape: found.map((token) => LETTERS[token.kind]).join(""), numbers };
}
