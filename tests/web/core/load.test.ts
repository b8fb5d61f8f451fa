import { afterEach, expect, test, vi } from "vitest";
import { loadEngine } from "web/src/core/load";
import type { Report, Request } from "web/src/core/types";

// The page's own loader with the module that the page carries (scripts/build.sh wasm makes it).

const study = (label: string, ai: number, n1i: number, ci: number, n2i: number) => ({
  label,
  year: null,
  include: true,
  format: "counts",
  cells: { ai, n1i, ci, n2i },
  groups: {},
  mods: {},
});

const request: Request = {
  version: 1,
  dataset: { studies: [study("Ali 2010", 12, 40, 6, 41), study("Bérg 2012", 9, 25, 4, 27)] },
  options: { measure: "RR", model: "EE" },
  want: ["summary"],
};

afterEach(() => vi.restoreAllMocks());

test.each(["inflating and compiling in one", "inflating first, where the browser cannot"])("%s", async (way) => {
  if (way.startsWith("inflating first"))
    vi.spyOn(WebAssembly, "compileStreaming").mockRejectedValue(new TypeError("not in this browser"));
  vi.resetModules();
  const engine = await (await import("web/src/core/load")).loadEngine();
  expect(engine.catalog.measures.map((measure) => measure.id)).toContain("RR");
  const report = engine.analyse(request) as Report;
  expect(report.summary?.display.est).toBeCloseTo(2.1995, 3); // metafor 3.8-1, rma(method = "EE"): 2.1995
});

test("a request that makes no sense is answered with an error report, and the engine goes on", async () => {
  const engine = await loadEngine();
  expect(engine.analyse({ version: 1 } as Request)).toMatchObject({ version: 1, error: { code: expect.any(String) } });
  expect(engine.analyse(request)).toHaveProperty("summary");
});
