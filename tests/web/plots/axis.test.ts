import { describe, expect, it } from "vitest";
import { axisOf, axisTicks, makeAxis } from "../../../web/src/plots/axis";
import { measureOf } from "../../../web/src/text/names";
import { bcgReport, catalog, effect, made, report, summary } from "./fixture";

const ratio = measureOf(catalog, "RR");
const difference = measureOf(catalog, "MD");

describe("the axis", () => {
  it("of ratios has ticks at 1, 2, 5 times a power of ten", () => {
    for (const r of [bcgReport, ...[2, 5, 20, 50].map((k) => made(k).report)]) {
      const axis = axisOf(r, ratio);
      const labels = axis ? axisTicks(axis, 7).map((t) => t.label) : [];
      expect(labels.length).toBeGreaterThanOrEqual(3);
      for (const label of labels) expect(Number(label).toExponential()).toMatch(/^[125]e/);
    }
  });

  it("holds no effect, every estimate, and the pooled and prediction intervals", () => {
    const axis = axisOf(bcgReport, ratio);
    const s = bcgReport.summary;
    const must = [0, s?.ci_lb, s?.ci_ub, s?.pi_lb, s?.pi_ub, ...bcgReport.effects.map((e) => e.yi)];
    for (const value of must) {
      const at = axis?.at(value ?? Number.NaN) ?? Number.NaN;
      expect(at).toBeGreaterThan(0);
      expect(at).toBeLessThan(1);
    }
  });

  it("is not stretched by one very wide interval", () => {
    const effects = [effect(0, 0.1, 0.1, 50), effect(1, 0.2, 0.1, 49), effect(2, 0.1, 40, 1)];
    const axis = axisOf(report(effects, summary(3, [0.15, 0, 0.3])), ratio);
    expect((axis?.hi ?? 99) - (axis?.lo ?? -99)).toBeLessThan(3);
  });

  it("too narrow for three such ticks has even ones", () => {
    const effects = [effect(0, 0.01, 0.01, 50), effect(1, 0.02, 0.02, 50)];
    const axis = axisOf(report(effects, summary(2, [0.01, 0, 0.02])), ratio);
    const labels = axis ? axisTicks(axis, 5).map((t) => t.label) : [];
    expect(labels.length).toBeGreaterThanOrEqual(3);
    expect(new Set(labels).size).toBe(labels.length);
  });

  it("never has more ticks than asked for", () => {
    for (const most of [4, 5, 6, 9]) {
      for (const hi of [0.7, 3.3, 11, 260])
        expect(axisTicks(makeAxis("identity", { lo: -1, hi }), most).length).toBeLessThanOrEqual(most);
      for (const hi of [0.7, 3.3, 11, 26])
        expect(axisTicks(makeAxis("log", { lo: -1, hi }), most).length).toBeLessThanOrEqual(most);
    }
  });

  it("of effects that cannot be has few ticks and is soon done, however far they lie", () => {
    for (const [lo, hi] of [
      [-30, 9e9],
      [-9e9, 30],
      [800, 9e9],
      [-9e9, -800],
    ] as const)
      for (const { label } of axisTicks(makeAxis("log", { lo, hi }), 7)) expect(label).not.toMatch(/NaN|Infinity/);
  });

  it("of differences has round ticks with a true minus and no -0", () => {
    const effects = [effect(0, -1.83, 0.3, 60, (x) => x), effect(1, 0.4, 0.5, 40, (x) => x)];
    const axis = axisOf(
      report(
        effects,
        summary(2, [-1, -2, 0], {}, (x) => x),
      ),
      difference,
    );
    const labels = axis ? axisTicks(axis, 6).map((t) => t.label) : [];
    expect(labels).toContain("0");
    expect(labels).toContain("−2");
    expect(labels.join()).not.toContain("-");
  });

  it("works at every scale from 1e-100 to 1e100", () => {
    for (const unit of [1e-100, 1e-9, 1, 1e9, 1e100]) {
      const effects = [effect(0, -1 * unit, 0.3 * unit, 60, (x) => x), effect(1, 2 * unit, 0.5 * unit, 40, (x) => x)];
      const axis = axisOf(
        report(
          effects,
          summary(2, [0, -unit, unit], {}, (x) => x),
        ),
        difference,
      );
      expect(axis ? axisTicks(axis, 5).length : 0).toBeGreaterThanOrEqual(3);
    }
  });

  it("of studies that all agree exactly still has a width", () => {
    const axis = makeAxis("identity", { lo: -1, hi: 1 });
    expect(axis.at(0)).toBe(0.5);
    const same = axisOf(report([effect(0, 0, 0, 100)], summary(1, [0, 0, 0])), ratio);
    expect((same?.hi ?? 0) - (same?.lo ?? 0)).toBeGreaterThan(0);
  });

  it("is not there without an effect", () => {
    expect(axisOf({ ...bcgReport, effects: [] }, ratio)).toBeNull();
  });
});

describe("the axis of other scales", () => {
  const of = (scale: "logit" | "arcsine" | "square_root" | "fisher_z", lo: number, hi: number): string[] =>
    axisTicks(makeAxis(scale, { lo, hi }, null), 7).map((t) => t.label);

  it("has round ticks of what people read, within its ends", () => {
    expect(of("logit", -2, 2)).toEqual(["0.2", "0.3", "0.4", "0.5", "0.6", "0.7", "0.8"]);
    expect(of("arcsine", -0.1, 1.7).at(-1)).toBe("1.0");
    expect(of("square_root", -0.1, 1)[0]).toBe("0.0");
    expect(of("fisher_z", -1, 1)).toContain("−0.4");
  });

  it("has no line of no effect where one group is described", () => {
    const one = { ...ratio, scale: "logit" as const, no_effect: null };
    const effects = [effect(0, -3, 0.1, 50), effect(1, -2.8, 0.2, 50)];
    const axis = axisOf(report(effects, summary(2, [-2.9, -3, -2.8])), one);
    expect(axis?.zero).toBeNull();
    expect(axis?.hi).toBeLessThan(-1);
  });
});
