import { describe, expect, it } from "vitest";
import { loadEngine } from "../../../web/src/core/load";
import type { Catalog } from "../../../web/src/core/types";
import { PANELS } from "../../../web/src/panels/panel-table";
import { answerText, type Context, headOf } from "../../../web/src/text/any-answer";
import { HEADS, LEFT_OUT } from "../../../web/src/text/heads";
import { catalog as bare } from "../plots/fixture";

const catalog: Catalog = {
  ...bare,
  shapes: [
    {
      id: "Interval",
      fields: ["est", "ci_lb", "ci_ub"].map((name) => ({ name, type: "number | null", doc: "" })),
    },
    {
      id: "Row",
      fields: [
        { name: "row", type: "number", doc: "Row of the data set." },
        { name: "est", type: "number | null", doc: "" },
        { name: "pval", type: "number | null", doc: "" },
        { name: "cook_d", type: "number | null", doc: "Cook's distance: how far it moves the result." },
        { name: "never", type: "number | null", doc: "" },
        { name: "display", type: "Interval", doc: "" },
      ],
    },
    {
      id: "Whole",
      fields: [
        { name: "QEp", type: "number | null", doc: "P." },
        { name: "inf", type: "boolean", doc: "Whether it stands out; null = not known." },
        { name: "rows", type: "Row[]", doc: "Each study." },
        { name: "grid", type: "number[]", doc: "For a plot." },
      ],
    },
  ],
};
/** What the name of a field becomes when nothing better is known. */
const raised = (name: string): string => `${name.slice(0, 1).toUpperCase()}${name.slice(1).replaceAll("_", " ")}`;
/** Names that are words already. */
const KNOWN = /^(id|display|above|below|points|effects|F|AIC|BIC|AICc|QM)$/;
/** Points of curves and cells of grids have no table. */
const FOR_PLOTS = /^\w+(Point|Cell)\.|_bins$/;
const context: Context = { catalog, scale: "log", study: (row) => `Study ${row + 1}` };
const row = {
  row: 1,
  est: 0.1,
  pval: 0.0287,
  cook_d: 1.23456,
  never: null,
  display: { est: 1.1, ci_lb: 0.9, ci_ub: 1.35 },
};

describe("any answer of the catalogue", () => {
  it("a list is a table: the study by name, the effect on the scale people read, no column without a value", () => {
    const { tables, facts } = answerText("Row[]", [row], context);
    expect(facts).toEqual([]);
    expect(tables[0]?.heads.map(({ head }) => head)).toEqual(["Study", "P", "Cook's distance", "Effect (interval)"]);
    expect(tables[0]?.rows).toEqual([["Study 2", ".029", "1.23", "1.10 (0.90 to 1.35)"]]);
  });

  it("an object is facts and the tables inside it; bare numbers for a plot are left to the plot", () => {
    const { tables, facts } = answerText("Whole", { QEp: 1e-9, inf: true, rows: [row], grid: [1, 2, 3] }, context);
    expect(facts.map(({ head, text }) => `${head} ${text}`)).toEqual(["P of Q < .001", "Stands out yes"]);
    expect(tables.map(({ title }) => title)).toEqual(["Studies"]);
  });

  it("an estimate with limits of its own is one cell, the id of what has a label is none", () => {
    const fields = ["id", "label", "est", "ci_lb", "ci_ub"].map((name) => ({
      name,
      type: name === "id" || name === "label" ? "string" : "number | null",
      doc: "",
    }));
    const shapes = [...catalog.shapes, { id: "Test", fields }];
    const value = [{ id: "Egger", label: "Egger's regression", est: -2.11, ci_lb: -5.43, ci_ub: 1.21 }];
    const [table] = answerText("Test[]", value, { ...context, catalog: { ...catalog, shapes } }).tables;
    expect(table?.heads.map(({ head }) => head)).toEqual(["Test", "Estimate (interval)"]);
    expect(table?.rows).toEqual([["Egger's regression", "−2.1 (−5.4 to 1.2)"]]);
  });

  it("bins and points of a curve are left to the plot", () => {
    const points = Array.from({ length: 50 }, (_, i) => ({ x: i, y: i }));
    const fields = ["x", "y"].map((name) => ({ name, type: "number", doc: "" }));
    const shapes = [{ id: "Point", fields }];
    const drawn = answerText("Point[]", points, { ...context, catalog: { ...catalog, shapes } });
    expect(drawn.tables).toEqual([]);
  });

  it("what does not exist is a dash, and an effect without limits has none", () => {
    const display = { est: 2, ci_lb: null, ci_ub: null };
    const [table] = answerText("Row[]", [{ ...row, pval: null, display }, row], context).tables;
    expect(table?.rows[0]).toEqual(["Study 2", "–", "1.23", "2.00"]);
  });

  it("says how many rows it does not show", () => {
    const [table] = answerText("Row[]", Array(205).fill(row), context).tables;
    expect([table?.rows.length, table?.more]).toEqual([200, 5]);
  });

  it("no head of an answer of the core is a raw name of a field", async () => {
    const { catalog: whole } = await loadEngine();
    const shapes = new Map(whole.shapes.map((shape) => [shape.id, shape.fields]));
    const raw = (type: string): string[] => {
      const id = type.replace(/\[\]$| \| null$/g, "");
      return (shapes.get(id) ?? []).flatMap((field) => {
        const isRaw =
          headOf(field, id) === raised(field.name) && HEADS[field.name] === undefined && !KNOWN.test(field.name);
        return [...(isRaw ? [`${id}.${field.name}`] : []), ...raw(field.type)];
      });
    };
    // What other programs print is shown in a table of its own.
    const asked = PANELS.filter(({ id }) => id !== "conventions").flatMap(
      ({ id }) => whole.analyses.find((a) => a.id === id) ?? [],
    );
    expect(asked.length).toBeGreaterThan(15);
    expect(
      asked.flatMap(({ type }) => raw(type)).filter((name) => !FOR_PLOTS.test(name) && !LEFT_OUT.has(name)),
    ).toEqual([]);
  });

  it("a head is the first words of what the catalogue says, or the name", () => {
    expect(headOf({ name: "n_lost", doc: "Studies that seem to be missing. More." })).toBe(
      "Studies that seem to be missing",
    );
    expect(headOf({ name: "n_used", doc: "" })).toBe("N used");
  });
});

it("what the catalogue says for programs about null is not said to readers", () => {
  const context: Context = { catalog, scale: "log", study: String };
  const { facts } = answerText("Whole", { QEp: 0.5, inf: true, rows: [], grid: [] }, context);
  expect(facts.map(({ doc }) => doc)).toEqual(["P.", "Whether it stands out."]);
});
