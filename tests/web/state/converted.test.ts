import { describe, expect, it } from "vitest";
import type { Catalog, StudyEffect } from "web/src/core/types";
import { asConverted } from "web/src/state/converted";
import { effect, study } from "../plots/fixture";
import { catalog } from "./fixtures/catalog";

const medians = { ...catalog.formats[0], id: "medians", label: "Medians", family: "two_means" };
const more = { ...catalog, formats: [...catalog.formats, medians] } as Catalog;
const typed = study("Ali 2010", { med1i: 6, q1_1i: 4, q3_1i: 9, n1i: 40 }, "medians");
const became = { m1i: 6.4, sd1i: 3.8, n1i: 40, m2i: 7.4, sd2i: 3.8, n2i: 40 };
const converted: StudyEffect = { ...effect(0, -1, 0.86, 100), converted: true, cells: became };

describe("a study that the core converted", () => {
  it("is the same study in its family's own format", () => {
    expect(asConverted(typed, converted, more)).toEqual({ ...typed, format: "means", cells: became });
  });

  it("stays as typed where the core gave no cells, or nothing at all", () => {
    expect(asConverted(typed, effect(0, -1, 0.86, 100), more)).toBe(typed);
    expect(asConverted(typed, undefined, more)).toBe(typed);
  });
});
