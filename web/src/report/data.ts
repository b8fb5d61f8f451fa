import type { CatalogFormat, Note } from "../core/types";
import { t } from "../language/text";
import { findFormat } from "../state/blank";
import { cellTexts } from "../state/request";
import type { Row } from "../state/state";
import { intervalText, levelText, plainText, weightTexts } from "../text/format";
import { shortName } from "../text/names";
import type { Answered } from "./ask";
import type { OutcomeSection, Writing } from "./context";
import { type Block, type List, section, table } from "./document";

/** The studies as they were typed, with where converted numbers come from, and what is not in the result. */

const MARKS = "abcdefghijklmnopqrstuvwxyz";

/** "a", "b" … "z", "aa", "ab" … */
export function markOf(index: number): string {
  const letter = MARKS[index % 26] ?? "";
  return index < 26 ? letter : markOf(Math.floor(index / 26) - 1) + letter;
}

/** Conversions by the row of the data set they are about, in the order of the table. */
function conversionsOf({ report }: Answered): Map<number, string[]> {
  const found = new Map<number, string[]>();
  for (const { code, row, text } of report.notes)
    if (code === "converted" && row !== null) found.set(row, [...(found.get(row) ?? []), text]);
  return new Map([...found].sort(([a], [b]) => a - b));
}

interface Line {
  readonly row: Row;
  /** In the request. */
  readonly at: number;
  readonly name: string;
}

/** The rows that were sent to the core, with their place in the request. */
const linesOf = ({ rows, request }: Answered): Line[] =>
  rows.map((row, at) => ({ row, at, name: request.dataset.studies[at]?.label ?? "" }));

/** As the table on the page has it: the arms by the names they were given. */
function headOf({ outcome }: Answered, { group, short, label }: CatalogFormat["columns"][number]): string {
  const arms = new Map([
    [t`Treatment`, outcome.treatment.trim()],
    [t`Control`, outcome.control.trim()],
  ]);
  return group === "" ? label : `${plainText(arms.get(group) || group)}: ${short}`;
}

function formatTable(one: Answered, format: CatalogFormat, lines: readonly Line[], marks: ReadonlyMap<number, string>) {
  const { report, measure } = one;
  const weights = weightTexts(report.effects.map((effect) => effect.weight));
  const names = (of: "groups" | "mods"): string[] => [...new Set(lines.flatMap(({ row }) => Object.keys(row[of])))];
  const [groups, mods] = [names("groups"), names("mods")];
  const effectOf = (at: number): string => {
    const display = report.effects[at]?.display;
    if (!display || display.est === null) return "–";
    const text = intervalText(display.est, display.ci_lb, display.ci_ub, measure.scale);
    // An interval stays on one line.
    return t`${text.est} (${text.lb} to ${text.ub})`.replaceAll(" ", "\u00a0");
  };
  const rows = lines.map(({ row, at, name }) => {
    const texts = cellTexts(row, format.columns);
    const mark = marks.get(at);
    return [
      `${plainText(name)}${mark === undefined ? "" : ` [${mark}]`}`,
      row.year,
      ...format.columns.map(({ id }) => plainText(texts.get(id) ?? "")),
      ...groups.map((of) => row.groups[of] ?? ""),
      ...mods.map((of) => row.mods[of] ?? ""),
      effectOf(at),
      weights[at] == null ? "–" : `${weights[at]}%`,
    ];
  });
  const effect = t`${shortName(measure)} (${levelText(report.options.level)} CI)`;
  const heads = [
    t`Study`,
    t`Year`,
    ...format.columns.map((column) => headOf(one, column)),
    ...groups,
    ...mods,
    effect,
    t`Weight`,
  ];
  return table(format.label, heads, rows);
}

export const data: OutcomeSection = (one, { catalog }: Writing) => {
  const conversions = [...conversionsOf(one)];
  const marks = new Map(conversions.map(([row], i) => [row, markOf(i)]));
  const lines = linesOf(one);
  const formats = [...new Set(lines.map(({ row }) => row.format))].flatMap((id) => findFormat(catalog, id) ?? []);
  const tables = formats.flatMap((format) =>
    formatTable(
      one,
      format,
      lines.filter(({ row }) => row.format === format.id),
      marks,
    ),
  );
  const items = conversions.map(([row, texts]) => `[${marks.get(row)}] ${texts.join(" ")}`);
  const provenance: List[] = items.length === 0 ? [] : [{ kind: "list", items }];
  return section(3, t`Data`, [...tables, ...provenance]);
};

/** Why a study is not in the result: what the core says of it, or that the user switched it off. */
export const leftOut: OutcomeSection = ({ report, request }) => {
  const reasonOf = (row: number): Note | undefined =>
    report.notes.find((note) => note.row === row && note.severity !== "info");
  const items = report.effects
    .filter(({ used }) => !used)
    .map(({ row }) => {
      const study = request.dataset.studies[row];
      const note = study?.include ? reasonOf(row) : undefined;
      return (
        note?.text ??
        `${study?.label ?? ""}: ${study?.include ? t`no effect could be computed` : t`switched off by the user`}.`
      );
    });
  const blocks: Block[] = items.length === 0 ? [] : [{ kind: "list", items: items.map(plainText) }];
  return section(3, t`Left out of the result`, blocks);
};
