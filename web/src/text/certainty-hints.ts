import type { Catalog, Report, Study, Summary } from "../core/types";
import { t } from "../language/text";
import type { DomainId } from "../state/certainty";
import { intervalText, levelText, listed, percentText, plural, pText } from "./format";
import { midSentence } from "./mid";
import { isRandom, measureOf, shortName } from "./names";
import { FEW_STUDIES, says } from "./says";

/**
 * What the numbers say to each of GRADE's domains: hints, with the numbers in them. None of them rates anything.
 * @source inconsistency GRADE guidelines 7, Guyatt 2011, J Clin Epidemiol 64:1294; imprecision 6, 64:1283;
 *         publication bias 5, 64:1277; large effects 9, 64:1311
 */
export interface HintContext {
  readonly catalog: Catalog;
  readonly studies: readonly Study[];
}

const contains = (lb: number | null, ub: number | null, x: number | null): boolean | null =>
  lb === null || ub === null || x === null ? null : lb <= x && x <= ub;

function inconsistency(report: Report, s: Summary, { catalog }: HintContext): string {
  if (s.k < 2) return t`One study cannot disagree with itself.`;
  const measure = measureOf(catalog, report.options.measure);
  const random = isRandom(catalog, report.options.model);
  const [i2, lb, ub] = random && s.I2 !== null ? [s.I2, s.I2_lb, s.I2_ub] : [s.I2_Q, s.I2_Q_lb, s.I2_Q_ub];
  const interval = lb === null || ub === null ? "" : t` (${percentText(lb)} to ${percentText(ub)})`;
  const test = s.QEp === null ? "" : t`, test of heterogeneity ${pText(s.QEp)}`;
  const d = s.display;
  const wide = contains(d.pi_lb, d.pi_ub, measure.no_effect);
  if (wide === null) return `I² ${percentText(i2)}${interval}${test}.`;
  const pi = intervalText(d.est, d.pi_lb, d.pi_ub, measure.scale);
  const holds = (inside: boolean | null): string => (inside ? t`includes no effect` : t`excludes no effect`);
  const alike = holds(wide) === holds(contains(d.ci_lb, d.ci_ub, measure.no_effect));
  const beside = alike ? t`like the confidence interval` : t`unlike the confidence interval`;
  return t`I² ${percentText(i2)}${interval}${test}. The prediction interval (${pi.lb} to ${pi.ub}) ${holds(wide)}, ${beside}.`;
}

/** Of the studies pooled; null where one of them gives no counts of two groups. */
function eventsOf(report: Report, studies: readonly Study[]): number | null {
  const cells = report.effects.filter(({ used }) => used).map(({ row }) => studies[row]?.cells ?? {});
  const counts = cells.map(({ ai, ci }) => (typeof ai === "number" && typeof ci === "number" ? ai + ci : null));
  return counts.includes(null) ? null : counts.reduce<number>((sum, n) => sum + (n ?? 0), 0);
}

/** GRADE's rules of thumb for too little information: 300 events, or 400 people where means are compared. */
function information(report: Report, s: Summary, { catalog, studies }: HintContext): string {
  const events = eventsOf(report, studies);
  const few = (n: number, least: number): string =>
    t`${n < least ? t`fewer than` : t`not fewer than`} GRADE’s ${least}`;
  if (measureOf(catalog, report.options.measure).scale === "log" && events !== null)
    return ` ${plural(events, t`event`, t`events`)}, ${few(events, 300)}.`;
  if (s.participants === null) return "";
  return t` ${plural(s.participants, t`participant`, t`participants`)}, ${few(s.participants, 400)} for means.`;
}

const RISKS = new Set(["RR", "OR", "PETO", "HR", "IRR"]);

function imprecision(report: Report, s: Summary, context: HintContext): string {
  const measure = measureOf(context.catalog, report.options.measure);
  const { est, ci_lb, ci_ub } = s.display;
  const text = intervalText(est, ci_lb, ci_ub, measure.scale);
  const name = t`The ${levelText(report.options.level)} interval (${text.lb} to ${text.ub})`;
  const inside = contains(ci_lb, ci_ub, measure.no_effect);
  const crosses = inside === null ? "." : inside ? t` includes no effect.` : t` excludes no effect.`;
  const reaches = [0.75, 1.25].filter((x) => contains(ci_lb, ci_ub, x)).map((x) => (x < 1 ? t`a fall` : t`a rise`));
  const size =
    RISKS.has(measure.id) && reaches.length > 0 ? t` It leaves room for ${listed(reaches)} by a quarter or more.` : "";
  const mid = midSentence(report, measure);
  return `${name}${crosses}${size}${information(report, s, context)}${mid === null ? "" : ` ${mid}`}`;
}

function publication(report: Report, s: Summary, { catalog }: HintContext): string {
  if (s.k < FEW_STUDIES)
    return t`With ${plural(s.k, t`study`, t`studies`)}, fewer than ${FEW_STUDIES}, tests of small-study effects say next to nothing. Are results of registered studies missing?`;
  const said = says("small_study", report, { catalog, study: String });
  return said === null ? t`No test of small-study effects for this measure.` : `${said.shows} ${said.not}`;
}

function large(report: Report, s: Summary, { catalog }: HintContext): string {
  const measure = measureOf(catalog, report.options.measure);
  const { est, ci_lb, ci_ub } = s.display;
  if (est === null || !RISKS.has(measure.id)) return t`GRADE’s marks for large effects are for ratios of risks.`;
  const text = intervalText(est, ci_lb, ci_ub, "log").est;
  const size =
    est > 5 || est < 0.2
      ? t`beyond 5 or 0.2, very large`
      : est > 2 || est < 0.5
        ? t`beyond 2 or 0.5, large`
        : t`between 0.5 and 2, not large`;
  const odds =
    measure.id === "OR" || measure.id === "PETO"
      ? t` Odds ratios of common events look larger than the ratio of risks.`
      : "";
  return `${shortName(measure)} ${text}: ${size}.${odds}`;
}

const SILENT = t`The numbers say nothing about this.`;

/** @param report with "summary" and "small_study" */
export function hint(id: DomainId, report: Report, context: HintContext): string {
  const s = report.summary;
  if (!s || s.est === null) return t`No pooled result yet.`;
  const of: Readonly<Partial<Record<DomainId, string>>> = {
    inc: inconsistency(report, s, context),
    imp: imprecision(report, s, context),
    pub: publication(report, s, context),
    large: large(report, s, context),
  };
  return of[id] ?? SILENT;
}
