// One review from the first key to the report: ketamine infusions for chronic pain, as a review of 2019 was built (696
// records, 7 trials, 211 people; pain as a mean difference, responders as a risk ratio of 3 trials; subgroups by type of
// pain, dose and CRPS; all trials but one at high risk of bias). By keys alone, and by fingers alone.
//
// The data of its trials were not printed where we could read them: THE SEVEN TRIALS BELOW ARE INVENTED, and so no result
// of that review is expected here. Expected figures: metafor 3.8-1,
// rma(escalc("MD" or "RR"), method = "REML", test = "adhoc", control = list(threshold = 1e-13, maxiter = 1000)),
// test = "z" for Wald and "knha" for Hartung-Knapp; subgroups: rma() in each, then Welch's test of the difference, which
// `pooled analyse` gives as well.
export const TITLE = "Ketamine infusions for chronic pain";
export const QUESTION = "Do infusions of ketamine relieve chronic pain in adults, compared with placebo?";

/** Mean, SD, people with ketamine; the same with placebo (pain, 0 to 10); type of pain, dose, CRPS. */
export const PAIN = [
  ["Trial A 2004", 3.9, 2.1, 10, 6.1, 1.9, 9, "neuropathic", "high", "yes"],
  ["Trial B 2009", 4.2, 2.0, 30, 6.3, 1.8, 30, "neuropathic", "high", "yes"],
  ["Trial C 2011", 4.8, 2.3, 10, 5.9, 2.2, 10, "mixed", "low", "no"],
  ["Trial D 2013", 4.0, 1.9, 20, 6.0, 2.0, 20, "neuropathic", "high", "no"],
  ["Trial E 2014", 5.1, 2.4, 12, 6.2, 2.1, 12, "mixed", "low", "no"],
  ["Trial F 2016", 4.5, 2.0, 13, 6.6, 1.8, 13, "neuropathic", "low", "no"],
  ["Trial G 2018", 3.6, 2.2, 11, 5.2, 2.4, 11, "mixed", "high", "yes"],
];
export const RESPONDERS = [
  ["Trial C 2011", 7, 10, 3, 10],
  ["Trial D 2013", 8, 20, 3, 20],
  ["Trial E 2014", 6, 12, 2, 12],
];
/** Column, P of the difference, result of each group. */
export const GROUPS = [
  ["pain type", ".28", "neuropathic 4 −2.1 (−3.1 to −1.1)", "mixed 3 −1.3 (−3.7 to 1.1)"],
  ["dose", ".48", "high 4 −2.0 (−3.1 to −1.0)", "low 3 −1.6 (−3.7 to 0.6)"],
  ["CRPS", ".61", "yes 3 −2.0 (−3.7 to −0.3)", "no 4 −1.7 (−3.0 to −0.5)"],
];

/** Five domains and the overall judgement of each trial: all high but D. */
export const JUDGED = ["shlshh", "sllhsh", "hslssh", "llllll", "shshsh", "llhssh", "hsslsh"];
export const WORDS = { l: "Low", s: "Some concerns", h: "High" };

// MD -1.8816 (-2.5613 to -1.2019), tau2 = 0; RR 2.5892 (0.5873 to 11.4148), Wald 1.3173 to 5.0893, Hartung-Knapp 1.9070 to 3.5155.
export const PAIN_SAYS = "Pooled MD −1.88, 95% CI −2.56 to −1.20, 7 studies";
export const RESPONDERS_SAY = "Pooled RR 2.59, 95% CI 0.59 to 11.41, 3 studies";

export const FEW =
  /With 3 studies the choice of interval decides\. No effect \(1\) lies outside the 95% interval by Wald \(1\.32 to 5\.09\); Hartung-Knapp \(1\.91 to 3\.52\);.* It lies inside by Hartung-Knapp with floor \(0\.59 to 11\.41\)/;
