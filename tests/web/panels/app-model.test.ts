import { describe, expect, it } from "vitest";
import type { Engine } from "../../../web/src/core/engine";
import type { ErrorReport, Note, Report, Request } from "../../../web/src/core/types";
import { analyse } from "../../../web/src/panels/app-model";
import { blankOutcome } from "../../../web/src/state/blank";
import type { Outcome, Row } from "../../../web/src/state/state";
import { catalog, effect, report, summary } from "../plots/fixture";

const row = (id: number, label: string, cells: Record<string, string>): Row => ({
  ...{ id, label, include: true, format: "counts", groups: {}, mods: {}, year: "", notes: "" },
  ...{ rob: "", rob_support: {} },
  cells,
});
const outcome = (...rows: Row[]): Outcome => ({ ...blankOutcome(catalog), rows: [...rows, row(99, "", {})] });
const note = (more: Partial<Note>): Note => ({
  code: "x",
  severity: "error",
  row: 0,
  column: null,
  text: "x",
  ...more,
});

/** An engine that answers the same whatever it is asked, and remembers the question. */
function fake(answer: Report | ErrorReport): { engine: Engine; asked: Request[] } {
  const asked: Request[] = [];
  const analyse = (request: Request): Report | ErrorReport => {
    asked.push(request);
    return answer;
  };
  const background = { ask: () => ({ answer: Promise.resolve(answer), cancel: () => undefined }) };
  const engine: Engine = { catalog, analyse, background };
  return { engine, asked };
}

const amr = row(7, "Amr 2010", { ai: "12", n1i: "40", ci: "6", n2i: "41" });
const bai = row(8, "Bai 2011", { ai: "9", n1i: "x", ci: "4", n2i: "27" });

const blankAdvice = {
  ...{ id: "x", label: "X", severity: "warning" as const, row: 0, other_row: null, column: "", value: null },
  ...{ suggestion: [], format: "", leave_out: false, shared: [], remedy: "", text: "" },
};

describe("what the page derives from an outcome", () => {
  it("an empty table asks nothing of the core", () => {
    const { engine, asked } = fake(report([], summary(0, [0, 0, 0])));
    const analysis = analyse(outcome(), engine, ["summary"]);
    expect(asked).toEqual([]);
    expect(analysis.report).toBeNull();
    expect(analysis.axis).toBeNull();
  });

  it("effects and weights find their way back to the rows", () => {
    const { engine, asked } = fake(
      report([effect(0, 0.5, 0.2, 60), effect(1, 0.1, 0.3, 40)], summary(2, [0.3, 0, 0.6])),
    );
    const analysis = analyse(outcome(row(5, "only a name", {}), amr, bai), engine, ["summary"]);
    expect(asked[0]?.want).toEqual(["summary"]);
    expect(analysis.effects.get(7)?.yi).toBe(0.5);
    expect(analysis.weights.get(8)).toBe("40.0");
    expect(analysis.effects.has(5)).toBe(false);
  });

  it("a text that is no number is said once, and the core's 'still empty' about the same cell is not", () => {
    const empty = note({
      code: "missing_cell",
      row: 0,
      column: "n1i",
      text: "Bai 2011, Treatment total: still empty.",
    });
    const { engine } = fake({ ...report([], summary(0, [0, 0, 0])), notes: [empty] });
    const messages = analyse(outcome(bai), engine, []).messages.get(8) ?? [];
    expect(messages).toHaveLength(1);
    expect(messages[0]?.column).toBe("n1i");
    expect(messages[0]?.text).toContain("Bai 2011");
  });

  it("cells still empty are reminders; infos about a study stay out of the table", () => {
    const notes = [
      note({ code: "missing_cell", column: "n2i", text: "still empty" }),
      note({ code: "zero_cells_adjusted", severity: "info", text: "0.5 was added" }),
      note({ code: "hk_floor_acts", severity: "info", row: null, text: "whole analysis" }),
    ];
    const { engine } = fake({ ...report([], summary(0, [0, 0, 0])), notes });
    const messages = analyse(outcome(amr), engine, []).messages.get(7) ?? [];
    expect(messages.map((m) => [m.text, m.missing])).toEqual([["still empty", true]]);
  });

  it("advice about an entry stands under its study, infos too", () => {
    const advice = [
      { severity: "warning" as const, row: 0, column: "ci", text: "Amr 2010, Control events: look" },
      { severity: "info" as const, row: 0, column: "", text: "Amr 2010: look again" },
    ].map((a) => ({ ...blankAdvice, ...a }));
    const { engine } = fake({ ...report([], summary(0, [0, 0, 0])), checks: { made: 16, found: 2, advice } });
    const messages = analyse(outcome(amr), engine, ["checks"]).messages.get(7) ?? [];
    expect(messages.map((m) => [m.column, m.severity, m.missing])).toEqual([
      ["ci", "warning", false],
      [null, "info", false],
    ]);
  });

  it("advice with a remedy carries what one tap does, by the ids of the rows", () => {
    const cells = [{ column: "ai", value: 12 }];
    const advice = [
      { ...blankAdvice, text: "change", remedy: "Change it to 12", suggestion: cells },
      { ...blankAdvice, text: "divide", remedy: "Divide the control group", shared: [0] },
      { ...blankAdvice, text: "look", suggestion: cells },
    ];
    const { engine } = fake({ ...report([], summary(0, [0, 0, 0])), checks: { made: 16, found: 3, advice } });
    const messages = analyse(outcome(amr), engine, ["checks"]).messages.get(7) ?? [];
    expect(messages.map(({ fix }) => fix?.label)).toEqual(["Change it to 12", "Divide the control group", undefined]);
    expect(messages[0]?.fix).toMatchObject({ cells, format: "", leaveOut: false, shared: [] });
    expect(messages[1]?.fix?.shared).toEqual([7]);
  });

  it("a failure of the core is told, and there is no result then", () => {
    const { engine } = fake({ version: 1, error: { code: "engine_trap", where: "", text: "stopped" } });
    const analysis = analyse(outcome(amr), engine, ["summary"]);
    expect(analysis.failure).toBe("stopped");
    expect(analysis.report).toBeNull();
  });
});
