import { describe, expect, it } from "vitest";
import { guidePages, KINDS, searchGuide } from "web/src/text/guide/index";
import { parseMaths } from "web/src/text/maths";
import { catalog } from "../state/fixtures/catalog";

const pages = guidePages(catalog);
const ids = new Set(pages.map(({ at }) => at));

describe("the guide", () => {
  it("has a page for every id of the catalogue", () => {
    const lists = {
      measure: catalog.measures,
      format: catalog.formats,
      model: catalog.models,
      tau2: catalog.tau2,
      tau2_interval: catalog.tau2_intervals,
      test: catalog.tests,
      prediction: catalog.predictions,
      add_to: catalog.add_to,
      analysis: catalog.analyses,
      convention: catalog.conventions,
    };
    expect(Object.keys(lists).sort()).toEqual(
      KINDS.map(({ id }) => id)
        .filter((id) => id !== "idea")
        .sort(),
    );
    for (const [kind, list] of Object.entries(lists))
      expect(list.map(({ id }) => `${kind}:${id}`).filter((at) => !ids.has(at))).toEqual([]);
    expect(ids.size).toBe(pages.length);
  });

  it("says on each what it is, when to choose it, its formula or why it has none, and its reference", () => {
    for (const { at, what, when, reference, formulas, none } of pages) {
      expect(what.length, at).toBeGreaterThan(20);
      expect(when.length, at).toBeGreaterThan(5);
      expect(reference.length, at).toBeGreaterThan(3);
      expect((formulas?.length ?? 0) > 0, at).toBe(none === undefined);
    }
  });

  it("has formulas that can be set, and links that lead somewhere", () => {
    for (const { at, formulas, see } of pages) {
      for (const formula of formulas ?? []) expect(() => parseMaths(formula), at).not.toThrow();
      expect(
        (see ?? []).filter((to) => !ids.has(to) || to === at),
        at,
      ).toEqual([]);
    }
  });

  it("is searched by names first, then by what the pages say", () => {
    expect(searchGuide(pages, "risk ratio")[0]?.at).toBe("measure:RR");
    expect(searchGuide(pages, "paule mandel").map(({ at }) => at)).toContain("tau2:PM");
    expect(searchGuide(pages, "Galbraith").map(({ at }) => at)).toContain("analysis:radial");
    expect(searchGuide(pages, "")).toHaveLength(pages.length);
    expect(searchGuide(pages, "xyzzy")).toEqual([]);
  });
});
