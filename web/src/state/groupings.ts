import type { Engine } from "../core/engine";
import type { Report, Request, Subgroups } from "../core/types";
import { columnNames } from "./columns";
import type { Outcome } from "./state";

/**
 * The subgroups by every column with groups, once one is chosen and there are others: a review that plans three
 * subgroupings reports three. The core answers one column at a time, so each further one is a question of its own.
 */
export function groupingsOf(
  engine: Pick<Engine, "analyse">,
  request: Request,
  { subgroups }: Pick<Report, "subgroups">,
  outcome: Outcome,
): Subgroups[] {
  const names = columnNames(outcome, "group");
  if (!subgroups || names.length < 2) return [];
  const found = names.flatMap((name): Subgroups[] => {
    if (name === subgroups.by) return [subgroups];
    const options = { ...request.options, subgroup: name };
    const answer = engine.analyse({ ...request, options, want: ["subgroups"] });
    return "effects" in answer && answer.subgroups ? [answer.subgroups] : [];
  });
  const compared = found.filter(({ levels }) => levels.length > 1);
  return compared.length < 2 ? [] : compared;
}
