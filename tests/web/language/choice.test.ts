import { expect, test } from "vitest";
import { chosenLanguage, LANGUAGE_KEY, rememberLanguage } from "web/src/language/choice";

const storage = (kept: Record<string, string> = {}) => ({
  kept,
  getItem: (key: string) => kept[key] ?? null,
  setItem: (key: string, value: string) => {
    kept[key] = value;
  },
});
const closed = {
  getItem: (): never => {
    throw new Error("closed");
  },
  setItem: (): never => {
    throw new Error("closed");
  },
};

test("the browser's first language that the page has, else English", () => {
  expect(chosenLanguage(["fr-FR", "de-AT", "en"], [])).toBe("de");
  expect(chosenLanguage(["fr", "constructor"], [])).toBe("en");
});

test("what was chosen comes first: for the tab, then for every visit; what is not known does not count", () => {
  const [tab, all] = [storage(), storage({ [LANGUAGE_KEY]: "de" })];
  expect(chosenLanguage(["en"], [tab, all])).toBe("de");
  rememberLanguage("en", false, [tab, all]);
  expect([chosenLanguage(["de"], [tab, all]), all.kept[LANGUAGE_KEY]]).toEqual(["en", "de"]);
  rememberLanguage("en", true, [tab, all]);
  expect(all.kept[LANGUAGE_KEY]).toBe("en");
  expect(chosenLanguage(["de"], [storage({ [LANGUAGE_KEY]: "toString" })])).toBe("de");
});

test("a browser that stores nothing is asked each time", () => {
  rememberLanguage("de", true, [closed, closed]);
  expect(chosenLanguage(["en-GB"], [closed])).toBe("en");
});
