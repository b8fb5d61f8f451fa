import { describe, expect, it } from "vitest";
import { loadEngine } from "web/src/core/load";
import {
  figuresIn,
  figureText,
  publishedFigures,
  publishedText,
  publishedTyped,
  publishedWeights,
  weightTexts,
} from "web/src/state/published";
import { buildRequest } from "web/src/state/request";
import type { Outcome } from "web/src/state/state";
import { bcgReview } from "./helpers";

describe("a published figure", () => {
  it("keeps its digits, whatever the mark between them", () => {
    for (const [typed, text] of [
      ["2.40", "2.40"],
      ["2,40", "2.40"],
      ["2·40", "2.40"],
      [".029", "0.029"],
      ["< .001", "<0.001"],
      ["≤0.05", "<0.05"],
      ["67 %", "67"],
      ["−0.30", "-0.30"],
      ["12", "12"],
    ])
      expect([typed, figureText(typed as string)]).toEqual([typed, text]);
  });

  it("is nothing else", () => {
    for (const typed of ["", "x", "1.2.3", "1,234.5", "2 to 3", "<", "1e5", "1234567890123456"])
      expect([typed, figureText(typed)]).toEqual([typed, null]);
  });

  it("goes into one text and comes back; what is no figure is dropped", () => {
    const text = publishedText({ est: "2,43", pval: "<.001", I2: "not said" });
    expect(text).toBe("est=2.43 pval=<0.001");
    expect(publishedFigures(text)).toEqual({ est: "2.43", pval: "<0.001" });
    expect(publishedFigures("est=2,43 __proto__=1 weight=3 k= est ci_lb=1.10")).toEqual({ ci_lb: "1.10" });
  });
});

describe("a sentence of an abstract", () => {
  it.each([
    [
      "RR 2.43 (95% CI 1.10 to 5.40), P = .029, I² = 67%, 3 trials",
      { est: "2.43", ci_lb: "1.10", ci_ub: "5.40", pval: ".029", I2: "67", k: "3" },
    ],
    [
      "odds ratio, 0.66 [95% CI, 0.53-0.82]; P<.001; I2 = 15.6%",
      { est: "0.66", ci_lb: "0.53", ci_ub: "0.82", pval: "<.001", I2: "15.6" },
    ],
    ["MD −0.35 (−0.60; −0.10)", { est: "-0.35", ci_lb: "-0.60", ci_ub: "-0.10" }],
    ["SMD 0,42 (0,10 – 0,74), τ² = 0,05", { est: "0,42", ci_lb: "0,10", ci_ub: "0,74", tau2: "0,05" }],
    [
      "51.3% vs 19.4%; RR, 2.43; 95% CI, 1.10-5.40",
      { est: "2.43", ci_lb: "1.10", ci_ub: "5.40", risk1: "51.3", risk2: "19.4" },
    ],
    ["nothing to see", {}],
  ])("%s", (sentence, figures) => expect(figuresIn(sentence)).toEqual(figures));

  it("of any length is read in no time", () => {
    const began = performance.now();
    for (const c of ["1", "1,", "(1 ", "1% ", "P", " "]) figuresIn(c.repeat(100_000));
    expect(performance.now() - began).toBeLessThan(3000);
  });
});

describe("published weights", () => {
  it("are read with their digits, whatever stands between them", () => {
    for (const typed of ["18.5 13.1 9", "18.5%, 13.1%, 9%", "18,5; 13,1; 9", "18.5 %\n13.1 %\t9 %", "18·5;13·1;9"])
      expect([typed, weightTexts(typed)]).toEqual([typed, ["18.5", "13.1", "9"]]);
    for (const typed of ["18.5 x", "<5 3", "-2 4", "1 ".repeat(121)])
      expect([typed, weightTexts(typed)]).toEqual([typed, null]);
    expect(weightTexts(" ")).toEqual([]);
  });

  it("are kept beside the figures, and asked of the core with them", () => {
    const text = publishedText({ est: "2,43", weights: "18.50% 13.1%" });
    expect(text).toBe("est=2.43 weights=18.50/13.1");
    expect(publishedFigures(text)).toEqual({ est: "2.43", weights: "18.50/13.1" });
    expect(publishedWeights(text)).toEqual(["18.50", "13.1"]);
    expect(publishedText(publishedTyped(text))).toBe(text);
    expect(publishedWeights("est=1 weights=x/2")).toEqual([]);
  });

  it("tell methods apart: those of dat.bcg by REML are not those by a common effect", async () => {
    // metafor 3.8-1: weights(rma(measure = "RR", ai, bi, ci, di, data = dat.bcg)), one decimal
    const printed = "weights=5.1/6.4/4.4/9.7/8.9/10.1/6.0/10.2/8.7/8.4/9.9/3.8/8.4";
    const { analyse, catalog } = await loadEngine();
    const outcome = { ...bcgReview().outcomes[0], published: printed } as Outcome;
    const answer = analyse(buildRequest(outcome, catalog, ["which_method"]).request);
    const rows = ("effects" in answer && answer.which_method?.rows) || [];
    const methods = rows.filter(({ off }) => off === 0).flatMap(({ method, same }) => [method, ...same]);
    expect(methods.some(({ measure, options }) => measure === "RR" && options.tau2 === "REML")).toBe(true);
    expect(methods.some(({ options }) => options.model === "EE" || options.tau2 === "HE")).toBe(false);
    expect(rows.find(({ off }) => off !== 0)?.figures[0]).toMatchObject({ name: "weights", row: expect.any(Number) });
  });
});
