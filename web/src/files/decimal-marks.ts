import { plainText } from "../text/plain-text";

/**
 * "1,234" and "1.234" can each mean 1234 or 1.234. In a table the other cells tell: one "0,5" makes the comma the
 * decimal mark, one "0.5" the point. The texts that can be read in two ways are then written in one.
 */
const COMMA_DECIMAL = /^[-+]?(?:0?,\d+|0,\d+|\d+,\d{1,2}|\d+,\d{4,}|\d{1,3}(?:\.\d{3})+,\d+)$/;
const POINT_DECIMAL = /^[-+]?(?:0?\.\d+|0\.\d+|\d+\.\d{1,2}|\d+\.\d{4,}|\d{1,3}(?:,\d{3})+\.\d+)$/;
const TWO_WAYS = /^[-+]?[1-9]\d{0,2}[.,]\d{3}$/;

export interface Settled {
  rows: string[][];
  notes: string[];
}

function settledCell(text: string, decimal: "," | "."): string {
  const plain = plainText(text);
  if (!TWO_WAYS.test(plain)) return text;
  if (plain.includes(decimal)) return decimal === "," ? plain.replace(",", ".") : text;
  return plain.replace(/[.,]/, "");
}

/** @param isText  true for columns of names, which are left alone */
export function settleDecimals(rows: string[][], isText: readonly boolean[]): Settled {
  const cells = rows.flatMap((row) => row.filter((cell, i) => !isText[i] && /[.,]/.test(cell)).map(plainText));
  const twoWays = cells.filter((cell) => TWO_WAYS.test(cell));
  const comma = cells.some((cell) => COMMA_DECIMAL.test(cell));
  const point = cells.some((cell) => POINT_DECIMAL.test(cell));
  if (comma && point) return { rows, notes: ["Decimal commas and decimal points are mixed: check the numbers."] };
  if (twoWays.length === 0 || comma === point) return { rows, notes: [] };
  const decimal = comma ? "," : ".";
  const example = twoWays.find((cell) => settledCell(cell, decimal) !== cell);
  if (example === undefined) return { rows, notes: [] };
  const settled = rows.map((row) => row.map((cell, i) => (isText[i] ? cell : settledCell(cell, decimal))));
  const name = comma ? "commas" : "points";
  return {
    rows: settled,
    notes: [`Decimal ${name} found, so "${example}" was read as ${settledCell(example, decimal)}.`],
  };
}
