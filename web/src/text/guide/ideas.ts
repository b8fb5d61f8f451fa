import type { Pages } from "./page";

/** What every meta-analysis rests on, and is no choice: pages without an entry in the catalogue. */
export const IDEAS: Readonly<
  Record<string, Pages[string] & { readonly label: string; readonly when: string; readonly reference: string }>
> = {
  weights: {
    label: "Weights",
    what: "How much each study counts: the inverse of its variance. Under random effects τ² is added to every variance, which brings the weights closer together.",
    formulas: ["w_i = 1/(v_i + τ²)", "100 w_i / sum(w_i)"],
    when: "In every inverse-variance analysis; percentages are shown in the table.",
    reference: "Cochrane Handbook 10.3",
    see: ["model:RE", "model:EE"],
  },
  ci: {
    label: "Confidence interval and P",
    what: "Effects that the data do not contradict. P is how often so extreme a statistic would come if there were no effect; it says neither how large the effect is nor how likely.",
    formulas: ["θ̂ ± t SE", "t = θ̂/SE", "P = 2 P(T > abs(t))"],
    when: "Read the interval first: its ends say what effects remain possible.",
    reference: "Cochrane Handbook 15.3",
    see: ["test:HKSJ_se", "test:z", "idea:prediction"],
  },
  Q: {
    label: "Q, the test of heterogeneity",
    what: "The squared distances of the studies from the common effect, in their variances. By chance alone it is about k − 1.",
    formulas: ["w_i = 1/v_i", "θ_F = sum(w_i y_i) / sum(w_i)", "Q = sum(w_i (y_i - θ_F)^2)", "Q ~ χ²(k - 1)"],
    when: "With few studies it misses heterogeneity; with many it finds what does not matter. Look at τ² and the prediction interval.",
    reference: "Cochran 1954, Biometrics 10:101; Cochrane Handbook 10.10.2",
    see: ["idea:I2", "idea:prediction", "tau2:DL"],
  },
  I2: {
    label: "I² and H²",
    what: "The share of the spread of the effects that is not chance, against a typical variance s² of the studies. Large studies alone make it large: it says nothing about how different the effects are.",
    formulas: [
      "s² = (k - 1) / (sum(w_i) - sum(w_i^2)/sum(w_i))",
      "I² = 100 τ² / (τ² + s²)",
      "H² = (τ² + s²) / s²",
      "I²_Q = 100 (Q - (k - 1)) / Q",
    ],
    when: "Beside τ² and the prediction interval, never alone.",
    reference: "Higgins & Thompson 2002, Stat Med 21:1539; Cochrane Handbook 10.10.2",
    see: ["idea:Q", "tau2:REML", "idea:prediction"],
  },
  prediction: {
    label: "Prediction interval",
    what: "Where the true effect of a new study, in a setting like these, would lie. It is about single settings; the confidence interval is about their mean.",
    formulas: ["θ̂ ± t sqrt(τ² + SE^2)"],
    when: "Under random effects with three studies or more.",
    reference:
      "Higgins, Thompson & Spiegelhalter 2009, J R Stat Soc A 172:137; IntHout et al. 2016, BMJ Open 6:e010247",
    see: ["prediction:V", "analysis:beyond", "idea:ci"],
  },
  absolute: {
    label: "Per 1000 people, and NNT",
    what: "What a ratio means depends on the risk p without treatment: the same risk ratio is many people where the risk is high and few where it is low.",
    formulas: ["d = p RR - p", "NNT = 1/abs(d)"],
    when: "To tell people, and to decide: choose the risk of those whom you ask for.",
    reference: "Cochrane Handbook 15.4.4; Altman 1998, BMJ 317:1309",
    see: ["analysis:absolute", "measure:RR", "measure:OR"],
  },
  few: {
    label: "Few studies",
    what: "With fewer than about five studies τ² is hardly known, and the choice of interval decides. None of them is right in every case; say beforehand which.",
    none: "It is a caution, not a computation.",
    when: "Two to five studies.",
    reference:
      "IntHout, Ioannidis & Borm 2014, BMC Med Res Methodol 14:25; Rover, Knapp & Friede 2015, BMC Med Res Methodol 15:99",
    see: ["analysis:few_studies", "test:HKSJ_se", "test:KR"],
  },
};
