import { describe, expect, it } from "vitest";
import type { Absolute } from "../../../web/src/core/types";
import { favours, measureOf, methodShort } from "../../../web/src/text/names";
import {
  basis,
  heterogeneitySentence,
  methodsParagraph,
  nntSentence,
  perThousandTail,
  plainSentence,
  predictionSentence,
  statusSentence,
} from "../../../web/src/text/sentences";
import { bcgReport, catalog, options, report, summary } from "../plots/fixture";

const names = { treatment: "treatment", control: "control" };
const rr = measureOf(catalog, "RR");
const five = summary(5, [Math.log(1.6541), Math.log(1.2311), Math.log(2.2226)], { participants: 472, pval: 0.00692 });
const say = (id: string, est: number, lb: number, ub: number) =>
  plainSentence(
    summary(5, [est, lb, ub], {}, (x) => x),
    measureOf(catalog, id),
    names,
  );

const absolute: Absolute = {
  control_risk: 0.172,
  control_risk_from: "median",
  risk: 0.285,
  risk_lb: 0.212,
  risk_ub: 0.382,
  diff: 0.1125,
  diff_lb: 0.0398,
  diff_ub: 0.2103,
  nnt: 9,
  nnt_lb: 26,
  nnt_ub: 5,
  crosses_zero: false,
  clamped: false,
  studies_low: 0.05,
  studies_median: 0.172,
  studies_high: 0.3,
};

describe("the status line", () => {
  it("is the sentence the page promises", () => {
    expect(statusSentence(report([], five), rr)).toBe("Pooled RR 1.65, 95% CI 1.23 to 2.22, 5 studies");
  });
  it("says one study, another level, and nothing yet", () => {
    const one = summary(1, [0, -0.2, 0.2]);
    expect(statusSentence(report([], one, { level: 0.9 }), rr)).toBe("Pooled RR 1.00, 90% CI 0.82 to 1.22, 1 study");
    expect(statusSentence(null, rr)).toBe("No studies yet");
  });
});

describe("the answer in plain words", () => {
  it("gives ratios as percentages with their interval", () => {
    expect(plainSentence(five, rr, names)).toBe(
      "On average the event is 65% more likely with treatment (23% to 122% more likely).",
    );
  });
  it("reads out an interval that contains no effect from end to end", () => {
    expect(say("RR", 0.88, 0.7, 1.1)).toBe(
      "On average the event is 12% less likely with treatment (30% less likely to 10% more likely).",
    );
    expect(say("OR", 0.5, 0.4, 0.625)).toBe(
      "On average the odds of the event are 50% lower with treatment (38% to 60% lower).",
    );
  });
  it("says times as likely where percentages would be misread", () => {
    expect(say("RR", 4.2, 2.1, 8.4)).toBe(
      "On average the event is 4.20 times as likely with treatment (2.10 to 8.40 times).",
    );
  });
  it("words differences by their direction", () => {
    expect(say("MD", -1.83, -2.35, -1.31)).toBe(
      "On average the outcome is 1.83 lower with treatment than with control (1.31 to 2.35 lower).",
    );
    expect(say("SMD", 0.4, -0.1, 0.9)).toBe(
      "On average the outcome, in standard deviations, is 0.40 higher with treatment (0.10 lower to 0.90 higher).",
    );
    expect(say("RD", 0.113, 0.04, 0.186)).toBe(
      "On average the risk of the event, in percentage points, is 11.3 higher with treatment (4.0 to 18.6 higher).",
    );
    expect(say("GEN", 0.42, 0.1, 0.74)).toBe("On average the effect is 0.42 (0.10 to 0.74).");
  });
  it("never says significant", () => {
    for (const id of ["RR", "OR", "HR", "RD", "MD", "SMD", "GEN"])
      expect(say(id, 1.2, 1.1, 1.3)).not.toMatch(/significan/);
  });
  it("says that one study is one study", () => {
    expect(plainSentence(summary(1, [0.5, 0.1, 0.9]), rr, names)).toMatch(/^In this one study/);
    expect(basis(five, 6)).toEqual(["5 of 6 studies", "472 people"]);
    expect(basis(summary(1, [0, 0, 0]), 1)).toEqual(["1 study"]);
  });
});

describe("per 1000 and NNT", () => {
  it("counts people", () => {
    expect(perThousandTail(absolute, names)).toBe("with treatment, 113 more (40 to 210 more).");
    expect(nntSentence(absolute, true)).toBe("NNT 9 to harm (5 to 26).");
    expect(nntSentence(absolute, false)).toBe("NNT 9 to benefit (5 to 26).");
  });
  it("goes through infinity when the interval contains no effect", () => {
    const crossing = {
      ...absolute,
      diff: -0.02,
      diff_lb: -0.084,
      diff_ub: 0.034,
      nnt: 50,
      nnt_lb: 12,
      nnt_ub: 30,
      crosses_zero: true,
    };
    expect(nntSentence(crossing, true)).toBe("NNT from 12 to benefit through infinity to 30 to harm.");
    expect(nntSentence(crossing, false)).toBe("NNT from 30 to benefit through infinity to 12 to harm.");
    expect(perThousandTail(crossing, names)).toBe("with treatment, 20 fewer (84 fewer to 34 more).");
  });
  it("says nothing without a difference", () => {
    expect(nntSentence({ ...absolute, diff: null }, true)).toBeNull();
    expect(perThousandTail({ ...absolute, diff: null }, names)).toBeNull();
  });
});

describe("agreement and method", () => {
  it("names I2's formula and the prediction rule", () => {
    expect(heterogeneitySentence(bcgReport.summary ?? five, true)).toBe(
      "Do the studies agree? I² 92% (from τ²), τ² 0.313, Q 152.2 on 12 df, P < .001.",
    );
    expect(predictionSentence(bcgReport, catalog, rr)).toBe(
      "In a new setting like these: 0.14 to 1.76 (95% prediction interval, t, k - 1 df).",
    );
    expect(heterogeneitySentence(summary(1, [0, 0, 0], { QE: 0, QE_df: 0 }), true)).toBeNull();
  });
  it("under a common effect takes I2 from Q and leaves out tau2", () => {
    const s = summary(3, [0, -1, 1], { tau2: 0, I2: 0, I2_Q: 41.2, QE: 3.4, QE_df: 2, QEp: 0.18 });
    expect(heterogeneitySentence(s, false)).toBe("Do the studies agree? I² 41% (from Q), Q 3.40 on 2 df, P = .18.");
  });
  it("says nothing of prediction under a common effect", () => {
    expect(predictionSentence({ ...bcgReport, options: { ...options, model: "EE" } }, catalog, rr)).toBeNull();
    expect(methodShort({ ...options, model: "EE", test: "z" }, catalog)).toBe("Wald · 95%");
    expect(methodShort({ ...options, test: "HKSJ_se" }, catalog)).toBe("REML · HK · 95%");
  });
  it("gives a paragraph for a paper with the same digits", () => {
    const text = methodsParagraph(bcgReport, catalog, rr) ?? "";
    expect(text).toContain("Risk ratio from 13 studies (357,347 participants)");
    expect(text).toContain("Pooled RR 0.49 (95% CI 0.33 to 0.73; P = .002).");
    expect(text).toContain("restricted maximum likelihood");
  });
  it("favours sides follow the direction unless they were typed", () => {
    const outcome = { treatment: "", control: "placebo", favours_left: "", favours_right: "", lower_is_better: true };
    expect(favours(outcome)).toEqual({ left: "Favours treatment", right: "Favours placebo" });
    expect(favours({ ...outcome, lower_is_better: false, favours_left: "Worse" })).toEqual({
      left: "Worse",
      right: "Favours treatment",
    });
  });
});

describe("measures of one group", () => {
  const proportion = { ...measureOf(catalog, "RR"), id: "PLO", scale: "logit" as const, no_effect: null };
  it("are named as what they are", () => {
    const s = summary(3, [0.2, 0.1, 0.3], {}, (x) => x);
    expect(plainSentence(s, proportion, { treatment: "a", control: "b" })).toMatch(
      /^On average the proportion is 0\.20/,
    );
  });
});
