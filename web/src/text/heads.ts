/**
 * What the members of answers are called over a column or beside a number: by a sign or a word that readers know.
 * A name that means different things in different answers has its answer before it.
 */
export const HEADS: Readonly<Record<string, string>> = {
  // Everywhere
  ...{ row: "Study", rows: "Studies", studies: "Studies", label: "Test", name: "Term", term: "Term", level: "Group" },
  ...{ k: "Studies", est: "Estimate", se: "SE", sei: "SE", df: "df", stat: "Statistic", pval: "P", weight: "Weight" },
  ...{ yi: "Effect", vi: "Variance", z: "z", note: "Remark", tests: "Tests", other: "Against", by: "Ordered by" },
  ...{ tau2: "τ²", se_tau2: "SE of τ²", tau2_lb: "τ², lower limit", tau2_ub: "τ², upper limit" },
  ...{ I2: "I²", I2_Q: "I² (from Q)", I2_lb: "I², lower limit", I2_ub: "I², upper limit", H2: "H²", R2: "R²" },
  ...{
    QE: "Q",
    QEp: "P of Q",
    QE_df: "df of Q",
    QM: "QM",
    QMp: "P of QM",
    QM_df: "df of QM",
    QM_df2: "Denominator df",
  },
  ...{ pi_lb: "Prediction, lower limit", pi_ub: "Prediction, upper limit", pi_df: "df of the prediction interval" },
  ...{ ci_lb: "Lower limit", ci_ub: "Upper limit", participants: "Participants", value: "Sorted by" },
  ...{ ll: "Log-likelihood", AIC: "AIC", BIC: "BIC", AICc: "AICc", q_hk: "Hartung-Knapp factor", p: "Coefficients" },
  ...{ df2: "Denominator df", vif: "VIF", gvif: "GVIF", dispersion: "Dispersion", reference: "P from", alpha: "α" },

  // Few studies
  ...{ differ: "Do they differ?" },
  // Entry checks
  ...{ made: "Checks made", found: "Remarks", "EntryAdvice.label": "Check", other_row: "Other study" },
  ...{ "EntryAdvice.text": "What to look at", advice: "Remarks", severity: "Weight of the remark" },
  ...{ suggestion: "Suggested value" },

  // Funnel plot
  ...{ lb: "Left edge", ub: "Right edge", "Funnel.no_effect": "No effect, on the scale of the analysis" },
  ...{ "Funnel.powers": "Power by standard error" },

  // Influence
  ...{
    rstudent: "Studentised residual",
    rstandard: "Standardised residual",
    dffits: "DFFITS",
    cook_d: "Cook's distance",
  },
  ...{ cov_r: "Covariance ratio", tau2_del: "τ² without it", QE_del: "Q without it", hat: "Leverage", dfbs: "DFBETAS" },
  ...{ inf: "Stands out", dffits_cut: "Cut-off of DFFITS", cook_d_cut: "Cut-off of Cook's distance" },
  ...{ hat_cut: "Cut-off of the leverage", dfbs_cut: "Cut-off of DFBETAS" },
  ...{ "BaujatRow.x": "Contribution to Q", "BaujatRow.y": "Influence on the result" },
  ...{
    "RadialRow.x": "Precision",
    "RadialRow.y": "Effect in standard errors",
    slope: "Slope",
    band: "Half-width of the band",
  },
  ...{ slope_lb: "Slope, lower limit", slope_ub: "Slope, upper limit" },
  ...{ pred: "Expected effect", shrinkage: "Share drawn in", "BlupRow.display": "Expected effect (prediction)" },

  // Subsets
  ...{ subsets: "Subsets there are", used: "Subsets looked at", exact: "All of them", est_mean: "Mean pooled effect" },
  ...{ I2_mean: "Mean I²", est_lb: "Lowest pooled effect", est_ub: "Highest pooled effect", quantiles: "Quantiles" },
  ...{ "GoshQuantile.p": "Share of subsets below", "GoshQuantile.display": "Pooled effect" },
  ...{ "GoshQuantile.est": "On the scale of the analysis", "Gosh.display": "Pooled effect: mean (lowest to highest)" },
  ...{ est_with: "Mean effect with it, analysis scale", est_without: "without it" },
  ...{ I2_with: "Mean I² with it", I2_without: "I² without it" },
  ...{ Q_lower: "Q-profile, lower bound of Q", Q_upper: "Q-profile, upper bound of Q" },
  ...{ "Drapery.levels": "Intervals at several levels", "DraperyLevel.level": "Level" },

  // Groups, moderators
  ...{ "LabbeRow.x": "Without treatment", "LabbeRow.y": "With treatment", size: "Size", kind: "Scale" },
  ...{ "LabbeRow.used": "Used" },
  ...{ "Labbe.line": "Line of the pooled effect", "Subgroups.by": "Groups by", tau2_from: "τ² of the groups" },
  ...{ levels: "Groups", test: "Kind of test", Q_between: "Q between groups", Q_df: "df of Q", Q_pval: "P of Q" },
  ...{ F: "F", F_df: "df of F", F_df2: "Denominator df", F_pval: "P of F", Q_within: "Q within groups" },
  ...{ Q_within_df: "df of Q within", Q_within_pval: "P of Q within", contrasts: "Differences between groups" },
  ...{ "SubgroupContrast.display": "Difference, or ratio (interval)", "SubgroupContrast.est": "Difference" },
  ...{ coefficients: "Coefficients", terms: "Tests of the terms", fitted: "Fitted", residual: "Residual" },
  ...{ line_of: "Line drawn along", line: "Points of the line", "RegressionCoefficient.est": "Coefficient" },
  ...{
    "RegressionCoefficient.display": "Per unit (interval)",
    permuted: "What was permuted",
    pval_perm: "P, permutations",
  },
  ...{ permutations: "Permutations", QMp_perm: "P of QM, permutations" },
  ...{ cmh: "Cochran-Mantel-Haenszel", cmh_corrected: "The same, continuity corrected", breslow_day: "Breslow-Day" },
  ...{ tarone: "Breslow-Day with Tarone's correction" },

  // Small studies
  ...{ "SmallStudyTest.est": "Slope, or Kendall's τ", limit: "Limit effect", limit_se: "SE of the limit effect" },
  ...{ limit_lb: "Limit effect, lower limit", limit_ub: "Limit effect, upper limit" },
  ...{ limit_display: "Effect of a very large study (interval)", estimator: "Estimator", side: "Missing side" },
  ...{ k0: "Studies that seem missing", se_k0: "SE of that number", pval_k0: "P of none missing", iterations: "Steps" },
  ...{ filled: "Studies filled in", "FilledStudy.row": "Mirror image of", "PetPeeseRow.label": "Method" },
  ...{ chosen: "Chosen by the rule", rule: "Rule", pval_one_sided: "P of PET, one-sided", slope_se: "SE of the slope" },
  ...{
    slope_pval: "P of the slope",
    "FailSafeRow.label": "Method",
    "FailSafeRow.n": "Fail-safe N",
    est_n: "Effect with them, analysis scale",
  },
  ...{ est_display: "Observed effect", target_display: "Target effect", target: "Target", pval_n: "P with them" },
  ...{ tau2_n: "τ² with them", O: "Studies with P below α", E: "Expected", ratio: "Observed over expected" },
  ...{ theta: "Effect taken as true", theta_display: "Effect taken as true", chi2: "χ²", pval_chi2: "P of χ²" },
  ...{ pval_binomial: "P, binomial", theta_lim: "Limit estimate", theta_lim_display: "Limit estimate" },
  ...{ median_power: "Median power", R_index: "R-index", power: "Power", significant: "P below α" },
  ...{ "ExcessSignificance.pval": "P, exact" },

  // Likelihoods, thresholds, methods
  ...{ parameters: "Parameters", est_common: "Estimate without heterogeneity", se_common: "its SE" },
  ...{ ci_lb_common: "its lower limit", ci_ub_common: "its upper limit", ll_common: "its log-likelihood" },
  ...{
    LRT: "Likelihood ratio",
    LRT_p: "P of it",
    QE_LRT: "Q, likelihood ratio",
    QE_LRT_df: "its df",
    QE_LRT_p: "its P",
  },
  ...{
    QE_Wld: "Q, Wald",
    QE_Wld_df: "df of Q, Wald",
    QE_Wld_p: "P of Q, Wald",
    sigma2: "Variance of the study levels",
  },
  ...{ rho: "Intraclass correlation", se_rho: "SE of it", nodes: "Points of quadrature", threshold: "Threshold" },
  ...{ threshold_analysis: "Threshold on the scale of the analysis", prob_above: "Probability above" },
  ...{ prob_below: "Probability below", share_above: "Share of true effects above" },
  ...{
    share_below: "Share of true effects below",
    "Beyond.se": "SE of the shares",
    above: "Share of true effects above",
    below: "Share of true effects below",
  },
  ...{ model: "Model", "MethodRow.test": "Test", left_out: "Left out", tau2_value: "τ²", "Beyond.df": "df" },
};

/** Steps of a grid, and the same number on a scale that is shown in another column. */
export const LEFT_OUT: ReadonlySet<string> = new Set([
  ...["Gosh.all", "Gosh.est_bins", "Gosh.I2_bins", "Gosh.est_mean", "Gosh.est_lb", "Gosh.est_ub", "GoshQuantile.est"],
  ...["FailSafeRow.est", "FailSafeRow.target", "ExcessSignificance.theta", "ExcessSignificance.theta_lim"],
  ...["SmallStudyTest.limit", "SmallStudyTest.limit_lb", "SmallStudyTest.limit_ub", "BlupRow.pred"],
  ...["Beyond.share_above", "Beyond.share_below"],
  // The figure shows them.
  ...["Gosh.cells", "Gosh.points", "Drapery.points"],
  // The text of an advice says them.
  ...["EntryAdvice.severity", "EntryAdvice.column", "EntryAdvice.value", "EntryAdvice.other_row"],
  ...["EntryAdvice.format", "EntryAdvice.leave_out"],
]);
