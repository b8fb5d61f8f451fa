/** Texts that may stand in R code whatever a study is called: the file is ASCII but for its comments. */

const LONE_SURROGATE = /[\u{d800}-\u{dfff}]/gu;
const ESCAPES = new Map([
  ["\\", "\\\\"],
  ['"', '\\"'],
]);

function escapeCharacter(c: string): string {
  const known = ESCAPES.get(c);
  if (known !== undefined) return known;
  const code = c.codePointAt(0) as number;
  if (code >= 0x20 && code < 0x7f) return c;
  // R has no character 0, and nothing below the blank belongs into a label.
  if (code < 0x20 || code === 0x7f) return " ";
  return code > 0xffff ? `\\U${code.toString(16).padStart(8, "0")}` : `\\u${code.toString(16).padStart(4, "0")}`;
}

/** A string literal. Lone surrogates, which R refuses, become U+FFFD. */
export function quote(text: string): string {
  return `"${Array.from(text.replace(LONE_SURROGATE, "\ufffd"), escapeCharacter).join("")}"`;
}

/** One comment line: no line ends, no control characters, nothing that turns the direction of writing. */
export function comment(text: string): string {
  return `# ${text.replace(/[^\p{L}\p{M}\p{N}\p{P}\p{S} ]/gu, " ").trim()}`;
}

const PER_LINE = 100;

/** c(…) broken into lines of about 100 characters: R reads lines of at most 4095. */
export function vector(items: readonly string[]): string {
  const lines: string[] = [];
  let line = "";
  for (const item of items) {
    if (line !== "" && line.length + item.length > PER_LINE) {
      lines.push(line);
      line = "";
    }
    line += line === "" ? item : `, ${item}`;
  }
  return `c(${[...lines, line].join(",\n    ")})`;
}

/** A number with seven digits, as comments have it. */
export const digits = (value: number | null): string =>
  value === null ? "not defined" : String(Number(value.toPrecision(7)));

/** A name in a formula: in backticks unless R takes it as it is. */
export const name = (text: string): string =>
  /^[A-Za-z][A-Za-z0-9._]*$/.test(text) ? text : `\`${quote(text.replaceAll("`", " ")).slice(1, -1)}\``;
