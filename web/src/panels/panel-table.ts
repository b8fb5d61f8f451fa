import type { CatalogAnalysis } from "../core/types";
import { t } from "../language/text";

/** Which questions are asked under the table, in what order, under which heading: here and nowhere else. */

export const GROUPS = [
  { id: "agree", title: t`Do the studies agree?` },
  { id: "which", title: t`Which study matters?` },
  { id: "small", title: t`Small studies and missing ones` },
  { id: "why", title: t`Why do they differ?` },
  { id: "bias", title: t`How sound are the studies?` },
  { id: "other", title: t`Other methods` },
  { id: "paper", title: t`For the paper` },
] as const;

export type GroupId = (typeof GROUPS)[number]["id"];

export interface PanelRow {
  /** Its analysis, where it has one of the same name. */
  readonly id: string;
  readonly group: GroupId;
  /** The catalogue's label where there is none. */
  readonly title?: string;
  /** Analyses asked for besides the one of the same name. */
  readonly also?: readonly string[];
  /** Figures, in order. */
  readonly plots?: readonly string[];
  /** Not there while the core says, of this model, a note of this code. */
  readonly unless?: string;
}

export const PANELS: readonly PanelRow[] = [
  { id: "agree", group: "agree", title: t`Heterogeneity` },
  { id: "blups", group: "agree", title: t`Effects in order of size`, plots: ["blups", "orchard"] },
  { id: "tau2_profile", group: "agree", plots: ["tau2_profile"] },
  { id: "drapery", group: "agree", plots: ["drapery"] },
  { id: "beyond", group: "agree" },
  { id: "checks", group: "which" },
  { id: "leave_one_out", group: "which", plots: ["leave_one_out"] },
  { id: "cumulative", group: "which", plots: ["cumulative"] },
  { id: "influence", group: "which", plots: ["influence"] },
  { id: "baujat", group: "which", plots: ["baujat"] },
  { id: "radial", group: "which", plots: ["radial"] },
  { id: "gosh", group: "which", plots: ["gosh"] },
  {
    ...{ id: "funnel", group: "small", title: t`Funnel plot`, plots: ["funnel"] },
    also: ["trim_fill"],
  },
  { id: "small_study", group: "small" },
  { id: "trim_fill", group: "small" },
  { id: "pet_peese", group: "small" },
  { id: "excess_significance", group: "small" },
  { id: "fail_safe", group: "small" },
  { id: "subgroups", group: "why", plots: ["forest", "orchard"] },
  { id: "meta_regression", group: "why", plots: ["meta_regression"] },
  { id: "permutation", group: "why" },
  { id: "labbe", group: "why", plots: ["labbe"] },
  { id: "rob", group: "bias", title: t`Risk of bias` },
  { id: "few_studies", group: "other" },
  { id: "methods", group: "other" },
  { id: "conventions", group: "other" },
  { id: "without_converted", group: "other" },
  { id: "stratified", group: "other" },
  { id: "published", group: "other" },
  { id: "glmm", group: "other", unless: "likelihood_model_needed" },
  { id: "flow", group: "paper", title: t`Study flow` },
  { id: "findings", group: "paper", title: t`Summary of findings` },
  { id: "text", group: "paper" },
];

/** The card above the table shows the first two; the others have a panel or a dialog under another name. */
const SHOWN_ELSEWHERE = new Set(["summary", "absolute", "which_method", "audit_published", "agreement"]);

/** The rows above, and for each analysis of the catalogue that none of them has, one at the end of the methods. */
export function panelRows(analyses: readonly CatalogAnalysis[]): readonly PanelRow[] {
  const known = new Set(PANELS.map(({ id }) => id));
  const rest = analyses.filter(({ id }) => !known.has(id) && !SHOWN_ELSEWHERE.has(id));
  return [...PANELS, ...rest.map(({ id }): PanelRow => ({ id, group: "other" }))];
}
