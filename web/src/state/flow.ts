import { t } from "../language/text";
import { isEmptyRow } from "./blank";
import { cleanText } from "./clean";
import type { FlowReason, Review } from "./state";

/** The numbers of a PRISMA 2020 flow diagram (Page 2021, BMJ 372:n71), in the order in which a link has them. */
export const FLOW_FIELDS = [
  ...(["databases", "registers", "duplicates", "automation", "removed_other"] as const),
  ...(["screened", "excluded", "sought", "not_retrieved", "assessed", "studies", "reports"] as const),
  ...(["websites", "organisations", "citations", "other_sought", "other_not_retrieved", "other_assessed"] as const),
  ...(["previous_studies", "previous_reports", "total_studies", "total_reports", "narrative", "quantitative"] as const),
] as const;

export type FlowField = (typeof FLOW_FIELDS)[number];

/** The optional parts of the diagram: each is drawn once a number of it is there. */
export const FLOW_OTHER: readonly FlowField[] = FLOW_FIELDS.slice(12, 18);
export const FLOW_PREVIOUS: readonly FlowField[] = FLOW_FIELDS.slice(18, 22);
export const FLOW_SPLIT: readonly FlowField[] = FLOW_FIELDS.slice(22);

export type Flow = Pick<Review, "flow" | "flow_reasons" | "flow_other_reasons">;

export const MOST_REASONS = 12;
const LONGEST_REASON = 60;

/** Digits only, however they were grouped: "1 200" and "1,200" are 1200. */
export function flowNumber(text: string): string {
  return text
    .replace(/\D/g, "")
    .replace(/^0+(?=\d)/, "")
    .slice(0, 9);
}

/** Reasons are joined by "|" in a link. */
export function flowReason({ text, n }: FlowReason): FlowReason {
  return { text: cleanText(text.replaceAll("|", "/"), LONGEST_REASON), n: flowNumber(n) };
}

export const isBlankReason = ({ text, n }: FlowReason): boolean => text.trim() === "" && n === "";

export function isEmptyFlow({ flow, flow_reasons, flow_other_reasons }: Flow): boolean {
  return Object.keys(flow).length + flow_reasons.length + flow_other_reasons.length === 0;
}

/** The number as typed; null where there is none. */
export function flowValue({ flow }: Pick<Flow, "flow">, field: FlowField): number | null {
  const text = flow[field];
  return text === undefined || text === "" ? null : Number(text);
}

/** The sum of what is typed of these; null where nothing is. */
export function flowSum(flow: Pick<Flow, "flow">, fields: readonly FlowField[]): number | null {
  const known = fields.flatMap((field) => flowValue(flow, field) ?? []);
  return known.length === 0 ? null : known.reduce((sum, n) => sum + n, 0);
}

export function reasonsSum(reasons: readonly FlowReason[]): number | null {
  const known = reasons.flatMap(({ n }) => (n === "" ? [] : [Number(n)]));
  return known.length === 0 ? null : known.reduce((sum, n) => sum + n, 0);
}

export const hasOther = (flow: Flow): boolean =>
  flowSum(flow, FLOW_OTHER) !== null || flow.flow_other_reasons.length > 0;
export const hasPrevious = (flow: Flow): boolean => flowSum(flow, FLOW_PREVIOUS) !== null;
export const hasSplit = (flow: Flow): boolean => flowSum(flow, FLOW_SPLIT) !== null;

/** Nothing is said as long as one of the two is not there. */
const less = (from: number | null, away: number | null): number | null =>
  from === null || away === null ? null : from - away;

/** What the boxes before it leave for a box, where they say so. */
export function flowExpected(f: Flow): Partial<Record<FlowField, number | null>> {
  const found: Partial<Record<FlowField, number | null>> = {};
  const now = (field: FlowField): number | null => flowValue(f, field) ?? found[field] ?? null;
  found.screened = less(
    flowSum(f, ["databases", "registers"]),
    flowSum(f, ["duplicates", "automation", "removed_other"]),
  );
  found.sought = less(now("screened"), now("excluded"));
  found.assessed = less(now("sought"), now("not_retrieved"));
  found.other_sought = flowSum(f, ["websites", "organisations", "citations"]);
  found.other_assessed = less(now("other_sought"), now("other_not_retrieved"));
  const other = less(now("other_assessed"), reasonsSum(f.flow_other_reasons));
  const main = less(now("assessed"), reasonsSum(f.flow_reasons));
  found.reports = main === null || (other === null && hasOther(f)) ? null : main + (other ?? 0);
  const total = (of: FlowField, before: FlowField): number | null =>
    flowValue(f, before) === null || now(of) === null ? null : (now(of) ?? 0) + (flowValue(f, before) ?? 0);
  found.total_studies = total("studies", "previous_studies");
  found.total_reports = total("reports", "previous_reports");
  return found;
}

/** Studies of the review: different names in the tables of all outcomes. */
export function studiesInTables({ outcomes }: Pick<Review, "outcomes">): number {
  const names = outcomes.flatMap(({ rows }) =>
    rows.flatMap((row, i) => (isEmptyRow(row) ? [] : [row.label.trim().toLowerCase().replace(/\s+/g, " ") || `${i}`])),
  );
  return new Set(names).size;
}

export const FLOW_LABELS: Readonly<Record<FlowField, string>> = {
  databases: t`Records from databases`,
  registers: t`Records from registers`,
  duplicates: t`Duplicates removed`,
  automation: t`Marked as ineligible by automation tools`,
  removed_other: t`Removed for other reasons`,
  screened: t`Records screened`,
  excluded: t`Records excluded`,
  sought: t`Reports sought for retrieval`,
  not_retrieved: t`Reports not retrieved`,
  assessed: t`Reports assessed for eligibility`,
  studies: t`Studies included`,
  reports: t`Reports of included studies`,
  websites: t`Records from websites`,
  organisations: t`Records from organisations`,
  citations: t`Records from citation searching`,
  other_sought: t`Reports sought, other methods`,
  other_not_retrieved: t`Reports not retrieved, other methods`,
  other_assessed: t`Reports assessed, other methods`,
  previous_studies: t`Studies in the previous version`,
  previous_reports: t`Reports of these studies`,
  total_studies: t`All studies included`,
  total_reports: t`Reports of all studies`,
  narrative: t`Studies in narrative synthesis only`,
  quantitative: t`Studies in quantitative synthesis`,
};

export interface FlowRemark {
  readonly field: FlowField;
  readonly text: string;
}

function sumRemarks(f: Flow): FlowRemark[] {
  return Object.entries(flowExpected(f)).flatMap(([key, expected]) => {
    const field = key as FlowField;
    const now = flowValue(f, field);
    if (now === null || expected === null || now === expected) return [];
    const label = FLOW_LABELS[field];
    if (expected < 0)
      return [{ field, text: t`${label}: more is taken away before this box than there is (${expected}).` }];
    const by = Math.abs(now - expected);
    const text = t`${label}: ${now} is typed, the boxes before leave ${expected}: ${by} ${now > expected ? t`too many` : t`missing`}.`;
    return [{ field, text }];
  });
}

function studyRemarks(review: Flow & Pick<Review, "outcomes">): FlowRemark[] {
  const remarks: FlowRemark[] = [];
  const pairs: readonly (readonly [FlowField, FlowField])[] = [
    ["studies", "reports"],
    ["previous_studies", "previous_reports"],
    ["total_studies", "total_reports"],
  ];
  for (const [studies, reports] of pairs) {
    const [a, b] = [flowValue(review, studies), flowValue(review, reports)];
    if (a !== null && b !== null && a > b)
      remarks.push({
        field: studies,
        text: t`${FLOW_LABELS[studies]}: ${a} with ${b} reports, but every study has at least one.`,
      });
  }
  const all = flowValue(review, "total_studies") ?? flowValue(review, "studies");
  const [narrative, quantitative] = [flowValue(review, "narrative"), flowValue(review, "quantitative")];
  if (all !== null && narrative !== null && quantitative !== null && narrative + quantitative !== all) {
    const text = t`Narrative ${narrative} and quantitative ${quantitative} make ${narrative + quantitative} studies; ${all} are included.`;
    remarks.push({ field: "quantitative", text });
  }
  const inTables = studiesInTables(review);
  const pooled = quantitative ?? (narrative !== null && all !== null ? all - narrative : all);
  if (pooled !== null && inTables > 0 && pooled !== inTables) {
    const field =
      quantitative !== null
        ? "quantitative"
        : flowValue(review, "total_studies") !== null
          ? "total_studies"
          : "studies";
    remarks.push({
      field,
      text: t`${pooled} studies here, ${inTables} different studies in the tables of the outcomes.`,
    });
  }
  return remarks;
}

/** What does not add up, box by box, and by how many. Nothing is corrected: the numbers are the reviewers'. */
export function flowRemarks(review: Flow & Pick<Review, "outcomes">): FlowRemark[] {
  return [...sumRemarks(review), ...studyRemarks(review)];
}
