import { describe, expect, it } from "vitest";
import type { Engine } from "../../../web/src/core/engine";
import type { Absolute, Request } from "../../../web/src/core/types";
import { blankOutcome, blankReview } from "../../../web/src/state/blank";
import type { Outcome, Review } from "../../../web/src/state/state";
import { findingLines, findings } from "../../../web/src/text/findings";
import { catalog, effect, report, summary } from "../plots/fixture";

const absolute: Absolute = {
  ...{ control_risk: 0.172, control_risk_from: "median", crosses_zero: false, clamped: false },
  ...{ risk: 0.285, risk_lb: 0.212, risk_ub: 0.382, diff: 0.1125, diff_lb: 0.0398, diff_ub: 0.2103 },
  ...{ nnt: 9, nnt_lb: 26, nnt_ub: 5, studies_low: 0.05, studies_median: 0.172, studies_high: 0.3 },
};

/** An engine that knows the results of a risk ratio and of a mean difference. */
function engine(): Engine {
  const analyse = ({ options }: Request) => {
    if (options.measure === "MD")
      return report(
        [effect(0, -1, 0.2, 100)],
        summary(3, [-1.83, -2.35, -1.31], {}, (x) => x),
        { measure: "MD" },
      );
    const s = summary(5, [Math.log(1.6541), Math.log(1.2311), Math.log(2.2226)], { participants: 12472 });
    const at = options.control_risk === 0.05 ? { ...absolute, control_risk: 0.05, nnt_lb: null } : absolute;
    return { ...report([effect(0, 0.5, 0.2, 100)], s), absolute: at };
  };
  return { catalog, analyse, background: { ask: () => ({ answer: Promise.resolve(null), cancel: () => undefined }) } };
}

const typed = (more: Partial<Outcome>): Outcome => {
  const blank = blankOutcome(catalog);
  return { ...blank, rows: blank.rows.map((row) => ({ ...row, label: "A" })), ...more };
};
const md = { ...blankOutcome(catalog).options, measure: "MD" };
const review: Review = {
  ...blankReview(catalog),
  title: "Ketamine ",
  outcomes: [
    typed({
      name: "Response",
      control_risk: "median low",
      lower_is_better: false,
      certainty: "rct rob-1 inc0 ind0 imp-1 pub0",
      certainty_reasons: { rob: "open label", imp: "Few events." },
    }),
    blankOutcome(catalog),
    typed({ options: md, certainty: "rct rob-1 inc0 ind0 imp0 pub0", certainty_reasons: { rob: "open label" } }),
  ],
};

describe("the summary of findings", () => {
  const made = findings(review, engine());
  it("has a row for each outcome with studies, a ratio as relative and absolute effect", () => {
    expect(made).toMatchObject({ title: "Ketamine", interval: "95% CI" });
    expect(made.rows.map(({ outcome }) => outcome)).toEqual(["Response", "Outcome 3"]);
    expect(made.rows[0]).toMatchObject({
      studies: "5",
      participants: "12,472",
      relative: "RR 1.65 (1.23 to 2.22)",
      risks: [
        {
          control: "172 per 1000",
          treatment: "285 per 1000 (212 to 382)",
          difference: "113 more (40 to 210 more)",
          nnt: "NNT 9 to benefit (5 to 26).",
        },
        expect.objectContaining({ control: "50 per 1000", nnt: "NNT 9 to benefit (5 to infinity)." }),
      ],
      certainty: "⊕⊕◯◯ low",
    });
    expect(made.rows[0]?.words).toMatch(/^Treatment may increase Response: on average the event is 65% more likely/);
  });
  it("has a difference of means as absolute effect alone", () => {
    expect(made.rows[1]).toMatchObject({
      relative: "",
      risks: [{ control: "", treatment: "", difference: "MD 1.83 lower (1.31 to 2.35 lower)", nnt: "" }],
      certainty: "⊕⊕⊕◯ moderate",
    });
  });
  it("gives a reason one footnote, however many outcomes share it", () => {
    expect(made.footnotes).toEqual([
      { mark: "a", text: "Rated down by 1 level for risk of bias (serious): open label." },
      { mark: "b", text: "Rated down by 1 level for imprecision (serious): Few events." },
    ]);
    expect(made.rows.map(({ marks }) => marks)).toEqual([["a", "b"], ["a"]]);
  });
  it("is not rated where nobody rated it, and says so where there is no result", () => {
    const silent = { ...engine(), analyse: () => report([], summary(0, [0, 0, 0], { est: null })) };
    const [row] = findings({ ...review, outcomes: [typed({ name: "x" })] }, silent).rows;
    expect(row).toMatchObject({ certainty: "not rated", relative: "", risks: [], words: "No pooled result." });
  });
});

describe("as lines", () => {
  it("every line has the columns of the heads, and each further risk a line of its own", () => {
    const lines = findingLines(findings(review, engine()));
    expect(lines.map((line) => line.length)).toEqual([10, 10, 10, 10]);
    expect(lines[0]).toEqual([
      ...["Outcome", "Studies", "Participants", "Relative effect (95% CI)", "Risk without treatment"],
      ...["Risk with treatment (95% CI)", "Absolute effect (95% CI)", "Number needed to treat", "Certainty (GRADE)"],
      "In words",
    ]);
    expect(lines[2]?.slice(0, 5)).toEqual(["", "", "", "", "50 per 1000"]);
    expect(lines[1]?.[7]).toBe("9 to benefit (5 to 26)");
    expect(lines[3]?.slice(4, 9)).toEqual(["", "", "MD 1.83 lower (1.31 to 2.35 lower)", "", "⊕⊕⊕◯ moderate a"]);
  });
});
