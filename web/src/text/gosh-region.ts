import { t } from "../language/text";
import type { Selection } from "../state/gosh-region";
import type { AnswerTable } from "./any-answer";
import { formatCount, formatNumber, listed, percentText, plural } from "./format";

/** Ends of a region as people read them; null where it goes from one end of the axis to the other. */
export interface RegionEnds {
  readonly effect: readonly [name: string, from: string, to: string] | null;
  readonly I2: readonly [from: string, to: string] | null;
}

function where({ effect, I2 }: RegionEnds): string {
  const parts = [
    ...(effect === null ? [] : [t`${effect[0]} from ${effect[1]} to ${effect[2]}`]),
    ...(I2 === null ? [] : [t`I² from ${I2[0]} to ${I2[1]}%`]),
  ];
  return parts.length === 0 ? "" : t` with ${listed(parts)}`;
}

/** "1234 of 8178 subsets (15%) with I² from 60 to 100%" */
export function regionCount({ n, of }: Selection, ends: RegionEnds = { effect: null, I2: null }): string {
  return t`${formatCount(n)} of ${plural(of, t`subset`, t`subsets`)} (${percentText((100 * n) / of)})${where(ends)}`;
}

/** What marks the region most, in one sentence; "" where nothing is known of the studies. */
export function regionSentence(selection: Selection, ends: RegionEnds, study: (row: number) => string): string {
  const { n, studies } = selection;
  const [first] = studies;
  if (n === 0) return t`No subset${where(ends)}.`;
  if (first === undefined) return "";
  const [inside, all] = [percentText(100 * first.inside), percentText(100 * first.all)];
  const name = study(first.row);
  if (n === 1) return t`The one subset${where(ends)} ${first.inside > 0 ? t`includes` : t`leaves out`} ${name}.`;
  const these = t`Of the ${formatCount(n)} subsets${where(ends)},`;
  if (inside === all) return t`${these} as many include each study as of all.`;
  const share = first.inside === 0 ? t`none includes` : t`${first.inside < first.all ? t`only ` : ""}${inside} include`;
  return t`${these} ${share} ${name}, against ${all} of all.`;
}

const HEADS = [t`Study`, t`Of these subsets`, t`Of all`, t`Difference, points`];

/** Each study's share of the subsets in the region against that of all; what marks the region stands first. */
export function regionTable({ studies }: Selection, study: (row: number) => string): AnswerTable {
  const points = (x: number): string => `${x >= 0.05 ? "+" : ""}${formatNumber(Math.round(10 * x) / 10, 1)}`;
  return {
    title: t`Studies in these subsets`,
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
