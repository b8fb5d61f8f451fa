import { describe, expect, it } from "vitest";
import { loadEngine } from "web/src/core/load";
import { analyse, type Message } from "web/src/panels/app-model";
import { applyFix } from "web/src/state/actions";
import type { Outcome, Review, Row } from "web/src/state/state";
import { reviewOf, row } from "../state/helpers";

/**
 * Every slip that the project set out to see, typed into a table as people make it: the page says so beside that study
 * and beside no other, and what it offers in one tap takes the remark away. Whether a check speaks too often, and its
 * arithmetic, tests/core/analysis/test_checks.cpp and tests/golden ask.
 */
const engine = await loadEngine();

interface Slip {
  measure: string;
  rows: Row[];
  /** The study that has it. */
  at: number;
  says: RegExp;
  /** What is offered; without it nothing can be. */
  fix?: RegExp;
}

const table = (format: string, rows: readonly (readonly (string | number)[])[], names = "Alpha Beta Gamma Delta Epsilon Zeta Eta Theta"): Row[] =>
  rows.map((values, i) => row(format, names.split(" ")[i] ?? `S${i}`, values.map(String))); // biome-ignore format: one thing

/** A score with SDs of about 10, but for one study. */
const scores = (third: readonly number[]): Row[] =>
  table("means", [
    [52.1, 10.2, 49, 55.4, 9.8, 50],
    [48.3, 9.1, 64, 53.2, 10.9, 60],
    third,
    [47.9, 9.7, 81, 52.6, 9.3, 80],
    [53.4, 10.8, 25, 57.7, 11.6, 27],
    [49.6, 8.9, 100, 54.9, 9.5, 98],
    [51.2, 10.1, 49, 54.3, 10.3, 47],
  ]);
/** Trials that favour the treatment, and a last one. */
const trials = (last: readonly number[], names?: string): Row[] =>
  table("counts", [[20, 200, 41, 200], [31, 300, 63, 302], [12, 148, 27, 150], [44, 410, 85, 400], [18, 190, 35, 188], [25, 251, 52, 250], [9, 120, 21, 124], last], names); // biome-ignore format: trials
const ratios = (first: readonly (string | number)[]): Row[] =>
  table("estimate_ci", [first, [1.42, 1.05, 1.92], [1.2, 0.8, 1.8]]);
const withP = ([first, ...others]: Row[], p: string): Row[] => [{ ...(first as Row), mods: { P: p } }, ...others];

const slips: Record<string, Slip> = {
  "an SD that is a standard error": {
    ...{ measure: "MD", rows: scores([50.7, 1.88, 36, 56.1, 1.69, 38]), at: 2 },
    ...{ says: /standard error/, fix: /standard error/ },
  },
  "an interval that is not symmetric on the scale of the measure": {
    ...{ measure: "OR", rows: ratios([1.42, 1.05, 19.2]), at: 0, says: /more than twice as far/ },
  },
  "an estimate outside its interval": {
    ...{ measure: "OR", rows: ratios([2.43, 2.5, 5.4]), at: 0, says: /outside|between|limits/i, fix: /3\.674/ },
  },
  "an interval and a P that disagree": {
    ...{ measure: "RR", rows: withP(ratios([2.43, 1.1, 5.4]), "0.29"), at: 0, says: /P = 0\.29/ },
  },
  "a percentage that no number of people gives": {
    measure: "RR",
    rows: table("counts_percent", [[51.3, 20, 19.4, 31], [50, 20, 25, 40], [40, 30, 20, 30]]), // biome-ignore format: rows
    at: 0,
    says: /no whole number out of 20/,
  },
  "a mean that no whole numbers give": {
    measure: "MN",
    rows: table("mean", [[4.58, 1.1, 19], [4.38, 1.2, 21], [4.59, 1.1, 22], [4.33, 1.3, 18], [4.75, 1, 20], [4.66, 1.2, 19]]), // biome-ignore format: rows
    at: 5,
    says: /4\.632 or 4\.684/,
  },
  "a ratio typed as its logarithm": {
    ...{ measure: "HR", rows: ratios([-0.35, -0.6, -0.1]), at: 0, says: /logarithm/, fix: /logarithm/ },
  },
  "more events than people": { measure: "RR", rows: trials([50, 40, 9, 41]), at: 7, says: /Treatment events/ },
  "groups that are swapped": {
    ...{ measure: "RR", rows: trials([70, 350, 34, 352]), at: 7, says: /swap|other way/i, fix: /^Swap the two groups$/ },
  },
  "a study that is there twice": {
    ...{ measure: "RR", rows: trials([31, 300, 63, 302]), at: 7, says: /row 2/, fix: /./ },
  },
  "a control group that is there twice": {
    measure: "RR",
    rows: trials([50, 390, 85, 400], "Alpha Beta Gamma Smith_2001a Epsilon Zeta Eta Smith_2001b").map((one) => ({
      ...one,
      label: one.label.replace("_", " "),
    })),
    ...{ at: 7, says: /control group/, fix: /^Divide the control group$/ },
  },
  "another unit": {
    ...{ measure: "MD", rows: scores([5.07, 1.13, 36, 5.61, 1.04, 38]), at: 2, says: /unit|scale/, fix: /^Multiply by 10$/ },
  },
}; // biome-ignore format: slips

function messagesOf(review: Review): ReadonlyMap<number, readonly Message[]> {
  return analyse(review.outcomes[0] as Outcome, engine, ["summary", "checks"]).messages;
}

describe("a slip is seen before it harms", () => {
  it.each(Object.entries(slips))("%s", (_, { measure, rows, at, says, fix }) => {
    const options = { ...engine.catalog.defaults, measure };
    const review = reviewOf(rows, { options, format: rows[0]?.format ?? "counts" });
    const typed = review.outcomes[0]?.rows ?? [];
    const said = messagesOf(review);
    expect([...said.keys()]).toEqual([typed[at]?.id]);
    const message = said.get(typed[at]?.id ?? 0)?.find(({ text }) => says.test(text));
    expect(message?.text ?? JSON.stringify([...said.values()])).toMatch(says);
    if (fix === undefined) return;
    const offered = [...said.values()].flat().find((one) => one.fix && fix.test(one.fix.label))?.fix;
    expect(offered, JSON.stringify([...said.values()])).toBeDefined();
    if (offered) expect([...messagesOf(applyFix(engine.catalog, typed[at]?.id ?? 0, offered)(review))]).toEqual([]);
  });
});
