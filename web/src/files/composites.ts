import { splitEvents, splitInterval, splitLimits, splitSpread } from "../state/split";
import { armColumn, armOf, readHead } from "./headers";

/** Columns whose cells hold several numbers, "12/40" or "2.4 (1.1-5.4)", taken apart into columns of one number. */
export interface Expanded {
  rows: string[][];
  /** As readHeads() is to read them. */
  heads: string[];
  /** As the user wrote them. */
  names: string[];
  /** Without a header: roles as far as the form of the cells tells them; null when it tells nothing. */
  roles: (string | null)[] | null;
  notes: string[];
}

type Form = "events" | "spread" | "interval" | "limits";

const SPLITTERS: Record<Form, (text: string) => readonly string[] | null> = {
  events: splitEvents,
  spread: splitSpread,
  limits: splitLimits,
  interval: (text) => {
    const parts = splitInterval(text);
    return parts === null ? null : [parts.est, parts.ci_lb, parts.ci_ub, parts.level === "95" ? "" : parts.level];
  },
};

const NAMES: Record<Form, readonly string[]> = {
  events: ["events", "total"],
  spread: ["value", "spread"],
  limits: ["ci_lb", "ci_ub"],
  interval: ["est", "ci_lb", "ci_ub", "level"],
};

/** The form that at least half of a column's cells have; texts of another form stay whole in the first new column. */
function formOf(rows: readonly string[][], column: number): Form | null {
  const cells = rows.map((row) => row[column] ?? "").filter((cell) => cell !== "");
  // Most columns are plain numbers or names: a sample decides whether a closer look is worth it.
  const composite = /\d\s*(?:[/⁄([±]|of\b|\+\/-|to\b|[-–—−;]\s*[-–—−]?\s*[.,]?\d)/;
  if (!cells.slice(0, 20).some((cell) => composite.test(cell.slice(0, 200)))) return null;
  const forms: Form[] = ["events", "interval", "spread", "limits"];
  return (
    forms.find((form) => cells.filter((cell) => SPLITTERS[form](cell) !== null).length * 2 >= cells.length) ?? null
  );
}

/** The heads of the new columns, in the words readHeads() understands. */
function newHeads(form: Form, head: string, nth: number): string[] {
  const arm = armOf(head) ?? (nth === 0 ? 1 : 2);
  if (form === "events") return [armColumn("events", arm), armColumn("total", arm)];
  if (form === "spread") {
    const known = readHead(head);
    const isEffect = known !== null && "role" in known && (known.role === "yi" || known.role === "est");
    return isEffect ? ["yi", "sei"] : [armColumn("mean", arm), armColumn("sd", arm)];
  }
  return [...NAMES[form]];
}

export function expandColumns(rows: string[][], heads: readonly string[], hasHeader: boolean): Expanded {
  const width = heads.length;
  const forms = Array.from({ length: width }, (_, i) => formOf(rows, i));
  if (forms.every((form) => form === null))
    return { rows, heads: [...heads], names: [...heads], roles: null, notes: [] };
  const seen = new Map<Form, number>();
  const newColumns = forms.map((form, i) => {
    if (form === null) return [heads[i] ?? ""];
    const nth = seen.get(form) ?? 0;
    seen.set(form, nth + 1);
    return newHeads(form, heads[i] ?? "", nth);
  });
  const expandCell = (text: string, form: Form | null): string[] => {
    if (form === null) return [text];
    const parts = SPLITTERS[form](text);
    return Array.from({ length: NAMES[form].length }, (_, i) =>
      parts === null && i === 0 ? text : (parts?.[i] ?? ""),
    );
  };
  const expanded = rows.map((row) => forms.flatMap((form, i) => expandCell(row[i] ?? "", form)));
  const flatForms = forms.flatMap((form) => (form === null ? [null] : NAMES[form].map(() => form)));
  const certain = !hasHeader && forms.some((form) => form === "events" || form === "interval");
  const flat = newColumns.flat();
  const label = flatForms.indexOf(null);
  const roles = flat.map((head, i) => (flatForms[i] !== null ? head : i === label ? "label" : null));
  const taken = forms.filter((form) => form !== null).length;
  const notes = [`${taken === 1 ? "One column was" : `${taken} columns were`} taken apart into single numbers.`];
  const names = forms.flatMap((form, i) => (form === null ? [""] : NAMES[form]).map(() => heads[i] ?? ""));
  const result = { rows: expanded, heads: hasHeader ? flat : names, names, roles: certain ? roles : null, notes };
  return withoutEmptyLevel(result, flat);
}

/** Few papers print the level in every cell: without one the column goes. */
function withoutEmptyLevel(expanded: Expanded, names: readonly string[]): Expanded {
  const empty = names.flatMap((name, i) =>
    name === "level" && expanded.rows.every((row) => row[i] === "") ? [i] : [],
  );
  const keep = <T>(all: readonly T[]): T[] => all.filter((_, i) => !empty.includes(i));
  const { rows, heads, roles } = expanded;
  const kept = { rows: rows.map(keep), heads: keep(heads), names: keep(expanded.names) };
  return { ...kept, roles: roles === null ? null : keep(roles), notes: expanded.notes };
}
