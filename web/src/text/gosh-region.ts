import type { Selection } from "../state/gosh-region";
import type { AnswerTable } from "./any-answer";
import { formatCount, formatNumber, percentText, plural } from "./format";

/** Ends of a region as people read them; null where it goes from one end of the axis to the other. */
export interface RegionEnds {
  readonly effect: readonly [name: string, from: string, to: string] | null;
  readonly I2: readonly [from: string, to: string] | null;
}

function where({ effect, I2 }: RegionEnds): string {
  const parts = [
    ...(effect === null ? [] : [`${effect[0]} from ${effect[1]} to ${effect[2]}`]),
    ...(I2 === null ? [] : [`I² from ${I2[0]} to ${I2[1]}%`]),
  ];
  return parts.length === 0 ? "" : ` with ${parts.join(" and ")}`;
}

/** "1234 of 8178 subsets (15%) with I² from 60 to 100%" */
export function regionCount({ n, of }: Selection, ends: RegionEnds = { effect: null, I2: null }): string {
  return `${formatCount(n)} of ${plural(of, "subset", "subsets")} (${percentText((100 * n) / of)})${where(ends)}`;
}

/** What marks the region most, in one sentence; "" where nothing is known of the studies. */
export function regionSentence(selection: Selection, ends: RegionEnds, study: (row: number) => string): string {
  const { n, studies } = selection;
  const [first] = studies;
  if (n === 0) return `No subset${where(ends)}.`;
  if (first === undefined) return "";
  const [inside, all] = [percentText(100 * first.inside), percentText(100 * first.all)];
  const name = study(first.row);
  if (n === 1) return `The one subset${where(ends)} ${first.inside > 0 ? "includes" : "leaves out"} ${name}.`;
  const these = `Of the ${formatCount(n)} subsets${where(ends)},`;
  if (inside === all) return `${these} as many include each study as of all.`;
  const share = first.inside === 0 ? "none includes" : `${first.inside < first.all ? "only " : ""}${inside} include`;
  return `${these} ${share} ${name}, against ${all} of all.`;
}

const HEADS = ["Study", "Of these subsets", "Of all", "Difference, points"];

/** Each study's share of the subsets in the region against that of all; what marks the region stands first. */
export function regionTable({ studies }: Selection, study: (row: number) => string): AnswerTable {
  const points = (x: number): string => `${x >= 0.05 ? "+" : ""}${formatNumber(Math.round(10 * x) / 10, 1)}`;
  return {
    title: "Studies in these subsets",
    heads: HEADS.map((head) => ({ head, doc: "" })),
    rows: studies.map(({ row, inside, all }) => [
      study(row),
      percentText(100 * inside),
      percentText(100 * all),
      points(100 * (inside - all)),
    ]),
    more: 0,
  };
}
