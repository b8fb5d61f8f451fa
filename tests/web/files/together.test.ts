import { describe, expect, it } from "vitest";
import { readFile } from "web/src/files/index";
import { type NamedFile, together } from "web/src/files/together";
import { catalog } from "../state/fixtures/catalog";
import { utf8 } from "./bytes";

const csv = (name: string, text: string): NamedFile => ({
  name,
  read: readFile({ name, bytes: utf8(text) }, catalog),
});
const table = "study,ai,n1i,ci,n2i\nAli 2010,12,40,6,41\nBerg 2012,9,25,4,27\n";

describe("Several files", () => {
  it("one is as it is", () => {
    const one = csv("pain.csv", table);
    expect(together([one])).toBe(one);
  });

  it("give all their outcomes, each under its file's name", () => {
    const { name, read } = together([csv("pain.csv", table), csv("sleep.csv", table)]);
    expect(name).toBe("2 files");
    if (!("found" in read)) throw new Error(read.error);
    expect(read.found.outcomes.map(({ heading, outcome }) => [heading, outcome.name])).toEqual([
      ["pain.csv", "pain"],
      ["sleep.csv", "sleep"],
    ]);
  });

  it("one that cannot be read is named and keeps none of the others out", () => {
    const { read } = together([csv("pain.csv", table), csv("empty.csv", "")]);
    if (!("found" in read)) throw new Error(read.error);
    expect(read.found.outcomes).toHaveLength(1);
    expect(read.found.notes).toContain("empty.csv: This file is empty.");
  });

  it("of which none can be read: every reason", () => {
    const { read } = together([csv("a.csv", ""), csv("b.json", "{")]);
    expect("error" in read && read.error).toMatch(/^a\.csv: This file is empty\. b\.json: /);
  });
});

describe("A table whose columns are read in another way", () => {
  it("is the same outcome with other columns", () => {
    const { read } = csv("pain.csv", "trial,a,b,c,d\nAli 2010,12,40,6,41\nBerg 2012,9,25,4,27\n");
    if (!("found" in read)) throw new Error(read.error);
    const [found] = read.found.outcomes;
    if (!found?.again || !found.block) throw new Error("no table");
    const roles = ["label", "ci", "n2i", "ai", "n1i"];
    const columns = found.block.columns.map((column, i) => ({ ...column, role: roles[i] ?? null }));
    const again = found.again({ ...found.block, columns, mapped: true, format: "counts" });
    expect(again.outcome.rows[0]?.cells).toEqual({ ai: "6", n1i: "41", ci: "12", n2i: "40" });
    expect(again.outcome.name).toBe("pain");
  });
});
