import type { Engine } from "../core/engine";
import type { Absolute, CatalogMeasure, Report, Summary } from "../core/types";
import { inSentence, t } from "../language/text";
import { isEmptyOutcome } from "../state/blank";
import { certaintyIn, DOWN, type DomainId, levelOf, UP } from "../state/certainty";
import { absoluteAt, type RiskAt } from "../state/control-risks";
import { buildRequest } from "../state/request";
import type { Outcome, Review } from "../state/state";
import { answerSentence, levelSign, levelWord } from "./certainty";
import { domainLabel, stepWord } from "./certainty-domains";
import { formatCount, intervalText, levelText, plural } from "./format";
import { armNames, measureOf, shortName } from "./names";
import { differenceText, nntSentence, perThousand, perThousandChange } from "./sentences";

/**
 * The summary of findings: one row for each outcome of the review, as texts. Absolute effects stand beside the risk
 * they belong to; a footnote for each reason that moved the certainty.
 * @source Cochrane Handbook 14.1; GRADE guidelines 12, Guyatt 2013, J Clin Epidemiol 66:158
 */
export interface FindingRisk {
  /** "172 per 1000"; "" where the effect has no risks (means, hazard ratios). */
  readonly control: string;
  readonly treatment: string;
  /** "113 more (40 to 211 more)"; for means the difference itself. */
  readonly difference: string;
  /** "NNT 9 to benefit (5 to 26)."; "" where there is none. */
  readonly nnt: string;
}

export interface Finding {
  /** Place of the outcome in the review. */
  readonly index: number;
  readonly outcome: string;
  readonly treatment: string;
  readonly control: string;
  readonly studies: string;
  readonly participants: string;
  /** "RR 1.65 (1.06 to 2.58)"; "" where the effect is a difference. */
  readonly relative: string;
  readonly risks: readonly FindingRisk[];
  /** "⊕⊕⊕◯ moderate", "not rated" */
  readonly certainty: string;
  /** Marks of its footnotes. */
  readonly marks: readonly string[];
  readonly words: string;
}

export interface Footnote {
  readonly mark: string;
  readonly text: string;
}

export interface Findings {
  readonly title: string;
  /** "95% CI", or "CI" where outcomes have different levels. */
  readonly interval: string;
  readonly rows: readonly Finding[];
  readonly footnotes: readonly Footnote[];
}

/** a … z, then aa, ab … */
function markOf(i: number): string {
  const letter = String.fromCharCode(97 + (i % 26));
  return i < 26 ? letter : markOf(Math.floor(i / 26) - 1) + letter;
}

/** Each text once: outcomes downgraded for the same reason share its footnote. */
class Footnotes {
  readonly list: Footnote[] = [];
  markFor(text: string): string {
    const there = this.list.find((note) => note.text === text);
    if (there) return there.mark;
    const mark = markOf(this.list.length);
    this.list.push({ mark, text });
    return mark;
  }
}

/** "Rated down by one level for imprecision: few events." */
function reasonText(outcome: Outcome, id: DomainId, steps: number): string {
  const reason = (outcome.certainty_reasons[id] ?? "").trim();
  const moved = t`Rated ${steps < 0 ? t`down` : t`up`} by ${plural(Math.abs(steps), t`level`, t`levels`)} for ${inSentence(domainLabel(id))} (${stepWord(id, steps)})`;
  return reason === "" ? `${moved}.` : `${moved}: ${/[.!?]$/.test(reason) ? reason : `${reason}.`}`;
}

function certaintyCell(outcome: Outcome, notes: Footnotes): Pick<Finding, "certainty" | "marks"> {
  const certainty = certaintyIn(outcome);
  const level = levelOf(certainty);
  if (level === null) return { certainty: t`not rated`, marks: [] };
  const moved = [...DOWN, ...UP].filter((id) => (certainty.steps[id] ?? 0) !== 0);
  const marks = moved.map((id) => notes.markFor(reasonText(outcome, id, certainty.steps[id] ?? 0)));
  return { certainty: `${levelSign(level)} ${levelWord(level)}`, marks };
}

function riskCells(a: Absolute, outcome: Outcome): FindingRisk {
  const { control_risk, risk, risk_lb, risk_ub } = a;
  const of = (x: number | null): string => (x === null ? "–" : perThousand(x));
  return {
    control: t`${of(control_risk)} per 1000`,
    treatment: t`${of(risk)} per 1000 (${of(risk_lb)} to ${of(risk_ub)})`,
    difference: perThousandChange(a) ?? "–",
    nnt: nntSentence(a, outcome.lower_is_better) ?? "",
  };
}

interface Effects {
  readonly relative: string;
  readonly risks: readonly FindingRisk[];
}

/** A ratio is relative, and absolute at each control risk; a difference is absolute by itself. */
function effectCells(at: readonly RiskAt[], s: Summary, measure: CatalogMeasure, outcome: Outcome): Effects {
  const { est, ci_lb, ci_ub } = s.display;
  const text = intervalText(est, ci_lb, ci_ub, measure.scale);
  const effect = t`${shortName(measure)} ${text.est} (${text.lb} to ${text.ub})`;
  const risks = at.map(({ absolute }) => riskCells(absolute, outcome));
  if (measure.scale === "log" || measure.absolute) return { relative: measure.id === "RD" ? "" : effect, risks };
  const difference = differenceText(s, measure) ?? effect;
  return { relative: "", risks: [{ control: "", treatment: "", difference, nnt: "" }] };
}

const NO_RESULT = { relative: "", risks: [], words: t`No pooled result.` } as const;

/** An outcome with the core's answer to it. */
export interface FoundOutcome {
  readonly outcome: Outcome;
  /** Place in the review. */
  readonly index: number;
  readonly measure: CatalogMeasure;
  readonly report: Report | null;
  readonly risks: readonly RiskAt[];
}

function finding({ outcome, index, measure, report, risks }: FoundOutcome, notes: Footnotes): Finding {
  const name = outcome.name.trim() || t`Outcome ${index + 1}`;
  const head = { index, outcome: name, ...armNames(outcome) };
  const s = report?.summary;
  if (!s || s.est === null)
    return { ...head, studies: "0", participants: "–", ...NO_RESULT, ...certaintyCell(outcome, notes) };
  return {
    ...head,
    studies: formatCount(s.k),
    participants: formatCount(s.participants),
    ...effectCells(risks, s, measure, outcome),
    ...certaintyCell(outcome, notes),
    words: answerSentence(s, measure, outcome) ?? "",
  };
}

/** Of outcomes for which the core has been asked already. */
export function findingsOf(title: string, found: readonly FoundOutcome[]): Findings {
  const notes = new Footnotes();
  const levels = [...new Set(found.map(({ outcome }) => levelText(outcome.options.level)))];
  return {
    title: title.trim(),
    interval: levels.length === 1 ? t`${levels[0]} CI` : t`CI`,
    rows: found.map((one) => finding(one, notes)),
    footnotes: notes.list,
  };
}

function ask(outcome: Outcome, index: number, engine: Engine): FoundOutcome {
  const { request, risks } = buildRequest(outcome, engine.catalog, ["summary", "absolute"]);
  const answer = engine.analyse(request);
  const report = "effects" in answer ? answer : null;
  const measure = measureOf(engine.catalog, outcome.options.measure);
  return { outcome, index, measure, report, risks: report ? absoluteAt(engine, request, report, risks) : [] };
}

/** Of every outcome in which something has been typed, in their order. */
export function findings(review: Review, engine: Engine): Findings {
  const found = review.outcomes.flatMap((outcome, i) => (isEmptyOutcome(outcome) ? [] : [ask(outcome, i, engine)]));
  return findingsOf(review.title, found);
}

/** "a. Rated down by 1 level …", for below the table. */
export function footnoteLines({ footnotes }: Findings): string[] {
  return footnotes.map(({ mark, text }) => `${mark}. ${text}`);
}

/** The table as lines of texts, heads first: a line for each outcome, and one more for each further control risk. */
export function findingLines({ rows, interval }: Findings): string[][] {
  const absolute = rows.some(({ risks }) => risks.some(({ control }) => control !== ""));
  const needed = rows.some(({ risks }) => risks.some(({ nnt }) => nnt !== ""));
  const pick = (risk: FindingRisk | undefined): string[] => [
    ...(absolute ? [risk?.control ?? "", risk?.treatment ?? ""] : []),
    risk?.difference ?? "",
    ...(needed ? [risk?.nnt.replace(/^NNT |\.$/g, "") ?? ""] : []),
  ];
  const heads = [
    ...[t`Outcome`, t`Studies`, t`Participants`, t`Relative effect (${interval})`],
    ...(absolute ? [t`Risk without treatment`, t`Risk with treatment (${interval})`] : []),
    t`Absolute effect (${interval})`,
    ...(needed ? [t`Number needed to treat`] : []),
    ...[t`Certainty (GRADE)`, t`In words`],
  ];
  const lines = rows.flatMap((row) => {
    const [first, ...more] = row.risks;
    const certainty = [row.certainty, ...row.marks].join(" ");
    const start = [row.outcome, row.studies, row.participants, row.relative || "–"];
    return [
      [...start, ...pick(first), certainty, row.words],
      ...more.map((risk) => ["", "", "", "", ...pick(risk), "", ""]),
    ];
  });
  return [heads, ...lines];
}
