import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { blankReview, isEmptyRow } from "web/src/state/blank";
import { optionHomes, outcomeHomes, reviewHomes, rowHomes } from "web/src/state/homes";
import { toPlain } from "web/src/state/plain";
import { buildRequest } from "web/src/state/request";
import { restore } from "web/src/state/restore";
import { encodeReview } from "web/src/state/share";
import type { Outcome, Review, Row } from "web/src/state/state";
import { catalog } from "./fixtures/catalog";
import { bcgReview, content, randomFrom, reviewOf, row } from "./helpers";

const textOnly = (record: Readonly<Record<string, unknown>>): boolean =>
  Object.entries(record).every(([key, value]) => typeof key === "string" && typeof value === "string" && value !== "");

function isValidRow(each: Row): boolean {
  const known = catalog.formats.some(({ id }) => id === each.format);
  return (
    known &&
    typeof each.label === "string" &&
    typeof each.year === "string" &&
    typeof each.include === "boolean" &&
    [each.cells, each.groups, each.mods].every(textOnly)
  );
}

function isValidOutcome(outcome: Outcome): boolean {
  const { options } = outcome;
  const ids = [catalog.measures, catalog.models, catalog.tau2, catalog.tests, catalog.predictions, catalog.add_to].map(
    (list) => list.map(({ id }) => id),
  );
  const chosen = [options.measure, options.model, options.tau2, options.test, options.prediction, options.add_to];
  const texts = [
    outcome.name,
    outcome.treatment,
    outcome.control,
    outcome.favours_left,
    outcome.favours_right,
    outcome.control_risk,
  ];
  return (
    chosen.every((id, i) => ids[i]?.includes(id)) && options.level > 0 && options.level < 1 && options.add >= 0 && options.control_risk === null &&
    texts.every((text) => typeof text === "string") && typeof outcome.lower_is_better === "boolean" &&
    outcome.rows.every(isValidRow) && isEmptyRow(outcome.rows.at(-1) as Row)
  ); // biome-ignore format: one condition after the other
}

const isValid = (review: Review): boolean =>
  typeof review.title === "string" && typeof review.question === "string" && review.outcomes.length > 0 &&
  review.outcomes[review.current] !== undefined && review.outcomes.every(isValidOutcome); // biome-ignore format: a condition

describe("restore", () => {
  it("gives back what was saved, without a note, through JSON", () => {
    const hidden = row("counts", "A", ["1", "2"], {
      cells: { ai: "1", m1i: "5,50" },
      groups: { g: "x" },
      mods: { m: "1" },
      year: "1999",
      include: false,
    });
    for (const review of [
      bcgReview(),
      blankReview(catalog),
      reviewOf([hidden, row("counts", "", []), row("means", "B", ["1"])], {
        name: "x",
        lower_is_better: false,
        control_risk: "16",
      }),
    ]) {
      const { review: again, notes } = restore(JSON.parse(JSON.stringify(toPlain(review))), catalog);
      expect(notes).toEqual([]);
      expect(content(again)).toEqual(content(review));
    }
  });

  it.each([[null], [undefined], [0], [""], ["text"], [[]], [{}], [{ outcomes: null }], [{ outcomes: [] }], [{ outcomes: [null, 1, "x", []] }], [() => 1], [Symbol("x")], [10n]])(
    "N17 %s gives an empty review and says why", (raw) => {
      const { review, notes } = restore(raw, catalog);
      expect(content(review)).toEqual(content(blankReview(catalog)));
      expect(notes.length).toBeGreaterThan(0);
    }); // biome-ignore format: a list

  it("N18, N26 settings that are not in the catalogue take their defaults and are named", () => {
    const options = {
      measure: 'RR"]',
      model: "constructor",
      tau2: 7,
      level: 150,
      add: -1,
      drop00: "yes",
      subgroup: 3,
      colour: "red",
    };
    const { review, notes } = restore({ outcomes: [{ options, rows: [] }] }, catalog);
    expect(review.outcomes[0]?.options).toEqual(catalog.defaults);
    for (const key of Object.keys(options)) expect(notes.join("\n")).toContain(`"${key}"`);
  });

  it("N19 numbers become the text JSON writes, to be read like any other", () => {
    const cells = { ai: 4, n1i: 1e21, ci: -0.5, n2i: null };
    const { review } = restore(
      { outcomes: [{ rows: [{ cells }, { cells: { ai: "0x10", n1i: "NaN", ci: true, n2i: {} } }] }] },
      catalog,
    );
    const [first, second] = review.outcomes[0]?.rows ?? [];
    expect(first?.cells).toEqual({ ai: "4", n1i: "1e+21", ci: "-0.5" });
    expect(second?.cells).toEqual({ ai: "0x10", n1i: "NaN" });
    const { problems } = buildRequest(review.outcomes[0] as Outcome, catalog, []);
    expect(problems.map(({ column }) => column)).toEqual(["ai", "n1i"]);
  });

  it("names keys it does not know and takes nothing through a prototype", () => {
    const raw = JSON.parse(
      '{"__proto__":{"title":"evil"},"outcomes":[{"__proto__":{"name":"evil"},"rows":[{"label":"A","__proto__":{"include":false},"cells":{"__proto__":"1","constructor":"2","ai":"3"},"groups":{"__proto__":"g"}}]}]}',
    );
    const { review, notes } = restore(raw, catalog);
    expect(review.title).toBe("");
    expect(review.outcomes[0]?.name).toBe("");
    const first = review.outcomes[0]?.rows[0];
    expect(first?.include).toBe(true);
    expect(first?.cells).toEqual({ ai: "3" });
    expect(Object.entries(first?.groups ?? {})).toEqual([["__proto__", "g"]]);
    expect(({} as Record<string, unknown>).title).toBeUndefined();
    expect(notes.filter((note) => note.includes("__proto__"))).toHaveLength(3);
    expect(notes.some((note) => note.includes('"constructor"'))).toBe(true);
  });

  it("cuts what is too large and says so", () => {
    const rows = Array.from({ length: 5200 }, () => ({ cells: { ai: "1" } }));
    const { review, notes } = restore({ outcomes: [{ rows }, { rows }], title: "x".repeat(20_000) }, catalog);
    expect(review.outcomes.map((outcome) => outcome.rows.length)).toEqual([5001, 1]);
    expect(review.title).toHaveLength(10_000);
    expect(notes.filter((note) => /only the first|was cut/.test(note))).toHaveLength(3);
  });

  it("does not drown the page in notes", () => {
    const rows = Array.from({ length: 1000 }, (_, i) => ({ [`key${i}`]: 1 }));
    const { notes } = restore({ outcomes: [{ rows }] }, catalog);
    expect(notes).toHaveLength(21);
    expect(notes[20]).toBe("… and 980 more.");
  });

  it("says when a file comes from a newer version", () =>
    expect(restore({ ...toPlain(bcgReview()), pooled: 99 }, catalog).notes).toEqual([
      expect.stringMatching(/newer version/),
    ]));

  it("survives objects that throw when they are read", () => {
    const trap = new Proxy({}, { ownKeys: () => { throw new Error("no"); } });
    const cycle: Record<string, unknown> = {};
    cycle.outcomes = [cycle];
    for (const raw of [trap, cycle, { outcomes: [{ get rows() { throw new Error("no"); } }] }]) expect(isValid(restore(raw, catalog).review)).toBe(true);
  }); // biome-ignore format: a list

  it("gives a valid review for anything whatever", () => {
    fc.assert(
      fc.property(fc.anything({ maxDepth: 5, withNullPrototype: true }), (raw) =>
        isValid(restore(raw, catalog).review),
      ),
      { seed: 1, numRuns: 1000 },
    );
  });

  it("gives a valid review for anything that looks like one, and it can be shared", async () => {
    const random = randomFrom(31);
    const pick = <T>(from: readonly T[]): T => from[Math.floor(random() * from.length)] as T;
    const some = <T>(make: () => T): T[] => Array.from({ length: Math.floor(random() * 4) }, make);
    const value = (): unknown =>
      pick([
        "",
        "1",
        "12/40",
        "a\tb\n\\",
        "\u0000\ud800",
        "counts",
        "means",
        "RR",
        "SMD",
        "EE",
        0.9,
        -1,
        Number.NaN,
        3,
        true,
        false,
        null,
        [],
        {},
      ]);
    const record = (keys: readonly string[], make: () => unknown): object =>
      Object.fromEntries(some(() => [pick(keys), make()]));
    const cells = (): unknown =>
      random() < 0.2 ? value() : record(["ai", "n1i", "m1i", "est", "__proto__", "constructor", "g", " "], value);
    const study = (): unknown =>
      random() < 0.2 ? value() : record(Object.keys(rowHomes), () => (random() < 0.5 ? cells() : value()));
    const options = (): unknown => record([...Object.keys(optionHomes), "x"], value);
    const outcome = (): unknown => ({
      ...record(Object.keys(outcomeHomes), value),
      rows: random() < 0.2 ? value() : some(study),
      options: options(),
    });
    for (let i = 0; i < 1500; i += 1) {
      const raw = {
        ...record([...Object.keys(reviewHomes), "y"], value),
        outcomes: random() < 0.1 ? value() : some(outcome),
      };
      const { review: restored } = restore(raw, catalog);
      if (!isValid(restored)) expect.fail(JSON.stringify(raw));
      expect(restore(toPlain(restored), catalog).notes).toEqual([]);
      expect(await encodeReview(restored, catalog)).toMatch(/^p=[\w-]+$/);
    }
  }, 30_000);
});
