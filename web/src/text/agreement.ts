import type { Catalog, CatalogMeasure, Report, Summary } from "../core/types";
import { t } from "../language/text";
import {
  decimalsOf,
  exactP,
  formatNumber,
  formatSignificant,
  levelText,
  percentText,
  qText,
  type Scale,
} from "./format";
import { isRandom, labelOf } from "./names";

/** How much the studies differ, number by number, with what each says. */

/** One line of the table of heterogeneity. */
export interface AgreementLine {
  name: string;
  value: string;
  interval: string;
  meaning: string;
}

function between(lb: number | null, ub: number | null, show: (x: number | null) => string): string {
  return lb === null || ub === null ? "–" : t`${show(lb)} to ${show(ub)}`;
}

function squareRoot(value: number | null): number | null {
  return value === null ? null : Math.sqrt(value);
}

/** tau is shown beside tau2 because it has the unit of the effect; a root is a change of scale, not a statistic. */
function spreadLines(s: Summary): AgreementLine[] {
  const tau = (x: number | null): string => formatSignificant(squareRoot(x));
  return [
    {
      name: "τ²",
      value: formatSignificant(s.tau2),
      interval: between(s.tau2_lb, s.tau2_ub, (x) => formatSignificant(x)),
      meaning: t`variance of the true effects between studies; Q-profile interval`,
    },
    {
      name: "τ",
      value: tau(s.tau2),
      interval: between(s.tau2_lb, s.tau2_ub, tau),
      meaning: t`its standard deviation, on the scale of the analysis (logarithm for ratios)`,
    },
    {
      name: t`I² (from τ²)`,
      value: percentText(s.I2),
      interval: between(s.I2_lb, s.I2_ub, percentText),
      meaning: t`share of the variability that is not chance within studies`,
    },
  ];
}

function lines(s: Summary, random: boolean): AgreementLine[] {
  return [
    ...(random ? spreadLines(s) : []),
    {
      name: t`I² (from Q)`,
      value: percentText(s.I2_Q),
      interval: between(s.I2_Q_lb, s.I2_Q_ub, percentText),
      meaning: t`the same share by Higgins and Thompson’s formula`,
    },
    { name: "H²", value: formatSignificant(s.H2), interval: "", meaning: t`total variability over chance alone` },
    {
      name: "Q",
      value: t`${qText(s.QE)} on ${s.QE_df ?? "–"} df`,
      interval: exactP(s.QEp),
      meaning: t`test that all studies share one effect; weak when studies are few`,
    },
  ];
}

function predictionLine(report: Report, scale: Scale, rule: string): AgreementLine[] {
  const d = report.summary?.display;
  if (!d || d.pi_lb === null || d.pi_ub === null) return [];
  const decimals = decimalsOf(d.est, d.ci_lb, d.ci_ub, scale);
  const show = (x: number | null): string => formatNumber(x, decimals);
  const name = t`${levelText(report.options.level)} prediction interval`;
  return [
    {
      name,
      value: "",
      interval: between(d.pi_lb, d.pi_ub, show),
      meaning: t`where the effect of a new study is expected; ${rule}`,
    },
  ];
}

/** Heterogeneity of two studies or more; none where there is nothing to compare. */
export function agreementLines(report: Report, catalog: Catalog, measure: CatalogMeasure): AgreementLine[] {
  const s = report.summary;
  if (!s || s.k < 2) return [];
  const random = isRandom(catalog, report.options.model);
  const rule = labelOf(catalog.predictions, report.options.prediction);
  return [...lines(s, random), ...(random ? predictionLine(report, measure.scale, rule) : [])];
}
