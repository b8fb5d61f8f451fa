import { t } from "../language/text";
import { range } from "../text/format";
import { INK, MARK, SHADES } from "./paper";

/** How journals want a forest plot. The numbers are the same in all of them. */
export interface ForestStyle {
  readonly id: string;
  readonly label: string;
  /** Columns from left to right, "plot" among them; a column that the studies do not have is skipped. */
  readonly order: readonly string[];
  readonly square: string;
  readonly diamond: string;
  /** Ground of every other row. */
  readonly band: string | null;
  /** A dashed line down from the pooled result. */
  readonly pooledLine: boolean;
  readonly pooledName: (level: string) => string;
  readonly interval: (est: string, lb: string, ub: string) => string;
  /** "Favours treatment" as the journal spells it. */
  readonly side: (text: string) => string;
}

const DATA = ["study", "treatment", "control", "group"];
const dashed = (est: string, lb: string, ub: string): string => `${est} (${range(lb, ub)})`;
const asIs = (text: string): string => text;

export const forestStyles: readonly ForestStyle[] = [
  {
    ...{ id: "plain", label: t`Plain`, order: [...DATA, "plot", "effect", "weight"], square: MARK, diamond: MARK },
    ...{ band: null, pooledLine: false, pooledName: () => t`Pooled`, interval: dashed, side: asIs },
  },
  {
    ...{ id: "cochrane", label: t`Cochrane`, order: [...DATA, "weight", "effect", "plot"], square: MARK, diamond: INK },
    ...{ band: null, pooledLine: false, pooledName: (level) => t`Total (${level} CI)`, side: asIs },
    interval: (est, lb, ub) => `${est} [${lb}, ${ub}]`,
  },
  {
    ...{ id: "jama", label: "JAMA", order: [...DATA, "effect", "plot", "weight"], square: MARK, diamond: MARK },
    ...{ band: null, pooledLine: true, pooledName: () => t`Overall`, interval: dashed },
    side: (text) => text.replace(/\bFavours\b/g, "Favors").replace(/\bfavours\b/g, "favors"),
  },
  {
    ...{ id: "bmj", label: "BMJ", order: [...DATA, "plot", "weight", "effect"], square: INK, diamond: MARK },
    ...{ band: SHADES[0], pooledLine: false, pooledName: () => t`Total`, side: asIs },
    interval: (est, lb, ub) => t`${est} (${lb} to ${ub})`,
  },
];

/** The first where there is no such style. */
export function styleOf(id: string | undefined): ForestStyle {
  return forestStyles.find((style) => style.id === id) ?? (forestStyles[0] as ForestStyle);
}
