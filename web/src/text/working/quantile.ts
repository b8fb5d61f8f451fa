import type { Report, Request } from "../../core/types";

/** The largest data set that is made up to ask for a quantile. */
const MOST = 2000;

/**
 * The upper quantile of t (df = null: of the normal distribution) that belongs to a level, from the core: n = df + 1
 * studies with effect 0 and standard error √n have a pooled standard error of 1, so that their upper limit is it.
 * Null where df is no whole number: nobody can look that up either.
 */
export function coreQuantile(analyse: (request: Request) => object, level: number, df: number | null): number | null {
  if (df !== null && (!Number.isInteger(df) || df < 1 || df >= MOST)) return null;
  const n = df === null ? 1 : df + 1;
  const study = { label: "", year: null, include: true, format: "estimate_se", groups: {}, mods: {} };
  const studies = Array.from({ length: n }, () => ({ ...study, cells: { yi: 0, sei: Math.sqrt(n) } }));
  const options = { measure: "GEN", model: "EE", test: df === null ? "z" : "t", level };
  const report = analyse({ version: 1, dataset: { studies }, options, want: ["summary"] }) as Partial<Report>;
  return report.summary?.ci_ub ?? null;
}
