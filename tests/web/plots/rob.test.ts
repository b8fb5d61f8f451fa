import { describe, expect, it } from "vitest";
import { svgDocument } from "../../../web/src/files/svg";
import { forest } from "../../../web/src/plots/forest";
import { forestStyles } from "../../../web/src/plots/forest-styles";
import type { PlotInput } from "../../../web/src/plots/plot";
import { partsOf, robBars, robBarsUnweighted } from "../../../web/src/plots/rob-bars";
import { LOOKS, type RobInput } from "../../../web/src/plots/rob-look";
import { type SvgNode, walk } from "../../../web/src/plots/svg";
import { trafficLight } from "../../../web/src/plots/traffic-light";
import { templateOf } from "../../../web/src/state/rob";
import { overlaps, textBoxes } from "./boxes";
import { bcg, made } from "./fixture";

const LONG = Array.from({ length: 12 }, (_, i) => `Domain ${i + 1} of a name of sixty letters`.padEnd(60, "m"));

function rob(tool: string, k: number): RobInput {
  const template = templateOf({ rob_tool: tool, rob_domains: LONG, rob_levels: ["Good", "Fair", "Poor", "Awful"] });
  if (template === null) throw new Error(tool);
  const letters = [...template.levels.map(({ id }) => id), "."];
  const places = template.domains.length + 1;
  const judged = Array.from({ length: k }, (_, i) =>
    Array.from({ length: places }, (_, j) => letters[(i * 5 + j * 3) % letters.length]).join(""),
  );
  return { template, judged, beside: true };
}

const judged = (input: PlotInput, tool: string): PlotInput => ({ ...input, rob: rob(tool, input.studies.length) });

/** Texts and circles that leave the paper. */
function clipped(figure: SvgNode): string[] {
  const [, , width = 0, height = 0] = String(figure.attrs.viewBox).split(" ").map(Number);
  const texts = textBoxes(figure)
    .filter((b) => b.left < 0 || b.right > width || b.top < 0 || b.bottom > height)
    .map((b) => b.text);
  const circles = [...walk(figure)].filter(({ tag, attrs: a }) => {
    const [x, y, r] = [a.cx, a.cy, a.r].map(Number) as [number, number, number];
    return tag === "circle" && (x - r < 0 || x + r > width || y - r < 0 || y + r > height);
  });
  return [...texts, ...circles.map(() => "circle")];
}

const circles = (figure: SvgNode): SvgNode[] => [...walk(figure)].filter(({ attrs }) => attrs.class === "rob");

describe("figures of risk of bias", () => {
  const input = judged(bcg, "RoB2");
  for (const plot of [trafficLight, robBars, robBarsUnweighted, forest])
    it(`${plot.id} looks as it did`, async () => {
      const figure = svgDocument(plot.draw(input, { width_mm: 170 }));
      await expect(figure.replaceAll("><", ">\n<")).toMatchFileSnapshot(`__snapshots__/rob-${plot.id}.svg`);
    });

  for (const tool of ["RoB2", "free"])
    for (const k of [2, 13, 100])
      it(`${tool}, k = ${k}: nothing is clipped, no text touches another, every judgement is there`, () => {
        const input = judged(made(k), tool);
        const places = (input.rob?.template.domains.length ?? 0) + 1;
        for (const width_mm of [90, 170])
          for (const plot of [trafficLight, robBars, robBarsUnweighted]) {
            const figure = plot.draw(input, { width_mm });
            expect(overlaps(textBoxes(figure))).toEqual([]);
            expect(clipped(figure)).toEqual([]);
            const keys = input.rob?.template.levels.length ?? 0;
            if (plot === trafficLight) expect(circles(figure)).toHaveLength(k * places + keys);
          }
      });

  for (const style of forestStyles)
    it(`beside the forest plot in the style ${style.label}: a circle for each judgement, nothing touches`, () => {
      for (const k of [2, 13, 50]) {
        const input = judged(made(k), "ROBINS-I");
        const figure = forest.draw(input, { width_mm: 170, style: style.id });
        expect(circles(figure)).toHaveLength(k * 8);
        expect(overlaps(textBoxes(figure))).toEqual([]);
        expect(clipped(figure)).toEqual([]);
        const off = { ...input, rob: { ...(input.rob as RobInput), beside: false } };
        expect(circles(forest.draw(off, { width_mm: 170, style: style.id }))).toEqual([]);
      }
    });

  it("bars are shares of the weight, or of the studies that are not left out", () => {
    const input = made(4);
    const template = templateOf({ rob_tool: "RoB2", rob_domains: [], rob_levels: [] });
    if (template === null) throw new Error();
    const rob: RobInput = { template, judged: ["L", "H", "H", ""], beside: true };
    const weights = input.report.effects.map((e) => (e.weight ?? 0) / 100) as [number, number, number, number];
    const parts = partsOf({ ...input, rob }, rob, 0, true);
    expect(parts.map(({ level }) => level)).toEqual([0, 2, -1]);
    expect(parts[0]?.to).toBeCloseTo(weights[0], 12);
    expect(parts[1]?.to).toBeCloseTo(1 - weights[3], 12);
    expect(parts.at(-1)?.to).toBeCloseTo(1, 12);
    const counted = partsOf({ ...input, rob }, rob, 0, false).map(({ from, to }) => to - from);
    expect(counted).toEqual([0.25, 0.5, 0.25]);
  });

  it("every sign stands out from its circle (4.5 to 1 or more)", () => {
    const light = (hex: string): number => {
      const [r, g, b] = [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16) / 255) as [
        number,
        number,
        number,
      ];
      const linear = (c: number): number => (c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4);
      return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
    };
    for (const { fill, ink } of Object.values(LOOKS)) {
      const [a, b] = [light(fill), light(ink)];
      expect((Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05)).toBeGreaterThanOrEqual(4.5);
    }
  });
});
