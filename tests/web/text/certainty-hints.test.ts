import { describe, expect, it } from "vitest";
import type { Report } from "../../../web/src/core/types";
import type { DomainId } from "../../../web/src/state/certainty";
import { hint } from "../../../web/src/text/certainty-hints";
import { bcgReport, bcgStudies, catalog, report, summary } from "../plots/fixture";

const told = (id: DomainId, of: Report = bcgReport, studies = bcgStudies) => hint(id, of, { catalog, studies });

describe("hints from the numbers", () => {
  it("inconsistency: I2, its test, and whether the prediction interval says what the confidence interval says", () => {
    expect(told("inc")).toMatch(/^I² 92%.*test of heterogeneity P < \.001\. The prediction interval/);
    expect(told("inc")).toMatch(/includes no effect, unlike the confidence interval\.$/);
    expect(told("inc", report([], summary(1, [0, -1, 1])))).toBe("One study cannot disagree with itself.");
  });
  it("imprecision: the interval, the room it leaves, and how much information there is", () => {
    const wide = report([], summary(3, [Math.log(0.9), Math.log(0.6), Math.log(1.4)], { participants: 250 }));
    expect(told("imp", wide, [])).toMatch(
      /\(0\.60 to 1\.40\) includes no effect\. It leaves room for a fall and a rise/,
    );
    expect(told("imp")).toMatch(/\d events, not fewer than GRADE’s 300\./);
  });
  it("publication bias: few studies, or a test of small-study effects", () => {
    expect(told("pub", report([], summary(5, [0, -1, 1])))).toMatch(/^With 5 studies, fewer than 10,/);
  });
  it("large effects by GRADE's marks", () => {
    const of = (rr: number) => told("large", report([], summary(3, [Math.log(rr), -1, 1])));
    expect(of(2.5)).toBe("RR 2.50: beyond 2 or 0.5, large.");
    expect(of(0.19)).toMatch(/very large\.$/);
    expect(of(1.5)).toMatch(/not large\.$/);
  });
  it("and nothing where no number tells, or there is no result", () => {
    for (const id of ["rob", "ind", "dose", "conf"] as const)
      expect(told(id)).toBe("The numbers say nothing about this.");
    expect(told("inc", report([], summary(0, [0, 0, 0], { est: null })))).toBe("No pooled result yet.");
  });
});
