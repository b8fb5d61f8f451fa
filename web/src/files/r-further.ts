import type { Catalog, CumulativeRow, MethodRow, Report, SmallStudyTest, StudyEffect } from "../core/types";
import { comment, digits, quote, vector } from "./r-text";

/** R for the questions beyond the pooled result: each from the definition, in a line or a few, with Pooled's numbers. */

export interface Further {
  readonly report: Report;
  readonly catalog: Catalog;
  /** The studies' labels by their row in the data set. */
  readonly labels: readonly string[];
  /** Rows of the data set in the order of `dat`. */
  readonly rows: readonly number[];
  /** The data frame of counts, where all studies were typed as such. */
  readonly counts: { readonly name: string; readonly n1: string; readonly n2: string } | null;
  /** Arguments of rma() after the data, or null where rma() alone does not fit this model. */
  readonly rma: string | null;
}

type Part = (further: Further) => string[];

interface Ends {
  est: number | null;
  ci_lb: number | null;
  ci_ub: number | null;
}

const ends = ({ est, ci_lb, ci_ub }: Ends): string => `${digits(est)} (${digits(ci_lb)} to ${digits(ci_ub)})`;
const label = ({ labels }: Further, row: number): string => labels[row] ?? `Study ${row + 1}`;
const place = ({ rows }: Further, row: number): number => rows.indexOf(row) + 1;
const part = (title: string, code: readonly string[], expected: readonly string[] = []): string[] => [
  [comment(`--- ${title} ---`), ...code, ...expected.map(comment)].join("\n"),
];

/** One model fitted to some of the studies, and the line of numbers that is looked at. */
const helpers: Part = ({ rma, report }) =>
  rma === null
    ? []
    : [
        [
          `fit <- function(d, ...) if (nrow(d) == 1) rma(yi, vi, data = d, method = "EE", level = ${digits(100 * report.options.level)}) else rma(yi, vi, data = d, ...,\n  ${rma})`,
          "numbers <- function(f) c(est = c(f$beta), ci.lb = f$ci.lb, ci.ub = f$ci.ub, tau2 = f$tau2)",
        ].join("\n"),
      ];

const tau2Of = (tau2: number | null): string => (tau2 === null ? "" : `, tau^2 = ${digits(tau2)}`);

const leaveOneOut: Part = (f) => {
  const rows = f.report.leave_one_out ?? [];
  if (rows.length === 0 || f.rma === null) return [];
  const code = "data.frame(without = dat$study, t(sapply(seq_len(nrow(dat)), function(i) numbers(fit(dat[-i, ])))))";
  const expected = rows.map((row) => `without ${label(f, row.row)}: ${ends(row)}${tau2Of(row.tau2)}`);
  return part("Leave one out", [code], expected);
};

const orderedBy = (by: string): string => (by === "" ? "as typed" : `by ${by}`);

const cumulative: Part = (f) => {
  const found = f.report.cumulative;
  if (!found || found.rows.length === 0 || f.rma === null) return [];
  const turn = vector(found.rows.map(({ row }) => String(place(f, row))));
  const code = [
    `turn <- ${turn}`,
    "data.frame(added = dat$study[turn], t(sapply(seq_along(turn), function(i) numbers(fit(dat[turn[1:i], ])))))",
  ];
  const line = (row: CumulativeRow): string => `+ ${label(f, row.row)}: ${ends(row)}${tau2Of(row.tau2)}`;
  return part(`Cumulative, ${orderedBy(found.by)}`, code, found.rows.map(line));
};

const influence: Part = (f) => {
  const rows = f.report.influence?.rows ?? [];
  if (rows.length === 0 || f.rma === null) return [];
  const expected = rows.map(
    (row) =>
      `${label(f, row.row)}: rstudent = ${digits(row.rstudent)}, cook.d = ${digits(row.cook_d)}, hat = ${digits(row.hat)}`,
  );
  return part("Influence", ["influence(res)"], expected);
};

const trimFill: Part = ({ report, rma }) => {
  const t = report.trim_fill;
  if (!t || rma === null) return [];
  const code = [
    `filled <- trimfill(rma(yi, vi, data = dat, method = "EE"), estimator = ${quote(t.estimator)}, side = ${quote(t.side)})`,
    "filled$k0",
    "numbers(fit(data.frame(yi = c(filled$yi), vi = c(filled$vi))))",
  ];
  return part("Trim and fill", code, [`k0 = ${t.k0}; ${ends(t)}`]);
};

/** Regressions of small-study effects: y on x with weights w, in R; of counts the totals are n1, n2 and the events d. */
const LINES: Readonly<Record<string, string>> = {
  Egger: "lm(yi ~ sqrt(vi), data = dat, weights = 1 / vi)",
  Harbord: "lm(I(Z / V) ~ I(1 / sqrt(V)), data = tab, weights = V)",
  Peters: "lm(yi ~ I(1 / n), data = tab, weights = d * (n - d) / n)",
  Macaskill_FPV: "lm(yi ~ n, data = tab, weights = d * (n - d) / n)",
  Macaskill_FIV: "lm(yi ~ n, data = all, weights = 1 / vi)",
  Deeks: "lm(yi ~ I(1 / sqrt(4 * n1 * n2 / n)), data = all, weights = 4 * n1 * n2 / n)",
};
const OF_COUNTS = new Set(["Harbord", "Peters", "Macaskill_FPV", "Macaskill_FIV", "Deeks"]);

/** Totals, events and, for Harbord, the efficient score and its variance. */
function countColumns({ report, counts }: Further): string[] {
  if (counts === null) return [];
  const isRatio = report.options.measure === "RR";
  const Z = isRatio ? "(ai * n - n1 * d) / (n - d)" : "ai - n1 * d / n";
  const V = isRatio ? "n1 * n2 * d / (n * (n - d))" : "n1 * n2 * d * (n - d) / (n^2 * (n - 1))";
  return [
    `all <- transform(data.frame(${counts.name}), n1 = ${counts.n1}, n2 = ${counts.n2})`,
    "all <- transform(all[!is.na(all$yi), ], n = n1 + n2, d = ai + ci)",
    `tab <- transform(all[all$d > 0 & all$d < all$n, ], Z = ${Z}, V = ${V})`,
  ];
}

function testCode(test: SmallStudyTest, { report }: Further): string | null {
  const line = LINES[test.id];
  if (line !== undefined) return `summary(${line})`;
  const thompson = /^Thompson_(t|z)$/.exec(test.id)?.[1];
  if (thompson !== undefined)
    return `rma(yi, vi, mods = ~ sqrt(vi), data = dat, method = ${quote(report.options.tau2)}, test = ${quote(thompson)},\n  control = list(threshold = 1e-12, tol = 1e-12, maxiter = 10000))`;
  if (test.id !== "Begg") return null;
  return 'with(dat, cor.test((yi - weighted.mean(yi, 1 / vi)) / sqrt(vi - 1 / sum(1 / vi)), vi, method = "kendall"))';
}

const smallStudy: Part = (f) => {
  const tests = (f.report.small_study?.tests ?? []).filter(
    (test) => test.pval !== null && (f.counts !== null || !OF_COUNTS.has(test.id)) && testCode(test, f) !== null,
  );
  if (tests.length === 0) return [];
  const each = tests.flatMap((test) => [
    comment(`${test.label}: ${digits(test.est)}, P = ${digits(test.pval)}`),
    testCode(test, f) ?? "",
  ]);
  return part("Small-study effects", [...(tests.some(({ id }) => OF_COUNTS.has(id)) ? countColumns(f) : []), ...each]);
};

const PET: Readonly<Record<string, string>> = { PET: "sqrt(vi)", PEESE: "vi", UWLS: "1" };

const petPeese: Part = ({ report }) => {
  const rows = (report.pet_peese?.rows ?? []).filter(({ id, est }) => PET[id] !== undefined && est !== null);
  const code = rows.flatMap((row) => [
    comment(`${row.label}: intercept ${digits(row.est)}, se = ${digits(row.se)}`),
    `summary(lm(yi ~ ${PET[row.id]}, data = dat, weights = 1 / vi))`,
  ]);
  return rows.length === 0 ? [] : part("PET-PEESE", code);
};

const FAIL_SAFE: Readonly<Record<string, string>> = {
  Rosenthal: "",
  Orwin: ", weighted = TRUE",
  Rosenberg: "",
};

const failSafe: Part = ({ report }) => {
  const found = report.fail_safe;
  const rows = (found?.rows ?? []).filter(({ id, n }) => FAIL_SAFE[id] !== undefined && n !== null);
  const code = rows.map(({ id, n, target }) => {
    const aim = id === "Orwin" && target !== null ? `, target = ${digits(target)}` : "";
    return `fsn(yi, vi, data = dat, type = ${quote(id)}, alpha = ${digits(found?.alpha ?? null)}${FAIL_SAFE[id]}${aim})  # ${n}`;
  });
  return rows.length === 0 ? [] : part("Fail-safe N", code);
};

const shrunken: Part = (f) => {
  const rows = f.report.blups ?? [];
  if (rows.length === 0 || f.rma === null || f.report.options.model === "EE") return [];
  return part(
    "Shrunken study effects",
    ["blup(res)"],
    rows.map((row) => `${label(f, row.row)}: ${digits(row.pred)}`),
  );
};

const excess: Part = ({ report }) => {
  const x = report.excess_significance;
  if (!x || x.E === null) return [];
  const expected = [`O = ${x.O}, E = ${digits(x.E)}, P = ${digits(x.pval_chi2)}`];
  return part("Excess significance", [`tes(yi, vi, data = dat, alpha = ${digits(x.alpha)}, test = "chi2")`], expected);
};

/** metafor's names of the tests that it has. */
const TESTS: Readonly<Record<string, string>> = { z: "z", t: "t", HKSJ: "knha", HKSJ_se: "adhoc" };

const otherMethods: Part = ({ report }) => {
  const isKnown = ({ model, test, tau2 }: MethodRow): boolean =>
    (model === "EE" || (model === "RE" && !/^(DL2|CA2|DLIT|FIXED|GENQM?)$/.test(tau2))) && TESTS[test] !== undefined;
  const rows = (report.methods ?? report.few_studies?.rows ?? []).filter(isKnown);
  const level = digits(100 * report.options.level);
  const code = rows.map((row) => {
    const method = row.model === "EE" ? "EE" : row.tau2;
    return `rma(yi, vi, data = dat, method = ${quote(method)}, test = ${quote(TESTS[row.test] ?? "z")}, level = ${level})  # ${ends(row)}`;
  });
  return rows.length === 0 ? [] : part("Other methods", code);
};

const converted = ({ used, converted: is }: StudyEffect): boolean => used && is;

/** Conversions that rest on an assumption cannot be told from the others here: only the row without all of them. */
const withoutConverted: Part = (f) => {
  const row = f.report.without_converted?.find(({ left_out }) => left_out === "all conversions");
  const gone = f.report.effects.filter(converted).map((effect) => String(place(f, effect.row)));
  if (!row || row.est === null || gone.length === 0 || f.rma === null) return [];
  return part("Without converted studies", [`numbers(fit(dat[-${vector(gone)}, ]))`], [ends(row)]);
};

/** Each figure by metafor, where it has one. */
const figures: Part = ({ rma, report }) => {
  if (rma === null || (report.summary?.k ?? 0) < 2) return [];
  return part("Figures", ["forest(res)", "funnel(res)", "radial(res)", "baujat(res)"]);
};

const PARTS: readonly Part[] = [
  ...[leaveOneOut, cumulative, influence, shrunken, trimFill, smallStudy, petPeese, failSafe, excess],
  ...[otherMethods, withoutConverted, figures],
];

/** What the report answers beyond the pooled result; [] where it answers nothing else. */
export function furtherCode(f: Further, grouped: readonly string[]): string[] {
  const parts = [...grouped, ...PARTS.flatMap((each) => each(f))];
  const asksMore = grouped.length > 0 || parts.some((text) => !text.startsWith("# --- Figures"));
  return asksMore ? [...helpers(f), ...parts] : [];
}
