import type { CatalogMeasure, Report } from "../core/types";
import { t } from "../language/text";
import { formatSignificant, percentText } from "./format";

/** Where the result lies beside the least difference that matters (MID), which the user typed as people read it. */

/** "0.75", "-1.5" */
export function midText(threshold: number): string {
  return formatSignificant(threshold, 4)
    .replace(/([.,]\d*?)0+$/, "$1")
    .replace(/[.,]$/, "");
}

/** 1: what matters lies above no effect, -1: below; null where no difference is typed or the measure has no such side. */
export function midSide(threshold: number | null, measure: CatalogMeasure): -1 | 1 | null {
  if (threshold === null || measure.no_effect === null || threshold === measure.no_effect) return null;
  return threshold > measure.no_effect ? 1 : -1;
}

function place(est: number, near: number, far: number): string {
  if (near >= 0) return t`the estimate and the whole interval are beyond it`;
  if (far < 0) return t`the estimate and the whole interval fall short of it`;
  return est >= 0
    ? t`the estimate is beyond it, the interval only in part`
    : t`the estimate falls short, the interval reaches it`;
}

/**
 * "Important difference 0.75: the estimate is beyond it, the interval only in part; in a new setting like these the
 * effect is beyond it with a probability of 62%."
 */
export function midSentence(report: Report, measure: CatalogMeasure): string | null {
  const { threshold } = report.options;
  const side = midSide(threshold, measure);
  const d = report.summary?.display;
  if (threshold === null || side === null || !d || d.est === null) return null;
  const past = (x: number | null, end: number): number => side * ((x ?? end) - threshold);
  const [near, far] = side > 0 ? [d.ci_lb, d.ci_ub] : [d.ci_ub, d.ci_lb];
  const lies = place(past(d.est, 0), past(near, -side * Number.MAX_VALUE), past(far, side * Number.MAX_VALUE));
  const probability = side > 0 ? report.beyond?.prob_above : report.beyond?.prob_below;
  const chance =
    probability === null || probability === undefined
      ? ""
      : t`; in a new setting like these the effect is beyond it with a probability of ${percentText(100 * probability)}`;
  return t`Important difference ${midText(threshold)}: ${lies}${chance}.`;
}
