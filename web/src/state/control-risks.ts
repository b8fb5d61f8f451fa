import type { Engine } from "../core/engine";
import type { Absolute, Report, Request } from "../core/types";
import { t } from "../language/text";
import { parseNumber } from "../text/parse-number";

/** A risk without treatment, as a fraction, or a word for one of the studies'. */
export type AskedRisk = number | StudyRisk;
export type StudyRisk = "low" | "median" | "high";

export interface ControlRisks {
  /** Empty = the median of the studies. */
  readonly asked: readonly AskedRisk[];
  readonly problem: string | null;
}

/** More at once nobody reads. */
const MOST = 12;

const WORDS: Readonly<Record<string, StudyRisk>> = {
  ...{ low: "low", lowest: "low", min: "low", minimum: "low" },
  ...{ median: "median", middle: "median", moderate: "median" },
  ...{ high: "high", highest: "high", max: "high", maximum: "high" },
  ...{ niedrig: "low", hoch: "high" },
};

function word(text: string): StudyRisk | null {
  const lower = text.toLowerCase();
  return Object.hasOwn(WORDS, lower) ? (WORDS[lower] ?? null) : null;
}

/** A risk per 1000 as a fraction; null when the text is none. */
function fraction(text: string): number | null {
  const parsed = parseNumber(text, "any");
  return parsed !== null && "value" in parsed && parsed.value >= 0 && parsed.value <= 1000 ? parsed.value / 1000 : null;
}

/** Every part; null when one of them is neither a risk nor a word. */
function parts(text: string, separators: RegExp): AskedRisk[] | null {
  const read = text
    .split(separators)
    .filter((part) => part !== "")
    .map((part) => word(part) ?? fraction(part));
  const known = read.filter((part) => part !== null);
  return known.length > 0 && known.length === read.length ? known : null;
}

function refusal(text: string): ControlRisks {
  const parsed = parseNumber(text, "any");
  const single = /^[-+\d.,]+$/.test(text.trim()) && parsed !== null && "problem" in parsed;
  const problem = single
    ? parsed.problem
    : t`Type a number from 0 to 1000, several (50, 160, 300), or: low, median, high.`;
  return { asked: [], problem };
}

/**
 * "172", "17,5", "50, 160, 300", "50 160 300", "low, median, high", each per 1000. A comma without a space behind it is
 * a decimal comma as long as the text makes one number of it.
 */
export function readControlRisks(text: string): ControlRisks {
  if (text.trim() === "") return { asked: [], problem: null };
  const one = fraction(text);
  if (one !== null) return { asked: [one], problem: null };
  const several = parts(text, /[;/\s]+|,\s+/) ?? parts(text, /[;/,\s]+/);
  if (several === null) return refusal(text);
  return several.length > MOST
    ? { asked: [], problem: t`Type no more than ${MOST} risks.` }
    : { asked: several, problem: null };
}

/** The effect at one of the risks, and where that risk is from. */
export interface RiskAt {
  readonly from: StudyRisk | "given";
  readonly absolute: Absolute;
}

const STUDIES = { low: "studies_low", median: "studies_median", high: "studies_high" } as const;

/**
 * The effect at each of the risks asked for. The core answers one risk at a time: the first is in the report, each
 * further one is a question of its own.
 */
export function absoluteAt(
  engine: Pick<Engine, "analyse">,
  request: Request,
  report: Report,
  asked: readonly AskedRisk[],
): RiskAt[] {
  const { absolute } = report;
  if (asked.length === 0) return absolute ? [{ from: "median", absolute }] : [];
  return asked.flatMap((risk): RiskAt[] => {
    const from = typeof risk === "number" ? "given" : risk;
    const control_risk = typeof risk === "number" ? risk : (absolute?.[STUDIES[risk]] ?? null);
    if (control_risk === null) return [];
    if (absolute?.control_risk === control_risk) return [{ from, absolute }];
    const answer = engine.analyse({ ...request, options: { ...request.options, control_risk }, want: ["absolute"] });
    return "effects" in answer && answer.absolute ? [{ from, absolute: answer.absolute }] : [];
  });
}
