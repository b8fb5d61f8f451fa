/** Widths of Helvetica (and of Arial and Liberation Sans, made to the same measure) in thousandths of the font size. */

// Advance widths of U+0020 to U+007E, from the Adobe core font metrics of Helvetica.
const ASCII = [
  278, 278, 355, 556, 556, 889, 667, 191, 333, 333, 389, 584, 278, 333, 278, 278, 556, 556, 556, 556, 556, 556, 556,
  556, 556, 556, 278, 278, 584, 584, 584, 556, 1015, 667, 667, 722, 722, 667, 611, 778, 722, 278, 500, 667, 556, 833,
  722, 778, 667, 778, 722, 667, 611, 722, 667, 944, 667, 667, 611, 278, 278, 278, 469, 556, 333, 556, 556, 500, 556,
  556, 278, 556, 556, 222, 222, 500, 222, 833, 556, 556, 556, 556, 333, 500, 278, 556, 500, 722, 500, 500, 500, 334,
  260, 334, 584,
];
const OTHER: Readonly<Record<string, number>> = {
  "\u00a0": 278,
  "–": 556,
  "—": 1000,
  "−": 584,
  "×": 584,
  "·": 278,
  "…": 1000,
  "²": 333,
  "³": 333,
  "¹": 333,
  τ: 440,
  χ: 520,
  "≤": 549,
  "≥": 549,
  "±": 584,
  "∞": 713,
  "’": 222,
  "‘": 222,
  "“": 333,
  "”": 333,
  "←": 1000,
  "→": 1000,
  "⁻": 333,
};
const BOLD = 1.1;
// Where none of these fonts is installed the stand-in is wider (DejaVu Sans by a seventh): nothing may touch there too.
const SAFETY = 1.14;

function charWidth(char: string): number {
  const code = char.codePointAt(0) ?? 0;
  if (code >= 0x20 && code < 0x7f) return ASCII[code - 0x20] ?? 556;
  const known = OTHER[char];
  if (known !== undefined) return known;
  if (code >= 0x300 && code < 0x370) return 0;
  // Accented Latin is about as wide as its base letters; other scripts take at most a square.
  return code < 0x250 ? 667 : 1000;
}

/** Width of a line of text, in the unit of `size`. */
export function textWidth(text: string, size: number, bold = false): number {
  let sum = 0;
  for (const char of text) sum += charWidth(char);
  return (sum / 1000) * size * SAFETY * (bold ? BOLD : 1);
}

/** Cuts with an ellipsis what is wider than `width`. */
export function fitText(text: string, width: number, size: number, bold = false): string {
  if (textWidth(text, size, bold) <= width) return text;
  let kept = "";
  for (const char of text) {
    if (textWidth(`${kept}${char}…`, size, bold) > width) break;
    kept += char;
  }
  return `${kept.trimEnd()}…`;
}

/** Lines no wider than `width`, broken at spaces; a single longer word is cut. */
export function wrapText(text: string, width: number, size: number): string[] {
  const lines: string[] = [];
  let line = "";
  for (const word of text.split(" ")) {
    const longer = line === "" ? word : `${line} ${word}`;
    if (line !== "" && textWidth(longer, size) > width) {
      lines.push(line);
      line = word;
    } else {
      line = longer;
    }
  }
  lines.push(line);
  return lines.map((l) => fitText(l, width, size));
}
