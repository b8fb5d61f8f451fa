import { describe, expect, it } from "vitest";
import { svgDocument } from "../../../web/src/files/svg";
import { forest } from "../../../web/src/plots/forest";
import { type SvgNode, serialize, walk } from "../../../web/src/plots/svg";
import { overlaps, textBoxes } from "./boxes";
import { bcg, bcgReport, bcgStudies, effect, input, made, report, study, summary } from "./fixture";

const WIDTH = { width_mm: 170 };
const nodes = (figure: SvgNode, tag: string, cls?: string): SvgNode[] =>
  [...walk(figure)].filter((n) => n.tag === tag && (cls === undefined || n.attrs.class === cls));
const texts = (figure: SvgNode): string[] => nodes(figure, "text").map((n) => n.children.join(""));

describe("the forest plot of the BCG trials", () => {
  const figure = forest.draw(bcg, WIDTH);

  it("looks as it did", async () => {
    await expect(svgDocument(figure).replaceAll("><", ">\n<")).toMatchFileSnapshot("__snapshots__/forest-bcg.svg");
  });

  it("says what metafor says, in print", () => {
    const all = texts(figure);
    expect(all).toContain("0.49 (0.33–0.73)");
    expect(all).toContain("(0.14–1.76)");
    expect(all.join(" ")).toContain(
      "τ² = 0.313 (95% CI 0.120 to 1.11); Q = 152.2, df = 12, P < .001; I² = 92% (from τ²)",
    );
    expect(all).toContain("Test of no effect: t = −3.95, df = 12, P = .002");
  });

  it("has weights that add up to 100.0 in print", () => {
    const weights = texts(figure)
      .filter((t) => /^\d+\.\d%$/.test(t))
      .map((t) => Math.round(Number.parseFloat(t) * 10));
    expect(weights).toHaveLength(13);
    expect(weights.reduce((a, b) => a + b, 0)).toBe(1000);
  });

  it("carries its title and a description with the numbers", () => {
    expect(nodes(figure, "title")[0]?.children).toEqual(["BCG vaccine against tuberculosis"]);
    expect(nodes(figure, "desc")[0]?.children.join("")).toContain("Pooled RR 0.49, 95% CI 0.33 to 0.73, 13 studies");
  });

  it("has the difference that matters as a dashed line that its foot explains", () => {
    const options = { ...bcgReport.options, threshold: 0.75 };
    const drawn = forest.draw({ ...bcg, report: { ...bcgReport, options } }, WIDTH);
    const dashed = (of: SvgNode) => nodes(of, "line").filter((n) => n.attrs["stroke-dasharray"] === "6 3");
    expect(dashed(figure)).toHaveLength(0);
    expect(dashed(drawn)).toHaveLength(1);
    expect(texts(drawn).join(" ")).toContain("Important difference 0.75 (dashed line): the estimate");
    expect(overlaps(textBoxes(drawn))).toEqual([]);
  });

  it("has squares whose area is proportional to the weight", () => {
    const ratios = nodes(figure, "rect", "study").map((n, i) => {
      const weight = bcgReport.effects[i]?.weight ?? Number.NaN;
      return Number(n.attrs.width) ** 2 / weight;
    });
    for (const ratio of ratios) expect(ratio / (ratios[0] as number)).toBeCloseTo(1, 1);
  });
});

describe("laws of every forest plot", () => {
  for (const k of [0, 1, 2, 3, 5, 13, 50, 100]) {
    const figure = forest.draw(made(k), WIDTH);
    it(`k = ${k}: every study has its square`, () => {
      expect(nodes(figure, "rect", "study")).toHaveLength(k);
    });
    it(`k = ${k}: no text touches another or leaves the page`, () => {
      const boxes = textBoxes(figure);
      expect(overlaps(boxes)).toEqual([]);
      const [, , width, height] = String(figure.attrs.viewBox).split(" ").map(Number) as [
        number,
        number,
        number,
        number,
      ];
      for (const b of boxes) expect(b.left >= 0 && b.right <= width && b.top >= 0 && b.bottom <= height).toBe(true);
    });
  }

  it("an interval beyond the axis ends in an arrow on each side", () => {
    const marks = nodes(forest.draw(made(5), WIDTH), "polygon").filter((n) => n.attrs.class !== "pooled");
    expect(marks).toHaveLength(2);
  });

  it("is as wide as asked for, whatever the names", () => {
    for (const width_mm of [85, 120, 170, 250])
      expect(Number(forest.draw(made(7), { width_mm }).attrs.width)).toBeCloseTo((width_mm * 96) / 25.4, 1);
  });

  it("a study left out has a hollow square and no weight", () => {
    const effects = bcgReport.effects.map((e) => (e.row === 2 ? { ...e, used: false, weight: null } : e));
    const figure = forest.draw(input({ ...bcgReport, effects }, bcgStudies), WIDTH);
    const squares = nodes(figure, "rect", "study");
    expect(squares).toHaveLength(13);
    expect(squares.filter((n) => n.attrs.fill === "#ffffff")).toHaveLength(1);
  });

  it("a study that is not estimable is named all the same", () => {
    const lost = {
      ...effect(1, 0, 1, null),
      yi: null,
      ci_lb: null,
      ci_ub: null,
      display: { est: null, ci_lb: null, ci_ub: null },
    };
    const r = report([effect(0, 0.5, 0.2, 100), lost], summary(1, [0.5, 0.1, 0.9]));
    const figure = forest.draw(input(r, [study("Amr 2010", {}), study("Bai 2011", {})]), WIDTH);
    expect(texts(figure)).toContain("Bai 2011");
    expect(texts(figure)).toContain("Not estimable");
  });

  it("hostile labels stay text", () => {
    const label = `</text><script>alert(1)</script>"'&\u0000\u001b]\u{d800}`;
    const r = report([effect(0, 0.5, 0.2, 100)], summary(1, [0.5, 0.1, 0.9]));
    const xml = serialize(forest.draw(input(r, [study(label, {})], { title: label }), WIDTH));
    expect(xml).not.toMatch(/<script/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: the point of the test
    expect(xml).not.toMatch(/[\u0000-\u0008\u001b]/);
    expect(xml.isWellFormed()).toBe(true);
    const tags = [...xml.matchAll(/<\/?([^\s>/]*)/g)].map((m) => m[1]);
    expect(new Set(tags)).toEqual(new Set(["svg", "title", "desc", "rect", "text", "line", "polygon"]));
    expect(xml).not.toMatch(/&(?!(amp|lt|gt|quot|#39);)/);
  });

  it("a label of 10,000 characters is cut", () => {
    const r = report([effect(0, 0.5, 0.2, 100)], summary(1, [0.5, 0.1, 0.9]));
    const figure = forest.draw(input(r, [study("x".repeat(10_000), {})]), WIDTH);
    expect(texts(figure).every((t) => t.length < 200)).toBe(true);
    expect(overlaps(textBoxes(figure))).toEqual([]);
  });
});
