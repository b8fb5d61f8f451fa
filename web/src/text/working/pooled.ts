import type { Summary } from "../../core/types";
import { inSentence, t } from "../../language/text";
import { exactP, levelText } from "../format";
import { MODELS, TESTS } from "../guide/methods";
import { type Given, type Sheet, same, Working } from "./sheet";
import { backSteps, familyCells, letters, lists, withOthers } from "./study";

const THETA = "θ̂ = sum(w_i y_i) / sum(w_i)";
const HK = "q = sum(w_i (y_i - θ̂)^2) / (k - 1)";
const SE_WALD = "SE = 1/sqrt(sum(w_i))";
const SE_HK = "SE = sqrt(q / sum(w_i))";
const SE_FLOOR = "SE = sqrt(max(1, q) / sum(w_i))";

/** The standard error as the test makes it; of rules that choose, the one that was chosen here. */
function standardError(w: Working, test: string, s: Summary): void {
  const core = { core: s.se };
  switch (s.k > 1 ? test : "z") {
    case "HKSJ":
      w.add(HK, { core: s.q_hk }).add(s.q_hk === 0 ? SE_WALD : SE_HK, core);
      return;
    case "HKSJ_se":
      w.add(HK, { core: s.q_hk }).add(SE_FLOOR, core);
      return;
    case "HKSJ_ci":
    case "IQWiG6":
      w.add(HK, { core: s.q_hk });
      w.add([SE_HK, SE_FLOOR, SE_WALD].find((formula) => agrees(w, formula, s.se)) ?? SE_HK, core);
      return;
    case "KR":
      w.add("S_1 = sum(w_i)").add("S_2 = sum(w_i^2)").add("S_3 = sum(w_i^3)");
      w.add("I = S_2/2 - S_3/S_1 + S_2^2 / (2 S_1^2)");
      w.add("SE = sqrt((1 + 2 (S_3/S_1 - S_2^2/S_1^2) / I) / S_1)", core);
      w.add("df = 2 I / (SE^2 S_2)^2", { core: s.df });
      return;
    case "HC":
      w.add("SE = sqrt((1 + τ² sum(w_i^2)/sum(w_i)) / sum(w_i))", core);
      return;
    default:
      w.add(SE_WALD, core);
  }
}

function agrees(w: Working, formula: string, se: number | null): boolean {
  const tried = new Working({ ...w.known() }).add(formula);
  return se !== null && same(tried.get("SE"), se);
}

/** Sums over the tables: MH and Peto. */
function tables(given: Given): Record<string, number[]> {
  const rows = given.report.effects.flatMap((effect) => {
    const study = given.studies[effect.row];
    const cells = study?.include ? familyCells(given, study, effect) : null;
    return cells ? [withOthers(letters(cells))] : [];
  });
  const column = (name: string): number[] => rows.map((row) => row[name] ?? Number.NaN);
  const cells = { a_i: column("a"), b_i: column("b"), c_i: column("c"), d_i: column("d") };
  return {
    ...cells,
    n_1: column("n_1"),
    n_2: column("n_2"),
    N: column("n"),
    x_1: column("x_1"),
    x_2: column("x_2"),
    t_1: column("t_1"),
    t_2: column("t_2"),
  };
}

/** A numerator and a denominator of each study: see core/model/mantel_haenszel.h. */
function mantelHaenszel(given: Given, w: Working, s: Summary): void {
  w.set(tables(given));
  const se = { core: s.se };
  const est = { core: s.est };
  switch (given.measure.id) {
    case "RR":
      w.each("R_i = a_i n_2 / N").each("S_i = c_i n_1 / N").add("θ̂ = ln(sum(R_i) / sum(S_i))", est);
      w.add("SE = sqrt(sum((n_1 n_2 (a_i + c_i) - a_i c_i N) / N^2) / (sum(R_i) sum(S_i)))", se);
      return;
    case "OR":
      w.each("R_i = a_i d_i / N").each("S_i = b_i c_i / N").add("θ̂ = ln(sum(R_i) / sum(S_i))", est);
      w.each("P_i = (a_i + d_i) / N");
      w.add(
        "SE = sqrt(sum(P_i R_i) / (2 sum(R_i)^2) + sum(P_i S_i + (1 - P_i) R_i) / (2 sum(R_i) sum(S_i)) + sum((1 - P_i) S_i) / (2 sum(S_i)^2))",
        se,
      );
      return;
    case "RD":
      w.each("R_i = (a_i n_2 - c_i n_1) / N").each("S_i = n_1 n_2 / N").add("θ̂ = sum(R_i) / sum(S_i)", est);
      w.add(
        "SE = sqrt(sum((a_i d_i + b_i c_i + θ̂ (n_1^2 (c_i - d_i) - n_2^2 (a_i - b_i)) / N) / (2 N))) / sum(S_i)",
        se,
      );
      return;
    case "IRR":
      w.each("R_i = x_1 t_2 / (t_1 + t_2)").each("S_i = x_2 t_1 / (t_1 + t_2)");
      w.add("θ̂ = ln(sum(R_i) / sum(S_i))", est);
      w.add("SE = sqrt(sum(t_1 t_2 (x_1 + x_2) / (t_1 + t_2)^2) / (sum(R_i) sum(S_i)))", se);
      return;
    default:
      w.each("R_i = (x_1 t_2 - x_2 t_1) / (t_1 + t_2)").each("S_i = t_1 t_2 / (t_1 + t_2)");
      w.add("θ̂ = sum(R_i) / sum(S_i)", est);
      w.add("SE = sqrt(sum((x_1 t_2^2 + x_2 t_1^2) / (t_1 + t_2)^2)) / sum(S_i)", se);
  }
}

function peto(given: Given, w: Working, s: Summary): void {
  w.set(tables(given));
  w.each("E_i = (a_i + c_i) n_1 / N");
  w.each("V_i = (a_i + c_i) (b_i + d_i) n_1 n_2 / (N^2 (N - 1))");
  w.add("θ̂ = sum(a_i - E_i) / sum(V_i)", { core: s.est });
  w.add("SE = 1/sqrt(sum(V_i))", { core: s.se });
}

/** Weights that do not come from the variances, as the table shows them. */
function otherWeights(given: Given, w: Working, s: Summary): void {
  const used = given.report.effects.filter((e) => e.used && e.yi !== null);
  w.set({ p_i: used.map((e) => (e.weight ?? 0) / 100) });
  w.say(t`With p, the share of the weight that each study has (the table shows it in per cent):`);
  w.add("θ̂ = sum(p_i y_i)", { core: s.est });
  w.add("SE = sqrt(sum(p_i^2 (v_i + τ²)))", { core: s.se });
}

function estimate(given: Given, w: Working, s: Summary): void {
  const { model, test } = given.report.options;
  const common = model === "EE" || model === "UWLS" || model === "IVHET" || test === "HC";
  switch (model) {
    case "RE":
    case "EE":
    case "RE_MH":
      w.each(common ? "w_i = 1/v_i" : "w_i = 1/(v_i + τ²)").add(THETA, { core: s.est });
      standardError(w, model === "EE" && !/^(z|t|HKSJ)/.test(test) ? "z" : test, s);
      return;
    case "UWLS":
      w.each("w_i = 1/v_i").add(THETA, { core: s.est }).add("Q = sum(w_i (y_i - θ̂)^2)", { core: s.QE });
      w.add("SE = sqrt(Q / ((k - 1) sum(w_i)))", { core: s.se });
      return;
    case "IVHET":
      w.each("w_i = 1/v_i").add(THETA, { core: s.est });
      w.add("SE = sqrt(sum(w_i^2 (v_i + τ²))) / sum(w_i)", { core: s.se });
      return;
    case "MH":
      mantelHaenszel(given, w, s);
      return;
    case "PETO":
      peto(given, w, s);
      return;
    case "UNWEIGHTED":
    case "N_WEIGHTED":
    case "WEIGHTED":
      otherWeights(given, w, s);
      return;
    default:
      bySearch(w, model, s);
  }
}

function bySearch(w: Working, model: string, s: Summary): void {
  for (const formula of MODELS[model]?.formulas ?? []) w.formula(formula);
  w.say(t`The likelihood of all studies is as high as it can be at:`);
  if (s.est !== null) w.given("θ̂", s.est, t`found by search`);
  if (s.se !== null) w.given("SE", s.se, t`from the curvature of the likelihood there`);
}

/** Whether the interval is estimate ± quantile times SE. */
function isSymmetric(w: Working, s: Summary, t: number | null): boolean {
  if (t === null || s.est === null || s.se === null || s.ci_lb === null || s.ci_ub === null) return false;
  return same(s.est - t * w.get("SE"), s.ci_lb) && same(s.est + t * w.get("SE"), s.ci_ub);
}

function limits(given: Given, w: Working, s: Summary): void {
  const { level, test } = given.report.options;
  const quantile = given.quantile(s.df);
  const letter = s.df === null ? "z" : "t";
  if (isSymmetric(w, s, quantile) && quantile !== null) {
    const of =
      s.df === null
        ? t`the normal distribution’s`
        : t`that of t with ${Number(s.df.toPrecision(5))} degrees of freedom`;
    w.given(letter, quantile, t`${of}, for ${levelText(level)}`);
    w.add(`lower = θ̂ - ${letter} SE`, { core: s.ci_lb });
    w.add(`upper = θ̂ + ${letter} SE`, { core: s.ci_ub });
    w.add(`${letter}_0 = θ̂/SE`, { core: s.stat });
  } else {
    for (const formula of TESTS[test]?.formulas ?? []) w.formula(formula);
    if (s.ci_lb !== null) w.given("lower", s.ci_lb, t`found by search, or from tables`);
    if (s.ci_ub !== null) w.given("upper", s.ci_ub, t`found by search, or from tables`);
  }
  if (s.pval !== null && given.measure.no_effect !== null)
    w.say(t`${exactP(s.pval)}: how often so extreme a value would come, on either side, if there were no effect.`);
}

export function pooledSheet(given: Given): Sheet | null {
  const { summary: s, options } = given.report;
  if (!s || s.est === null) return null;
  const w = new Working({ ...lists(given), k: s.k, "τ²": s.tau2 ?? 0 });
  if (s.tau2 !== null && s.tau2 > 0) w.given("τ²", s.tau2, t`worked out under “How far the studies differ”`);
  estimate(given, w, s);
  limits(given, w, s);
  backSteps(w, given, "θ̂", s.display);
  return {
    title: t`Pooled ${inSentence(given.measure.label)}`,
    steps: w.steps,
    see: [`model:${options.model}`, `test:${options.test}`, "idea:weights", "idea:ci"],
  };
}
