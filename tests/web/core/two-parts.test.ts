import { computed } from "@preact/signals";
import { expect, test } from "vitest";
import type { Engine } from "web/src/core/engine";
import { inTwoParts } from "web/src/core/two-parts";
import type { Catalog, ErrorReport, Report, Request } from "web/src/core/types";

const request = (model: string, ...want: string[]): Request => ({
  version: 1,
  dataset: { studies: [] },
  options: { model },
  want,
});

/** Answers with its name and what it was asked; knows all models, or all but GLMM. */
function engine(name: string, types: Record<string, string>): Engine {
  const analyses = Object.entries(types).map(([id, type]) => ({ id, type }));
  const refusal = { version: 1, error: { code: "elsewhere", where: "", text: "on its way" } } as ErrorReport;
  return {
    catalog: { engine: name, analyses } as unknown as Catalog,
    analyse: ({ options, want }) =>
      name === "first" && options?.model === "GLMM" ? refusal : ({ engine: `${name}: ${want}` } as unknown as Report),
    background: { ask: () => ({ answer: Promise.resolve(null), cancel: () => undefined }) },
  };
}

function twoParts() {
  const whole = engine("whole", { summary: "Summary", checks: "EntryChecks" });
  let arrive: () => void = () => undefined;
  const coming = new Promise<Engine>((resolve) => {
    arrive = () => resolve(whole);
  });
  const both = inTwoParts(engine("first", { summary: "Summary", checks: "" }), coming);
  return { both, whole, arrive: async () => [arrive(), await coming] };
}

test("what the first part does not have is left out, and asked again when the whole is there", async () => {
  const { both, arrive } = twoParts();
  const asked = computed(() => both.analyse(request("RE", "summary", "checks")));
  expect(asked.value).toEqual({ engine: "first: summary" });
  await arrive();
  expect(asked.value).toEqual({ engine: "whole: summary,checks" });
});

test("so is a model that it refuses", async () => {
  const { both, arrive } = twoParts();
  const asked = computed(() => both.analyse(request("GLMM", "summary")));
  expect(asked.value).toHaveProperty("error.code", "elsewhere");
  await arrive();
  expect(asked.value).toEqual({ engine: "whole: summary" });
});

test("the catalogue that the page holds becomes the whole one, and the background with it", async () => {
  const { both, whole, arrive } = twoParts();
  const held = both.catalog;
  await arrive();
  expect(held.analyses).toBe(whole.catalog.analyses);
  expect(both.catalog).toBe(held);
  expect(both.background).toBe(whole.background);
});
