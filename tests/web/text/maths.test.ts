import { describe, expect, it } from "vitest";
import { mathsText, parseMaths } from "web/src/text/maths";
import { fill, workOut } from "web/src/text/maths-value";

const text = (formula: string): string => mathsText(parseMaths(formula));
const value = (formula: string, values = {}): number => workOut(parseMaths(formula), values);

describe("a formula as text", () => {
  it("is written with subscripts, squares and signs", () => {
    expect(text("y = ln((a/n_1) / (c/n_2))")).toBe("y = ln((a / n₁) / (c / n₂))");
    expect(text("τ² = max(0, (Q - (k - 1)) / C)")).toBe("τ² = max(0, (Q − (k − 1)) / C)");
    expect(text("θ̂ = sum(w_i y_i) / sum(w_i)")).toBe("θ̂ = Σ wᵢ yᵢ / Σ wᵢ");
    expect(text("SE = 1/sqrt(sum(w_i))")).toBe("SE = 1 / √(Σ wᵢ)");
    expect(text('Q ~ χ²_df "if all effects are equal"')).toBe("Q ~ χ_df² if all effects are equal");
    expect(text("sum(w_i)^2")).toBe("(Σ wᵢ)²");
  });
  it("that cannot be read is refused with what is wrong", () => {
    expect(() => parseMaths("a + (b")).toThrow(/not closed/);
    expect(() => parseMaths("a + ")).toThrow(/missing/);
    expect(() => parseMaths("a # b")).toThrow(/cannot be read/);
    expect(() => parseMaths("a )")).toThrow(/nothing is expected/);
  });
});

describe("a formula worked out", () => {
  it("follows the rules of arithmetic", () => {
    expect(value("2 - 3 - 4 * 5 / 10")).toBe(-3);
    expect(value("-2^2")).toBe(-4);
    expect(value("a b / c d", { a: 6, b: 2, c: 3, d: 2 })).toBe(8);
    expect(value("a b / (c d)", { a: 6, b: 2, c: 3, d: 2 })).toBe(2);
  });
  it("sums over the studies", () => {
    expect(value("sum(w_i y_i) / sum(w_i)", { w_i: [1, 3], y_i: [2, 6] })).toBe(5);
    expect(value("sum(w_i (y_i - m)^2)", { w_i: [1, 3], y_i: [2, 6], m: 5 })).toBe(12);
  });
  it("knows Hedges' correction exactly", () => {
    // mpmath: gamma(m/2) / (sqrt(m/2) gamma((m-1)/2)) at m = 2, 10, 58.5
    expect(value("J(2)")).toBeCloseTo(0.5641895835477563, 14);
    expect(value("J(10)")).toBeCloseTo(0.9227456080530871, 13);
    expect(value("J(58.5)")).toBeCloseTo(0.98711521858023, 13);
  });
  it("has no value where a name has none", () => {
    expect(value("a + b", { a: 1 })).toBeNaN();
    expect(value("F(a)", { a: 1 })).toBeNaN();
  });
});

describe("a formula with numbers in it", () => {
  const filled = (formula: string, values: Parameters<typeof fill>[1]): string =>
    mathsText(fill(parseMaths(formula), values), (x) => String(x).replace("-", "−"));
  it("multiplies numbers with a sign and keeps negative ones in parentheses", () => {
    expect(filled("w y", { w: 2, y: -3 })).toBe("2 × (−3)");
    expect(filled("a - b", { a: 1, b: -3 })).toBe("1 − (−3)");
    expect(filled("b^2", { b: -3 })).toBe("(−3)²");
    expect(filled("a / (b + c)", { a: 1, b: 2 })).toBe("1 / (2 + c)");
  });
  it("writes a short sum out and of a long one the ends", () => {
    expect(filled("sum(w_i y_i)", { w_i: [1, 2], y_i: [3, 4] })).toBe("(1 × 3 + 2 × 4)");
    expect(filled("sum(w_i)", { w_i: [1, 2, 3, 4, 5] })).toBe("(1 + 2 + … + 5)");
  });
});
