import type { Subgroups } from "../core/types";
import { t } from "../language/text";
import type { AnswerTable } from "./any-answer";
import { intervalCell, levelText, pCell, type Scale } from "./format";

/** Several subgroupings beside each other: each group's result, and one P for each column. */
export function groupingTable(groupings: readonly Subgroups[], scale: Scale, level: number): AnswerTable {
  const rows = groupings.flatMap(({ by, levels, pval }) =>
    levels.map(({ level: group, k, display }, i) => [
      `${by}: ${group}`,
      String(k),
      intervalCell({ ...display }, scale),
      i === 0 ? pCell(pval) : "",
    ]),
  );
  const heads = [t`Group`, t`Studies`, t`Effect (${levelText(level)} CI)`, t`P of the difference`];
  return { title: t`All columns with groups`, heads: heads.map((head) => ({ head, doc: "" })), rows, more: 0 };
}

/** Said below it. */
export const groupingRemark = (groupings: readonly Subgroups[]): string =>
  t`P values of ${groupings.length} columns, not adjusted for their number: the more are tried, the sooner one is small by chance.`;
