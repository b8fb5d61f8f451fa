/** Names in a formula of moderators such as dose + `risk of bias`:group; what it means is the core's to say. */

/** A name as it stands in a formula: in backticks when it holds a character that means something there. */
export function quoted(name: string): string {
  return /[+:*^()~-]/.test(name) ? `\`${name}\`` : name;
}

function isName(token: string, name: string): boolean {
  const text = token.trim();
  return text === name || text === `\`${name}\``;
}

/** "rcs(", ", 4" before its end, and " - 1": what else may stand in a formula beside names and signs. */
const TOKENS =
  /`[^`]*`| *rcs\(|[+:*^)]|, *\d *(?=\))| +- ?1 *(?=\+|$)|[^+:*^)`]+?(?=, *\d *\)| +- ?1 *(?:\+|$)|[+:*^)`]|$)/g;

/** The formula cut at its signs, which stay as tokens of their own; backticks hold a name together. */
export function tokensOf(formula: string): string[] {
  return formula.match(TOKENS) ?? [];
}

export function renamed(formula: string, from: string, to: string): string {
  const swap = (token: string): string => token.replace(token.trim(), () => quoted(to));
  return tokensOf(formula)
    .map((token) => (isName(token, from) ? swap(token) : token))
    .join("");
}

/** The terms of the formula, as typed. */
function termsOf(formula: string): string[][] {
  const terms: string[][] = [[]];
  for (const token of tokensOf(formula)) {
    if (token === "+") terms.push([]);
    else terms.at(-1)?.push(token);
  }
  return terms;
}

/** The formula without the terms in which the name occurs. */
export function without(formula: string, name: string): string {
  const terms = termsOf(formula);
  const kept = terms.filter((tokens) => !tokens.some((token) => isName(token, name)));
  if (kept.length === terms.length) return formula;
  return kept.map((tokens) => tokens.join("").trim()).join(" + ");
}

/** The formula with one more term, unless it has it. */
export function withTerm(formula: string, name: string): string {
  if (termsOf(formula).some((tokens) => isName(tokens.join(""), name))) return formula;
  return formula.trim() === "" ? quoted(name) : `${formula.trim()} + ${quoted(name)}`;
}
