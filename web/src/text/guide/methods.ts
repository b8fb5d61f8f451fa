import type { Pages } from "./page";

const WEIGHTED = "θ̂ = sum(w_i y_i) / sum(w_i)";
const SE = "SE = 1/sqrt(sum(w_i))";
const Q_OF = "Q(τ²) = sum((y_i - θ̂)^2 / (v_i + τ²))";
const STUDY_OF_COUNTS = "θ_i ~ N(θ, τ²)";

export const MODELS: Pages = {
  RE: {
    what: "Each study has its own true effect; these vary with variance τ² about their mean θ, which is what is estimated.",
    formulas: ["y_i ~ N(θ, v_i + τ²)", "w_i = 1/(v_i + τ²)", WEIGHTED, SE],
    see: ["tau2:REML", "test:HKSJ_se", "prediction:V", "model:EE", "idea:weights"],
  },
  EE: {
    what: "All studies estimate one true effect θ, and differ by chance only. If they do not, the result is the average of just these studies.",
    formulas: ["y_i ~ N(θ, v_i)", "w_i = 1/v_i", WEIGHTED, SE],
    see: ["model:RE", "model:MH", "idea:Q"],
  },
  MH: {
    what: "Adds up a numerator R and a denominator S over the studies and divides once, so that single zeros do no harm. N is the size of a study. Shown for risk ratio, odds ratio and risk difference; rates have person-time in the place of people.",
    formulas: [
      "RR = sum(a_i n_2 / N) / sum(c_i n_1 / N)",
      "OR = sum(a_i d_i / N) / sum(b_i c_i / N)",
      "RD = sum((a_i n_2 - c_i n_1) / N) / sum(n_1 n_2 / N)",
    ],
    see: ["model:PETO", "model:RE_MH", "model:EE"],
  },
  PETO: {
    what: "Adds up the events observed less those expected, O − E, and their variances V.",
    formulas: [
      "E_i = x_i n_1 / N",
      "V_i = x_i (N - x_i) n_1 n_2 / (N^2 (N - 1))",
      "θ̂ = sum(O_i - E_i) / sum(V_i)",
      "SE = 1/sqrt(sum(V_i))",
    ],
    see: ["measure:PETO", "model:MH"],
  },
  RE_MH: {
    what: "Random effects with DerSimonian-Laird's τ², computed from a Q around the Mantel-Haenszel estimate.",
    formulas: [
      "Q = sum((y_i - θ̂_MH)^2 / v_i)",
      "τ² = max(0, (Q - (k - 1)) / (sum(1/v_i) - sum(1/v_i^2) / sum(1/v_i)))",
      "w_i = 1/(v_i + τ²)",
      WEIGHTED,
    ],
    see: ["convention:revman5", "model:MH", "tau2:DL"],
  },
  IVHET: {
    what: "The common-effect estimate, with a variance that counts in DerSimonian-Laird's τ².",
    formulas: ["w_i = 1/v_i", WEIGHTED, "SE = sqrt(sum(w_i^2 (v_i + τ²))) / sum(w_i)"],
    see: ["model:UWLS", "model:EE", "test:HC"],
  },
  UWLS: {
    what: "The common-effect estimate, with its standard error stretched (or shrunk) by the spread of the studies.",
    formulas: ["w_i = 1/v_i", WEIGHTED, "SE = sqrt(Q / ((k - 1) sum(w_i)))"],
    see: ["model:IVHET", "analysis:pet_peese"],
  },
  UNWEIGHTED: {
    what: "Every study counts the same.",
    formulas: ["θ̂ = sum(y_i) / k", "SE = sqrt(sum(v_i + τ²)) / k"],
    see: ["tau2:HE"],
  },
  N_WEIGHTED: {
    what: "Studies count by their number of participants n_i, which does not depend on the effects.",
    formulas: ["θ̂ = sum(n_i y_i) / sum(n_i)", "SE = sqrt(sum(n_i^2 (v_i + τ²))) / sum(n_i)"],
    see: ["tau2:HS", "model:WEIGHTED"],
  },
  WEIGHTED: {
    what: "Studies count by weights that you give: a number column called weight.",
    formulas: ["θ̂ = sum(w_i y_i) / sum(w_i)", "SE = sqrt(sum(w_i^2 (v_i + τ²))) / sum(w_i)"],
    see: ["model:N_WEIGHTED"],
  },
  GLMM_CMEL: {
    what: "A logistic mixed model of the events themselves, given how many events each study has: a_i of x_i events fall into group 1 (noncentral hypergeometric). The likelihood is integrated over the true effects and maximised by search.",
    formulas: ["P(a_i | x_i) = H(a_i; n_1, n_2, x_i, exp(θ_i))", STUDY_OF_COUNTS],
    see: ["model:GLMM_CMAL", "model:GLMM_UMFS", "analysis:glmm"],
  },
  GLMM_CMAL: {
    what: "As the exact conditional model, with the binomial in place of the hypergeometric distribution, which is close when events are rare. Maximised by search.",
    formulas: ["P(a_i | x_i) = B(a_i; x_i, p_i)", "ln(p_i/(1 - p_i)) = θ_i + ln(n_1/n_2)", STUDY_OF_COUNTS],
    see: ["model:GLMM_CMEL", "analysis:glmm"],
  },
  GLMM_UMFS: {
    what: "A logistic (or Poisson) mixed model with a fixed level α_i for each study; groups lie half an effect above and below it. Maximised by search.",
    formulas: ["ln(p_1/(1 - p_1)) = α_i + θ_i/2", "ln(p_2/(1 - p_2)) = α_i - θ_i/2", STUDY_OF_COUNTS],
    see: ["model:GLMM_UMRS", "model:GLMM_CMEL", "analysis:glmm"],
  },
  GLMM_UMRS: {
    what: "A logistic (or Poisson) mixed model in which the levels α_i of the studies vary at random too. With one group it is the binomial-normal or Poisson-normal model. Maximised by search.",
    formulas: ["ln(p_1/(1 - p_1)) = α_i + θ_i/2", "ln(p_2/(1 - p_2)) = α_i - θ_i/2", "α_i ~ N(α, σ²)", STUDY_OF_COUNTS],
    see: ["model:GLMM_UMFS", "measure:PLO", "analysis:glmm"],
  },
  BB: {
    what: "The events of each group are beta-binomial: risks vary between studies about π_1 and π_2 with intraclass correlation ρ. Groups of one study are not paired. Maximised by search.",
    formulas: ["a_i ~ BB(n_1, π_1, ρ)", "c_i ~ BB(n_2, π_2, ρ)", "θ = g(π_1) - g(π_2)"],
    see: ["model:GLMM_UMRS", "analysis:glmm"],
  },
  FIRTH: {
    what: "Logistic regression with a level for each study and one odds ratio, whose likelihood is penalised by the information I, so that zeros do not lead to infinity. Maximised by search.",
    formulas: ["l = ll + ln(abs(I)) / 2"],
    see: ["model:MH", "test:PL"],
  },
};

const GENERAL = "τ² = max(0, (Q_a - sum(a_i (1 - p_i) v_i)) / sum(a_i (1 - p_i)))";
const Q_A = ["p_i = a_i / sum(a_i)", "θ_a = sum(p_i y_i)", "Q_a = sum(a_i (y_i - θ_a)^2)"];
const FIXED_Q = ["w_i = 1/v_i", "θ_F = sum(w_i y_i) / sum(w_i)", "Q = sum(w_i (y_i - θ_F)^2)"];
const PM = [Q_OF, "Q(τ²) = k - 1"];

export const TAU2: Pages = {
  REML: {
    what: "The τ² at which the likelihood of the studies is highest, once the mean is taken out. Found by search among all maxima; 0 where the left side is never larger.",
    formulas: ["w_i = 1/(v_i + τ²)", "sum(w_i^2 (y_i - θ̂)^2) = sum(w_i) - sum(w_i^2)/sum(w_i)"],
    see: ["tau2:ML", "tau2:PM", "tau2:DL", "tau2_interval:QP"],
  },
  ML: {
    what: "The τ² at which the likelihood of the studies is highest. Found by search among all maxima; 0 where the left side is never larger.",
    formulas: ["w_i = 1/(v_i + τ²)", "sum(w_i^2 (y_i - θ̂)^2) = sum(w_i)"],
    see: ["tau2:REML", "test:PL", "tau2_interval:PL"],
  },
  DL: {
    what: "How far Q exceeds what chance alone makes, brought to the scale of τ².",
    formulas: [...FIXED_Q, "C = sum(w_i) - sum(w_i^2)/sum(w_i)", "τ² = max(0, (Q - (k - 1)) / C)"],
    see: ["idea:Q", "tau2:REML", "tau2:DL2"],
  },
  PM: {
    what: "The τ² at which the generalised Q is as large as expected. Q falls with τ², so there is one; 0 where Q(0) is smaller already.",
    formulas: PM,
    see: ["tau2:REML", "tau2:PMM", "idea:Q"],
  },
  EB: { what: "Solves the same equation as Paule-Mandel, and gives the same number.", formulas: PM, see: ["tau2:PM"] },
  DLIT: {
    what: "DerSimonian-Laird's step repeated with the weights it found. Where nothing changes any more stands Paule-Mandel's equation.",
    formulas: PM,
    see: ["tau2:PM", "tau2:DL"],
  },
  PMM: {
    what: "As Paule-Mandel, but at the median of chi-square rather than its mean: as often too large as too small.",
    formulas: [Q_OF, 'Q(τ²) = "median of" χ²(k - 1)'],
    see: ["tau2:PM", "tau2:GENQM"],
  },
  HE: {
    what: "The variance of the effects, without weights, less what sampling alone adds.",
    formulas: ["m = sum(y_i) / k", "τ² = max(0, sum((y_i - m)^2) / (k - 1) - sum(v_i) / k)"],
    see: ["tau2:CA2", "tau2:DL"],
  },
  SJ: {
    what: "Starts from the plain variance of the effects and corrects it by the Q that this would give.",
    formulas: [
      "m = sum(y_i) / k",
      "τ²_0 = sum((y_i - m)^2) / k",
      "w_i = 1/(v_i + τ²_0)",
      "θ_0 = sum(w_i y_i) / sum(w_i)",
      "τ² = τ²_0 sum(w_i (y_i - θ_0)^2) / (k - 1)",
    ],
    see: ["tau2:HE", "tau2:PM"],
  },
  HS: {
    what: "As DerSimonian-Laird in idea, with k in place of k − 1: too small on average.",
    formulas: [...FIXED_Q, "τ² = max(0, (Q - k) / sum(w_i))"],
    see: ["tau2:HSk", "tau2:DL"],
  },
  HSk: {
    what: "Hunter-Schmidt's estimator with Q made larger by k over k − 1.",
    formulas: [...FIXED_Q, "τ² = max(0, (k/(k - 1) Q - k) / sum(w_i))"],
    see: ["tau2:HS"],
  },
  DL2: {
    what: "The general method of moments with weights that already count in DerSimonian-Laird's τ².",
    formulas: ["a_i = 1/(v_i + τ²_DL)", ...Q_A, GENERAL],
    see: ["tau2:DL", "tau2:CA2", "tau2:PM"],
  },
  CA2: {
    what: "The general method of moments with weights that already count in the τ² of Hedges' estimator.",
    formulas: ["a_i = 1/(v_i + τ²_HE)", ...Q_A, GENERAL],
    see: ["tau2:HE", "tau2:DL2"],
  },
  GENQ: {
    what: "The general method of moments with weights 1/SE.",
    formulas: ["a_i = 1/sqrt(v_i)", ...Q_A, GENERAL],
    see: ["tau2:GENQM", "tau2_interval:J"],
  },
  GENQM: {
    what: "The τ² under which the Q with weights 1/SE that was seen is the median of its exact distribution. Found by search.",
    formulas: ["a_i = 1/sqrt(v_i)", ...Q_A, 'Q_a = "median of" Q_a "under" τ²'],
    see: ["tau2:GENQ", "tau2:PMM"],
  },
  FIXED: {
    what: "The value that you give.",
    none: "Nothing is estimated.",
    reference: "Your own choice: say where the value comes from, for instance from earlier reviews of the field.",
    see: ["tau2:REML", "analysis:tau2_profile"],
  },
};

export const TAU2_INTERVALS: Pages = {
  QP: {
    what: "All τ² at which the generalised Q lies between the two quantiles of chi-square.",
    formulas: [Q_OF, "χ²_lower(k - 1) ≤ Q(τ²) ≤ χ²_upper(k - 1)"],
    see: ["tau2:PM", "tau2_interval:J"],
  },
  J: {
    what: "All τ² under which the Q with weights 1/SE that was seen is in neither tail of its exact distribution.",
    formulas: ["a_i = 1/sqrt(v_i)", "Q_a = sum(a_i (y_i - θ_a)^2)"],
    see: ["tau2:GENQ", "tau2_interval:BJ"],
  },
  BJ: {
    what: "All τ² under which Cochran's Q that was seen is in neither tail of its exact distribution.",
    formulas: ["a_i = 1/v_i", "Q_a = sum(a_i (y_i - θ_a)^2)"],
    see: ["tau2:DL", "tau2_interval:J"],
  },
  PL: {
    what: "All τ² that a likelihood-ratio test does not reject; the restricted likelihood under REML.",
    formulas: ["2 (ll(τ̂²) - ll(τ²)) ≤ χ²_upper(1)"],
    see: ["tau2:REML", "tau2:ML", "test:PL"],
  },
};

const CI = "θ̂ ± t SE";
const Q_HK = "q = sum(w_i (y_i - θ̂)^2) / (k - 1)";

export const TESTS: Pages = {
  z: {
    what: "Takes τ² as known and the estimate as normal.",
    formulas: [SE, "θ̂ ± z SE", "z = θ̂/SE"],
    see: ["test:t", "test:HKSJ_se", "idea:ci"],
  },
  t: {
    what: "The conventional standard error with t of k − 1 degrees of freedom in place of the normal distribution.",
    formulas: [SE, CI, "t = θ̂/SE", "df = k - 1"],
    see: ["test:z", "test:HKSJ_se"],
  },
  HKSJ: {
    what: "The standard error follows the spread that the studies show (q), with t of k − 1 degrees of freedom.",
    formulas: [Q_HK, "SE = sqrt(q / sum(w_i))", CI, "df = k - 1"],
    see: ["test:HKSJ_se", "test:HKSJ_ci", "test:KR"],
  },
  HKSJ_se: {
    what: "Hartung-Knapp, whose factor q may widen the interval but never narrow it.",
    formulas: [Q_HK, "SE = sqrt(max(1, q) / sum(w_i))", CI, "df = k - 1"],
    see: ["test:HKSJ", "test:IQWiG6", "analysis:few_studies"],
  },
  HKSJ_ci: {
    what: "Both intervals are computed and the wider one is given, with its P.",
    formulas: [Q_HK, "SE_HK = sqrt(q / sum(w_i))", "SE_W = 1/sqrt(sum(w_i))", "max(t SE_HK, z SE_W)"],
    see: ["test:HKSJ", "test:z"],
  },
  IQWiG6: {
    what: "Hartung-Knapp; with the floor where its interval would be narrower than the Wald interval around DerSimonian-Laird.",
    formulas: [Q_HK, "SE = sqrt(q / sum(w_i))", "SE = sqrt(max(1, q) / sum(w_i))"],
    see: ["test:HKSJ_se", "convention:iqwig6"],
  },
  KR: {
    what: "A standard error and degrees of freedom that count in the uncertainty of τ² itself. I is the expected information of τ².",
    formulas: [
      "S_j = sum(w_i^j)",
      "I = S_2/2 - S_3/S_1 + S_2^2/(2 S_1^2)",
      "SE^2 = (1 + 2 (S_3/S_1 - S_2^2/S_1^2) / I) / S_1",
      "df = 2 I / (SE^2 S_2)^2",
    ],
    see: ["tau2:REML", "test:HKSJ_se", "prediction:KR"],
  },
  PL: {
    what: "All effects that a likelihood-ratio test does not reject when τ² is at its best for each of them. Found by search.",
    formulas: ["2 (ll(θ̂, τ̂²) - ll(θ, τ̂²_θ)) ≤ z^2"],
    see: ["tau2:ML", "test:SKOV", "model:FIRTH"],
  },
  SKOV: {
    what: "The signed root r of the likelihood ratio with Skovgaard's correction u, which makes it nearly normal with few studies. Found by search.",
    formulas: ["r = sign(θ̂ - θ) sqrt(2 (ll(θ̂, τ̂²) - ll(θ, τ̂²_θ)))", "abs(r + ln(u/r)/r) ≤ z"],
    see: ["test:PL"],
  },
  HC: {
    what: "The common-effect estimate with an interval that allows for τ²; t* is a quantile of its own distribution under random effects, found by integration.",
    formulas: ["w_i = 1/v_i", WEIGHTED, "SE^2 = (1 + τ² sum(w_i^2)/sum(w_i)) / sum(w_i)", "θ̂ ± t′ SE"],
    see: ["model:IVHET", "analysis:funnel"],
  },
};

const PI = "θ̂ ± t sqrt(τ² + SE^2)";

export const PREDICTIONS: Pages = {
  V: {
    what: "Where the true effect of a new study would lie.",
    formulas: [PI, "SE^2 = 1/sum(w_i)", "df = k - 1"],
    see: ["idea:prediction", "prediction:HTS"],
  },
  HTS: {
    what: "The first published rule, with one degree of freedom less for τ².",
    formulas: [PI, "SE^2 = 1/sum(w_i)", "df = k - 2"],
    see: ["idea:prediction", "prediction:V"],
  },
  HK: {
    what: "With the standard error of Hartung-Knapp.",
    formulas: [PI, "SE^2 = q/sum(w_i)", "df = k - 1"],
    see: ["test:HKSJ", "prediction:HK_PR"],
  },
  HK_PR: {
    what: "With the standard error of Hartung-Knapp, and one degree of freedom less for τ².",
    formulas: [PI, "SE^2 = q/sum(w_i)", "df = k - 2"],
    see: ["test:HKSJ", "prediction:HK"],
  },
  KR: {
    what: "With the standard error and degrees of freedom of Kenward-Roger.",
    formulas: [PI, "df = df_KR"],
    see: ["test:KR", "prediction:KR_PR"],
  },
  KR_PR: {
    what: "With the standard error of Kenward-Roger, and one degree of freedom less for τ².",
    formulas: [PI, "df = df_KR - 1"],
    see: ["test:KR", "prediction:KR"],
  },
  S: {
    what: "Takes the true effects as normal with known τ².",
    formulas: ["θ̂ ± z sqrt(τ² + SE^2)", "SE^2 = 1/sum(w_i)"],
    see: ["prediction:V"],
  },
  NNF: {
    what: "τ² is not taken as known: a new true effect is drawn with τ² from its confidence distribution. Z is normal, T is t with k − 1 degrees of freedom, V Hartung's variance. The draws are integrated, not simulated.",
    formulas: ["θ_new = θ̂(τ²) + τ Z - T sqrt(V(τ²))"],
    see: ["idea:prediction", "prediction:V"],
  },
};

const SWEETING = "Sweeting, Sutton & Lambert 2004, Stat Med 23:1351";
const HANDBOOK_ZERO = "Cochrane Handbook 10.4.4";

export const ADD_TO: Pages = {
  only0: {
    what: "In a study with a zero, the same amount (0.5 unless changed) is added to each of its counts.",
    formulas: ["a + 0.5", "b + 0.5", "c + 0.5", "d + 0.5"],
    reference: HANDBOOK_ZERO,
    see: ["add_to:tacc", "add_to:none", "model:MH", "measure:RR"],
  },
  if0all: {
    what: "As soon as one study has a zero, the amount is added to the counts of all.",
    formulas: ["a + 0.5", "b + 0.5", "c + 0.5", "d + 0.5"],
    reference: HANDBOOK_ZERO,
    see: ["add_to:only0"],
  },
  all: {
    what: "The amount is added to the counts of all studies, with zeros or without.",
    formulas: ["a + 0.5", "b + 0.5", "c + 0.5", "d + 0.5"],
    reference: HANDBOOK_ZERO,
    see: ["add_to:only0"],
  },
  none: {
    what: "Counts stay as they are. Studies whose effect then does not exist are left out of inverse-variance pooling.",
    none: "Nothing is added.",
    reference: HANDBOOK_ZERO,
    see: ["model:MH", "model:GLMM_CMEL", "model:BB"],
  },
  tacc: {
    what: "In a study with a zero, more is added to the larger group, so that a study without any event shows no effect. With add = 0.5 and R = n_2/n_1.",
    formulas: ["1/(1 + R)", "R/(1 + R)"],
    reference: SWEETING,
    see: ["add_to:only0"],
  },
};
