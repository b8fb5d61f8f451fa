import { describe, expect, it } from "vitest";
import { type Domain, parseNumber } from "web/src/text/parse-number";
import { cpuTime, randomFrom } from "../state/helpers";

const value = (text: string, domain?: Domain) => {
  const parsed = parseNumber(text, domain);
  return parsed !== null && "value" in parsed ? parsed.value : parsed;
};
const problem = (text: string, domain?: Domain): string => {
  const parsed = parseNumber(text, domain);
  return parsed !== null && "problem" in parsed ? parsed.problem : `no problem: ${JSON.stringify(parsed)}`;
};
const hint = (text: string, domain?: Domain): string | undefined => {
  const parsed = parseNumber(text, domain);
  return parsed !== null && "value" in parsed ? parsed.hint : undefined;
};

describe("parseNumber reads what people type and paste", () => {
  // [text, value]; ids are those of the edge-case list this page is held to.
  const cases: [string, string, number][] = [
    ["L01 decimal comma", "1,5", 1.5],
    ["L02 thousands point, decimal comma", "1.234,5", 1234.5],
    ["L03 thousands comma, decimal point", "1,234.5", 1234.5],
    ["L05 blank as thousands separator", "1 234,5", 1234.5],
    ["L05 no-break space", "1\u00a0234,5", 1234.5],
    ["L05 narrow no-break space", "1\u202f234,5", 1234.5],
    ["L05 thin space", "1\u2009234,5", 1234.5],
    ["L06 Swiss apostrophe", "1'234.5", 1234.5],
    ["L06 typographic apostrophe", "1’234.5", 1234.5],
    ["L07 U+2212 minus", "−0.5", -0.5],
    ["L07 en dash as minus", "–0.5", -0.5],
    ["L09 minus, thin space", "-\u20090.5", -0.5],
    ["L13 no-break space at the end", "0.5\u00a0", 0.5],
    ["L14 byte order mark", "\ufeff0.5", 0.5],
    ["L15 exponent", "1e-3", 0.001],
    ["L15 exponent with comma", "1,5E+2", 150],
    ["L17 raised exponent", "1.5×10⁻³", 0.0015],
    ["L17 exponent with caret", "1.5 x 10^-3", 0.0015],
    ["L18 no digit before the point", ".5", 0.5],
    ["L18 no digit before the comma", "-,5", -0.5],
    ["L19 no digit after the point", "5.", 5],
    ["L41 Arabic-Indic digits", "١٢", 12],
    ["L41 Arabic separators", "١٬٢٣٤٫٥", 1234.5],
    ["L42 full-width digits", "０．５", 0.5],
    ["several groups of three", "1,234,567", 1234567],
    ["several groups of three, points", "1.234.567", 1234567],
    ["groups and decimals", "1.234.567,25", 1234567.25],
    ["leading zero makes the comma decimal", "0,405", 0.405],
    ["plus sign", "+3", 3],
    ["footnote mark", "12*", 12],
    ["footnote letters and daggers", "3.4 ‡ᵃ", 3.4],
    ["middle dot as The Lancet prints it", "0·85", 0.85],
    ["direction marks around a number", "\u200e12\u200f", 12],
    ["zero", "0", 0],
    ["negative zero", "-0", -0],
    ["a subnormal number", "4.9e-324", 4.9e-324],
    ["the largest double", "1.7976931348623157e308", 1.7976931348623157e308],
    ["too small for a double is zero", "1e-400", 0],
  ];
  it.each(cases)("%s: %s", (_, text, expected) => expect(value(text)).toBe(expected));

  it("L46 a number of 4002 characters, in time that grows with its length only", async () => {
    expect(value(`0.${"3".repeat(4000)}`)).toBe(1 / 3);
    const million = `0.${"3".repeat(1_000_000)}`;
    expect(await cpuTime(() => expect(value(million)).toBe(1 / 3))).toBeLessThan(1000);
  });

  it("agrees with the platform on every plain decimal and never depends on more digits than it keeps", () => {
    const random = randomFrom(1);
    for (let i = 0; i < 5000; i += 1) {
      const text = `${random() < 0.5 ? "-" : ""}${Math.floor(random() * 1e6)}.${String(Math.floor(random() * 1e15))}e${Math.floor(random() * 40) - 20}`;
      expect(value(text)).toBe(Number(text));
    }
    // Just above the midpoint of 1 and its neighbour, told apart by the 80th digit only.
    expect(value(`1.00000000000000011102230246251565404236316680908203125${"0".repeat(30)}1`)).toBe(1 + 2 ** -52);
  });
});

describe("parseNumber leaves missing values missing", () => {
  it.each(["", "   ", "NA", "n/a", "N/A", "-", "–", "—", ".", "NR", "\ufeff"])("L25-L29 %j", (text) =>
    expect(parseNumber(text)).toBeNull(),
  );
});

describe("parseNumber refuses what it would have to guess, and says what to type", () => {
  const refused = ["0x10", "1_000", "Infinity", "NaN", "1.2.3", "1..5", "½", "1\u0000", "abc", "12abc", "1e", "1e999999999", "12 34",
    "1,234,5", "1'23", "12-15", "--5", "5-", "12/40", "1.5 (0.3)", "=1+1", "1e5e5", "12 13", "e5", "£5"]; // biome-ignore format: a list
  it.each(refused)("L21-L47 %j", (text) => expect(problem(text)).toMatch(/is not a number\. Type digits/));

  it("L45 a number that overflows", () => expect(problem("9".repeat(400))).toMatch(/too large/));
  it("L10 a number in brackets", () =>
    expect(problem("(0.5)")).toBe('"(0.5)" can mean two things. Type -0.5 if it is negative, else 0.5.'));
  it("L33, L34 a bound", () => {
    expect(problem("<0.001")).toMatch(/is a bound/);
    expect(problem(">0.05")).toMatch(/is a bound/);
  });
  it("L11 a percentage, except where the column is one", () => {
    expect(problem("12%", "count")).toMatch(/is a percentage/);
    expect(value("12%", "probability")).toBe(0.12);
    expect(value("90 %", "percent")).toBe(90);
  });
  it("shortens what it quotes", () => expect(problem("x".repeat(10_000)).length).toBeLessThan(120));
});

describe("parseNumber tells how it read what can be read in two ways", () => {
  it("1,234 is 1234 people, but 1.234 of anything else", () => {
    expect(value("1,234", "count")).toBe(1234);
    expect(hint("1,234", "count")).toBe('"1,234" was read as 1234. If that is wrong, type 1.234.');
    expect(value("-1,234", "any")).toBe(-1.234);
    expect(hint("-1,234", "any")).toBe('"-1,234" was read as -1.234. If that is wrong, type -1234.');
  });
  it("L35 12 (34%) is 12 in a column of counts, and not a number elsewhere", () => {
    expect(value("12 (34%)", "count")).toBe(12);
    expect(hint("12 (34%)", "count")).toMatch(/the percentage was left out/);
    expect(problem("12 (34%)", "any")).toMatch(/is not a number/);
    expect(problem("12 (34)", "count")).toMatch(/is not a number/);
  });
  it("says nothing when there is one way only", () => {
    for (const text of ["1,5", "1.234", "1.234,5", "12"]) expect(hint(text, "count")).toBeUndefined();
  });
});
