import { describe, expect, it } from "vitest";
import type { Beyond } from "../../../web/src/core/types";
import { axisOf } from "../../../web/src/plots/axis";
import { midSentence, midText } from "../../../web/src/text/mid";
import { measureOf } from "../../../web/src/text/names";
import { catalog, effect, options, report, summary } from "../plots/fixture";

const rr = measureOf(catalog, "RR");
const md = measureOf(catalog, "MD");
const s = (est: number, lb: number, ub: number) => summary(5, [Math.log(est), Math.log(lb), Math.log(ub)]);
const said = (shown: [number, number, number], threshold: number | null, more = {}) =>
  midSentence({ ...report([], s(...shown), { ...options, threshold }), ...more }, rr);

describe("beside the difference that matters", () => {
  it("lies the estimate, and the interval as a whole, in part or not at all", () => {
    expect(said([0.6, 0.5, 0.7], 0.75)).toBe(
      "Important difference 0.75: the estimate and the whole interval are beyond it.",
    );
    expect(said([0.6, 0.4, 0.9], 0.75)).toMatch(/: the estimate is beyond it, the interval only in part\.$/);
    expect(said([0.8, 0.7, 0.9], 0.75)).toMatch(/: the estimate falls short, the interval reaches it\.$/);
    expect(said([0.9, 0.8, 1.1], 0.75)).toMatch(/: the estimate and the whole interval fall short of it\.$/);
    expect(said([1.2, 1.1, 1.3], 0.75)).toMatch(/fall short/);
    expect(said([1.6, 1.3, 2], 1.25)).toMatch(/whole interval are beyond/);
  });
  it("the probability in a new setting is that of its side", () => {
    const beyond = { prob_above: 0.1, prob_below: 0.62 } as Beyond;
    expect(said([0.6, 0.4, 0.9], 0.75, { beyond })).toMatch(
      /in a new setting like these the effect is beyond it with a probability of 62%\.$/,
    );
    expect(said([0.6, 0.4, 0.9], 1.25, { beyond })).toMatch(/probability of 10%\.$/);
  });
  it("is nothing without one, and no effect is none", () => {
    expect(said([0.6, 0.5, 0.7], null)).toBeNull();
    expect(said([0.6, 0.5, 0.7], 1)).toBeNull();
  });
  it("is written as typed", () => {
    expect([0.75, -1.5, 10, 100, 0.005].map(midText)).toEqual(["0.75", "−1.5", "10", "100", "0.005"]);
  });
});

describe("on the axis", () => {
  const effects = [effect(0, -0.5, 0.2, 50), effect(1, 0.2, 0.2, 50)];
  const mid = (threshold: number | null, of = rr) =>
    axisOf(report(effects, summary(2, [-0.2, -0.5, 0.1]), { threshold }), of)?.mid;
  it("it stands where it is on the scale of the analysis, unless it is out of sight or no effect", () => {
    expect(mid(0.75)).toBe(Math.log(0.75));
    expect(mid(-0.3, md)).toBe(-0.3);
    expect(mid(null)).toBeNull();
    expect(mid(1)).toBeNull();
    expect(mid(1000)).toBeNull();
    expect(mid(-1)).toBeNull();
  });
});
