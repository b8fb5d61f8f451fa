import type { Study, Subgroups } from "../core/types";
import { tokensOf } from "../state/formula";
import type { Further } from "./r-further";
import { comment, digits, name, quote, vector } from "./r-text";

/** R for what depends on columns beside the numbers: subgroups, meta-regression, permutation. */

const value = (x: number | null | undefined): string => (x === null || x === undefined ? "NA" : String(x));

/** Names of a formula that are columns of the studies: `name` in backticks, or as it is. */
function columnsIn(formula: string, studies: readonly Study[]): { mods: string[]; groups: string[] } {
  const tokens = new Set(tokensOf(formula).map((token) => token.replaceAll("`", "").trim()));
  const of = (key: "mods" | "groups"): string[] =>
    [...new Set(studies.flatMap((study) => Object.keys(study[key])))].filter((column) => tokens.has(column));
  return { mods: of("mods"), groups: of("groups") };
}

/** The formula with every column's name as R takes it. */
function formulaForR(formula: string, columns: readonly string[]): string {
  return tokensOf(formula)
    .map((token) => {
      const plain = token.replaceAll("`", "").trim();
      return columns.includes(plain) ? name(plain) : token.trim();
    })
    .join(" ");
}

const ordered = (f: Further, studies: readonly Study[]): Study[] => f.rows.flatMap((row) => studies[row] ?? []);
const textColumn = (column: string, of: readonly Study[]): string =>
  `dat[[${quote(column)}]] <- ${vector(of.map(({ groups }) => (groups[column]?.trim() ? quote(groups[column].trim()) : "NA")))}`;
const numberColumn = (column: string, of: readonly Study[]): string =>
  `dat[[${quote(column)}]] <- ${vector(of.map(({ mods }) => value(mods[column])))}`;

function subgroups(f: Further, studies: readonly Study[], s: Subgroups): string[] {
  if (s.levels.length === 0 || f.rma === null) return [];
  const column = `dat[[${quote(s.by)}]]`;
  const expected = s.levels.map(
    (of) => `${of.level}: k = ${of.k}, ${digits(of.est)} (${digits(of.ci_lb)} to ${digits(of.ci_ub)})`,
  );
  const Q = `Q = ${digits(s.Q_between)} on ${digits(s.Q_df)} df, P = ${digits(s.Q_pval)}`;
  const levels = `factor(${column}, levels = unique(na.omit(${column})))`;
  const code =
    s.tau2_from === "common"
      ? [
          `dat$group <- ${levels}`,
          "by <- fit(dat[!is.na(dat$group), ], mods = ~ group - 1)",
          "by",
          "est <- coef(by); se <- by$se",
        ]
      : [
          `fits <- lapply(split(dat, ${levels}), fit)`,
          "t(sapply(fits, numbers))",
          "est <- sapply(fits, coef); se <- sapply(fits, function(f) f$se)",
        ];
  const test = 'rma(est, se^2, method = "EE")$QE  # Q between the groups';
  return [
    [
      comment(`--- Subgroups by ${s.by} ---`),
      textColumn(s.by, ordered(f, studies)),
      ...code,
      test,
      ...[...expected, Q].map(comment),
    ].join("\n"),
  ];
}

function regression(f: Further, studies: readonly Study[]): string[] {
  const m = f.report.meta_regression;
  if (!m || f.rma === null) return [];
  const formula = f.report.options.moderators.trim();
  const { mods, groups } = columnsIn(formula, studies);
  const of = ordered(f, studies);
  const columns = [...mods, ...groups];
  const complete = `complete.cases(dat[${vector(columns.map(quote))}])`;
  const centre = f.report.options.centre_moderators
    ? mods.map((column) => `part[[${quote(column)}]] <- part[[${quote(column)}]] - mean(part[[${quote(column)}]])`)
    : [];
  const levels = groups.map(
    (column) => `part[[${quote(column)}]] <- factor(part[[${quote(column)}]], unique(part[[${quote(column)}]]))`,
  );
  const expected = m.coefficients.map(
    (c) => `${c.name}: ${digits(c.est)}, se = ${digits(c.se)}, P = ${digits(c.pval)}`,
  );
  return [
    [
      comment(`--- Meta-regression on ${formula} ---`),
      ...mods.map((column) => numberColumn(column, of)),
      ...groups.map((column) => textColumn(column, of)),
      `part <- dat[${complete}, ]`,
      ...centre,
      ...levels,
      `reg <- fit(part, mods = ~ ${formulaForR(formula, columns)})`,
      "reg",
      ...expected.map(comment),
      ...permutation(f),
    ].join("\n"),
  ];
}

function permutation({ report }: Further): string[] {
  const p = report.permutation;
  if (p?.permuted !== "moderators") return [];
  const how = p.exact ? "exact = TRUE" : `iter = ${report.options.permutations}`;
  const note = p.exact ? "" : " (random: the last digits differ)";
  return [
    `permutest(reg, ${how})`,
    ...p.coefficients.map((c) => comment(`${c.name}: P = ${digits(c.pval_perm)}${note}`)),
  ];
}

/** @param groupings  by several columns; empty = by the chosen one */
export function groupedCode(f: Further, studies: readonly Study[], groupings: readonly Subgroups[]): string[] {
  const chosen = f.report.subgroups ? [f.report.subgroups] : [];
  const all = groupings.length > 0 ? groupings : chosen;
  return [...all.flatMap((by) => subgroups(f, studies, by)), ...regression(f, studies)];
}
