import type { Summary } from "../../core/types";
import { t } from "../../language/text";
import { exactP } from "../format";
import { TAU2 } from "../guide/methods";
import { choosesTau2, isRandom } from "../names";
import { type Given, type Sheet, Working } from "./sheet";
import { lists } from "./study";

const GENERAL = "τ² = max(0, (Q_a - sum(a_i (1 - p_i) v_i)) / sum(a_i (1 - p_i)))";
/** Estimators whose formulas can be worked out one after the other. */
const CLOSED = new Set(["DL", "HE", "HS", "HSk", "SJ", "GENQ"]);
const Q_EQUATIONS = new Set(["PM", "EB", "DLIT"]);

/** The formulas of a page of the guide, the last one against the core. */
function closed(w: Working, id: string, core: number | null, as = "τ²"): void {
  const formulas = TAU2[id]?.formulas ?? [];
  for (const formula of formulas) {
    const left = formula.split(" = ")[0] ?? "";
    if (left === "τ²") w.add(formula.replace(/^τ²/, as), { core: as === "τ²" ? core : undefined });
    else if (left.endsWith("_i")) w.each(formula);
    else w.add(formula);
  }
}

function twoSteps(w: Working, first: string, core: number | null): void {
  closed(w, first, null, `τ²_${first}`);
  w.each(`a_i = 1/(v_i + τ²_${first})`).each("p_i = a_i / sum(a_i)");
  w.add("θ_a = sum(p_i y_i)").add("Q_a = sum(a_i (y_i - θ_a)^2)").add(GENERAL, { core });
}

/** Found by search: what makes it right can still be seen. */
function solved(w: Working, id: string, s: Summary): void {
  const tau2 = s.tau2 ?? 0;
  w.given("τ²", tau2, tau2 === 0 ? t`the smallest there can be` : t`found by search: the value that makes this true`);
  w.each("w_i = 1/(v_i + τ²)").add("θ̂ = sum(w_i y_i) / sum(w_i)");
  if (Q_EQUATIONS.has(id)) at(w, "sum(w_i (y_i - θ̂)^2) = k - 1", tau2);
  else if (id === "REML") at(w, "sum(w_i^2 (y_i - θ̂)^2) = sum(w_i) - sum(w_i^2)/sum(w_i)", tau2);
  else if (id === "ML") at(w, "sum(w_i^2 (y_i - θ̂)^2) = sum(w_i)", tau2);
  else for (const formula of TAU2[id]?.formulas ?? []) w.formula(formula);
}

/** At 0 nothing has to be equal: the left side is the smaller one there. */
function at(w: Working, formula: string, tau2: number): void {
  if (tau2 > 0) w.equation(formula);
  else w.sides(formula, t`at τ² = 0 the left side is no larger than the right, so that no larger τ² is called for`);
}

function tau2Steps(given: Given, w: Working, s: Summary): void {
  const id = given.report.options.tau2;
  w.say(t`The variance between studies:`);
  if (CLOSED.has(id)) closed(w, id, s.tau2);
  else if (id === "DL2") twoSteps(w, "DL", s.tau2);
  else if (id === "CA2") twoSteps(w, "HE", s.tau2);
  else if (id === "FIXED") w.given("τ²", s.tau2 ?? 0, t`the value that you gave`);
  else solved(w, id, s);
}

function shares(w: Working, s: Summary): void {
  w.say(t`The share of the spread that is not chance, against the typical variance of the studies:`);
  w.each("w_i = 1/v_i");
  w.add("s² = (k - 1) / (sum(w_i) - sum(w_i^2)/sum(w_i))");
  w.add("I² = 100 τ² / (τ² + s²)", { core: s.I2 });
  w.add("H² = (τ² + s²) / s²", { core: s.H2 });
}

/** Q, tau2, I2, H2. */
export function spreadSheet(given: Given): Sheet | null {
  const { summary: s, options } = given.report;
  if (!s || s.QE === null || s.k < 2) return null;
  const w = new Working({ ...lists(given), k: s.k });
  const around = ["MH", "RE_MH", "PETO"].includes(options.model) || options.model.startsWith("GLMM");
  if (around) w.given("Q", s.QE, t`around the estimate of this model`);
  else {
    w.each("w_i = 1/v_i").add("θ_F = sum(w_i y_i) / sum(w_i)");
    w.add("Q = sum(w_i (y_i - θ_F)^2)", { core: s.QE });
  }
  if (s.QEp !== null) w.say(t`By chance alone Q is about ${s.QE_df ?? "–"}, its degrees of freedom; ${exactP(s.QEp)}.`);
  w.set({ df: s.QE_df ?? Number.NaN });
  w.add("I²_Q = 100 max(0, (Q - df) / Q)", { core: s.I2_Q });
  const tau2 = choosesTau2(given.catalog, options.model) && s.tau2 !== null;
  if (tau2) tau2Steps(given, w, s);
  else if (isRandom(given.catalog, options.model) && s.tau2 !== null)
    w.given("τ²", s.tau2, t`the model’s own estimate`);
  if (tau2) shares(w, s);
  return {
    title: t`How far the studies differ`,
    steps: w.steps,
    see: ["idea:Q", "idea:I2", ...(tau2 ? [`tau2:${options.tau2}`, `tau2_interval:${options.tau2_ci}`] : [])],
  };
}
