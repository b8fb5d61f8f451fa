import { marked, t } from "../language/text";
import type { PastedQuestion } from "../state/pasted";
import { plainText } from "../text/plain-text";

/**
 * "1,234" and "1.234" can each mean 1234 or 1.234. In a table the other cells tell: one "0,5" makes the comma the
 * decimal mark, one "0.5" the point; a count of people has no decimals. The texts that can be read in two ways are then
 * written in one. Where nothing tells, the page asks.
 */
const COMMA_DECIMAL = /^[-+]?(?:0?,\d+|0,\d+|\d+,\d{1,2}|\d+,\d{4,}|\d{1,3}(?:\.\d{3})+,\d+)$/;
const POINT_DECIMAL = /^[-+]?(?:0?\.\d+|0\.\d+|\d+\.\d{1,2}|\d+\.\d{4,}|\d{1,3}(?:,\d{3})+\.\d+)$/;
const TWO_WAYS = /^[-+]?[1-9]\d{0,2}[.,]\d{3}$/;

/** Names are left alone, counts have no decimals, other numbers may have them. */
export type Kind = "text" | "count" | "number";

export interface Settled {
  rows: string[][];
  notes: string[];
  question: PastedQuestion | null;
}

function settledCell(text: string, decimal: "," | "."): string {
  const plain = plainText(text);
  if (!TWO_WAYS.test(plain)) return text;
  if (plain.includes(decimal)) return decimal === "," ? plain.replace(",", ".") : text;
  return plain.replace(/[.,]/, "");
}

const inColumns = (rows: string[][], change: (cell: string, column: number) => string): string[][] =>
  rows.map((row) => row.map(change));

/** "1.234" and "1,234" people are 1234. */
function settleCounts(rows: string[][], kinds: readonly Kind[]): Settled {
  const two = rows.flatMap((row) => row.filter((cell, i) => kinds[i] === "count" && TWO_WAYS.test(plainText(cell))));
  if (two.length === 0) return { rows, notes: [], question: null };
  const whole = (cell: string): string => plainText(cell).replace(/[.,]/, "");
  const example = two[0] as string;
  return {
    rows: inColumns(rows, (cell, i) => (kinds[i] === "count" && TWO_WAYS.test(plainText(cell)) ? whole(cell) : cell)),
    notes: [t`"${example}" counts people, so it was read as ${whole(example)}.`],
    question: null,
  };
}

function ask(rows: string[][], kinds: readonly Kind[], example: string, placed: boolean): PastedQuestion {
  const as = (decimal: "," | "."): string[][] =>
    inColumns(rows, (cell, i) => (kinds[i] === "number" ? settledCell(cell, decimal) : cell));
  const ways = [
    { label: t`${marked(settledCell(example, ","))}, a decimal comma`, rows: as(",") },
    { label: t`${marked(settledCell(example, "."))}, a mark of thousands`, rows: as(".") },
  ];
  const choices = placed ? ways : [{ label: t`whole where people are counted, else a decimal comma`, rows }, ...ways];
  return { text: t`"${example}" can be two numbers, and no other cell tells which.`, choices, chosen: 0, urgent: true };
}

/** @param placed  the columns are known; otherwise their place in the table decides which of them count people */
export function settleDecimals(all: string[][], kinds: readonly Kind[], placed: boolean): Settled {
  const counts = settleCounts(all, kinds);
  const { rows } = counts;
  const cells = rows.flatMap((row) => row.filter((cell, i) => kinds[i] !== "text" && /[.,]/.test(cell)).map(plainText));
  const comma = cells.some((cell) => COMMA_DECIMAL.test(cell));
  const point = cells.some((cell) => POINT_DECIMAL.test(cell));
  if (comma && point)
    return { ...counts, notes: [...counts.notes, t`Decimal commas and decimal points are mixed: check the numbers.`] };
  const twoWays = cells.filter((cell) => TWO_WAYS.test(cell));
  const withComma = twoWays.find((cell) => cell.includes(","));
  if (comma === point)
    return withComma === undefined ? counts : { ...counts, question: ask(rows, kinds, withComma, placed) };
  const decimal = comma ? "," : ".";
  const example = twoWays.find((cell) => settledCell(cell, decimal) !== cell);
  if (example === undefined) return counts;
  const note = t`Decimal ${comma ? t`commas` : t`points`} found, so "${example}" was read as ${marked(settledCell(example, decimal))}.`;
  return {
    ...counts,
    rows: inColumns(rows, (cell, i) => (kinds[i] === "text" ? cell : settledCell(cell, decimal))),
    notes: [...counts.notes, note],
  };
}
