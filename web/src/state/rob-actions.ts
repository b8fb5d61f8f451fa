import { isEmptyRow } from "./blank";
import { cleanText, withValue } from "./clean";
import { limits } from "./limits";
import {
  cleanRob,
  isJudged,
  judgementsOf,
  levelOf,
  OVERALL,
  type RobTemplate,
  robName,
  templateOf,
  withJudgement,
  withRob,
} from "./rob";
import { MOST_DOMAINS, MOST_LEVELS, robTool } from "./rob-tools";
import { inOutcome, inRow } from "./row-actions";
import type { Action, Outcome, Row } from "./state";

/** The group column that holds the overall judgement in words, once somebody has asked for such subgroups. */
export const ROB_GROUP = "Overall risk of bias";

const hasGroup = ({ rows }: Outcome): boolean => rows.some((row) => Object.hasOwn(row.groups, ROB_GROUP));

function withGroup(outcome: Outcome): Outcome {
  const template = templateOf(outcome);
  const word = (row: Row): string =>
    template === null ? "" : (levelOf(template, judgementsOf(row.rob, template)[OVERALL] ?? "")?.word ?? "");
  const rows = outcome.rows.map((row) => ({ ...row, groups: withValue(row.groups, ROB_GROUP, word(row)) }));
  return { ...outcome, rows };
}

/** The column in words follows the judgements: a subgroup that says what nobody judged any more would be wrong. */
const followed = (outcome: Outcome): Outcome => (hasGroup(outcome) ? withGroup(outcome) : outcome);

function judging(change: (outcome: Outcome, template: RobTemplate | null) => Outcome): Action {
  return inOutcome((outcome) => {
    const after = change(outcome, templateOf(outcome));
    return after === outcome ? outcome : followed(after);
  });
}

/** Judgements by one tool say nothing in another: they go (Undo brings them back). */
export function setRobTool(id: string): Action {
  return judging((outcome) => {
    if (id === outcome.rob_tool || (id !== "" && robTool(id) === undefined)) return outcome;
    const rows = outcome.rows.map((row) => (row.rob === "" ? row : { ...row, rob: "", rob_support: {} }));
    return { ...outcome, rob_tool: id, rows };
  });
}

const names = (texts: readonly string[], most: number): string[] =>
  [...new Set(texts.map(robName))].filter((name) => name !== "").slice(0, most);

/** Domains and levels of a tool of the reviewers' own; judgements without a place or a level go. */
export function setRobTemplate(domains: readonly string[], levels: readonly string[]): Action {
  return judging((outcome) => {
    const next = { ...outcome, rob_domains: names(domains, MOST_DOMAINS), rob_levels: names(levels, MOST_LEVELS) };
    const template = templateOf(next);
    return {
      ...next,
      rows: outcome.rows.map((row) => (row.rob === "" ? row : withRob(row, row.rob, row.rob_support, template))),
    };
  });
}

/** @param place  0 the overall judgement, 1 the first domain; @param id  a level, "" = not judged */
export function judge(rowId: number, place: number, id: string): Action {
  return judging((outcome, template) => {
    const index = outcome.rows.findIndex((row) => row.id === rowId);
    const row = outcome.rows[index];
    if (template === null || row === undefined) return outcome;
    const rob = withJudgement(row.rob, place, id, template);
    return rob === row.rob ? outcome : { ...outcome, rows: outcome.rows.with(index, { ...row, rob }) };
  });
}

export function setRobSupport(rowId: number, place: number, text: string): Action {
  const clean = cleanText(text, limits.text);
  return inRow(rowId, (row) => ({ ...row, rob_support: withValue(row.rob_support, String(place), clean) }));
}

/** Judgements of several studies at once, by row: those of a pasted sheet. What is not judged there stays. */
export function fillRob(judged: ReadonlyMap<number, string>): Action {
  return judging((outcome, template) => {
    if (template === null) return outcome;
    const rows = outcome.rows.map((row) => {
      const [now, next] = [row.rob, judged.get(row.id) ?? ""].map((rob) => judgementsOf(rob, template));
      const rob = (next ?? []).map((id, i) => id || now?.[i] || ".").join("");
      return judged.has(row.id) ? { ...row, rob: cleanRob(rob, template) } : row;
    });
    return { ...outcome, rows };
  });
}

const key = (row: Row): string => row.label.trim().toLowerCase().replace(/\s+/g, " ");

/** How many studies of this outcome would take over judgements from another one: same name, not judged here yet. */
export function copyable(outcome: Outcome, from: Outcome): number {
  const judged = new Set(from.rows.filter(({ rob }) => rob !== "").map(key));
  const same = sameTemplate(outcome, from);
  return outcome.rows.filter((row) => !isEmptyRow(row) && judged.has(key(row)) && (!same || row.rob === "")).length;
}

function sameTemplate(a: Outcome, b: Outcome): boolean {
  const text = ({ rob_tool, rob_domains, rob_levels }: Outcome): string =>
    JSON.stringify([rob_tool, ...(rob_tool === "free" ? [rob_domains, rob_levels] : [])]);
  return text(a) === text(b);
}

/** The tool of another outcome and its judgements on the studies of the same name; those judged by it here stay. */
export function copyRob(fromId: number): Action {
  return (review) => {
    const from = review.outcomes.find(({ id }) => id === fromId);
    if (from === undefined) return review;
    const byName = new Map(from.rows.filter(({ rob }) => rob !== "").map((row) => [key(row), row]));
    const copy = judging((outcome) => {
      const same = sameTemplate(outcome, from);
      const rows = outcome.rows.map((row) => {
        if (same && row.rob !== "") return row;
        const other = isEmptyRow(row) ? undefined : byName.get(key(row));
        return { ...row, rob: other?.rob ?? "", rob_support: other?.rob_support ?? {} };
      });
      const { rob_tool, rob_domains, rob_levels } = from;
      return { ...outcome, rows, rob_tool, rob_domains, rob_levels };
    });
    return copy(review);
  };
}

/** The overall judgement as a group, and subgroups by it. */
export function subgroupByRob(): Action {
  return inOutcome((outcome) =>
    isJudged(outcome) ? { ...withGroup(outcome), options: { ...outcome.options, subgroup: ROB_GROUP } } : outcome,
  );
}

export function showRob(shown: boolean): Action {
  return inOutcome((outcome) => (outcome.rob_shown === shown ? outcome : { ...outcome, rob_shown: shown }));
}
