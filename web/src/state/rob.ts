import { cleanText } from "./clean";
import { freeLevels, MOST_LEVELS, type RobLevel, type RobTool, robTool, robTools, type Suggestion } from "./rob-tools";
import type { Outcome, Row } from "./state";

/** The tool of an outcome as it is used: its domains and levels, those of a free template being the outcome's own. */
export interface RobTemplate {
  readonly tool: RobTool;
  readonly domains: readonly string[];
  readonly levels: readonly RobLevel[];
}

/** Judgements stand in a text, a letter each: the overall one first, then the domains in their order. */
export const OVERALL = 0;
const NOT_YET = ".";
const LONGEST_NAME = 60;

/** Names of domains and levels are joined by "|" in a link. */
export function robName(text: string): string {
  return cleanText(text.replaceAll("|", "/"), LONGEST_NAME).trim();
}

type Named = Pick<Outcome, "rob_tool" | "rob_domains" | "rob_levels">;

/** The same object for the same tool, so that what is drawn from it is not drawn anew. */
const fixed = new Map(robTools.map((tool) => [tool.id, { tool, domains: tool.domains, levels: tool.levels }]));

export function templateOf(outcome: Named): RobTemplate | null {
  const tool = robTool(outcome.rob_tool);
  if (tool === undefined) return null;
  if (tool.id !== "free") return fixed.get(tool.id) ?? null;
  return { tool, domains: outcome.rob_domains, levels: freeLevels(outcome.rob_levels.slice(0, MOST_LEVELS)) };
}

export function levelOf({ levels }: RobTemplate, id: string): RobLevel | undefined {
  return levels.find((level) => level.id === id);
}

/** The id of each judgement, "" where there is none; the overall one first. */
export function judgementsOf(rob: string, template: RobTemplate): string[] {
  return ["", ...template.domains].map((_, place) => (levelOf(template, rob[place] ?? "") ? (rob[place] ?? "") : ""));
}

function joined(judgements: readonly string[]): string {
  return judgements
    .map((id) => (id === "" ? NOT_YET : id))
    .join("")
    .replace(/\.+$/, "");
}

/** The one text for these judgements: nothing the template does not have, no places not judged at the end. */
export function cleanRob(rob: string, template: RobTemplate | null): string {
  return template === null || rob === "" ? "" : joined(judgementsOf(rob, template));
}

export function withJudgement(rob: string, place: number, id: string, template: RobTemplate): string {
  const next = judgementsOf(rob, template).map((now, i) => (i === place ? id || NOT_YET : now || NOT_YET));
  return cleanRob(next.join(""), template);
}

/** The row with judgements and what they rest on; only what the template has a place for. */
export function withRob(row: Row, rob: string, support: Row["rob_support"], template: RobTemplate | null): Row {
  const places = template === null ? -1 : template.domains.length;
  const kept = Object.entries(support).filter(([place]) => Number(place) <= places);
  return { ...row, rob: cleanRob(rob, template), rob_support: Object.fromEntries(kept) };
}

export function suggestionOf(rob: string, template: RobTemplate): Suggestion {
  const [, ...domains] = judgementsOf(rob, template);
  return template.tool.suggest(domains, template.levels);
}

/** Whether anything has been judged. */
export function isJudged({ rows }: Pick<Outcome, "rows">): boolean {
  return rows.some(({ rob }) => rob !== "");
}
