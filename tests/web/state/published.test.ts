import { describe, expect, it } from "vitest";
import { figuresIn, figureText, publishedFigures, publishedText } from "web/src/state/published";

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
