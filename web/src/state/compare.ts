import type { Catalog, CatalogColumn, Options } from "../core/types";
import { t } from "../language/text";
import { parseNumber } from "../text/parse-number";
import { filledRows, findFormat, freshId, studyName } from "./blank";
import { own } from "./clean";
import { linkOptions } from "./homes";
import { cellTexts } from "./request";
import { inOutcome, inRow } from "./row-actions";
import type { Action, Outcome, Row } from "./state";

/** Two people's tables of the same studies, side by side: what differs, and how to take the other's. */

/** Something about one study that the two say differently. */
export interface Difference {
  readonly key: string;
  readonly study: string;
  readonly what: string;
  readonly ours: string;
  readonly theirs: string;
  /** Takes the other's. */
  readonly take: Action;
}

/** A grouping column that both have, with the judgements of each study that both filled in. */
export interface Judgements {
  readonly name: string;
  readonly pairs: readonly (readonly [string, string])[];
}

export interface Comparison {
  /** Studies that both have. */
  readonly matched: number;
  /** Numbers that both typed, and how many of them are alike. */
  readonly typed: number;
  readonly alike: number;
  readonly studies: readonly Difference[];
  readonly options: readonly Difference[];
  readonly judgements: readonly Judgements[];
}

const nameOf = (row: Row): string => row.label.trim().toLowerCase().replace(/\s+/g, " ");

/** Rows of the other by our rows: by name where both have names, the first of a name with the first; else by place. */
function matchRows(ours: readonly Row[], theirs: readonly Row[]): { pairs: [Row, Row][]; rest: Row[] } {
  const named = [ours, theirs].every((rows) => rows.filter((row) => nameOf(row) !== "").length * 2 > rows.length);
  if (!named)
    return {
      pairs: ours.slice(0, theirs.length).map((row, i) => [row, theirs[i] as Row]),
      rest: theirs.slice(ours.length),
    };
  const left = [...theirs];
  const pairs: [Row, Row][] = [];
  for (const row of ours) {
    const place = left.findIndex((other) => nameOf(other) === nameOf(row));
    if (place >= 0) pairs.push([row, ...left.splice(place, 1)] as [Row, Row]);
  }
  return { pairs, rest: left };
}

/** The same text, or the same number: 5.0 and 5. */
function alike(a: string, b: string, domain: CatalogColumn["domain"]): boolean {
  if (a.trim() === b.trim()) return true;
  const [x, y] = [parseNumber(a, domain), parseNumber(b, domain)];
  if (x === null || y === null || "problem" in x || "problem" in y) return false;
  return x.value === y.value && x.bound === y.bound;
}

/** Collects what differs in one pair of rows. */
class Pair {
  readonly found: Difference[] = [];
  typed = 0;
  alike = 0;
  constructor(
    private readonly catalog: Catalog,
    private readonly row: Row,
    private readonly other: Row,
    private readonly study: string,
  ) {}

  private add(what: string, ours: string, theirs: string, change: (row: Row) => Row): void {
    const key = `${this.row.id} ${what}`;
    this.found.push({ key, study: this.study, what, ours, theirs, take: inRow(this.row.id, change) });
  }

  numbers(): void {
    const [format, theirs] = [this.row, this.other].map(({ format: id }) => findFormat(this.catalog, id));
    if (format?.id !== theirs?.id) {
      const taken = { format: this.other.format, cells: this.other.cells };
      this.add(t`Typed as`, format?.label ?? "", theirs?.label ?? "", (row) => ({ ...row, ...taken }));
      return;
    }
    const columns = format?.columns ?? [];
    const [a, b] = [cellTexts(this.row, columns), cellTexts(this.other, columns)];
    for (const { id, label, domain } of columns) this.cell(id, label, domain, a.get(id) ?? "", b.get(id) ?? "");
  }

  private cell(id: string, label: string, domain: CatalogColumn["domain"], ours: string, theirs: string): void {
    const both = ours.trim() !== "" && theirs.trim() !== "";
    const same = alike(ours, theirs, domain);
    if (both) this.typed += 1;
    if (both && same) this.alike += 1;
    if (!same) this.add(label, ours, theirs, (row) => ({ ...row, cells: { ...row.cells, [id]: theirs } }));
  }

  rest(): void {
    const { row, other } = this;
    const used = (include: boolean): string => (include ? t`used` : t`left out`);
    if (row.include !== other.include)
      this.add(t`Use`, used(row.include), used(other.include), (r) => ({ ...r, include: other.include }));
    if (!alike(row.year, other.year, "any"))
      this.add(t`Year`, row.year, other.year, (r) => ({ ...r, year: other.year }));
    for (const kind of ["groups", "mods"] as const)
      for (const name of new Set([...Object.keys(row[kind]), ...Object.keys(other[kind])])) {
        const [ours, theirs] = [own(row[kind], name), own(other[kind], name)];
        if (!alike(ours, theirs, "any"))
          this.add(name, ours, theirs, (r) => ({ ...r, [kind]: { ...r[kind], [name]: theirs } }));
      }
  }
}

/** A study that only one of the two has. */
function missing(row: Row, name: string, ours: boolean): Difference {
  const take = inOutcome((outcome) => {
    if (ours) return { ...outcome, rows: outcome.rows.filter(({ id }) => id !== row.id) };
    return { ...outcome, rows: [...filledRows(outcome.rows), { ...row, id: freshId() }] };
  });
  const [here, there] = ours ? [t`in the table`, "–"] : ["–", t`in the table`];
  return { key: `${row.id} study`, study: name, what: t`Study`, ours: here, theirs: there, take };
}

const optionText = (value: unknown): string =>
  value === null || value === "" ? "–" : value === true ? t`yes` : value === false ? t`no` : String(value);

function optionDifferences(catalog: Catalog, ours: Outcome, theirs: Outcome): Difference[] {
  return linkOptions.flatMap((key: keyof Options) => {
    const [a, b] = [ours.options[key], theirs.options[key]];
    if (a === b) return [];
    const what = catalog.options.find(({ id }) => id === key)?.doc ?? key;
    const take = inOutcome((outcome) => ({ ...outcome, options: { ...outcome.options, [key]: b } }));
    return [
      { key, study: t`Settings`, what: what.replace(/\.$/, ""), ours: optionText(a), theirs: optionText(b), take },
    ];
  });
}

function judgementsOf(pairs: readonly (readonly [Row, Row])[]): Judgements[] {
  const names = new Set(pairs.flatMap(([a]) => Object.keys(a.groups)));
  return [...names].flatMap((name) => {
    const both = pairs
      .map(([a, b]) => [own(a.groups, name).trim(), own(b.groups, name).trim()] as const)
      .filter(([a, b]) => a !== "" && b !== "");
    return both.length === 0 ? [] : [{ name, pairs: both }];
  });
}

export function compare(catalog: Catalog, ours: Outcome, theirs: Outcome): Comparison {
  const [here, there] = [filledRows(ours.rows), filledRows(theirs.rows)];
  const { pairs, rest } = matchRows(here, there);
  const read = pairs.map(([row, other]) => {
    const pair = new Pair(catalog, row, other, studyName(row, ours.rows.indexOf(row)));
    pair.numbers();
    pair.rest();
    return pair;
  });
  const matched = new Set(pairs.map(([row]) => row));
  const sum = (of: (pair: Pair) => number): number => read.reduce((total, pair) => total + of(pair), 0);
  return {
    matched: pairs.length,
    typed: sum(({ typed }) => typed),
    alike: sum((pair) => pair.alike),
    studies: [
      ...read.flatMap(({ found }) => found),
      ...here
        .filter((row) => !matched.has(row))
        .map((row) => missing(row, studyName(row, ours.rows.indexOf(row)), true)),
      ...rest.map((row) => missing(row, studyName(row, theirs.rows.indexOf(row)), false)),
    ],
    options: optionDifferences(catalog, ours, theirs),
    judgements: judgementsOf(pairs),
  };
}
