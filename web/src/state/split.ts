import { formOf, LONGEST } from "./split-tokens";

/**
 * Papers print two or three numbers in one place: "12/40", "1.5 (0.3)", "2.4 (95% CI 1.1 to 5.4)".
 * This file takes such a text apart; who asks decides which columns the parts belong to.
 */
/** "12/40", "12 of 40", "12/40 (30%)", "30% (12/40)" -> events and total. */
export function splitEvents(text: string): readonly [string, string] | null {
  const form = formOf(text);
  if (form === null) return null;
  if (/^n%[(]n\/n[)]$/.test(form.shape)) return [form.numbers[1] as string, form.numbers[2] as string];
  return /^n\/n(\(n%\))?$/.test(form.shape) ? [form.numbers[0] as string, form.numbers[1] as string] : null;
}

/** "12 (30%)" -> events and percentage. */
export function splitShare(text: string): readonly [string, string] | null {
  const form = formOf(text);
  if (form === null || form.shape !== "n(n%)") return null;
  return [form.numbers[0] as string, form.numbers[1] as string];
}

/** "1.5 (0.3)", "1.5 ± 0.3", "1.5 (SD 0.3)" -> a value and its SD or SE. */
export function splitSpread(text: string): readonly [string, string] | null {
  const form = formOf(text);
  if (form === null || !/^(w,?)?n(\([w±]?,?n\)|±n)$/.test(form.shape)) return null;
  return [form.numbers[0] as string, form.numbers[1] as string];
}

export interface SplitInterval {
  est: string;
  ci_lb: string;
  ci_ub: string;
  /** Percent as printed, "" when the text does not say. */
  level: string;
}

/** "2.4 (1.1-5.4)", "-0.35 [-0.60; -0.10]", "RR 2.4, 95% CI 1.1 to 5.4" -> estimate and limits. */
export function splitInterval(text: string): SplitInterval | null {
  const form = formOf(text);
  if (form === null) return null;
  const named = /^(w[,]?)?n,?\(?n%w[,w]?n[-,]n\)?$/.test(form.shape);
  const bare = /^(w[,]?)?n,?\(w?,?n[-,]n\)$/.test(form.shape);
  if (!named && !bare) return null;
  const [est, ci_lb, ci_ub] = named ? [form.numbers[0], form.numbers[2], form.numbers[3]] : form.numbers;
  return {
    est: est as string,
    ci_lb: ci_lb as string,
    ci_ub: ci_ub as string,
    level: named ? (form.numbers[1] as string) : "",
  };
}

/** "1.1-5.4", "(1.1 to 5.4)", "[1.1; 5.4]" -> the limits alone. */
export function splitLimits(text: string): readonly [string, string] | null {
  const form = formOf(text);
  if (form === null || !/^(n[-,]n|\(n[-,]n\))$/.test(form.shape)) return null;
  return [form.numbers[0] as string, form.numbers[1] as string];
}

/** The part of a text that is not in its own column: column id -> text. Null when the text is one thing. */
export type Parts = Readonly<Record<string, string>>;

const EVENT_COLUMNS = new Map([["ai", "n1i"], ["ci", "n2i"]]); // biome-ignore format: a table
const SPREAD_COLUMNS = new Map([["m1i", "sd1i"], ["m2i", "sd2i"], ["yi", "sei"]]); // biome-ignore format: a table

function pair(column: string, partner: string | undefined, parts: readonly [string, string] | null): Parts | null {
  return partner === undefined || parts === null ? null : { [column]: parts[0], [partner]: parts[1] };
}

/** What "12/40" typed into a column of events means for the columns beside it. */
export function splitCell(column: string, text: string): Parts | null {
  // Nearly every cell is a plain number: spare those the work.
  if (text.length < 3 || text.length > LONGEST || /^[-+]?[\d.,]*$/.test(text)) return null;
  if (EVENT_COLUMNS.has(column)) return pair(column, EVENT_COLUMNS.get(column), splitEvents(text));
  if (SPREAD_COLUMNS.has(column)) return pair(column, SPREAD_COLUMNS.get(column), splitSpread(text));
  if (column !== "est") return null;
  const interval = splitInterval(text);
  if (interval === null) return null;
  const { level, ...cells } = interval;
  return level === "" || level === "95" ? cells : { ...cells, level };
}
