import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { Catalog, Summary } from "web/src/core/types";
import { german } from "web/src/language/de";
import { catalog } from "../state/fixtures/catalog";

/** The page's modules as they are where it speaks German. */
async function page() {
  const { speaking } = await import("web/src/text/core-texts");
  const engine = speaking({ catalog } as Parameters<typeof speaking>[0]);
  return {
    catalog: engine.catalog as Catalog,
    ...(await import("web/src/files/paste")),
    ...(await import("web/src/files/xlsx")),
    ...(await import("web/src/files/index")),
    ...(await import("web/src/plots/axis")),
    ...(await import("web/src/state/published")),
    ...(await import("web/src/text/format")),
    ...(await import("web/src/text/sentences")),
    ...(await import("web/src/text/names")),
  };
}

beforeAll(() => {
  vi.stubGlobal("pooledLanguage", german);
  vi.resetModules();
});
afterAll(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

let de: Awaited<ReturnType<typeof page>>;
beforeEach(async () => {
  de ??= await page();
});

const summaryOf = (est: number, ci_lb: number, ci_ub: number): Summary =>
  ({ k: 5, display: { est, ci_lb, ci_ub } }) as unknown as Summary;

test("numbers have a decimal comma, P its zero, thousands a point", () => {
  expect([de.formatNumber(-1.834, 2), de.pText(0.029), de.pText(0.0001), de.formatCount(12345)]).toEqual([
    "−1,83",
    "P = 0,029",
    "P < 0,001",
    "12.345",
  ]);
  expect([de.alphaText(0.95), de.levelText(0.995), de.formatSignificant(0.00001234)]).toEqual([
    "0,05",
    "99,5%",
    "1,23×10⁻⁵",
  ]);
});

test("axes of every scale have it too", () => {
  const shown = (scale: "log" | "identity" | "logit", lo: number, hi: number): string =>
    de
      .axisTicks(de.makeAxis(scale, { lo, hi }), 5)
      .map(({ label }) => label)
      .join(" ");
  for (const [scale, lo, hi] of [
    ["log", -3, 1],
    ["log", -0.1, 0.1],
    ["identity", 0, 1],
    ["logit", -2, 1],
  ] as const)
    expect(shown(scale, lo, hi)).toMatch(/^[^.]*\d,\d[^.]*$/);
});

test("the answer is a German sentence", () => {
  const names = { treatment: "Ketamin", control: "Placebo" };
  const say = (id: string, est: number, lb: number, ub: number): string | null =>
    de.plainSentence(summaryOf(est, lb, ub), de.measureOf(de.catalog, id), names);
  expect(say("RR", 1.65, 1.23, 2.22)).toBe(
    "Im Mittel ist das Ereignis mit Ketamin 65% wahrscheinlicher (23% bis 122% wahrscheinlicher).",
  );
  expect(say("OR", 0.7, 0.5, 1.1)).toBe(
    "Im Mittel sind die Odds des Ereignisses mit Ketamin 30% niedriger (50% niedriger bis 10% höher).",
  );
  expect(say("MD", -1.83, -2.35, -1.31)).toBe(
    "Im Mittel ist der Endpunkt mit Ketamin 1,83 niedriger als mit Placebo (1,31 bis 2,35 niedriger).",
  );
});

test("heads of tables are understood in English still, and German labels stand in the notes", () => {
  const block = de.readClipboard("Study\tEvents T\tTotal T\tEvents C\tTotal C\nAli\t4\t10\t6\t12\n", false, de.catalog);
  expect(block.columns.map(({ role }) => role)).toEqual(["label", "ai", "n1i", "ci", "n2i"]);
});

test("a printed German result is read", () => {
  expect(de.figuresIn("RR 2,43 (95%-KI 1,10 bis 5,40), P = 0,029, I² = 67%, 3 Studien")).toMatchObject({
    est: "2,43",
    ci_lb: "1,10",
    ci_ub: "5,40",
    I2: "67",
    k: "3",
  });
});
