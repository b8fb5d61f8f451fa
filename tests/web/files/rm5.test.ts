import { describe, expect, it } from "vitest";
import type { FoundOutcome } from "web/src/files/found";
import { found, latin1, refusal, utf8 } from "./bytes";
import { rm5 } from "./rm5";

const outcomes = (): readonly FoundOutcome[] => found(utf8(rm5()), "review.rm5").outcomes;
const named = (name: string): FoundOutcome => outcomes().find(({ outcome }) => outcome.name === name) as FoundOutcome;
const cells = ({ outcome }: FoundOutcome): unknown[] => outcome.rows.map(({ label, cells: texts }) => [label, texts]);
const notes = (name: string): string => named(name).notes.join("\n");

describe("a RevMan 5 review", () => {
  it("has all its outcomes, each under its comparison, and says which it cannot read", () => {
    const file = found(utf8(rm5()), "review.rm5");
    expect(file).toMatchObject({ kind: "RevMan 5 review", title: "Ketamine for pain in Côte d'Ivoire" });
    expect(file.outcomes.map(({ heading, outcome }) => `${heading}: ${outcome.name}`)).toEqual([
      "1 Ketamine versus placebo: Relief of pain",
      "1 Ketamine versus placebo: Pain score",
      "2 Other: Death, adjusted",
      "2 Other: Days in bed",
      "2 Other: Ratio as it is",
      "2 Other: Survival",
      "2 Other: Response",
    ]);
    expect(file.notes).toEqual(['"Costs" holds text instead of numbers and was not read.']);
  });

  it("events: rows of subgroups, years, names of groups, and the authors' method", () => {
    const { outcome } = named("Relief of pain");
    expect(cells(named("Relief of pain"))).toEqual([
      ["Ali 2010", { ai: "12", n1i: "40", ci: "6", n2i: "41" }],
      ["Müller & Søn 2012", { ai: "9", n1i: "25", ci: "4", n2i: "27" }],
      ["Chen 2014", { ai: "20", n1i: "60", ci: "15", n2i: "58" }],
    ]);
    expect(outcome.rows.map(({ groups, year }) => [groups.Subgroup, year])).toEqual([
      ["Adults", "2010"],
      ["Adults", "2012"],
      ["Children", "2014"],
    ]);
    expect(outcome).toMatchObject({ treatment: "Ketamine", control: "Placebo", favours_left: "Favours placebo" });
    expect(outcome.lower_is_better).toBe(false);
    expect(outcome.options).toMatchObject({
      measure: "RR",
      model: "RE_MH",
      tau2: "DL",
      test: "z",
      level: 0.95,
      subgroup: "Subgroup",
    });
  });

  it("footnotes and missing totals are said, not dropped", () => {
    expect(named("Relief of pain").outcome.rows[0]?.notes).toBe("Read from a figure");
    expect(notes("Relief of pain")).toContain("1 footnote is in the column Notes.");
    expect(notes("Relief of pain")).toContain("no overall total");
  });

  it("means: an empty SD and a study without an entry are said", () => {
    const { outcome } = named("Pain score");
    expect(outcome.options).toMatchObject({ measure: "SMD", model: "EE", level: 0.9, subgroup: null });
    expect(outcome.lower_is_better).toBe(true);
    expect(outcome.rows[1]).toMatchObject({ label: "Gone-1999", cells: { m1i: "-2.9", m2i: "1.0E-4" } });
    expect(notes("Pain score")).toContain("Gone-1999: the file has no value for sd2i.");
  });

  it("generic inverse variance: logarithms are recognised by what the figure shows", () => {
    expect(named("Death, adjusted").outcome.options.measure).toBe("HR");
    expect(cells(named("Death, adjusted"))).toEqual([["Ali 2010", { yi: "-0.2", sei: "0.1" }]]);
    expect(named("Days in bed").outcome.options).toMatchObject({ measure: "MD", model: "EE", test: "z" });
    expect(named("Ratio as it is").outcome.options.measure).toBe("GEN");
    expect(notes("Ratio as it is")).toContain("not marked as logarithms");
    const people = { "Participants, treatment": "60", "Participants, control": "58" };
    expect(named("Days in bed").outcome.rows[0]?.mods).toEqual(people);
    expect(named("Days in bed").columns.map(({ became }) => became)).toContain('Moderator "Participants, control"');
    expect(named("Death, adjusted").outcome.rows[0]?.mods).toEqual({});
  });

  it("O-E and variance stay what they are, with the people they come from", () => {
    const [first, second] = named("Survival").outcome.rows;
    expect(named("Survival").outcome.options.measure).toBe("HR");
    expect(first).toMatchObject({ format: "o_e_v", cells: { o_e: "-3.0", v: "4.0" } });
    expect(first?.mods).toMatchObject({ "Participants, treatment": "40" });
    expect(second?.format).toBe("o_e_v");
  });

  it("Peto's odds ratio with events and non-events exchanged", () => {
    expect(named("Response").outcome.options).toMatchObject({ measure: "PETO", model: "PETO" });
    expect(cells(named("Response"))).toEqual([["Ali 2010", { ai: "28", n1i: "40", ci: "35", n2i: "41" }]]);
  });

  it("in Latin-1, as its first line says, or in UTF-16", () => {
    const label = (bytes: Uint8Array): string | undefined => found(bytes, "a.rm5").outcomes[0]?.outcome.rows[1]?.label;
    expect(label(latin1(rm5("ISO-8859-1")))).toBe("Müller & Søn 2012");
    const wide = Uint8Array.from(
      [..."\ufeff".concat(rm5("UTF-16"))].flatMap((c) => [c.charCodeAt(0) & 255, c.charCodeAt(0) >> 8]),
    );
    expect(label(wide)).toBe("Müller & Søn 2012");
  });

  it("is known by what it holds, whatever it is called", () => {
    expect(found(utf8(rm5()), "data.csv").kind).toBe("RevMan 5 review");
  });

  it("that is cut, empty or full of entities is refused in words", () => {
    expect(refusal(utf8(rm5().slice(0, 3000)))).toMatch(/damaged XML|ends before/);
    expect(refusal(utf8("<COCHRANE_REVIEW><ANALYSES_AND_DATA/></COCHRANE_REVIEW>"))).toContain("no analysis");
    const bomb =
      '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;">]><COCHRANE_REVIEW>&y;</COCHRANE_REVIEW>';
    expect(refusal(utf8(bomb))).toContain("entities");
    const deep = `<COCHRANE_REVIEW>${"<a>".repeat(100_000)}`;
    expect(refusal(utf8(deep))).toContain("nested");
  });
});
