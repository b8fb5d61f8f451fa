import { deflateSync } from "fflate";
import { describe, expect, it } from "vitest";
import { goldens } from "web/goldens-plugin";
import { loadEngine } from "web/src/core/load";
import { allowed, selfTest, selfTestText } from "web/src/core/self-test";

const engine = await loadEngine();

describe("the self-test", () => {
  it("finds several hundred numbers right, on many analyses", () => {
    const test = selfTest(engine.analyse);
    expect(test.wrong).toEqual([]);
    expect(test.numbers).toBeGreaterThan(700);
    expect(test.cases).toBeGreaterThan(80);
    expect(test.worst).toBeLessThan(allowed);
    expect(test.where).not.toBe("");
  });

  it("finds a number that is off by a millionth", () => {
    const test = selfTest((request) => {
      const report = engine.analyse(request);
      if ("summary" in report && report.summary?.se) report.summary.se *= 1 + 1e-6;
      return report;
    });
    expect(test.wrong.length).toBe(test.cases);
    expect(test.worst).toBeGreaterThan(9e-7);
  });

  it("counts what is missing as wrong", () => {
    const test = selfTest(() => ({ version: 1, error: { code: "internal", where: "", text: "" } }));
    expect(test.wrong.length).toBe(test.numbers);
  });

  it("is a text to keep, with the engine and its hash", () => {
    const text = selfTestText(selfTest(engine.analyse), engine, new Date(0), "a device");
    expect(text).toContain("Result: passed");
    expect(text).toMatch(/SHA-256 of pooled\.wasm: [0-9a-f]{64}\n/);
    expect(text).toContain(`Engine: ${engine.catalog.engine}`);
  });

  it("takes at most 25 kB of the page", () => {
    const packed = deflateSync(new TextEncoder().encode(JSON.stringify(goldens())), { level: 9 });
    expect((packed.length * 4) / 3).toBeLessThan(25_000);
  }, 60_000);
});
