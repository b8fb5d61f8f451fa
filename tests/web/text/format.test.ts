import { describe, expect, it } from "vitest";
import {
  exactP,
  formatCount,
  formatNumber,
  formatSignificant,
  intervalText,
  levelText,
  percentText,
  pText,
  range,
  weightTexts,
} from "../../../web/src/text/format";

const ratio = (est: number, lb: number, ub: number) => Object.values(intervalText(est, lb, ub, "log")).join(" ");
const difference = (est: number, lb: number, ub: number) =>
  Object.values(intervalText(est, lb, ub, "identity")).join(" ");

describe("numbers in print", () => {
  it("ratios have two decimals, more where the interval is narrow", () => {
    expect(ratio(1.65412, 1.2311, 2.2226)).toBe("1.65 1.23 2.22");
    expect(ratio(10.61, 4.08, 27.6)).toBe("10.61 4.08 27.60");
    expect(ratio(1.0021, 0.9968, 1.0074)).toBe("1.002 0.997 1.007");
    expect(ratio(1.85, 1.0024, 3.41)).toBe("1.85 1.002 3.41");
    expect(ratio(1, 1, 1)).toBe("1.00 1.00 1.00");
    expect(ratio(0.0132, 0.0021, 0.0953)).toBe("0.01 0.002 0.10");
  });

  it("differences follow the width of their interval", () => {
    expect(difference(-1.83, -2.35, -1.31)).toBe("−1.83 −2.35 −1.31");
    expect(difference(12.34, 7.12, 17.41)).toBe("12.3 7.1 17.4");
    expect(difference(0.03612, 0.0121, 0.0613)).toBe("0.036 0.012 0.061");
    expect(difference(-15.11, -35.8, 5.57)).toBe("−15.1 −35.8 5.6");
    expect(difference(1234.5, 700, 1800)).toBe("1235 700 1800");
  });

  it("never prints -0.00 and never rounds something to nothing", () => {
    expect(formatNumber(-0.0000001, 2)).toBe("−1×10⁻⁷");
    expect(formatNumber(-0.004, 2)).toBe("−0.004");
    expect(formatNumber(-0, 3)).toBe("0.000");
    expect(formatNumber(null, 2)).toBe("–");
    expect(formatNumber(Number.NaN, 2)).toBe("–");
    expect(formatNumber(1.5e99, 2)).toBe("1.50×10⁹⁹");
  });

  it("P has two decimals from .1 on, three below, and never crosses .05 by rounding", () => {
    const cases: [number, string][] = [
      [0.00692, "P = .007"],
      [0.0001, "P < .001"],
      [0.7781, "P = .78"],
      [0.049961, "P = .0500"],
      [0.04996, "P = .0500"],
      [0.0287, "P = .029"],
      [0.9999, "P > .99"],
      [0, "P < .001"],
    ];
    for (const [p, text] of cases) expect(pText(p)).toBe(text);
    expect(pText(null)).toBe("P = –");
    expect(exactP(1.99676459e-26)).toBe("P = 2.00×10⁻²⁶");
    expect(exactP(0)).toBe("P < 10⁻³⁰⁰");
  });

  it("weights add up to 100.0 by largest remainder", () => {
    expect(weightTexts([33.333, 33.333, 33.334])).toEqual(["33.3", "33.3", "33.4"]);
    expect(weightTexts([100 / 6, 100 / 6, 100 / 6, 100 / 6, 100 / 6, 100 / 6])).toEqual([
      "16.7",
      "16.7",
      "16.7",
      "16.7",
      "16.6",
      "16.6",
    ]);
    expect(weightTexts([60, null, 40])).toEqual(["60.0", null, "40.0"]);
    expect(weightTexts([])).toEqual([]);
  });

  it("shares, counts, levels and ranges", () => {
    expect([0, 0.2, 33.4, 92.2, 99.7, 100].map(percentText)).toEqual(["0%", "<1%", "33%", "92%", ">99%", "100%"]);
    expect(formatCount(1652)).toBe("1652");
    expect(formatCount(357347)).toBe("357,347");
    expect(levelText(0.95)).toBe("95%");
    expect(levelText(0.999)).toBe("99.9%");
    expect(range("0.85", "4.93")).toBe("0.85–4.93");
    expect(range("−2.35", "−1.31")).toBe("−2.35 to −1.31");
    expect(formatSignificant(0.31324)).toBe("0.313");
    expect(formatSignificant(152.233, 4)).toBe("152.2");
    expect(formatSignificant(0)).toBe("0");
    expect(formatSignificant(1.2e-9)).toBe("1.20×10⁻⁹");
  });
});
