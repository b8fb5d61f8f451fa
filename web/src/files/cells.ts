import { splitEvents, splitInterval, splitLimits, splitShare, splitSpread } from "../state/split";
import { parseNumber } from "../text/parse-number";

/** What a piece of text is, before it is known which column it belongs to. */
export const isNumber = (text: string): boolean => {
  const parsed = parseNumber(text, "count");
  return parsed !== null && "value" in parsed;
};

const SPLITS = [splitEvents, splitShare, splitSpread, splitInterval, splitLimits];

/** One thing that belongs into one cell, although it may hold commas, semicolons and blanks. */
export function isOneCell(text: string): boolean {
  return isNumber(text) || SPLITS.some((split) => split(text) !== null);
}

/** A cell of numbers, or a sign for a missing one. */
export const isNumberCell = (text: string): boolean => isOneCell(text) || parseNumber(text) === null;
