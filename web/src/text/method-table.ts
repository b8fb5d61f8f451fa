import type { Catalog, CatalogMeasure, MethodRow } from "../core/types";
import { t } from "../language/text";
import type { AnswerTable } from "./any-answer";
import { formatSignificant, intervalCell, levelText, pCell } from "./format";
import { isRandom, labelOf, shortName } from "./names";

/** "Random effects, REML; Hartung-Knapp" */
export function methodName(row: MethodRow, catalog: Catalog): string {
  const test = labelOf(catalog.tests, row.test);
  const model = labelOf(catalog.models, row.model);
  return row.tau2 !== "" ? `${model}, ${row.tau2}; ${test}` : `${model}; ${test}`;
}

/** Results of the same studies by several methods, in words where the core has ids. */
export function methodTable(
  methods: readonly MethodRow[],
  measure: CatalogMeasure,
  level: number,
  catalog: Catalog,
): AnswerTable {
  const heads = [t`Method`, t`${shortName(measure)} (${levelText(level)} CI)`, "P", "τ²"];
  const rows = methods.map((row) => {
    const tau2 = isRandom(catalog, row.model) ? formatSignificant(row.tau2_value) : "–";
    return [methodName(row, catalog), intervalCell({ ...row.display }, measure.scale), pCell(row.pval), tau2];
  });
  return { title: "", heads: heads.map((head) => ({ head, doc: "" })), rows, more: 0 };
}
