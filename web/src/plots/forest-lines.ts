import type { SubgroupRow, Subgroups } from "../core/types";
import { t } from "../language/text";
import { formatSignificant, percentText, plainText, pText, qText } from "../text/format";
import { isRandom } from "../text/names";
import type { PlotInput } from "./plot";

/** One line of a forest plot between the heads and the pooled result. */
export type Line =
  | { readonly kind: "study"; readonly row: number }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "subtotal"; readonly of: SubgroupRow }
  | { readonly kind: "remark"; readonly text: string };

/** "Heterogeneity: τ² = 0.21; Q = 12.3, df = 4, P = .015; I² = 67%" */
function spread({ catalog, report }: PlotInput, of: SubgroupRow): Line[] {
  if (of.k < 2 || of.QE === null) return [];
  const tau2 =
    isRandom(catalog, report.options.model) && of.tau2 !== null ? [`τ² = ${formatSignificant(of.tau2)}`] : [];
  const i2 = of.I2 === null ? [] : [`I² = ${percentText(of.I2)}`];
  const q = `Q = ${qText(of.QE)}, df = ${of.QE_df ?? "–"}, ${pText(of.QEp)}`;
  return [{ kind: "remark", text: t`Heterogeneity: ${[...tau2, q, ...i2].join("; ")}` }];
}

/** Studies of a subgroup, those left out of the result included; -1 for those of none. */
function levelsOf({ studies }: PlotInput, found: Subgroups): number[] {
  const byRow = new Map(found.levels.flatMap(({ rows }, i) => rows.map((row) => [row, i] as const)));
  const byName = new Map(found.levels.map(({ level }, i) => [level, i]));
  return studies.map((study, row) => byRow.get(row) ?? byName.get(study.groups[found.by]?.trim() ?? "") ?? -1);
}

/** The studies in the order given; under the heads of their subgroups where the report has subgroups. */
export function linesOf(input: PlotInput, order: readonly number[]): Line[] {
  const found = input.report.subgroups;
  const all = order.map((row) => ({ kind: "study", row }) as const);
  if (!found || found.levels.length === 0) return all;
  const levels = levelsOf(input, found);
  const within = (level: number): Line[] => all.filter(({ row }) => levels[row] === level);
  const rest = within(-1);
  return [
    ...found.levels.flatMap((of, i): Line[] => [
      { kind: "heading", text: `${plainText(found.by)}: ${plainText(of.level)}` },
      ...within(i),
      { kind: "subtotal", of },
      ...spread(input, of),
    ]),
    ...(rest.length > 0 ? [{ kind: "heading", text: t`${plainText(found.by)}: not given` } as const, ...rest] : []),
  ];
}

/** "Test of subgroup differences: Q = 1.77, df = 2, P = .41" */
export function subgroupLine({ report }: PlotInput): string | null {
  const s = report.subgroups;
  if (!s || s.levels.length < 2 || s.pval === null) return null;
  const f = s.test === "F" && s.F !== null;
  const df2 = s.F_df2 === null ? "∞" : Number(s.F_df2.toPrecision(4));
  const stat = f
    ? t`F = ${qText(s.F)}, df = ${s.F_df ?? "–"} and ${df2}`
    : `Q = ${qText(s.Q_between)}, df = ${s.Q_df ?? "–"}`;
  return t`Test of subgroup differences: ${stat}, ${pText(s.pval)}`;
}
