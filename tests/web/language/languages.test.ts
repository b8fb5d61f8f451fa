import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { expect, test } from "vitest";
import type { Catalog } from "web/src/core/types";
import { LANGUAGES } from "web/src/language/choice";
import { german } from "web/src/language/de";
import coreMore from "web/src/language/de/core-more.json";
import type { Language, Texts } from "web/src/language/text";
import { inWords, textsOfCatalog, textsOfGuide, textsOfSources, textsOfTables } from "./page-texts";

const path = (name: string): string => fileURLToPath(new URL(name, import.meta.url));
const catalog = JSON.parse(readFileSync(path("../state/fixtures/catalog.json"), "utf8")) as Catalog;

/** Every text of the page and of the core's catalogue. */
const marked = [...textsOfSources(path("../../../web/src")).values()].flat();
const all = new Set([...marked, ...textsOfGuide(), ...textsOfTables(), ...textsOfCatalog(catalog)]);
/** What the core says beyond its catalogue stands nowhere in the page: tests/web/language/core-texts.test.ts. */
const beyond: Readonly<Record<string, Texts>> = { de: coreMore };
const languages: readonly Language[] = [german];

const places = (text: string): string[] => [...text.matchAll(/\{~?\w+\}/g)].map(([place]) => place).sort();
const edges = (text: string): string[] => [text.match(/^\s*/)?.[0] ?? "", text.match(/\s*$/)?.[0] ?? ""];

test("the page offers the languages that are tested here, beside English", () => {
  expect(Object.keys(LANGUAGES)).toEqual(["en", ...languages.map(({ id }) => id)]);
});

for (const { id, texts } of languages) {
  const name = LANGUAGES[id] as string;
  test(`${name} knows its own words only`, () => {
    expect(texts.constructor).toBeUndefined();
  });

  test(`${name} lacks nothing`, () => {
    expect([...all].filter((text) => inWords(text) && texts[text] === undefined)).toEqual([]);
  });

  test(`${name} has nothing that the page no longer says`, () => {
    const known = (text: string): boolean => all.has(text) || Object.hasOwn(beyond[id] ?? {}, text);
    expect(Object.keys(texts).filter((text) => !known(text))).toEqual([]);
  });

  test(`${name} fills in what English fills in, and begins and ends alike`, () => {
    for (const [english, text] of Object.entries(texts)) {
      expect([english, places(text)]).toEqual([english, places(english)]);
      expect([english, edges(text)]).toEqual([english, edges(english)]);
    }
  });
}
