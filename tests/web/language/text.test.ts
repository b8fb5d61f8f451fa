import { afterEach, beforeEach, expect, test, vi } from "vitest";
import type { Language } from "web/src/language/text";

const texts = {
  "Leaves out {1} of {2}": "Von {2} fehlen {1}",
  Study: "Studie",
  "{study}: {column} is missing; the factor is {~value}.": "{study}: {column} fehlt; der Faktor ist {~value}.",
  "Treatment events": "Ereignisse, Behandlung",
};

/** The module as it is where the page speaks this language. */
async function speaking(language: Language | undefined) {
  vi.stubGlobal("pooledLanguage", language);
  vi.resetModules();
  return { ...(await import("web/src/language/text")), ...(await import("web/src/text/core-texts")) };
}

beforeEach(() => vi.resetModules());
afterEach(() => vi.unstubAllGlobals());

const german: Language = { id: "de", locale: "de-DE", decimal: ",", texts };

test("English is what stands in the sources", async () => {
  const { t, spoken, marked, inSentence } = await speaking(undefined);
  expect(t`Leaves out ${1.5} of ${"three"}`).toBe("Leaves out 1.5 of three");
  expect([spoken("Study"), marked("1.5"), inSentence("High")]).toEqual(["Study", "1.5", "high"]);
});

test("another language may turn the places round, and marks decimals its own way", async () => {
  const { t, spoken, marked, inSentence } = await speaking(german);
  expect(t`Leaves out ${1.5} of ${"3.5"}`).toBe("Von 3.5 fehlen 1,5");
  expect([spoken("Study"), marked("1.5"), inSentence("Hoch")]).toEqual(["Studie", "1,5", "Hoch"]);
});

test("what a language lacks is said in English", async () => {
  const { t, spoken } = await speaking(german);
  expect(t`Adds ${2} to ${3}`).toBe("Adds 2 to 3");
  expect(spoken("Adds")).toBe("Adds");
});

test("only the members of a table that are called so are spoken", async () => {
  const { withMembers } = await speaking(german);
  const table = { what: ["Study", 1, null], formulas: ["Study"], deep: { what: "Study" } };
  expect(withMembers(table, new Set(["what"]))).toEqual({
    what: ["Studie", 1, null],
    formulas: ["Study"],
    deep: { what: "Studie" },
  });
});

test("a sentence of the core is known by its pattern; names that were typed stay as they are", async () => {
  const { fromCore, patternsOf } = await speaking(german);
  const said = (text: string): string => fromCore(text, texts, patternsOf(texts));
  expect(said("Study: Treatment events is missing; the factor is 0.5.")).toBe(
    "Study: Ereignisse, Behandlung fehlt; der Faktor ist 0,5.",
  );
  expect(said("Something else.")).toBe("Something else.");
  // As short as can be: the first ": " ends the study.
  expect(said("A: B: C is missing; the factor is 2.")).toBe("A: B: C fehlt; der Faktor ist 2.");
});

test("a name made to fit a pattern in very many ways is looked at once", async () => {
  const { patternsOf, valuesIn } = await speaking(german);
  const [many] = patternsOf({ "{a}, {b}, {c}, {d}, {e}, {f}, {g}.": "{a}" });
  expect(valuesIn(", ".repeat(100_000), many?.fixed ?? [])).toBeNull();
});
