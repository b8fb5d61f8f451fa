import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Catalog } from "web/src/core/types";
import { examples } from "web/src/examples/index";
import { handOver, takeOver } from "web/src/state/hand-over";
import { toPlain } from "web/src/state/plain";

const catalog = JSON.parse(readFileSync(new URL("fixtures/catalog.json", import.meta.url), "utf8")) as Catalog;
const [example] = examples;

function session() {
  const kept = new Map<string, string>();
  return {
    getItem: (key: string) => kept.get(key) ?? null,
    setItem: (key: string, value: string) => void kept.set(key, value),
    removeItem: (key: string) => void kept.delete(key),
  };
}

test("the work is taken over once", () => {
  const tab = session();
  if (!example) throw new Error("no example");
  expect(handOver(tab, example.review)).toBe(true);
  const taken = takeOver(tab, catalog);
  expect(taken && toPlain(taken.review)).toEqual(toPlain(example.review));
  expect(takeOver(tab, catalog)).toBeNull();
});

test("without a place to keep it nothing is handed over, and nothing found", () => {
  if (!example) throw new Error("no example");
  expect(handOver(null, example.review)).toBe(false);
  expect(takeOver(null, catalog)).toBeNull();
  const full = {
    ...session(),
    setItem: () => {
      throw new Error("full");
    },
  };
  expect(handOver(full, example.review)).toBe(false);
});
