import type { Catalog, FailSafeRow, Interval, PooledDisplay, Report } from "../core/types";
import { spoken, t } from "../language/text";
import type { Shading } from "../state/figure-choices";
import {
  alphaText,
  formatCount,
  formatNumber,
  formatSignificant,
  intervalText,
  levelText,
  listed,
  percentText,
  plural,
  pText,
} from "./format";
import { isRandom, measureOf, shortName } from "./names";

/** What an analysis and its figure show, with the numbers, and what they do not show. */
export interface Says {
  readonly shows: string;
  readonly not: string;
}

export interface SayContext {
  readonly catalog: Catalog;
  /** Name of a row of the data set. */
  readonly study: (row: number) => string;
  /** What lies behind the funnel. */
  readonly shading?: Shading | undefined;
}

export type Say = (report: Report, context: SayContext) => Says | null;

/** With fewer studies the tests and pictures of small-study effects say next to nothing (Sterne et al. 2011, BMJ 343). */
export const FEW_STUDIES = 10;

type Shown = Interval | PooledDisplay;

/** "RR 0.49" */
export function estimate(report: Report, { catalog }: SayContext, { est, ci_lb, ci_ub }: Shown): string {
  const measure = measureOf(catalog, report.options.measure);
  return `${shortName(measure)} ${intervalText(est, ci_lb, ci_ub, measure.scale).est}`;
}

/** "RR 0.49 (95% CI 0.33 to 0.73)" */
export function withInterval(report: Report, context: SayContext, shown: Shown): string {
  const { scale } = measureOf(context.catalog, report.options.measure);
  const text = intervalText(shown.est, shown.ci_lb, shown.ci_ub, scale);
  if (shown.ci_lb === null || shown.ci_ub === null) return estimate(report, context, shown);
  return t`${estimate(report, context, shown)} (${levelText(report.options.level)} CI ${text.lb} to ${text.ub})`;
}

function pooled(report: Report, context: SayContext): string | null {
  const s = report.summary;
  return s && s.est !== null ? t`pooled ${withInterval(report, context, s.display)}` : null;
}

function predicted(report: Report, { catalog }: SayContext): string {
  const d = report.summary?.display;
  if (!d || d.pi_lb === null || d.pi_ub === null) return "";
  const text = intervalText(d.est, d.pi_lb, d.pi_ub, measureOf(catalog, report.options.measure).scale);
  return t`, prediction interval ${text.lb} to ${text.ub}`;
}

const studies = (k: number): string => plural(k, t`study`, t`studies`);
const capital = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1);

/** The rows with the least and the greatest of a number; null where there is none. */
export function ends<T>(rows: readonly T[], of: (row: T) => number | null): { least: T; most: T } | null {
  const known = rows.filter((row) => of(row) !== null).sort((a, b) => (of(a) ?? 0) - (of(b) ?? 0));
  const [least, most] = [known[0], known[known.length - 1]];
  return least === undefined || most === undefined ? null : { least, most };
}

const blups: Say = (r, c) => {
  const [k, whole] = [r.summary?.k ?? 0, pooled(r, c)];
  if (whole === null) return null;
  const drawn = r.blups ? t` Filled: the effect expected of each study once chance is taken out.` : "";
  return {
    shows: t`The effects of ${studies(k)} in order of size, beside the ${whole}${predicted(r, c)}.${drawn}`,
    not: t`The two ends of the row are extreme partly by chance. Why the studies differ is not in it.`,
  };
};

const orchard: Say = (r, c) => {
  const [k, whole] = [r.summary?.k ?? 0, pooled(r, c)];
  if (whole === null) return null;
  const few = k < 5 ? t` With ${studies(k)} the prediction interval is itself very uncertain.` : "";
  return {
    shows: t`Each of ${studies(k)} as a circle, larger where it is more precise, with the ${whole}${predicted(r, c)}.`,
    not: t`How high a circle stands has no meaning, and neither has a crowd of small circles.${few}`,
  };
};

const tau2_profile: Say = (r, c) => {
  const [first, last] = [r.tau2_profile?.points[0], r.tau2_profile?.points.at(-1)];
  if (!first || !last) return null;
  const tau2 = r.summary?.tau2 ?? null;
  const now = tau2 === null ? "" : t`; the estimate is τ = ${formatSignificant(Math.sqrt(tau2))}`;
  const [from, to] = [estimate(r, c, first.display), estimate(r, c, last.display)];
  return {
    shows: t`The pooled effect goes from ${from} at τ = 0 to ${to} at τ = ${formatSignificant(last.tau)}${now}.`,
    not: t`The interval at each τ takes that τ as known. How likely each τ is, the lower curve says.`,
  };
};

/** "At RR 1 (no effect) P = .002, and above .05 in 5 of 13 studies taken alone." */
function atNoEffect(r: Report, { catalog }: SayContext): string {
  const measure = measureOf(catalog, r.options.measure);
  if (r.summary?.pval == null || measure.no_effect === null) return "";
  const used = r.effects.filter((e) => e.used && e.ci_lb !== null && e.ci_ub !== null);
  // No effect is 0 on every analysis scale.
  const held = used.filter(({ ci_lb, ci_ub }) => (ci_lb ?? 0) <= 0 && (ci_ub ?? 0) >= 0).length;
  const alone = t`above ${alphaText(r.options.level)} in ${held} of ${studies(used.length)} taken alone`;
  return t` At ${shortName(measure)} ${measure.no_effect} (no effect) ${pText(r.summary.pval)}, and ${alone}.`;
}

const drapery: Say = (r, c) => {
  const [k, whole] = [r.summary?.k ?? 0, pooled(r, c)];
  if (!r.drapery || whole === null) return null;
  return {
    shows: t`The P of every value that the effect might have: of ${studies(k)} (thin) and of the ${whole}${predicted(r, c)}.${atNoEffect(r, c)}`,
    not: t`P is not the probability that a value is true, and no line at .05 divides what is so from what is not.`,
  };
};

/** A share that is not quite 0 or 1 never reads as if it were. */
const share = (p: number | null): string => percentText(p === null ? null : 100 * p);

const beyond: Say = (r) => {
  const b = r.beyond;
  if (!b || b.prob_above === null) return null;
  const at = formatSignificant(b.threshold);
  return {
    shows: t`In a new setting the effect lies above ${at} with a probability of ${share(b.prob_above)}, below with ${share(b.prob_below)}.`,
    not: t`These rest on true effects that follow a normal distribution, and on a τ² that few studies cannot pin down.`,
  };
};

const leave_one_out: Say = (r, c) => {
  const found = ends(r.leave_one_out ?? [], (row) => row.display.est);
  if (!found) return null;
  const { least, most } = found;
  return {
    shows: t`Leaving out one study at a time, the pooled result lies between ${estimate(r, c, least.display)} (without ${c.study(least.row)}) and ${estimate(r, c, most.display)} (without ${c.study(most.row)}).`,
    not: t`A result that stays is not thereby right: a fault that many studies share stays too, and two odd studies can hide each other.`,
  };
};

const BY: Readonly<Record<string, string>> = {
  "": t`as typed`,
  precision: t`by precision, the most precise first`,
  year: t`by year`,
  weight: t`by weight`,
  effect: t`by effect`,
};

const cumulative: Say = (r, c) => {
  const rows = r.cumulative?.rows ?? [];
  const [first, last] = [rows.find((row) => row.display.est !== null), rows.at(-1)];
  if (!first || !last) return null;
  const by = BY[r.cumulative?.by ?? ""] ?? t`by ${r.cumulative?.by}`;
  return {
    shows: t`Studies added one at a time, ${by}: from ${withInterval(r, c, first.display)} with ${studies(first.k)} to ${withInterval(r, c, last.display)} with ${last.k}.`,
    not: t`It is no test: the intervals allow for one look at the data, not for one after each study.`,
  };
};

const influence: Say = (r, c) => {
  const rows = r.influence?.rows ?? [];
  if (rows.length === 0) return null;
  const out = rows.filter((row) => row.inf).map((row) => c.study(row.row));
  const named = out.length > 5 ? t`${out.slice(0, 5).join(", ")} and ${out.length - 5} more` : listed(out);
  return {
    shows:
      out.length === 0
        ? t`None of ${studies(rows.length)} is beyond a cut-off.`
        : t`Beyond a cut-off (dashed): ${named}, of ${studies(rows.length)}.`,
    not: t`The cut-offs are rules of thumb. To stand out is a reason to read the study again, not to leave it out.`,
  };
};

const baujat: Say = (r, c) => {
  const [x, y] = [ends(r.baujat ?? [], (row) => row.x), ends(r.baujat ?? [], (row) => row.y)];
  if (!x || !y) return null;
  const [far, high] = [c.study(x.most.row), c.study(y.most.row)];
  return {
    shows:
      far === high
        ? t`${capital(far)} both adds most to the heterogeneity (Q ${formatSignificant(x.most.x)}) and moves the result most.`
        : t`${capital(far)} adds most to the heterogeneity (Q ${formatSignificant(x.most.x)}); ${high} moves the result most.`,
    not: t`It points at studies and gives no reason: one is always the furthest, also where all is well.`,
  };
};

const radial: Say = (r, c) => {
  const whole = pooled(r, c);
  if (!r.radial || whole === null) return null;
  return {
    shows: t`Each study's effect is the slope from 0 to its point, precise studies on the right; the line is the ${whole}. About ${levelText(r.options.level)} of studies are expected within the band.`,
    not: t`A point outside the band is no proof of a fault: among many studies some are.`,
  };
};

const gosh: Say = (r, c) => {
  const g = r.gosh;
  if (!g) return null;
  const what = g.exact
    ? t`All ${plural(g.used, t`subset`, t`subsets`)} of two or more studies`
    : t`${plural(g.used, t`subset`, t`subsets`)} of two or more studies, drawn at random`;
  const { display } = g;
  const [lo, hi] = [display.ci_lb, display.ci_ub].map((est) => estimate(r, c, { est, ci_lb: null, ci_ub: null }));
  return {
    shows: t`${what}: pooled results from ${lo} to ${hi}, mean I² ${percentText(g.I2_mean)}. Tap a study to see the subsets that hold it.`,
    not: t`Subsets share studies, so they are not evidence of their own. Two clouds suggest two kinds of studies; they do not prove them.`,
  };
};

const small_study: Say = (r) => {
  const tests = r.small_study?.tests ?? [];
  const egger = tests.find((t) => t.pval !== null && /egger/i.test(t.id)) ?? tests.find((t) => t.pval !== null);
  if (!egger) return null;
  const others = tests.length > 1 ? t` Of ${tests.length} tests choose one before looking.` : "";
  return {
    shows: t`${egger.label}: ${pText(egger.pval)} with ${studies(egger.k)}.${others}`,
    not: fewness(
      egger.k,
      t`A small P says that small studies differ, not that any are missing; a large P does not say that none are.`,
    ),
  };
};

/** Notes of the core that say what `fewness` says: beside its sentence they would say it twice. */
const FEWNESS_NOTES: ReadonlySet<string> = new Set(["funnel_few", "small_study_few"]);

/** Whether a panel whose sentence this is needs the note as well. */
export const saysNote = (said: Says | null, code: string): boolean =>
  FEWNESS_NOTES.has(code) && (said?.not.includes(FEWNESS) ?? false);

const FEWNESS = t`fewer than ${FEW_STUDIES}, chance alone makes such pictures lopsided and tests blind`;

function fewness(k: number, otherwise: string): string {
  if (k >= FEW_STUDIES) return otherwise;
  return t`With ${studies(k)}, ${FEWNESS}: draw no conclusion from it.`;
}

/** What the shades of a funnel tell; one group has none. */
function shades(r: Report, c: SayContext): string {
  const { shading = "P" } = c;
  if (shading === "none" || measureOf(c.catalog, r.options.measure).no_effect === null) return "";
  const { common, median_power = null, alpha = null } = r.funnel ?? {};
  if (shading === "P" || !common) return t` Shades tell where a study alone has P above .10, .05, .01.`;
  const chance = t`its chance of P < ${formatNumber(alpha, 2).replace(/^0\./, ".")}`;
  return t` Shades tell the power of a study, ${chance} if the common effect of ${estimate(r, c, common.display)} is true: the stronger the colour, the less. Median power ${share(median_power)}.`;
}

const funnel: Say = (r, c) => {
  const [k, whole] = [r.summary?.k ?? 0, pooled(r, c)];
  if (whole === null) return null;
  const filled =
    r.trim_fill && r.trim_fill.k0 > 0 ? t` Hollow: ${studies(r.trim_fill.k0)} that trim and fill made up.` : "";
  return {
    shows: t`The effects of ${studies(k)} against their standard errors, beside the ${whole}.${shades(r, c)}${filled}`,
    not: fewness(
      k,
      t`The 95% limits allow for chance alone. A lopsided funnel may come from heterogeneity, from the measure or from chance as well as from missing studies.`,
    ),
  };
};

const trim_fill: Say = (r, c) => {
  const filled = r.trim_fill;
  if (!filled) return null;
  const side = filled.side === "left" ? t`left` : t`right`;
  const { k0, estimator } = filled;
  const would = (): string => withInterval(r, c, filled.display);
  const seem = (): string =>
    k0 === 1
      ? t`1 study seems to be missing on the ${side} (${estimator}); with mirror images of those seen it would be ${would()}.`
      : t`${studies(k0)} seem to be missing on the ${side} (${estimator}); with mirror images of those seen it would be ${would()}.`;
  return {
    shows: k0 === 0 ? t`None seems to be missing on the ${side} (${estimator}).` : seem(),
    not: t`The studies filled in do not exist. It takes lopsidedness for suppression, and goes wrong where studies truly differ.`,
  };
};

const pet_peese: Say = (r, c) => {
  const row = r.pet_peese?.rows.find(({ id }) => id === r.pet_peese?.chosen);
  if (!row || row.est === null) return null;
  return {
    shows: t`${row.label}, chosen by the rule: a study without sampling error would have ${withInterval(r, c, row.display)}.`,
    not: fewness(
      row.k,
      t`It reaches beyond the data. Where all studies are small or very heterogeneous it can be far off.`,
    ),
  };
};

const excess_significance: Say = (r) => {
  const x = r.excess_significance;
  if (!x || x.E === null) return null;
  const p = x.pval ?? x.pval_binomial;
  return {
    shows: t`${x.O} of ${studies(x.k)} have P < ${formatNumber(x.alpha, 2)}; ${formatNumber(x.E, 1)} were expected were the common effect true (${pText(p)}).`,
    not: t`Heterogeneity makes the same excess as selective reporting does, and a few studies show neither.`,
  };
};

/** The old rules go by P alone: where the chosen model finds it large already, there is nothing to overturn. */
function failSafeShows(alpha: number, rows: readonly FailSafeRow[]): string | null {
  const level = formatNumber(alpha, 2);
  const own = rows.find(({ id }) => id === "General");
  if (own?.n === 0) return t`By the chosen model ${pText(own.pval)}: above ${level} without any hidden study.`;
  const row = rows.find(({ n }) => n !== null);
  if (!row) return null;
  const ours = own && own !== row && own.n !== null ? t`; by the chosen model ${formatCount(own.n)} would` : "";
  return t`${row.label}: ${studies(row.n ?? 0)} without effect would take P above ${level}${ours}.`;
}

const fail_safe: Say = (r) => {
  const shows = r.fail_safe ? failSafeShows(r.fail_safe.alpha ?? 0.05, r.fail_safe.rows) : null;
  if (shows === null) return null;
  return {
    shows,
    not: t`Nobody knows how many are hidden nor what they show. The number is of historical interest; no threshold of it means safety.`,
  };
};

const subgroups: Say = (r) => {
  const s = r.subgroups;
  if (!s || s.levels.length === 0) return null;
  const test = s.test === "F" ? t`F test` : t`χ² test`;
  const few = s.levels.some(({ k }) => k < 5) ? t` Some of the groups have fewer than five studies.` : "";
  return {
    shows: t`${plural(s.levels.length, t`group`, t`groups`)} by ${s.by}: ${pText(s.pval)} for a difference between them (${test}).`,
    not: t`Studies were not assigned to groups at random, so other differences may be behind it; and no difference found is not the same as none.${few}`,
  };
};

const meta_regression: Say = (r, c) => {
  const m = r.meta_regression;
  const slope =
    m?.coefficients.find(({ name }) => name === m.line_of) ?? m?.coefficients.find(({ term }) => term !== "");
  if (!m || !slope) return null;
  const random = isRandom(c.catalog, r.options.model);
  const r2 = random && m.R2 !== null ? ` R² ${percentText(m.R2)}.` : "";
  const per10 = m.k < FEW_STUDIES * (m.p - 1) ? t` ${studies(m.k)} for ${m.p - 1} coefficients is few.` : "";
  const { scale } = measureOf(c.catalog, r.options.measure);
  const text = intervalText(slope.display.est, slope.display.ci_lb, slope.display.ci_ub, scale);
  const what = scale === "log" ? t`ratio` : t`change`;
  return {
    shows: t`${slope.name}: ${what} per unit ${text.est} (${levelText(r.options.level)} CI ${text.lb} to ${text.ub}; ${pText(slope.pval)}).${r2}`,
    not: t`What holds between studies need not hold between people, nor be a cause.${per10}`,
  };
};

const permutation: Say = (r) => {
  const p = r.permutation;
  const first = p?.coefficients.find(({ name }) => name !== "intercept") ?? p?.coefficients[0];
  if (!p || !first) return null;
  const n = plural(p.permutations ?? 0, t`permutation`, t`permutations`);
  const from = p.exact ? t`all ${n}` : n;
  // Without moderators the only coefficient is what the model pools to.
  const name = first.name === "intercept" && p.coefficients.length === 1 ? t`Pooled effect` : first.name;
  return {
    shows: t`${name}: ${pText(first.pval_perm)} from ${from}, ${pText(first.pval)} from the model.`,
    not: t`It needs no distribution, but few studies have few permutations, and P cannot be smaller than one of them.`,
  };
};

const labbe: Say = (r, c) => {
  const [l, whole] = [r.labbe, pooled(r, c)];
  if (!l || l.rows.length === 0) return null;
  const curve = whole !== null && l.line.length > 0 ? t` The line is the ${whole}.` : "";
  return {
    shows:
      l.kind === "risk"
        ? t`The risk with treatment against the risk without in ${studies(l.rows.length)}; on the diagonal they are equal.${curve}`
        : t`The rate with treatment against the rate without in ${studies(l.rows.length)}; on the diagonal they are equal.${curve}`,
    not: t`Whether the effect depends on the risk cannot be read off: chance in the control group moves both.`,
  };
};

/** How many of the methods' intervals contain no effect. */
function withNoEffect(r: Report, no_effect: number | null): string {
  const known = (r.methods ?? []).filter(({ ci_lb, ci_ub }) => ci_lb !== null && ci_ub !== null);
  if (no_effect === null || known.length === 0) return "";
  // No effect is 0 on every analysis scale.
  const inside = known.filter(({ ci_lb, ci_ub }) => (ci_lb ?? 0) <= 0 && (ci_ub ?? 0) >= 0).length;
  if (inside === 0) return t` None of the intervals contains no effect.`;
  if (inside === known.length) return t` All of the intervals contain no effect.`;
  return inside === 1
    ? t` 1 of ${known.length} intervals contains no effect.`
    : t` ${inside} of ${known.length} intervals contain no effect.`;
}

const methods: Say = (r, c) => {
  const found = ends(r.methods ?? [], (row) => row.display.est);
  if (!found) return null;
  const [lo, hi] = [estimate(r, c, found.least.display), estimate(r, c, found.most.display)];
  const { no_effect } = measureOf(c.catalog, r.options.measure);
  return {
    shows: t`The same studies by ${plural(r.methods?.length ?? 0, t`method`, t`methods`)}: from ${lo} to ${hi}.${withNoEffect(r, no_effect)} Press one to adopt it.`,
    not: t`That methods agree does not make the studies sound. The method is to be chosen before its result is seen.`,
  };
};

const without_converted: Say = (r, c) => {
  const [all, ...fewer] = r.without_converted ?? [];
  if (!all || fewer.length === 0) return null;
  const results = fewer.map(
    (row) => t`${withInterval(r, c, row.display)} without ${spoken(row.left_out)} (${studies(row.k)})`,
  );
  return {
    shows: t`${capital(withInterval(r, c, all.display))} with all ${studies(all.k)}; ${listed(results)}.`,
    not: t`Studies that report medians may differ from others in more than the way they report.`,
  };
};

/** By the id of the analysis, or of the figure where it has none of its own. */
export const SAYS: Readonly<Record<string, Say>> = {
  ...{
    blups,
    orchard,
    tau2_profile,
    drapery,
    beyond,
    leave_one_out,
    cumulative,
    influence,
    baujat,
    radial,
    gosh,
    small_study,
  },
  ...{ funnel, trim_fill, pet_peese, excess_significance, fail_safe, subgroups, meta_regression, permutation, labbe },
  ...{ methods, without_converted },
};

export function says(id: string, report: Report, context: SayContext): Says | null {
  return Object.hasOwn(SAYS, id) ? (SAYS[id]?.(report, context) ?? null) : null;
}
