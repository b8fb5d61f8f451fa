import { readFileSync } from "node:fs";
import { blankReview, blankRow, filledRows, settle } from "web/src/state/blank";
import type { Outcome, Review, Row } from "web/src/state/state";
import { catalog } from "./fixtures/catalog";

/** A generator of pseudo-random numbers from 0 to 1, the same on every machine (Park & Miller 1988). */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state * 48271) % 2147483647;
    return state / 2147483647;
  };
}

/** Milliseconds of this process's own time: a busy machine does not make a fast function slow. */
export async function cpuTime(work: () => unknown): Promise<number> {
  const before = process.cpuUsage();
  await work();
  const used = process.cpuUsage(before);
  return (used.user + used.system) / 1000;
}

export function row(format: string, label: string, texts: readonly string[], more: Partial<Row> = {}): Row {
  const columns = catalog.formats.find(({ id }) => id === format)?.columns ?? [];
  const cells = texts
    .map((text, i): [string, string] => [columns[i]?.id ?? "?", text])
    .filter(([, text]) => text !== "");
  return { ...blankRow(format), label, cells: Object.fromEntries(cells), ...more };
}

export function reviewOf(rows: readonly Row[], change: Partial<Outcome> = {}): Review {
  const blank = blankReview(catalog);
  const outcome = { ...(blank.outcomes[0] as Outcome), rows, ...change };
  return settle({ ...blank, outcomes: [outcome] });
}

/** A review without the ids and empty rows that differ from session to session. */
export function content(review: Review): unknown {
  return {
    ...review,
    outcomes: review.outcomes.map(({ id: _, rows, ...outcome }) => ({
      ...outcome,
      rows: filledRows(rows).map(({ id: __, ...rest }) => rest),
    })),
  };
}

/** A table of tests/web/state/fixtures as rows of one format; "group:x" columns become groups. */
export function fixtureRows(name: string, format: string): Row[] {
  const text = readFileSync(new URL(`./fixtures/${name}.tsv`, import.meta.url), "utf8");
  const [head = [], ...lines] = text
    .trimEnd()
    .split("\n")
    .map((line) => line.split("\t"));
  return lines.map((line) => {
    const values = head.map((column, i): [string, string] => [column, line[i] ?? ""]);
    const cells = values.filter(([column]) => column !== "study" && !column.startsWith("group:"));
    const groups = values.flatMap(([column, value]) => (column.startsWith("group:") ? [[column.slice(6), value]] : []));
    return {
      ...blankRow(format),
      label: line[0] ?? "",
      cells: Object.fromEntries(cells),
      groups: Object.fromEntries(groups),
    };
  });
}

export const bcgReview = (): Review => reviewOf(fixtureRows("bcg-13", "counts"));
