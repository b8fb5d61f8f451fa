import type { Catalog, CatalogMeasure, FewStudies, MethodRow } from "../core/types";
import { t } from "../language/text";
import { beyond, intervalText, levelText } from "./format";
import { isRandom, labelOf } from "./names";

/** From here on the intervals no longer part company so easily, and the page says nothing by itself. */
export const FEW = 5;

/** As they stand in the middle of a sentence. */
const NAMES: Readonly<Record<string, string>> = {
  z: t`Wald`,
  HKSJ: t`Hartung-Knapp`,
  HKSJ_se: t`Hartung-Knapp with floor`,
  PL: t`profile likelihood`,
  KR: t`Kenward-Roger`,
};

function nameOf(row: MethodRow, catalog: Catalog): string {
  if (!isRandom(catalog, row.model)) return labelOf(catalog.models, row.model);
  return NAMES[row.test] ?? labelOf(catalog.tests, row.test);
}

/** "Wald (1.04 to 2.48) and profile likelihood (1.02 to 2.98)" */
function listed(rows: readonly MethodRow[], catalog: Catalog, measure: CatalogMeasure): string {
  const parts = rows.map((row) => {
    const { lb, ub } = intervalText(row.display.est, row.display.ci_lb, row.display.ci_ub, measure.scale);
    return t`${nameOf(row, catalog)} (${lb} to ${beyond(ub, row.ci_ub)})`;
  });
  return parts.length < 2 ? parts.join("") : t`${parts.slice(0, -1).join("; ")}; and ${parts.at(-1)}`;
}

function contains(row: MethodRow, noEffect: number): boolean | null {
  const { ci_lb, ci_ub } = row.display;
  if (row.ci_lb === null || row.ci_ub === null) return null;
  return (ci_lb ?? Number.NEGATIVE_INFINITY) <= noEffect && noEffect <= (ci_ub ?? Number.POSITIVE_INFINITY);
}

/** What the intervals say where they do not say the same; null where they do. */
export function fewSentence(
  few: FewStudies,
  k: number,
  level: number,
  catalog: Catalog,
  measure: CatalogMeasure,
): string | null {
  const { no_effect } = measure;
  if (!few.differ || no_effect === null) return null;
  const outside = few.rows.filter((row) => contains(row, no_effect) === false);
  const inside = few.rows.filter((row) => contains(row, no_effect) === true);
  return (
    t`With ${k} studies the choice of interval decides. No effect (${no_effect}) lies outside the ${levelText(level)} interval by ` +
    t`${listed(outside, catalog, measure)}. It lies inside by ${listed(inside, catalog, measure)}.`
  );
}

/** The same in a word, for the head of the panel. */
export function fewGist(few: FewStudies): string | null {
  const all = few.with_no_effect + few.without;
  if (all === 0) return null;
  if (few.differ) return t`the method decides`;
  return few.without === 0 ? t`all contain no effect` : t`none contains no effect`;
}
