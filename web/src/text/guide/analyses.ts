import type { Pages } from "./page";

export const ANALYSES: Pages = {
  summary: {
    what: "The pooled effect with its interval and P, how far the studies agree, and where a new study would lie.",
    formulas: ["θ̂ = sum(w_i y_i) / sum(w_i)", "θ̂ ± t SE", "θ̂ ± t sqrt(τ² + SE^2)"],
    reference: "Cochrane Handbook 10.3, 10.4, 10.10",
    see: ["idea:weights", "idea:ci", "idea:Q", "idea:prediction", "model:RE"],
  },
  checks: {
    what: "Compares the numbers of a study with each other, within their rounding, and with those of the other studies: standard errors typed as SDs, units, means that counting cannot give, intervals that do not fit.",
    none: "Each check has a rule of its own, which its remark names.",
    reference: "Kadlec, Sainani & Nimphius 2023, Sports Med 53:313",
    see: ["format:means", "format:estimate_ci"],
  },
  absolute: {
    what: "The pooled effect applied to a risk p without treatment: how many more or fewer of 1000 people, and how many must be treated for one.",
    formulas: ["p_RR = p RR", "p_OR = p OR / (1 - p + p OR)", "p_RD = p + RD", "NNT = 1/abs(p_1 - p)"],
    reference: "Cochrane Handbook 15.4.4; Altman 1998, BMJ 317:1309",
    see: ["idea:absolute", "measure:RR", "measure:RD"],
  },
  methods: {
    what: "The same studies under every model, estimator of τ² and interval that exist for the measure, side by side.",
    none: "Each row has the formula of its own method.",
    reference: "Cochrane Handbook 10.14",
    see: ["model:RE", "model:EE", "tau2:REML", "test:HKSJ_se", "analysis:conventions"],
  },
  few_studies: {
    what: "Two to five studies: the intervals a review might print, side by side, and whether they lead to different conclusions.",
    none: "Each row has the formula of its own interval.",
    reference:
      "IntHout, Ioannidis & Borm 2014, BMC Med Res Methodol 14:25; Rover, Knapp & Friede 2015, BMC Med Res Methodol 15:99",
    see: ["test:z", "test:HKSJ", "test:HKSJ_se", "test:PL", "test:KR"],
  },
  conventions: {
    what: "What other programs print of these studies by default, with each difference from the present choice named.",
    none: "Each row has the formulas of the methods that the program chooses.",
    reference: "The source of each convention is on its own page.",
    see: ["convention:revman5", "convention:revman_web", "convention:metafor", "convention:meta"],
  },
  which_method: {
    what: "A published result is held against every sensible combination of measure, model, τ², interval and zero rule; those that print the same digits are listed.",
    none: "Each combination has the formulas of its own choices.",
    reference: "Each printed number stands for all that round to it.",
    see: ["analysis:conventions", "analysis:methods", "analysis:audit_published"],
  },
  audit_published: {
    what: "Printed numbers without their data: whether estimate, interval, P, Q and I² can belong together as they were rounded.",
    formulas: ["SE = (b - a) / (2 q)", "z = y / SE", "I^2 = 100 (Q - df) / Q"],
    reference: "Altman & Bland 2011, BMJ 343:d2090; Brown & Heathers 2017, Soc Psychol Personal Sci 8:363-369",
    see: ["analysis:which_method"],
  },
  agreement: {
    what: "Cohen’s kappa: how far two readers of the same studies agree beyond what chance alone would give.",
    formulas: ["κ = (p_o - p_e) / (1 - p_e)"],
    reference: "Cohen 1960, Educ Psychol Meas 20:37-46; Fleiss, Cohen & Everitt 1969, Psychol Bull 72:323-327",
    see: [],
  },
  leave_one_out: {
    what: "The analysis done again k times, each time without one study.",
    none: "It is the same analysis of one study less.",
    reference: "Cochrane Handbook 10.14",
    see: ["analysis:influence", "analysis:baujat"],
  },
  without_converted: {
    what: "The analysis done again without studies whose numbers were converted by an approximation, and without all that were converted.",
    none: "It is the same analysis of fewer studies.",
    reference: "Cochrane Handbook 6.5.2, 10.14",
    see: ["format:medians_iqr", "format:means_md_p", "format:estimate_p"],
  },
  stratified: {
    what: "Cochran-Mantel-Haenszel asks whether there is an effect in any study; Breslow-Day whether the odds ratio is the same in all. A_i are the events expected under the Mantel-Haenszel odds ratio, U_i their variance.",
    formulas: ["CMH = sum(O_i - E_i)^2 / sum(V_i)", "BD = sum((a_i - A_i)^2 / U_i)"],
    reference:
      "Mantel & Haenszel 1959, J Natl Cancer Inst 22:719; Breslow & Day 1980, Statistical methods in cancer research I; Tarone 1985, Biometrika 72:91",
    see: ["model:MH", "model:PETO"],
  },
  cumulative: {
    what: "The analysis after the first study, the first two, and so on, in an order that you choose.",
    none: "It is the same analysis of the studies so far.",
    reference: "Lau et al. 1992, N Engl J Med 327:248",
    see: ["analysis:leave_one_out", "analysis:small_study"],
  },
  influence: {
    what: "Each study against the analysis without it: how unusual its effect is (studentised residual r), and how far it moves the result (Cook's distance D).",
    formulas: ["r_i = (y_i - θ̂_o) / sqrt(v_i + τ²_o + SE_o^2)", "D_i = (θ̂ - θ̂_o)^2 / SE^2"],
    reference: "Viechtbauer & Cheung 2010, Res Synth Methods 1:112",
    see: ["analysis:leave_one_out", "analysis:baujat"],
  },
  baujat: {
    what: "Across: what a study adds to the heterogeneity. Up: how far the result moves without it (θ_o, SE_o).",
    formulas: ["x_i = (y_i - θ̂)^2 / (v_i + τ²)", "y_i = (θ̂ - θ̂_o)^2 / SE_o^2"],
    reference: "Baujat, Mahe, Pignon & Hill 2002, Stat Med 21:2641",
    see: ["analysis:influence", "idea:Q"],
  },
  blups: {
    what: "Each study's true effect as the model sees it: its own effect drawn towards the mean, the more the less precise it is.",
    formulas: ["L_i = v_i / (v_i + τ²)", "θ_i = L_i θ̂ + (1 - L_i) y_i"],
    reference: "Raudenbush & Bryk 1985, J Educ Stat 10:75; Robinson 1991, Stat Sci 6:15",
    see: ["model:RE", "tau2:REML"],
  },
  gosh: {
    what: "The pooled effect and I² of every subset of the studies (of a random choice of subsets where there are too many). More than one cloud means that studies tell different stories; a frame around one shows which studies its subsets hold.",
    none: "It is the same analysis of each subset.",
    reference: "Olkin, Dahabreh & Trikalinos 2012, Res Synth Methods 3:214",
    see: ["idea:I2", "analysis:leave_one_out"],
  },
  tau2_profile: {
    what: "The result for every heterogeneity that one might assume, from none to more than the data allow.",
    formulas: ["w_i = 1/(v_i + τ²)", "θ̂ = sum(w_i y_i) / sum(w_i)", "Q = sum(w_i (y_i - θ̂)^2)"],
    reference: "Rover, Rindskopf & Friede 2024, Res Synth Methods 15:61; Viechtbauer 2007, Stat Med 26:37",
    see: ["tau2:REML", "tau2_interval:QP"],
  },
  drapery: {
    what: "For every value that the effect might have, its two-sided P: a thin curve for each study, a bold one for the pooled effect, the prediction interval shaded. Where a curve is cut at a height P lie the ends of its interval: at P = .05 those of the 95% interval, at the top the estimate.",
    formulas: ["y_i ± z SE_i", "θ̂ ± t SE", "P = 2 P(T > abs(t))"],
    reference: "Rucker & Schwarzer 2021, Res Synth Methods 12:13; Infanger & Schmidt-Trucksass 2019, Stat Med 38:4189",
    see: ["idea:ci", "idea:prediction", "analysis:tau2_profile"],
  },
  labbe: {
    what: "The risk with treatment against the risk without, one circle for each study, and the curve along which the pooled effect stays the same.",
    formulas: ["p_1 = p_2 RR"],
    reference: "L'Abbe, Detsky & O'Rourke 1987, Ann Intern Med 107:224",
    see: ["measure:RR", "measure:OR", "analysis:absolute"],
  },
  radial: {
    what: "Each effect in its standard errors against its precision. The pooled effect is the slope from 0; studies outside the band are unusual.",
    formulas: ["x_i = 1/sqrt(v_i + τ²)", "z_i = y_i/sqrt(v_i + τ²)"],
    reference: "Galbraith 1988, Stat Med 7:889",
    see: ["analysis:funnel", "analysis:influence"],
  },
  subgroups: {
    what: "The pooled effect in each subgroup, and a test of whether the subgroups differ (not of whether one is significant and another is not).",
    formulas: ["u_j = 1/SE_j^2", "Q_between = sum(u_j (θ̂_j - m)^2)", "m = sum(u_j θ̂_j) / sum(u_j)"],
    reference: "Borenstein et al. 2009, Introduction to Meta-Analysis, ch. 19; Cochrane Handbook 10.11",
    see: ["analysis:meta_regression", "idea:Q"],
  },
  meta_regression: {
    what: "The effect as a straight line in properties x of the studies. About ten studies are needed for each.",
    formulas: ["y_i ~ N(β_0 + β_1 x_i, v_i + τ²)", "R² = (τ²_0 - τ²) / τ²_0"],
    reference: "Thompson & Higgins 2002, Stat Med 21:1559; Lopez-Lopez et al. 2014, Br J Math Stat Psychol 67:30",
    see: ["analysis:subgroups", "analysis:permutation"],
  },
  permutation: {
    what: "The properties are dealt to the studies in other orders: P is the share of orders with a statistic at least as large. Of random orders one is added above and below.",
    formulas: ['P = (1 + "as large") / (1 + "orders")'],
    reference: "Higgins & Thompson 2004, Stat Med 23:1663; Follmann & Proschan 1999, Biometrics 55:732",
    see: ["analysis:meta_regression"],
  },
  funnel: {
    what: "Effects against their standard errors. Without anything missing the studies scatter evenly inside the funnel. Its shades can tell each study's P, or the power that its standard error gives it for the common effect.",
    formulas: ["θ̂_F ± z SE_i", "power = Φ(θ̂_F/SE - z) + Φ(-θ̂_F/SE - z)"],
    reference:
      "Sterne & Egger 2001, J Clin Epidemiol 54:1046; Peters et al. 2008, J Clin Epidemiol 61:991; power: Kossmeier, Tran & Voracek 2020, Z Psychol 228:43; Sterne et al. 2011, BMJ 343:d4002",
    see: ["analysis:small_study", "analysis:trim_fill"],
  },
  small_study: {
    what: "Tests of whether small studies show other effects than large ones. Egger's is a line of the effects against their standard errors; others replace the standard error by something that does not depend on the effect.",
    formulas: ["y_i = β_0 + β_1 SE_i"],
    reference: "Egger et al. 1997, BMJ 315:629; Sterne et al. 2011, BMJ 343:d4002; each test names its own paper",
    see: ["analysis:funnel", "analysis:pet_peese"],
  },
  trim_fill: {
    what: "Guesses how many studies are missing on one side (k_0, from the ranks of the others) and adds the mirror images of those opposite. S is the sum of ranks on the fuller side.",
    formulas: ["L_0 = (4 S - k (k + 1)) / (2 k - 1)"],
    reference: "Duval & Tweedie 2000, J Am Stat Assoc 95:89; Duval & Tweedie 2000, Biometrics 56:455",
    see: ["analysis:funnel", "analysis:small_study"],
  },
  fail_safe: {
    what: "How many hidden studies without any effect would take the result away. It says nothing about whether there are any.",
    formulas: ["N = (sum(y_i/sqrt(v_i)) / z)^2 - k"],
    reference: "Rosenthal 1979, Psychol Bull 86:638; Orwin 1983, J Educ Stat 8:157; Rosenberg 2005, Evolution 59:464",
    see: ["analysis:trim_fill", "analysis:pet_peese"],
  },
  pet_peese: {
    what: "A line of the effects against their standard errors (PET) or variances (PEESE), read off where both are 0: the effect of a study without sampling error.",
    formulas: ["y_i = β_0 + β_1 sqrt(v_i)", "y_i = β_0 + β_1 v_i", "w_i = 1/v_i"],
    reference:
      "Stanley & Doucouliagos 2014, Res Synth Methods 5:60; Stanley, Doucouliagos & Ioannidis 2017, Stat Med 36:1580",
    see: ["analysis:small_study", "model:UWLS"],
  },
  excess_significance: {
    what: "Compares the studies with P below α with as many as their power π_i for the common effect lets one expect.",
    formulas: ["E = sum(π_i)"],
    reference: "Ioannidis & Trikalinos 2007, Clin Trials 4:245",
    see: ["analysis:funnel", "analysis:small_study"],
  },
  beyond: {
    what: "How likely the true effect of a new setting is to lie above a value δ that matters, from the prediction distribution, and which share of settings does.",
    formulas: ["P = P(T > (δ - θ̂) / sqrt(τ² + SE^2))", "share = P(Z > (δ - θ̂)/τ)"],
    reference:
      "Higgins, Thompson & Spiegelhalter 2009, J R Stat Soc A 172:137; Mathur & VanderWeele 2019, Stat Med 38:1336",
    see: ["idea:prediction", "prediction:V"],
  },
  glmm: {
    what: "What a model of the counts estimated beside the effect: its variances, its likelihood, and tests of heterogeneity.",
    formulas: ["LRT = 2 (ll_RE - ll_EE)"],
    reference: "Stijnen, Hamza & Ozdemir 2010, Stat Med 29:3046; Self & Liang 1987, J Am Stat Assoc 82:605",
    see: ["model:GLMM_CMEL", "model:BB", "model:FIRTH"],
  },
};
