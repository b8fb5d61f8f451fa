import { describe, expect, it } from "vitest";
import type { Report, Request } from "web/src/core/types";
import { clearOutcome, setCell, setMeasure } from "web/src/state/actions";
import { absoluteAt } from "web/src/state/control-risks";
import { buildRequest, NO_ROW, yearOf } from "web/src/state/request";
import type { Outcome, Row } from "web/src/state/state";
import { createStore } from "web/src/state/store";
import { catalog } from "./fixtures/catalog";
import { bcgReview, cpuTime, reviewOf, row } from "./helpers";

const build = (rows: readonly Row[], change: Partial<Outcome> = {}) => {
  const outcome = reviewOf(rows, change).outcomes[0] as Outcome;
  return buildRequest(outcome, catalog, ["summary"]);
};

describe("buildRequest", () => {
  it("sends the numbers of every study, and knows which row each came from", () => {
    const rows = [
      row("counts", "Ali 2010", ["12", "40", "6", "41"]),
      row("means", "Berg", ["1,5", "0.5", "20", "2", "0.6", "21"], { include: false }),
    ];
    const { request, rowIds, problems, hints } = build(rows);
    expect(request).toMatchObject({ version: 1, want: ["summary"] });
    expect(request.dataset.studies).toEqual([
      {
        label: "Ali 2010",
        year: 2010,
        include: true,
        format: "counts",
        cells: { ai: 12, n1i: 40, ci: 6, n2i: 41 },
        groups: {},
        mods: {},
      },
      {
        label: "Berg",
        year: null,
        include: false,
        format: "means",
        cells: { m1i: 1.5, sd1i: 0.5, n1i: 20, m2i: 2, sd2i: 0.6, n2i: 21 },
        groups: {},
        mods: {},
      },
    ]);
    expect(rowIds).toEqual(rows.map(({ id }) => id));
    expect([problems, hints]).toEqual([[], []]);
  });

  it("leaves out rows without a number to be, and sends half-filled ones with empty cells as null", () => {
    const rows = [
      row("counts", "", []),
      row("counts", "Only a name", []),
      row("counts", "Half", ["3", "", "NA", "-"]),
      row("counts", "", [" "]),
    ];
    const { request, rowIds } = build(rows);
    expect(request.dataset.studies.map(({ cells }) => cells)).toEqual([{ ai: 3, n1i: null, ci: null, n2i: null }]);
    expect(rowIds).toEqual([rows[2]?.id]);
  });

  it("names the study and the column of a text that is not a number, and sends the cell empty", () => {
    const rows = [row("counts", "Ali 2010", ["abc", "40", "6", "41"]), row("counts", "", ["1", "4o", "6", "41"])];
    const { problems, request } = build(rows);
    expect(problems).toEqual([
      {
        rowId: rows[0]?.id,
        column: "ai",
        text: 'Ali 2010, Treatment events: "abc" is not a number. Type digits, for instance 12 or 0.5.',
      },
      {
        rowId: rows[1]?.id,
        column: "n1i",
        text: 'Study 2, Treatment total: "4o" is not a number. Type digits, for instance 12 or 0.5.',
      },
    ]);
    expect(request.dataset.studies[0]?.cells.ai).toBeNull();
  });

  it("names studies without a name by their place in the table, as the core's notes will", () => {
    const { request } = build([row("counts", "Only a name", []), row("counts", "  ", ["1", "2"])]);
    expect(request.dataset.studies[0]?.label).toBe("Study 2");
  });

  it("understands 12/40 before it is taken apart, also over a total typed before", () => {
    const rows = [
      row("counts", "A", ["12/40", "", "6 of 41"]),
      row("counts", "B", ["12/40", "50"]),
      row("estimate_ci", "C", ["2.4 (90% CI 1.1 to 5.4)"]),
    ];
    const { request, problems } = build(rows);
    expect(request.dataset.studies.map(({ cells }) => cells)).toEqual([
      { ai: 12, n1i: 40, ci: 6, n2i: 41 },
      { ai: 12, n1i: 40, ci: null, n2i: null },
      { est: 2.4, ci_lb: 1.1, ci_ub: 5.4, level: 90 },
    ]);
    expect(problems).toEqual([]);
  });

  it("tells how it read what could be read in two ways, and warns of a name that fills the page", () => {
    const rows = [row("counts", "Ali", ["12 (34%)", "1,234", "6", "41"]), row("counts", "x".repeat(5000), ["1"])];
    const { hints, problems } = build(rows);
    expect(hints.map(({ column, text }) => [column, text.slice(0, 45)])).toEqual([
      ["ai", 'Ali, Treatment events: "12 (34%)" was read as'],
      ["n1i", 'Ali, Treatment total: "1,234" was read as 123'],
      ["label", `${"x".repeat(45)}`],
    ]);
    expect(hints[2]?.text).toMatch(/this name has 5000 characters/);
    expect(hints[2]?.text.length).toBeLessThan(250);
    expect(problems).toEqual([]);
  });

  it("sends groups as text and moderators as numbers, whatever they are called", () => {
    const groups = Object.fromEntries([
      ["__proto__", "a"],
      ["constructor", "b"],
    ]);
    const { request, problems } = build([row("counts", "A", ["1"], { groups, mods: { ablat: "44", dose: "high" } })]);
    const [study] = request.dataset.studies;
    expect(JSON.stringify(study?.groups)).toBe('{"__proto__":"a","constructor":"b"}');
    expect(study?.mods).toEqual({ ablat: 44, dose: null });
    expect(problems.map(({ column }) => column)).toEqual(["mod:dose"]);
  });

  it("turns the risk per 1000 into a fraction and refuses what is none", () => {
    expect(build([], { control_risk: "160" }).request.options.control_risk).toBe(0.16);
    expect(build([], { control_risk: "" }).request.options.control_risk).toBeNull();
    for (const text of ["-1", "1001", "abc", "50, 1600", "50; x", "1 2 3 4 5 6 7 8 9 10 11 12 13"]) {
      const { request, problems } = build([], { control_risk: text });
      expect(request.options.control_risk).toBeNull();
      expect(problems).toEqual([{ rowId: NO_ROW, column: "control_risk", text: expect.stringContaining("per 1000") }]);
    }
  });

  it("reads several risks, and words for those of the studies; the first number goes with the request", () => {
    const risks = (control_risk: string) => build([], { control_risk }).risks;
    for (const text of ["50, 160, 300", "50 160 300", "50;160;300", "50 / 160 / 300", "50,160,300"])
      expect(risks(text)).toEqual([0.05, 0.16, 0.3]);
    expect(build([], { control_risk: "50, 160" }).request.options.control_risk).toBe(0.05);
    expect(build([], { control_risk: "low, 160" }).request.options.control_risk).toBeNull();
    expect(risks("17,5; 30,5")).toEqual([0.0175, 0.0305]);
    expect(risks("low, median, high")).toEqual(["low", "median", "high"]);
    expect(risks("Lowest 100 highest")).toEqual(["low", 0.1, "high"]);
    // A link of before means what it meant: one number where the text is one.
    expect(risks("17,5")).toEqual([0.0175]);
    expect(risks("17,125")).toEqual([0.017125]);
    expect(risks(" ")).toEqual([]);
  });

  it("asks the core once for each further risk, and not for one the report has", () => {
    const asked: unknown[] = [];
    const analyse = (request: Request): Report => {
      asked.push([request.options.control_risk, request.want]);
      return { effects: [], absolute: { control_risk: request.options.control_risk } } as unknown as Report;
    };
    const first = { absolute: { control_risk: 0.05, studies_low: 0.01, studies_high: null } } as Report;
    const { request } = build([], {});
    const found = absoluteAt({ analyse }, request, first, [0.05, "low", 0.3, "high"]);
    expect(found.map(({ from, absolute }) => [from, absolute.control_risk])).toEqual([
      ["given", 0.05],
      ["low", 0.01],
      ["given", 0.3],
    ]);
    expect(asked).toEqual([
      [0.01, ["absolute"]],
      [0.3, ["absolute"]],
    ]);
  });

  it("sends rows in a format the measure cannot use as they are: the core names them", () => {
    const store = createStore(catalog, bcgReview());
    store.apply(setMeasure(catalog, "MD"));
    const { request } = buildRequest(store.outcome.value, catalog, []);
    expect(request.options.measure).toBe("MD");
    expect(new Set(request.dataset.studies.map(({ format }) => format))).toEqual(new Set(["counts"]));
  });

  it("has no studies for an empty table", () => {
    const store = createStore(catalog, bcgReview());
    store.apply(clearOutcome());
    expect(buildRequest(store.outcome.value, catalog, []).request.dataset.studies).toEqual([]);
  });

  it("reads only the changed row again: 1,000 studies in a few milliseconds for each key", async () => {
    const many = Array.from({ length: 1000 }, (_, i) =>
      row("means", `Study ${i}`, ["1.234.567,5", "0.5", "20", "1,5", "0.6", "21"]),
    );
    const store = createStore(catalog, reviewOf(many));
    buildRequest(store.outcome.value, catalog, []);
    const time = await cpuTime(() => {
      for (let i = 0; i < 50; i += 1) {
        store.apply(setCell((store.outcome.value.rows[i] as Row).id, "m1i", String(i)));
        buildRequest(store.outcome.value, catalog, []);
      }
    });
    const { request } = buildRequest(store.outcome.value, catalog, []);
    expect(request.dataset.studies.slice(0, 50).map(({ cells }) => cells.m1i)).toEqual(
      Array.from({ length: 50 }, (_, i) => i),
    );
    expect(time / 50).toBeLessThan(5);
  });
});

describe("yearOf", () => {
  it.each([
    ["Aronson 1948", "", 1948],
    ["Smith 1999 (follow-up 2004)", "", 2004],
    ["TPT Madras", "1980", 1980],
    ["Rosenthal 1960", "1961", 1961],
    ["Study 12345", "", null],
    ["No year", "soon", null],
  ])("%j %j", (label, year, expected) => expect(yearOf(row("counts", label, [], { year }))).toBe(expected));
});
