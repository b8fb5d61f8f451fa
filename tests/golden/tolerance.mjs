// How far a number may be from its reference, and in which unit.

/** Closed forms, and everything against the oracle. */
export const closed = 1e-12;
/** Where the reference itself comes out of an iteration in doubles. */
export const iterative = 1e-10;

/** Estimators of tau2 without an iteration. */
const closedForms = new Set(["DL", "HE", "HS", "HSk", "SJ", "DL2", "CA2"]);
/** Fields that an iteration finds, whatever the estimator. */
const searched = new Set(["tau2_lb", "tau2_ub", "I2_lb", "I2_ub"]);
/** Tails: at P = 1e-50 the last digits of the statistic count a hundredfold. */
const tails = new Set(["pval", "QEp"]);
const onOutcomeScale = new Set(["est", "ci_lb", "ci_ub", "pi_lb", "pi_ub"]);
const percentages = new Set(["I2", "I2_lb", "I2_ub", "I2_Q", "I2_Q_lb", "I2_Q_ub"]);
/** An effect of 1e12 with SE 1 cannot be stored to 1e-12 SE: four units in the last place are always allowed. */
const representable = (4 * Number.EPSILON) / closed;
/** Likelihoods and criteria are differences of logarithms: what counts is the log unit, also where one is near 0. */
const relativeToOne = new Set(["stat", "ll", "AIC", "BIC", "AICc"]);

/** Against metafor: what its own root finders allow. */
export function metaforTolerance(options, field) {
  const search = options.model === "RE" && !closedForms.has(options.tau2);
  return search || searched.has(field) || tails.has(field) ? iterative : closed;
}

/**
 * Distance in the unit that makes sense: standard errors for what lies on the outcome scale, percentage points of 100
 * for shares, the number itself for everything else. Infinity where only one of the two exists.
 */
export function deviation(field, got, ref, se) {
  if (got === ref) return 0;
  if (typeof got !== "number" || typeof ref !== "number") return Number.POSITIVE_INFINITY;
  return Math.abs(got - ref) / unitOf(field, ref, se);
}

function unitOf(field, ref, se) {
  const size = Math.abs(ref);
  if (onOutcomeScale.has(field)) return Math.max(se, size * representable);
  if (percentages.has(field)) return 100;
  if (relativeToOne.has(field)) return Math.max(size, 1);
  return size;
}

/**
 * On display a difference is the same number; a ratio is exp(x), so that its relative error is the absolute error of x,
 * here in units of max(1, |x|, se).
 */
export function displayDeviation(field, got, ref, analysis, se) {
  if (got === ref) return 0;
  if (ref === analysis) return deviation(field, got, ref, se);
  if (typeof got !== "number" || typeof ref !== "number") return Number.POSITIVE_INFINITY;
  return Math.abs(got - ref) / Math.abs(ref) / Math.max(1, Math.abs(analysis), se);
}

/**
 * The unit for the numbers of a summary. Below one degree of freedom (Kenward-Roger with one study of almost all the
 * weight) t quantiles run to 1e40 standard errors: such limits are measured by themselves.
 */
export function unitWithin(summary, field, ref) {
  const df = field.startsWith("pi_") ? summary.pi_df : field.startsWith("ci_") ? summary.df : null;
  return typeof df === "number" && df < 1 ? Math.max(summary.se, Math.abs(ref)) : summary.se;
}

/** The worst deviation seen per field, for the report at the end. */
export class Worst {
  #found = new Map();
  see(field, value, where) {
    const old = this.#found.get(field);
    if (!old || value > old.value) this.#found.set(field, { value, where });
  }
  toString() {
    const rows = [...this.#found].map(
      ([field, { value, where }]) => `  ${field.padEnd(18)} ${value.toExponential(1)}  ${where}`,
    );
    return rows.join("\n");
  }
}
