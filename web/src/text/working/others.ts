import { t } from "../../language/text";
import { levelText } from "../format";
import { PREDICTIONS } from "../guide/methods";
import { type Given, type Sheet, same, Working } from "./sheet";
import { backSteps, lists } from "./study";

const SE: readonly string[] = [
  "SE = 1/sqrt(sum(w_i))",
  "SE = sqrt(q / sum(w_i))",
  "SE = sqrt(max(1, q) / sum(w_i))",
  "SE = sqrt((1 + 2 (S_3/S_1 - S_2^2/S_1^2) / I) / S_1)",
];

/** Which standard error the rule rests on. */
const OF_RULE: Readonly<Record<string, readonly number[]>> = {
  ...{ V: [0], HTS: [0], S: [0], HK: [1, 2], HK_PR: [1, 2], KR: [3], KR_PR: [3] },
};

export function predictionSheet(given: Given): Sheet | null {
  const { summary: s, options } = given.report;
  if (!s || s.est === null || s.pi_lb === null || s.pi_ub === null || s.tau2 === null) return null;
  const w = new Working({ ...lists(given), k: s.k });
  w.given("θ̂", s.est, t`the pooled effect`).given("τ²", s.tau2, t`the variance between studies`);
  w.each("w_i = 1/(v_i + τ²)");
  const quantile = given.quantile(s.pi_df);
  if (quantile !== null) steps(given, w, quantile, s.pi_df);
  else {
    for (const formula of PREDICTIONS[options.prediction]?.formulas ?? []) w.formula(formula);
    w.given("lower", s.pi_lb, t`from the core`).given("upper", s.pi_ub, t`from the core`);
  }
  backSteps(w, given, "θ̂", { est: s.display.est, ci_lb: s.display.pi_lb, ci_ub: s.display.pi_ub });
  return {
    title: t`Prediction interval`,
    steps: w.steps,
    see: [`prediction:${options.prediction}`, "idea:prediction"],
  };
}

function steps(given: Given, w: Working, quantile: number, df: number | null): void {
  const { summary: s, options } = given.report;
  const choices = OF_RULE[options.prediction];
  if (!s || choices === undefined) {
    for (const formula of PREDICTIONS[options.prediction]?.formulas ?? []) w.formula(formula);
    w.given("lower", s?.pi_lb ?? Number.NaN, t`found by integration`);
    w.given("upper", s?.pi_ub ?? Number.NaN, t`found by integration`);
    return;
  }
  if (choices[0] === 1) w.add("q = sum(w_i (y_i - θ̂)^2) / (k - 1)", { core: s.q_hk });
  if (choices[0] === 3) {
    w.add("S_1 = sum(w_i)").add("S_2 = sum(w_i^2)").add("S_3 = sum(w_i^3)");
    w.add("I = S_2/2 - S_3/S_1 + S_2^2 / (2 S_1^2)");
  }
  const letter = df === null ? "z" : "t";
  const formulas = choices.map((i) => SE[i] ?? "");
  w.add(formulas.find((formula) => reaches(w, formula, quantile, s.pi_ub)) ?? formulas[0] ?? "");
  const of =
    df === null ? t`the normal distribution’s` : t`that of t with ${Number(df.toPrecision(5))} degrees of freedom`;
  w.given(letter, quantile, t`${of}, for ${levelText(options.level)}`);
  w.add(`lower = θ̂ - ${letter} sqrt(τ² + SE^2)`, { core: s.pi_lb });
  w.add(`upper = θ̂ + ${letter} sqrt(τ² + SE^2)`, { core: s.pi_ub });
}

/** Of two rules, the one that was used: with the floor or without. */
function reaches(w: Working, formula: string, t: number, upper: number | null): boolean {
  const tried = new Working({ ...w.known(), T: t }).add(formula).add("upper = θ̂ + T sqrt(τ² + SE^2)");
  return upper !== null && same(tried.get("upper"), upper);
}

const RISK: Readonly<Record<string, string>> = {
  RR: "p_1 = p RR",
  OR: "p_1 = p OR / (1 - p + p OR)",
  PETO: "p_1 = p OR / (1 - p + p OR)",
  RD: "p_1 = p + RD",
};

function riskSteps(
  w: Working,
  formula: string,
  name: string,
  effect: number | null,
  risk: number | null,
  diff: number | null,
): void {
  if (effect === null) return;
  w.set({ [name]: effect }).add(formula, { core: risk });
  w.add("d = p_1 - p", { core: diff });
}

/** The pooled effect at a risk without treatment, and the number needed to treat. */
export function absoluteSheet(given: Given): Sheet | null {
  const { absolute: a, summary: s } = given.report;
  const formula = RISK[given.measure.id];
  if (!a || !s || a.control_risk === null || a.diff === null || formula === undefined) return null;
  const whole = a.clamped ? formula.replace(/= (.*)$/, "= max(0, min(1, $1))") : formula;
  const name = given.measure.id === "PETO" ? "OR" : given.measure.id;
  const w = new Working();
  w.given(
    "p",
    a.control_risk,
    a.control_risk_from === "median"
      ? t`the risk without treatment: the studies’ median`
      : t`the risk without treatment that you chose`,
  );
  const { est, ci_lb, ci_ub } = s.display;
  if (est !== null) w.given(name, est, t`the pooled effect`);
  riskSteps(w, whole, name, est, a.risk, a.diff);
  w.add("people = 1000 d", { words: t`more (or fewer) of 1000` });
  needed(w, a.nnt);
  w.say(t`The same for the ends of the confidence interval:`);
  riskSteps(w, whole, name, ci_lb, a.risk_lb, a.diff_lb);
  needed(w, a.nnt_lb);
  riskSteps(w, whole, name, ci_ub, a.risk_ub, a.diff_ub);
  needed(w, a.nnt_ub);
  if (a.clamped) w.say(t`A risk cannot leave 0 to 1; one that would was set to the limit.`);
  if (a.crosses_zero) w.say(t`The interval contains no difference, so that the NNT goes through infinity.`);
  return {
    title: t`Of 1000 people, and number needed to treat`,
    steps: w.steps,
    see: ["idea:absolute", "analysis:absolute", `measure:${given.measure.id}`],
  };
}

function needed(w: Working, nnt: number | null): void {
  if (nnt === null) return;
  const exact = 1 / Math.abs(w.get("d"));
  w.add("NNT = 1/abs(d)", { words: t`rounded up: ${Math.ceil(exact - 1e-9 * exact)}` });
}
