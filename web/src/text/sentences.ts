import type { Absolute, Catalog, CatalogMeasure, Options, Report, Summary } from "../core/types";
import { inSentence, t } from "../language/text";
import { conversionClause } from "./conversions";
import {
  decimalsOf,
  formatCount,
  formatNumber,
  formatSignificant,
  intervalText,
  levelText,
  percentText,
  plural,
  pRelation,
  pText,
  qText,
  range,
  type Scale,
} from "./format";
import { type ArmNames, choosesTau2, isRandom, labelOf, lower, methodLong, shortName } from "./names";

/** Sentences made of numbers the core computed. Neutral on purpose: an interval is read out, never judged. */

export const NOTHING_YET = t`No studies yet`;

/** "RR 1.65 (95% CI 1.23 to 2.22)" in parts, so that the page can set them in different sizes. */
export interface Headline {
  name: string;
  est: string;
  interval: string;
}

export function headline(summary: Summary, level: number, measure: CatalogMeasure): Headline | null {
  const { est, ci_lb, ci_ub } = summary.display;
  if (est === null) return null;
  const text = intervalText(est, ci_lb, ci_ub, measure.scale);
  return {
    name: shortName(measure),
    est: text.est,
    interval: t`${levelText(level)} CI ${text.lb} to ${text.ub}`,
  };
}

/** What the screen reader hears, and what tests read: "Pooled RR 1.65, 95% CI 1.23 to 2.22, 5 studies". */
export function statusSentence(report: Report | null, measure: CatalogMeasure): string {
  const line = report?.summary ? headline(report.summary, report.options.level, measure) : null;
  if (!report?.summary || !line) return NOTHING_YET;
  return t`Pooled ${line.name} ${line.est}, ${line.interval}, ${plural(report.summary.k, t`study`, t`studies`)}`;
}

/** "5 of 6 studies", "472 people" */
export function basis(summary: Summary, entered: number): string[] {
  const studies =
    entered > summary.k
      ? t`${summary.k} of ${plural(entered, t`study`, t`studies`)}`
      : plural(summary.k, t`study`, t`studies`);
  const people = summary.participants === null ? [] : [plural(summary.participants, t`person`, t`people`)];
  return [studies, ...people];
}

interface Three {
  est: number;
  lb: number;
  ub: number;
}

function known(est: number | null, lb: number | null, ub: number | null): Three | null {
  return est === null || lb === null || ub === null ? null : { est, lb, ub };
}

function percent(change: number): string {
  const size = Math.abs(change) * 100;
  return `${size >= 1 || size === 0 ? formatNumber(size, 0) : formatSignificant(size, 1)}%`;
}

/** How an amount reads on either side of no effect. */
interface Direction {
  more: (amount: string) => string;
  less: (amount: string) => string;
}

interface Change {
  /** "65% more likely" */
  main: string;
  /** "23% to 122% more likely", or through no effect "30% less likely to 10% more likely". */
  interval: string;
}

function change({ est, lb, ub }: Three, show: (x: number) => string, { more, less }: Direction): Change {
  const side = (x: number, amount: string): string => (x < 0 ? less(amount) : more(amount));
  const same = lb < 0 === ub < 0 || lb === 0 || ub === 0;
  const [near, far] = Math.abs(lb) <= Math.abs(ub) ? [lb, ub] : [ub, lb];
  const interval = same ? side(far, t`${show(near)} to ${show(far)}`) : t`${less(show(lb))} to ${more(show(ub))}`;
  return { main: est === 0 ? t`no different` : side(est, show(est)), interval };
}

/** Percentages up to three times as much, "times as" beyond: "320% more likely" is misread. */
function ratioChange(r: Three, direction: Direction, times: string): Change {
  if (r.est > 3 || r.ub > 4 || r.est < 0.01) {
    const text = intervalText(r.est, r.lb, r.ub, "log");
    return { main: t`${text.est} times ${times}`, interval: t`${text.lb} to ${text.ub} times` };
  }
  return change({ est: r.est - 1, lb: r.lb - 1, ub: r.ub - 1 }, percent, direction);
}

const LIKELY: Direction = { more: (x) => t`${x} more likely`, less: (x) => t`${x} less likely` };
const HIGHER: Direction = { more: (x) => t`${x} higher`, less: (x) => t`${x} lower` };

function ratioSentence(average: string, r: Three, id: string, { treatment }: ArmNames): string {
  const words: Readonly<Record<string, string>> = {
    OR: t`odds of the event are`,
    PETO: t`odds of the event are`,
    D2ORL: t`odds of the event are`,
    D2ORN: t`odds of the event are`,
    HR: t`hazard of the event is`,
    IRR: t`rate of events is`,
    ROM: t`mean is`,
    VR: t`standard deviation is`,
    CVR: t`coefficient of variation is`,
  };
  const { main, interval } = id === "RR" ? ratioChange(r, LIKELY, t`as likely`) : ratioChange(r, HIGHER, t`as high`);
  const subject = id === "RR" ? t`event is` : (words[id] ?? t`ratio is`);
  return t`${average} the ${subject} ${main} with ${treatment} (${interval}).`;
}

function difference(r: Three, unit = 1): Change {
  const scaled = { est: r.est * unit, lb: r.lb * unit, ub: r.ub * unit };
  const decimals = decimalsOf(scaled.est, scaled.lb, scaled.ub, "identity");
  return change(scaled, (x) => formatNumber(Math.abs(x), decimals), HIGHER);
}

/** "MD 1.83 lower (1.31 to 2.35 lower)"; null where the effect is no difference between two groups. */
export function differenceText({ display }: Summary, measure: CatalogMeasure): string | null {
  const r = known(display.est, display.ci_lb, display.ci_ub);
  if (!r || !(measure.id === "MD" || STANDARDISED.has(measure.id))) return null;
  const { main, interval } = difference(r);
  return `${shortName(measure)} ${main} (${interval})`;
}

function differenceSentence(average: string, r: Three, id: string, { treatment, control }: ArmNames): string {
  const { main, interval } = difference(r, id === "RD" ? 100 : 1);
  if (id === "RD")
    return t`${average} the risk of the event, in percentage points, is ${main} with ${treatment} (${interval}).`;
  if (STANDARDISED.has(id))
    return t`${average} the outcome, in standard deviations, is ${main} with ${treatment} (${interval}).`;
  if (id === "MD") return t`${average} the outcome is ${main} with ${treatment} than with ${control} (${interval}).`;
  return describing(average, r, id, "identity");
}

/** Measures whose sentence names a number instead of comparing two groups. */
const QUANTITY: Readonly<Record<string, string>> = {
  PR: t`proportion`,
  PLN: t`proportion`,
  PLO: t`proportion`,
  PAS: t`proportion`,
  IR: t`incidence rate`,
  IRLN: t`incidence rate`,
  IRS: t`incidence rate`,
  MN: t`mean`,
  MNLN: t`mean`,
  COR: t`correlation`,
  UCOR: t`correlation`,
  ZCOR: t`correlation`,
  MC: t`change (first minus second)`,
  SMCC: t`change (first minus second), in standard deviations,`,
  SMCR: t`change (first minus second), in standard deviations,`,
  SMCRH: t`change (first minus second), in standard deviations,`,
  ROMC: t`ratio of the first mean to the second`,
};

function describing(average: string, r: Three, id: string, scale: Scale): string {
  const text = intervalText(r.est, r.lb, r.ub, scale);
  return t`${average} the ${QUANTITY[id] ?? t`effect`} is ${text.est} (${text.lb} to ${text.ub}).`;
}

/** Standardised mean differences of every kind read alike. */
const STANDARDISED = new Set(["SMD", "SMD1", "SMDH", "OR2DL", "OR2DN"]);

/** The pooled effect in plain words; null when there is none. */
export function plainSentence(summary: Summary, measure: CatalogMeasure, names: ArmNames): string | null {
  const r = known(summary.display.est, summary.display.ci_lb, summary.display.ci_ub);
  if (!r) return null;
  const compare = measure.scale === "log" ? ratioSentence : differenceSentence;
  const average = summary.k === 1 ? t`In this one study` : t`On average`;
  return QUANTITY[measure.id]
    ? describing(average, r, measure.id, measure.scale)
    : compare(average, r, measure.id, names);
}

const MORE: Direction = { more: (x) => t`${x} more`, less: (x) => t`${x} fewer` };
const INFINITY = t`infinity`;

/** A risk or a difference of risks as people among 1000. */
export function perThousand(x: number): string {
  const value = Math.abs(x) * 1000;
  return value > 0 && value < 1 ? formatSignificant(value, 1) : formatCount(value);
}

/** "113 more (40 to 211 more)" of 1000; null when there is no effect to apply. */
export function perThousandChange(a: Absolute): string | null {
  const d = known(a.diff, a.diff_lb, a.diff_ub);
  if (!d) return null;
  const { main, interval } = change(d, perThousand, MORE);
  return `${main} (${interval})`;
}

/** The tail of "Of 1000 people like the controls [172] have the event; …". */
export function perThousandTail(a: Absolute, names: ArmNames): string | null {
  const changed = perThousandChange(a);
  return changed && t`with ${names.treatment}, ${changed}.`;
}

function nnt(value: number | null, diff: number, lowerIsBetter: boolean, always: boolean): string {
  const good = diff < 0 === lowerIsBetter;
  const side = good ? t` to benefit` : t` to harm`;
  return value === null ? INFINITY : `${formatCount(value)}${always ? side : ""}`;
}

/** "NNT 9 to benefit (5 to 26)", or through infinity when the interval contains no effect (Bender 2001). */
export function nntSentence(a: Absolute, lowerIsBetter: boolean): string | null {
  const d = known(a.diff, a.diff_lb, a.diff_ub);
  if (!d || (a.nnt === null && a.nnt_lb === null && a.nnt_ub === null)) return null;
  const lower = nnt(a.nnt_lb, d.lb, lowerIsBetter, true);
  const upper = nnt(a.nnt_ub, d.ub, lowerIsBetter, true);
  if (a.crosses_zero) {
    const [first, last] = lowerIsBetter ? [lower, upper] : [upper, lower];
    const middle = first === INFINITY || last === INFINITY ? "" : t` through infinity`;
    return t`NNT from ${first}${middle} to ${last}.`;
  }
  const ends = [a.nnt_lb, a.nnt_ub].map((x) => x ?? Number.POSITIVE_INFINITY).sort((x, y) => x - y);
  const [few, many] = ends.map((x) => (Number.isFinite(x) ? formatCount(x) : INFINITY));
  return t`NNT ${nnt(a.nnt, d.est, lowerIsBetter, true)} (${few} to ${many}).`;
}

interface Share {
  value: number | null;
  formula: string;
}

/** Under a common effect tau2 is zero by assumption, so only the I2 from Q says anything. */
function share(s: Summary, random: boolean): Share {
  return random && s.I2 !== null ? { value: s.I2, formula: t`from τ²` } : { value: s.I2_Q, formula: t`from Q` };
}

/** "Do the studies agree? I² 92% (from τ²), τ² 0.313, Q 152.2 on 12 df, P < .001." */
export function heterogeneitySentence(s: Summary, random: boolean): string | null {
  if (s.QE === null || s.k < 2) return null;
  const { value, formula } = share(s, random);
  const i2 = value === null ? [] : [`I² ${percentText(value)} (${formula})`];
  const tau2 = random && s.tau2 !== null ? [`τ² ${formatSignificant(s.tau2)}`] : [];
  const q = t`Q ${qText(s.QE)} on ${s.QE_df ?? 0} df, ${pText(s.QEp)}`;
  return t`Do the studies agree? ${[...i2, ...tau2, q].join(", ")}.`;
}

export function predictionSentence(report: Report, catalog: Catalog, measure: CatalogMeasure): string | null {
  const s = report.summary;
  if (!s || s.display.pi_lb === null || s.display.pi_ub === null || !isRandom(catalog, report.options.model))
    return null;
  const { est, ci_lb, ci_ub, pi_lb, pi_ub } = s.display;
  const decimals = decimalsOf(est, ci_lb, ci_ub, measure.scale);
  const rule = labelOf(catalog.predictions, report.options.prediction);
  const ends = t`${formatNumber(pi_lb, decimals)} to ${formatNumber(pi_ub, decimals)}`;
  return t`In a new setting like these: ${ends} (${levelText(report.options.level)} prediction interval, ${rule}).`;
}

function tau2Text(s: Summary, level: number): string {
  if (s.tau2_lb === null || s.tau2_ub === null) return `τ² = ${formatSignificant(s.tau2)}`;
  const limits = t`${formatSignificant(s.tau2_lb)} to ${formatSignificant(s.tau2_ub)}`;
  return `τ² = ${formatSignificant(s.tau2)} (${levelText(level)} CI ${limits})`;
}

/** The line of a figure: "Heterogeneity: τ² = 0.31 (95% CI 0.12 to 1.11); Q = 152.2, df = 12, P < .001; I² = 92%". */
export function heterogeneityLine(report: Report, catalog: Catalog): string | null {
  const s = report.summary;
  if (!s || s.QE === null || s.k < 2) return null;
  const random = isRandom(catalog, report.options.model);
  const tau2 = random && s.tau2 !== null ? [tau2Text(s, report.options.level)] : [];
  const { value, formula } = share(s, random);
  const i2 = value === null ? [] : [`I² = ${percentText(value)} (${formula})`];
  const q = `Q = ${qText(s.QE)}, df = ${s.QE_df ?? 0}, ${pText(s.QEp)}`;
  return t`Heterogeneity: ${[...tau2, q, ...i2].join("; ")}`;
}

export function overallTestLine(s: Summary): string | null {
  if (s.stat === null) return null;
  const letter = s.df === null ? "z" : "t";
  const df = s.df === null ? "" : t`, df = ${Number(s.df.toPrecision(4))}`;
  return t`Test of no effect: ${letter} = ${formatNumber(s.stat, 2)}${df}, ${pText(s.pval)}`;
}

/** The two models that weigh by inverse variance alone do not say so in their names. */
export function weighting(model: string): string {
  return model === "RE" || model === "EE" ? t`inverse variance; ` : "";
}

/** "Method: inverse variance; Random effects (REML), Hartung-Knapp …; prediction interval: …" */
export function methodLine(options: Options, catalog: Catalog, withPrediction: boolean): string {
  const prediction = withPrediction
    ? t`; prediction interval: ${labelOf(catalog.predictions, options.prediction)}`
    : "";
  return t`Method: ${weighting(options.model)}${methodLong(options, catalog)}${prediction}`;
}

function poolingClause(report: Report, catalog: Catalog): string {
  const o = report.options;
  const model = inSentence(labelOf(catalog.models, o.model));
  const tau2 = choosesTau2(catalog, o.model)
    ? t` Between-study variance was estimated by ${lower(labelOf(catalog.tau2, o.tau2))} (confidence interval: ${labelOf(catalog.tau2_intervals, o.tau2_ci)}).`
    : "";
  const what =
    weighting(o.model) === ""
      ? t`the model "${labelOf(catalog.models, o.model)}"`
      : t`an inverse-variance ${model} model`;
  return t`${what}.${tau2} The confidence interval of the pooled effect is by ${lower(labelOf(catalog.tests, o.test))}.`;
}

/** A paragraph for the Methods and Results sections of a paper. */
export function methodsParagraph(report: Report, catalog: Catalog, measure: CatalogMeasure): string | null {
  const s = report.summary;
  const line = s ? headline(s, report.options.level, measure) : null;
  if (!s || !line) return null;
  const people = s.participants === null ? "" : t` (${formatCount(s.participants)} participants)`;
  const random = isRandom(catalog, report.options.model);
  const zero = report.notes.some((n) => n.code.startsWith("zero_cells"))
    ? t` Studies with a zero cell had ${report.options.add} added (${labelOf(catalog.add_to, report.options.add_to)}).`
    : "";
  const predicted = random && s.display.pi_lb !== null ? predictionClause(report, catalog, measure) : "";
  const agree = heterogeneityLine(report, catalog);
  return [
    t`${measure.label} from ${plural(s.k, t`study`, t`studies`)}${people}, pooled with ${poolingClause(report, catalog)}${zero}${conversionClause(report)}`,
    t`Pooled ${line.name} ${line.est} (${line.interval}${measure.no_effect === null ? "" : `; ${pText(s.pval)}`}).${agree ? ` ${agree}.` : ""}${predicted}`,
    t`Computed with Pooled ${report.engine}.`,
  ].join(" ");
}

function predictionClause(report: Report, catalog: Catalog, measure: CatalogMeasure): string {
  const d = report.summary?.display;
  if (!d || d.pi_lb === null || d.pi_ub === null) return "";
  const decimals = decimalsOf(d.est, d.ci_lb, d.ci_ub, measure.scale);
  const ends = t`${formatNumber(d.pi_lb, decimals)} to ${formatNumber(d.pi_ub, decimals)}`;
  return t` ${levelText(report.options.level)} prediction interval ${ends} (${labelOf(catalog.predictions, report.options.prediction)}).`;
}

/** The text alternative of a forest plot. */
export function forestDescription(report: Report, measure: CatalogMeasure): string {
  const d = report.summary?.display;
  const status = statusSentence(report, measure);
  if (!d || d.pi_lb === null || d.pi_ub === null) return status;
  const decimals = decimalsOf(d.est, d.ci_lb, d.ci_ub, measure.scale);
  const ends = range(formatNumber(d.pi_lb, decimals), formatNumber(d.pi_ub, decimals));
  return t`${status}, prediction interval ${ends}, P ${pRelation(report.summary?.pval)}`;
}
