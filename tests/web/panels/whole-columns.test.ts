import { describe, expect, it } from "vitest";
import { cutColumn } from "web/src/panels/whole-columns";

const columns = [
  { left: 90, right: 150 },
  { left: 150, right: 210 },
  { left: 210, right: 400 },
  { left: 400, right: 460 },
];

describe("the column that an edge goes through", () => {
  it("is found on either side", () => {
    const sight = { left: 120, right: 430 };
    expect(cutColumn(columns, sight, "left")).toBe(columns[0]);
    expect(cutColumn(columns, sight, "right")).toBe(columns[3]);
  });

  it("is none where columns begin and end at the edges, give or take a hair", () => {
    const sight = { left: 150.5, right: 399.5 };
    expect(cutColumn(columns, sight, "left")).toBeUndefined();
    expect(cutColumn(columns, sight, "right")).toBeUndefined();
  });

  it("is left alone when it never fits between them", () => {
    expect(cutColumn(columns, { left: 220, right: 300 }, "left")).toBeUndefined();
  });
});
