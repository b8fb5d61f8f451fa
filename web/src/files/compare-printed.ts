import type { CatalogMeasure, StudyEffect } from "../core/types";
import { t } from "../language/text";
import type { PrintedEffect } from "../state/pasted";
import { formatNumber, range } from "../text/format";
import { parseNumber } from "../text/parse-number";
import { plainText } from "../text/plain-text";

/**
 * Effects that a plot prints, beside those that the core finds from the numbers in the same line. They agree when each
 * printed number is the computed one rounded to the decimals that are printed.
 */
export interface Difference {
  row: number;
  printed: string;
  computed: string;
}

export interface Compared {
  /** Effects that could be compared. */
  count: number;
  agree: number;
  differ: Difference[];
  /** Effects that agree once the groups change places. */
  reversed: number;
}

interface Printed {
  value: number;
  decimals: number;
}

function read(text: string): Printed | null {
  const parsed = parseNumber(text);
  if (parsed === null || !("value" in parsed)) return null;
  const decimals = /[.,](\d+)$/.exec(plainText(text))?.[1]?.length ?? 0;
  return { value: parsed.value, decimals };
}

/** Half a unit of the last printed decimal; the small factor is for the binary image of a printed 0.005. */
const agrees = ({ value, decimals }: Printed, computed: number): boolean =>
  Math.abs(computed - value) <= 0.5 * 10 ** -decimals * (1 + 1e-9);

type Three = readonly (number | null)[];

function allAgree(printed: readonly (Printed | null)[], computed: Three): boolean {
  return printed.every((each, i) => {
    const number = computed[i];
    return each === null || (number !== null && number !== undefined && agrees(each, number));
  });
}

/** The effect of the other group against this one. */
function turned([est, lb, ub]: Three, scale: CatalogMeasure["scale"]): Three {
  const turn = (x: number | null | undefined): number | null =>
    x === null || x === undefined ? null : scale === "log" ? 1 / x : -x;
  return [turn(est), turn(ub), turn(lb)];
}

function shown(est: string, lb: string, ub: string): string {
  return lb === "" || ub === "" ? est : `${est} [${range(lb, ub)}]`;
}

/** @param effects  by the block's row; a row without one is not compared */
export function comparePrinted(
  printed: readonly PrintedEffect[],
  effects: ReadonlyMap<number, StudyEffect>,
  scale: CatalogMeasure["scale"],
): Compared {
  const compared: Compared = { count: 0, agree: 0, differ: [], reversed: 0 };
  for (const { row, est, lb, ub } of printed) {
    const display = effects.get(row)?.display;
    const numbers = [read(est), read(lb), read(ub)];
    if (display === undefined || display.est === null || numbers[0] === null) continue;
    compared.count += 1;
    const computed = [display.est, display.ci_lb, display.ci_ub];
    if (allAgree(numbers, computed)) {
      compared.agree += 1;
      continue;
    }
    if (allAgree(numbers, turned(computed, scale))) compared.reversed += 1;
    const decimals = Math.max(...numbers.map((each) => each?.decimals ?? 0));
    const [a, b, c] = computed.map((x) => formatNumber(x, decimals)) as [string, string, string];
    compared.differ.push({ row, printed: shown(est, lb, ub), computed: shown(a, b, c) });
  }
  return compared;
}

const NAMED = 3;

/** What to tell about the comparison; nothing when there was nothing to compare. */
export function comparedNotes(compared: Compared, measure: string, nameOf: (row: number) => string): string[] {
  const { count, agree, differ, reversed } = compared;
  if (count === 0) return [];
  const of = count === 1 ? t`The printed effect` : t`All ${count} printed effects`;
  if (agree === count) return [t`${of} ${count === 1 ? t`agrees` : t`agree`} with the numbers (${measure}).`];
  if (reversed === count)
    return [
      t`${of} ${count === 1 ? t`agrees` : t`agree`} with the numbers (${measure}) once the groups change places: treatment and control may be the other way round.`,
    ];
  const named = differ.slice(0, NAMED).map(({ row, printed, computed }) => t`${nameOf(row)}: printed ${printed}, computed ${computed}`); // biome-ignore format: one thing
  const more = differ.length > NAMED ? t`; and ${differ.length - NAMED} more` : "";
  return [
    t`${agree} of ${count} printed effects agree with the numbers (${measure}). Check ${named.join("; ")}${more}.`,
  ];
}
