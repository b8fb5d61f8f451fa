import { describe, expect, it } from "vitest";
import { svgDocument } from "../../../web/src/files/svg";
import { forest } from "../../../web/src/plots/forest";
import { forestStyles } from "../../../web/src/plots/forest-styles";
import { plots } from "../../../web/src/plots/index";
import type { Plot, PlotInput } from "../../../web/src/plots/plot";
import { type SvgNode, walk } from "../../../web/src/plots/svg";
import { overlaps, textBoxes } from "./boxes";
import { bcgInput, trialsInput } from "./made";

const WIDTHS = [90, 170];

function box(figure: SvgNode): { width: number; height: number } {
  const [, , width = 0, height = 0] = String(figure.attrs.viewBox).split(" ").map(Number);
  return { width, height };
}

/** What is outside the paper: texts, and the ends of every mark. */
function clipped(figure: SvgNode): string[] {
  const { width, height } = box(figure);
  const texts = textBoxes(figure)
    .filter((b) => b.left < 0 || b.right > width || b.top < 0 || b.bottom > height)
    .map((b) => b.text);
  const inside = (x: unknown, y: unknown): boolean =>
    Number(x) >= -0.5 && Number(x) <= width + 0.5 && Number(y) >= -0.5 && Number(y) <= height + 0.5;
  const marks = [...walk(figure)].flatMap(({ tag, attrs: a }) => {
    if (tag === "line") return inside(a.x1, a.y1) && inside(a.x2, a.y2) ? [] : ["line"];
    if (tag === "circle") return inside(Number(a.cx), Number(a.cy)) ? [] : ["circle"];
    const numbers = String(a.points ?? "")
      .split(/[ ,]/)
      .map(Number);
    return numbers.some((n, i) => i % 2 === 1 && !inside(numbers[i - 1], n)) ? [tag] : [];
  });
  return [...texts, ...marks];
}

function bad(figure: SvgNode): string[] {
  const numbers = [...walk(figure)].flatMap((n) => Object.entries(n.attrs));
  return numbers.filter(([, value]) => /NaN|Infinity|undefined|null/.test(String(value))).map(([name]) => name);
}

const drawn = (plot: Plot, input: PlotInput): boolean => plot.unavailable(input.report) === null;

describe("figures of the BCG trials", () => {
  for (const plot of plots) {
    it(`${plot.id} looks as it did`, async () => {
      expect(plot.unavailable(bcgInput.report)).toBeNull();
      const figure = svgDocument(plot.draw(bcgInput, { width_mm: 170 }));
      await expect(figure.replaceAll("><", ">\n<")).toMatchFileSnapshot(`__snapshots__/bcg-${plot.id}.svg`);
    });
  }
});

describe("styles of the forest plot", () => {
  const inputs = [bcgInput, ...[2, 13, 50].map(trialsInput)];
  for (const style of forestStyles)
    it(`${style.label}: every study and every subgroup is there, nothing is clipped or touches another`, () => {
      for (const [i, input] of inputs.entries()) {
        const figure = forest.draw(input, { width_mm: 170, style: style.id });
        const marks = [...walk(figure)].map((n) => n.attrs.class);
        const estimable = input.report.effects.filter((e) => e.yi !== null);
        expect(marks.filter((c) => c === "study")).toHaveLength(estimable.length);
        expect(marks.filter((c) => c === "subtotal").length).toBe(i === 0 ? 3 : 2);
        expect(overlaps(textBoxes(figure))).toEqual([]);
        expect(clipped(figure)).toEqual([]);
      }
    });
});

describe("laws of every figure", () => {
  for (const k of [2, 3, 5, 13, 40, 100]) {
    const input = trialsInput(k);
    for (const plot of plots.filter((p) => drawn(p, input)))
      for (const width_mm of WIDTHS)
        it(`${plot.id}, k = ${k}, ${width_mm} mm: nothing is clipped, no text touches another`, () => {
          const figure = plot.draw(input, { width_mm });
          expect(bad(figure)).toEqual([]);
          expect(overlaps(textBoxes(figure))).toEqual([]);
          expect(clipped(figure)).toEqual([]);
          expect(Number(figure.attrs.width)).toBeCloseTo((width_mm * 96) / 25.4, 1);
        });
  }
});
