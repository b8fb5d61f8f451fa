import { describe, expect, it } from "vitest";
import { blankOutcome } from "../../../web/src/state/blank";
import type { Outcome } from "../../../web/src/state/state";
import { answerSentence, certaintyGist } from "../../../web/src/text/certainty";
import { measureOf } from "../../../web/src/text/names";
import { catalog, summary } from "../plots/fixture";

const rest = "inc0 ind0 imp0 pub0";
const outcome = (certainty: string, more: Partial<Outcome> = {}): Outcome => ({
  ...blankOutcome(catalog),
  certainty,
  ...more,
});
const rr = measureOf(catalog, "RR");
const fewer = summary(5, [Math.log(0.8), Math.log(0.7), Math.log(0.9)]);
const said = (certainty: string, more: Partial<Outcome> = {}) => answerSentence(fewer, rr, outcome(certainty, more));
const neutral = "the event is 20% less likely with ketamine (10% to 30% less likely).";
const about = { name: "pain", treatment: "ketamine" };

describe("the answer with a certainty", () => {
  // GRADE guidelines 26 (Santesso 2020), table 2.
  it("has the verb of its level", () => {
    const levels = ["rob0", "rob-1", "rob-2", "rob-3"].map((rob) => said(`rct ${rob} ${rest}`, about));
    expect(levels).toEqual([
      `Ketamine reduces pain: on average ${neutral}`,
      `Ketamine probably reduces pain: on average ${neutral}`,
      `Ketamine may reduce pain: on average ${neutral}`,
      `The evidence is very uncertain about the effect of ketamine on pain: on average ${neutral}`,
    ]);
  });
  it("has no verb of certainty until it is rated", () => {
    expect(said("", about)).toBe(`On average ${neutral}`);
    expect(said("rct rob0", about)).toBe(`On average ${neutral}`);
  });
  it("says little to no difference for less than the difference that matters, on its side", () => {
    const least = (threshold: number) => ({ ...about, options: { ...outcome("").options, threshold } });
    const moderate = `rct rob-1 ${rest}`;
    expect(said(moderate, least(0.75))).toMatch(/^Ketamine probably results in little to no difference in pain:/);
    expect(said(moderate, least(0.85))).toMatch(/^Ketamine probably reduces pain:/);
    expect(said(moderate, least(1.25))).toMatch(/^Ketamine probably reduces pain:/);
  });
  it("names the event where the outcome has no name, and the level where no treatments are compared", () => {
    expect(said(`rct rob0 ${rest}`)).toMatch(/^Treatment reduces the event:/);
    const gen = { ...measureOf(catalog, "GEN"), no_effect: null };
    expect(answerSentence(fewer, gen, outcome(`rct rob-1 ${rest}`))).toMatch(/^Moderate certainty: on average/);
  });
});

describe("the chip of the certainty", () => {
  it("says how far the rating has come", () => {
    expect(certaintyGist(outcome(""))).toBe("not rated");
    expect(certaintyGist(outcome("rct rob0 inc0"))).toBe("not rated yet, 2 of 5 judged");
    expect(certaintyGist(outcome(`rob0 ${rest}`))).toBe("not rated yet, design to choose");
    expect(certaintyGist(outcome(`rct rob-1 ${rest}`))).toBe("moderate ⊕⊕⊕◯");
  });
});
