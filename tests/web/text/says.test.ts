import { describe, expect, it } from "vitest";
import type { FailSafeRow, Report } from "web/src/core/types";
import { says, saysNote } from "web/src/text/says";
import { bcgReport } from "../plots/fixture";
import { catalog } from "../state/fixtures/catalog";

const context = { catalog, study: (row: number) => `Study ${row + 1}` };
const failSafe = (ours: number, pval: number): string | undefined => {
  const row = (id: string, n: number | null, p: number): FailSafeRow =>
    ({ id, label: id, n, pval: p, note: "" }) as FailSafeRow;
  const rows = [row("Rosenthal", 232, 0.0001), row("General", ours, pval)];
  return says("fail_safe", { ...bcgReport, fail_safe: { k: 9, alpha: 0.05, rows } } as unknown as Report, context)
    ?.shows;
};

describe("what the fail-safe number shows", () => {
  it("how many studies would take P above the level, by the old rule and by the chosen model", () => {
    expect(failSafe(40, 0.001)).toBe(
      "Rosenthal: 232 studies without effect would take P above 0.05; by the chosen model 40 would.",
    );
  });

  it("nothing is overturned that was never found", () => {
    expect(failSafe(0, 0.1397)).toBe("By the chosen model P = .14: above 0.05 without any hidden study.");
  });
});

it("the curves of P say what no effect has, pooled and in the studies taken alone", () => {
  const report = { ...bcgReport, drapery: { points: [], levels: [] } } as unknown as Report;
  expect(says("drapery", report, context)?.shows).toMatch(
    /^The P of every .*: of 13 studies \(thin\) and of the pooled RR 0\.49 \(95% CI .*\).* At RR 1 \(no effect\) P .*, and above \.05 in \d+ of 13 studies taken alone\.$/,
  );
  expect(says("drapery", bcgReport, context)).toBeNull();
});

describe("few studies are remarked on once", () => {
  const funnel = (k: number) =>
    says("funnel", { ...bcgReport, summary: { ...bcgReport.summary, k } } as unknown as Report, context);

  it("the note of the core is left out where the sentence says it, and only there", () => {
    expect(funnel(5)?.not).toMatch(/^With 5 studies, fewer than 10, /);
    expect(saysNote(funnel(5), "funnel_few")).toBe(true);
    expect(saysNote(funnel(5), "small_study_same_precision")).toBe(false);
    expect(saysNote(funnel(13), "funnel_few")).toBe(false);
    expect(saysNote(null, "funnel_few")).toBe(false);
  });
});
