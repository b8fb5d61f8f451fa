import type { Catalog, Options, Report, Study, StudyEffect, Summary } from "../../../web/src/core/types";
import type { PlotInput } from "../../../web/src/plots/plot";
import { baseOptions } from "../../../web/src/state/blank";

/** Reports as the core would send them, for tests of what is drawn and said. */

export const options: Options = { ...baseOptions, test: "HKSJ" };

const choice = (id: string, label: string) => ({ id, label, when: "", source: "" });

const column = (id: string, label: string, short: string, group: string) => ({
  id,
  label,
  short,
  group,
  domain: "any" as const,
  optional: false,
});

export const catalog: Catalog = {
  version: 1,
  engine: "1.0.0",
  conventions: [],
  measures: [
    ["RR", "Risk ratio", "log", 1],
    ["OR", "Odds ratio", "log", 1],
    ["RD", "Risk difference", "identity", 0],
    ["MD", "Mean difference", "identity", 0],
    ["SMD", "Standardised mean difference", "identity", 0],
    ["HR", "Hazard ratio", "log", 1],
    ["GEN", "Any effect", "identity", 0],
  ].map(([id, label, scale, no_effect]) => ({
    id: id as string,
    label: label as string,
    formats: ["counts", "means", "estimate_ci", "estimate_se"],
    scale: scale as "log" | "identity",
    no_effect: no_effect as number,
    when: "",
    absolute: id === "RR" || id === "OR" || id === "RD",
    forms: [],
    source: "",
  })),
  formats: [
    {
      id: "counts",
      label: "Events and totals",
      family: "two_by_two",
      columns: [
        column("ai", "Treatment events", "events", "Treatment"),
        column("n1i", "Treatment total", "total", "Treatment"),
        column("ci", "Control events", "events", "Control"),
        column("n2i", "Control total", "total", "Control"),
      ],
      source: "",
      converted: false,
    },
    {
      id: "estimate_ci",
      label: "Estimate with CI",
      family: "effect",
      columns: [
        column("est", "Estimate", "estimate", ""),
        column("ci_lb", "Lower limit", "lower", ""),
        column("ci_ub", "Upper limit", "upper", ""),
      ],
      source: "",
      converted: false,
    },
  ],
  models: [
    {
      ...choice("EE", "Common effect"),
      random: false,
      measures: ["RR"],
      default_test: "z",
      own_tau2: false,
      tests: ["z", "HKSJ_se"],
    },
    {
      ...choice("RE", "Random effects"),
      random: true,
      measures: ["RR"],
      default_test: "HKSJ_se",
      own_tau2: false,
      tests: ["z", "HKSJ_se"],
    },
  ],
  tau2: [choice("REML", "Restricted maximum likelihood"), choice("DL", "DerSimonian-Laird")],
  tests: [
    choice("z", "Wald, normal"),
    choice("HKSJ", "Hartung-Knapp"),
    choice("HKSJ_se", "Hartung-Knapp, never narrower"),
  ],
  predictions: [choice("V", "t, k - 1 df"), choice("HTS", "t, k - 2 df")],
  add_to: [choice("only0", "studies with a zero"), choice("none", "no study")],
  tau2_intervals: [choice("QP", "Q-profile")],
  options: [],
  analyses: [],
  shapes: [],
  notes: [],
  defaults: options,
};

/** dat.bcg of metadat: ai n1i ci n2i. */
const BCG: readonly (readonly [string, number, number, number, number])[] = [
  ["Aronson 1948", 4, 123, 11, 139],
  ["Ferguson & Simes 1949", 6, 306, 29, 303],
  ["Rosenthal et al 1960", 3, 231, 11, 220],
  ["Hart & Sutherland 1977", 62, 13598, 248, 12867],
  ["Frimodt-Moller et al 1973", 33, 5069, 47, 5808],
  ["Stein & Aronson 1953", 180, 1541, 372, 1451],
  ["Vandiviere et al 1973", 8, 2545, 10, 629],
  ["TPT Madras 1980", 505, 88391, 499, 88391],
  ["Coetzee & Berjak 1968", 29, 7499, 45, 7277],
  ["Rosenthal et al 1961", 17, 1716, 65, 1665],
  ["Comstock et al 1974", 186, 50634, 141, 27338],
  ["Comstock & Webster 1969", 5, 2498, 3, 2341],
  ["Comstock et al 1976", 27, 16913, 29, 17854],
];

/** metafor 3.8-1: rma(yi, vi, method = "REML", test = "knha", control = list(tol = 1e-14)): yi, vi, weight. */
const BCG_EFFECTS: readonly (readonly [number, number, number])[] = [
  [-0.88931133, 0.32558477, 5.05948273],
  [-1.58538866, 0.19458112, 6.36467937],
  [-1.34807315, 0.41536797, 4.4360274],
  [-1.44155119, 0.02001003, 9.69874702],
  [-0.21754732, 0.05121017, 8.86845639],
  [-0.78611559, 0.00690562, 10.09573854],
  [-1.62089822, 0.22301725, 6.02718141],
  [0.01195233, 0.00396158, 10.18943904],
  [-0.46941765, 0.05643421, 8.74313321],
  [-1.3713448, 0.07302479, 8.36760726],
  [-0.33935883, 0.01241221, 9.925027],
  [0.4459134, 0.53250585, 3.82162906],
  [-0.01731395, 0.07140466, 8.40285155],
];

export function study(label: string, cells: Study["cells"], format = "counts", include = true): Study {
  return { label, year: null, include, format, cells, groups: {}, mods: {} };
}

type Show = (x: number) => number;

export function effect(
  row: number,
  yi: number,
  sei: number,
  weight: number | null,
  show: Show = Math.exp,
): StudyEffect {
  const [ci_lb, ci_ub] = [yi - 1.959964 * sei, yi + 1.959964 * sei];
  const display = { est: show(yi), ci_lb: show(ci_lb), ci_ub: show(ci_ub) };
  const converted = { converted: false, cells: null };
  return { row, yi, vi: sei * sei, sei, ci_lb, ci_ub, weight, used: weight !== null, display, ...converted };
}

const none = {
  participants: null,
  pi_lb: null,
  pi_ub: null,
  pi_df: null,
  tau2: null,
  se_tau2: null,
  tau2_lb: null,
  tau2_ub: null,
  I2: null,
  I2_lb: null,
  I2_ub: null,
  H2_lb: null,
  H2_ub: null,
  AIC: null,
  BIC: null,
  AICc: null,
  I2_Q: null,
  I2_Q_lb: null,
  I2_Q_ub: null,
  H2: null,
  QE: null,
  QE_df: null,
  QEp: null,
  ll: null,
  q_hk: null,
};

export function summary(
  k: number,
  [est, ci_lb, ci_ub]: readonly [number, number, number],
  more: Partial<Summary> = {},
  show: Show = Math.exp,
): Summary {
  const s = { ...none, k, est, ci_lb, ci_ub, se: null, stat: null, df: null, pval: null, ...more };
  const at = (x: number | null): number | null => (x === null ? null : show(x));
  const display = { est: show(est), ci_lb: show(ci_lb), ci_ub: show(ci_ub), pi_lb: at(s.pi_lb), pi_ub: at(s.pi_ub) };
  return { ...s, display };
}

export function report(effects: StudyEffect[], pooled: Summary, more: Partial<Options> = {}): Report {
  return { version: 1, engine: "1.0.0", options: { ...options, ...more }, effects, notes: [], summary: pooled };
}

export const bcgStudies: Study[] = BCG.map(([label, ai, n1i, ci, n2i]) => study(label, { ai, n1i, ci, n2i }));

/** The same run of metafor; confint() for the limits of tau2, predict() for the prediction interval. */
export const bcgReport: Report = report(
  BCG_EFFECTS.map(([yi, vi, weight], row) => effect(row, yi, Math.sqrt(vi), weight)),
  summary(13, [-0.71453234, -1.10844371, -0.32062097], {
    participants: 357347,
    se: 0.18079174,
    stat: -3.95223989,
    df: 12,
    pval: 0.00192002,
    pi_lb: -1.99601683,
    pi_ub: 0.56695215,
    tau2: 0.31324326,
    se_tau2: 0.16642575,
    tau2_lb: 0.11969531,
    tau2_ub: 1.11148626,
    I2: 92.22138452,
    QE: 152.23300808,
    QE_df: 12,
    QEp: 1.99676459e-26,
    H2: 12.85575824,
  }),
);

export function input(r: Report, studies: Study[], more: Partial<PlotInput> = {}): PlotInput {
  return {
    report: r,
    studies,
    catalog,
    title: "",
    treatment: "Treatment",
    control: "Control",
    favours: { left: "Favours treatment", right: "Favours control" },
    ...more,
  };
}

export const bcg: PlotInput = input(bcgReport, bcgStudies, { title: "BCG vaccine against tuberculosis" });

/** k made-up studies with long names, unequal weights and one wide interval: only their look matters. */
export function made(k: number): PlotInput {
  const weights = Array.from({ length: k }, (_, i) => 1 + ((i * 7) % 13));
  const total = weights.reduce((a, b) => a + b, 0);
  const effects = weights.map((w, i) =>
    effect(i, Math.sin(i * 1.7) * 0.8, i === 1 ? 3 : 0.15 + 0.5 / w, (100 * w) / total),
  );
  const studies = weights.map((w, i) => {
    const label = `Study of a long name, number ${i + 1}`.padEnd(40, "m");
    return study(label, { ai: w * 11, n1i: w * 1234, ci: w * 9, n2i: w * 1201 });
  });
  const pooled = summary(k, [0.1, -0.2, 0.4], {
    ...{ stat: 0.7, pval: 0.49, pi_lb: -0.9, pi_ub: 1.1, tau2: 0.1, tau2_lb: 0, tau2_ub: 0.4 },
    ...{ I2: 34.2, QE: 12.3, QE_df: k - 1, QEp: 0.2 },
  });
  return input(report(effects, pooled), studies, {
    title: "A title that is long enough to be read",
    treatment: "Active arm",
  });
}
