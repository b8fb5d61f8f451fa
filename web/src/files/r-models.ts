import type { Options } from "../core/types";
import { comment, quote } from "./r-text";

/** R for the models that are not rma() with inverse-variance weights. */

/** How metafor names the models of counts. */
const GLMM = new Map([
  ["GLMM_CMEL", "CM.EL"],
  ["GLMM_CMAL", "CM.AL"],
  ["GLMM_UMFS", "UM.FS"],
  ["GLMM_UMRS", "UM.RS"],
]);

export interface Counts {
  /** The data frame. */
  name: string;
  columns: readonly string[];
}

/** The call that starts from the counts; null where metafor has none. */
function callOfCounts({ model, measure, test }: Options, { name, columns }: Counts, level: string): string | null {
  const cells = columns.map((id) => `${id} = ${id}`).join(", ");
  const rest = `${cells}, data = ${name}, slab = study, level = ${level}`;
  if (model === "MH") return `rma.mh(measure = ${quote(measure)}, ${rest})`;
  if (model === "PETO") return `rma.peto(${rest})`;
  const glmm = GLMM.get(model);
  if (glmm === undefined) return null;
  const which = columns.length === 4 ? `, model = ${quote(glmm)}` : "";
  return `rma.glmm(measure = ${quote(measure)}, ${rest}${which}, test = ${quote(test === "t" ? "t" : "z")})`;
}

function callOfEffects({ model, tau2, test }: Options, level: string): string | null {
  if (model === "UNWEIGHTED") {
    const how = `method = ${quote(tau2)}, test = ${quote(test === "t" ? "t" : "z")}`;
    return `rma(yi, vi, data = dat, slab = study, weighted = FALSE, ${how}, level = ${level})`;
  }
  return model === "UWLS" ? "summary(lm(yi ~ 1, weights = 1 / vi, data = dat))" : null;
}

/** @param counts  null when the studies are typed in several ways, or without counts */
export function otherModelCode(options: Options, label: string, counts: Counts | null, level: string): string {
  const call = callOfEffects(options, level) ?? (counts === null ? null : callOfCounts(options, counts, level));
  if (call === null) return comment(`metafor has no call for these studies and this model: ${label}`);
  return `res <- ${call}\nres`;
}
