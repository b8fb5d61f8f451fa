import { t } from "../language/text";
import type { Arm, Meaning } from "../state/pasted";
import { splitEvents, splitInterval, splitLimits, splitShare, splitSpread } from "../state/split";
import { armOf, quantitiesIn, readHead } from "./headers";

/** Columns whose cells hold several numbers, "12/40" or "2.4 (1.1-5.4)", taken apart into columns of one number. */
export interface Expanded {
  rows: string[][];
  heads: Meaning[];
  /** As the user wrote them, with the part: "Drug (n/N), events". */
  names: string[];
  /** For each new column the form it was a part of, null for one that was left alone. */
  forms: (Form | null)[];
  /** Forms whose heads do not say which of several things the parts are. */
  unsaid: Form[];
  notes: string[];
}

export type Form = "events" | "share" | "spread" | "interval" | "limits";

const SPLITTERS: Record<Form, (text: string) => readonly string[] | null> = {
  events: splitEvents,
  share: splitShare,
  spread: splitSpread,
  limits: splitLimits,
  interval: (text) => {
    const parts = splitInterval(text);
    return parts === null ? null : [parts.est, parts.ci_lb, parts.ci_ub, parts.level === "95" ? "" : parts.level];
  },
};

const WIDTHS: Record<Form, number> = { events: 2, share: 2, spread: 2, limits: 2, interval: 4 };
const ORDER: readonly Form[] = ["events", "share", "interval", "spread", "limits"];

/** The form that at least half of a column's cells have; texts of another form stay whole in the first new column. */
function formOf(rows: readonly string[][], column: number): Form | null {
  const cells = rows.map((row) => row[column] ?? "").filter((cell) => cell !== "");
  // Most columns are plain numbers or names: a sample decides whether a closer look is worth it.
  const composite = /\d\s*(?:[/⁄([±%]|of\b|\+\/?-|to\b|[-–—−;]\s*[-–—−]?\s*[.,·]?\d)/;
  if (!cells.slice(0, 20).some((cell) => composite.test(cell.slice(0, 200)))) return null;
  return (
    ORDER.find((form) => cells.filter((cell) => SPLITTERS[form](cell) !== null).length * 2 >= cells.length) ?? null
  );
}

interface Parts {
  /** For each part what it can be, the likeliest first. */
  quantities: readonly (readonly string[])[];
  said: boolean;
}

const parts = (said: boolean, ...quantities: string[]): Parts => ({
  said,
  quantities: quantities.map((each) => each.split("|")),
});

const EFFECTS = ["effect", "estimate", "difference", "standardised"];
const saysEffect = (says: ReadonlySet<string>): boolean => EFFECTS.some((each) => says.has(each));

function spreadParts(says: ReadonlySet<string>): Parts {
  if (says.has("percent")) return parts(true, "events", "percent");
  if (saysEffect(says)) return parts(says.has("se"), says.has("difference") ? "difference|effect" : "effect", "se");
  if (says.has("se")) return parts(true, "mean", "se");
  if (says.has("sd")) return parts(true, "mean", "sd");
  if (says.has("median")) return parts(true, "median", "iqr");
  return parts(false, "mean|events|effect", "sd|se|percent");
}

function intervalParts(says: ReadonlySet<string>, twoGroups: boolean): Parts {
  if (says.has("difference")) return parts(true, "difference|estimate", "lower", "upper", "level");
  if (says.has("iqr")) return parts(true, "median", "q1", "q3", "level");
  if (says.has("range") || says.has("min")) return parts(true, "median", "min", "max", "level");
  if (says.has("median")) return parts(false, "median", "q1|min", "q3|max", "level");
  if (says.has("mean") && !saysEffect(says)) return parts(true, "mean", "lower", "upper", "level");
  if (saysEffect(says) || !twoGroups) return parts(true, "estimate", "lower", "upper", "level");
  return parts(false, "median|mean|estimate", "q1|lower|min", "q3|upper|max", "level");
}

function limitParts(says: ReadonlySet<string>): Parts {
  if (says.has("iqr")) return parts(true, "q1", "q3");
  return says.has("range") ? parts(true, "min", "max") : parts(true, "lower", "upper");
}

function partsOf(form: Form, head: string, twoGroups: boolean): Parts {
  const says = quantitiesIn(head);
  if (form === "events") return parts(true, "events", "total");
  if (form === "share") return parts(true, "events", "percent");
  if (form === "spread") return spreadParts(says);
  return form === "interval" ? intervalParts(says, twoGroups) : limitParts(says);
}

const WORDS: Readonly<Record<string, string>> = {
  q1: t`first quartile`,
  q3: t`third quartile`,
  min: t`minimum`,
  max: t`maximum`,
  lower: t`lower limit`,
  upper: t`upper limit`,
  sd: "SD",
  se: "SE",
  level: t`CI level`,
};

/** A column's meanings, one for each part. Effects have no group; of two other columns the first is the treatment's. */
function meanings(form: Form, head: string, arm: Arm | null, twoGroups: boolean): { heads: Meaning[]; said: boolean } {
  const { quantities, said } = partsOf(form, head, twoGroups);
  const effect = /^(estimate|effect|difference)$/.test(quantities[0]?.[0] ?? "");
  const of = (names: readonly string[]): Meaning => ({
    plain: "",
    role: null,
    quantities: names,
    arm: effect || names[0] === "level" || (form === "limits" && arm === null) ? null : arm,
  });
  return { heads: quantities.map(of), said };
}

/** The groups of all columns of one form: as named, else treatment first where there are two, none where there is one. */
function armsOf(forms: readonly (Form | null)[], heads: readonly string[], form: Form): Map<number, Arm | null> {
  const at = forms.flatMap((each, i) => (each === form ? [i] : []));
  const named = at.map((i) => armOf(heads[i] ?? ""));
  if (at.length < 2) return new Map(at.map((i, k) => [i, named[k] ?? null]));
  return new Map(at.map((i, k) => [i, named[k] ?? (named[1 - k] === 1 || (k > 0 && named[1 - k] !== 2) ? 2 : 1)]));
}

/** Two numbers with a dash are limits where the head says so; elsewhere they are a text of its own ("trial 2.8-4.2"). */
const LIMITS = /^$|\b(ci|cl|ki|ic|cri|confidence|interval|iqr|range|limits?|quartiles?)\b/i;

/** People are counted in plain numbers: "4 [12]" among them has a reference, not an SD. */
function isForm(form: Form | null, head: string, cells: readonly string[]): boolean {
  if (form === "limits") return LIMITS.test(head);
  const counted = /^(events|total)$/.test(readHead(head).quantities[0] ?? "") && !quantitiesIn(head).has("percent");
  return form !== "spread" || !counted || cells.every((cell) => cell === "" || splitSpread(cell) !== null);
}

export function expandColumns(rows: string[][], heads: readonly string[]): Expanded {
  const forms = heads.map((head, i) => {
    const form = formOf(rows, i);
    return isForm(form, head, rows.map((row) => row[i] ?? "")) ? form : null; // biome-ignore format: one thing
  });
  const expanded: Expanded = { rows, heads: heads.map(readHead), names: [...heads], forms, unsaid: [], notes: [] };
  const taken = forms.filter((form) => form !== null);
  if (taken.length === 0) return expanded;
  const arms = new Map(ORDER.flatMap((form) => [...armsOf(forms, heads, form)]));
  const unsaid = new Set<Form>();
  const columns = forms.map((form, i): { heads: Meaning[]; names: string[] } => {
    const head = heads[i] ?? "";
    if (form === null) return { heads: [readHead(head)], names: [head] };
    const twoGroups = taken.filter((each) => each === form).length > 1;
    const read = meanings(form, head, arms.get(i) ?? null, twoGroups);
    if (!read.said) unsaid.add(form);
    const part = ({ quantities: [first = ""] }: Meaning, k: number): string =>
      read.said
        ? (WORDS[first] ?? first)
        : ([t`first number`, t`number in brackets`, t`second in brackets`, t`CI level`][k] ?? "");
    return { heads: read.heads, names: read.heads.map((each, k) => [head, part(each, k)].filter(Boolean).join(", ")) };
  });
  const cellParts = (text: string, form: Form | null): string[] => {
    if (form === null) return [text];
    const split = SPLITTERS[form](text);
    return Array.from({ length: WIDTHS[form] }, (_, i) => (split === null && i === 0 ? text : (split?.[i] ?? "")));
  };
  return withoutEmptyParts({
    rows: rows.map((row) => forms.flatMap((form, i) => cellParts(row[i] ?? "", form))),
    heads: columns.flatMap((column) => column.heads),
    names: columns.flatMap((column) => column.names),
    forms: forms.flatMap((form) => Array.from({ length: form === null ? 1 : WIDTHS[form] }, () => form)),
    unsaid: [...unsaid],
    notes: [
      taken.length === 1
        ? t`One column was taken apart into single numbers.`
        : t`${taken.length} columns were taken apart into single numbers.`,
    ],
  });
}

/** Few papers print the level in every cell: without one the column goes. */
function withoutEmptyParts(expanded: Expanded): Expanded {
  const isEmpty = (i: number): boolean =>
    expanded.forms[i] === "interval" &&
    expanded.heads[i]?.quantities[0] === "level" &&
    expanded.rows.every((row) => row[i] === "");
  const empty = new Set(expanded.heads.flatMap((_, i) => (isEmpty(i) ? [i] : [])));
  const keep = <T>(all: readonly T[]): T[] => all.filter((_, i) => !empty.has(i));
  return {
    ...expanded,
    rows: expanded.rows.map(keep),
    heads: keep(expanded.heads),
    names: keep(expanded.names),
    forms: keep(expanded.forms),
  };
}
