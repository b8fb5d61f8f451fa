import { describe, expect, it } from "vitest";
import type { FewStudies, MethodRow } from "../../../web/src/core/types";
import { fewGist, fewSentence } from "../../../web/src/text/few-studies";
import { measureOf } from "../../../web/src/text/names";
import { catalog } from "../state/fixtures/catalog";

const rr = measureOf(catalog, "RR");

function row(test: string, ci_lb: number | null, ci_ub: number | null, model = "RE"): MethodRow {
  const log = (x: number | null): number | null => (x === null ? null : Math.log(x));
  const display = { est: 2.43, ci_lb, ci_ub };
  const rest = { est: Math.log(2.43), se: 0.4, df: null, pval: 0.03, tau2_value: 0 };
  return { model, tau2: "REML", test, ...rest, ci_lb: log(ci_lb), ci_ub: log(ci_ub), display };
}

function few(rows: MethodRow[], with_no_effect: number, without: number): FewStudies {
  return { rows, with_no_effect, without, differ: with_no_effect > 0 && without > 0 };
}

describe("few studies", () => {
  it("say by name which intervals hold no effect and which do not, when they part", () => {
    const answer = few([row("z", 1.1, 5.4), row("HKSJ", 0.9, 6.6), row("PL", 1.05, 6.1)], 1, 2);
    expect(fewSentence(answer, 3, 0.95, catalog, rr)).toBe(
      "With 3 studies the choice of interval decides. No effect (1) lies outside the 95% interval by Wald (1.10 to 5.40); and profile likelihood (1.05 to 6.10). It lies inside by Hartung-Knapp (0.90 to 6.60).",
    );
    expect(fewGist(answer)).toBe("the method decides");
  });

  it("say nothing when the intervals agree, or nothing is compared", () => {
    expect(fewSentence(few([row("z", 1.1, 5.4)], 0, 1), 3, 0.95, catalog, rr)).toBeNull();
    expect(fewGist(few([row("z", 1.1, 5.4)], 0, 1))).toBe("none contains no effect");
    expect(fewGist(few([row("z", 0.9, 5.4)], 1, 0))).toBe("all contain no effect");
    expect(fewGist(few([row("z", 0.9, 5.4)], 0, 0))).toBeNull();
  });

  it("have no end where the limit is beyond all numbers", () => {
    const answer = few([row("z", 1.1, 5.4), { ...row("KR", 0, null), ci_lb: -900, ci_ub: 900 }], 1, 1);
    expect(fewSentence(answer, 3, 0.95, catalog, rr)).toContain("Kenward-Roger (0.00 to ∞)");
  });

  it("call a model without a choice of interval by its own name", () => {
    const answer = few([row("z", 1.2, 5, "MH"), row("HKSJ", 0.9, 6.6)], 1, 1);
    expect(fewSentence(answer, 2, 0.95, catalog, rr)).toContain("by Mantel-Haenszel (1.20 to 5.00)");
  });
});
