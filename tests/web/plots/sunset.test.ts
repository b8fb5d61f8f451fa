import { describe, expect, it } from "vitest";
import type { Study } from "../../../web/src/core/types";
import { svgDocument } from "../../../web/src/files/svg";
import { textOf } from "../../../web/src/plots/caption";
import { funnel } from "../../../web/src/plots/funnel";
import { AMBER } from "../../../web/src/plots/paper";
import type { PlotInput } from "../../../web/src/plots/plot";
import { type SvgNode, walk } from "../../../web/src/plots/svg";
import { overlaps, textBoxes } from "./boxes";
import { study } from "./fixture";
import { bcgInput, inputOf, trialsInput } from "./made";

const sunset = (input: PlotInput, width_mm = 170): SvgNode => funnel.draw(input, { width_mm, shading: "power" });

/** Bands behind the plot, from the top: those as wide as it, not the swatches of the key. */
const bands = (figure: SvgNode) =>
  [...walk(figure)].filter(({ attrs: a }) => a.fill === AMBER && a.stroke === undefined).map(({ attrs }) => attrs);

const labels = (figure: SvgNode): string[] => textBoxes(figure).map(({ text }) => text);

describe("a funnel before the power of its studies", () => {
  it("looks as it did", async () => {
    const figure = svgDocument(sunset(bcgInput)).replaceAll("><", ">\n<");
    await expect(figure).toMatchFileSnapshot("__snapshots__/bcg-funnel-power.svg");
  });

  it("has a band for each tenth of power that the standard errors reach, the stronger the lower, without a gap", () => {
    const found = bands(sunset(bcgInput));
    expect(found).toHaveLength(10);
    const strengths = found.map((a) => Number(a["fill-opacity"]));
    expect(strengths[0]).toBe(0);
    expect([...strengths].sort((a, b) => a - b)).toEqual(strengths);
    for (const [i, band] of found.slice(1).entries())
      expect(Number(band.y)).toBeCloseTo(Number(found[i]?.y) + Number(found[i]?.height), 1);
  });

  it("puts every study into the band of its power", () => {
    const { funnel: answer } = bcgInput.report;
    const found = bands(sunset(bcgInput));
    // Those with a name: what trim and fill made up has none.
    const dots = [...walk(sunset(bcgInput))].filter((n) => n.attrs.class === "study" && n.children.length > 0);
    const powers = answer?.studies.map(({ power }) => power ?? Number.NaN) ?? [];
    expect(powers).toHaveLength(13);
    for (const [i, power] of powers.entries()) {
      const y = Number(dots[i]?.attrs.cy);
      const band = found.findLastIndex((a) => Number(a.y) <= y);
      expect(band).toBe(Math.floor(10 * (1 - power)));
    }
  });

  it("says whose power it is, and the median", () => {
    const figure = sunset(bcgInput);
    // exp(-0.4302852), metafor 3.8-1, rma(method = "EE"); the median of pnorm() by R/funnel.R
    expect(labels(figure)).toContain("Power for the common effect of RR 0.65");
    expect(textOf(figure, "desc")).toMatch(
      /its chance of P < \.05 if the common effect of RR 0\.65 is true: the stronger the colour, the less\. Median power 36%\./,
    );
    expect(textOf(funnel.draw(bcgInput, { width_mm: 170 }), "desc")).toMatch(/P above \.10, \.05, \.01\./);
    expect(textOf(funnel.draw(bcgInput, { width_mm: 170, shading: "none" }), "desc")).not.toMatch(/Shades|power/);
  });

  it("has no colour at all behind it where none is wanted", () => {
    const figure = funnel.draw(bcgInput, { width_mm: 170, shading: "none" });
    expect([...walk(figure)].filter(({ tag }) => tag === "polygon")).toEqual([]);
    expect(bands(figure)).toEqual([]);
    expect(labels(figure)).not.toContain("P > .10");
  });

  it("of no effect has one band, that of alpha", () => {
    const pair = (est: number): Study => study(`s ${est}`, { yi: est, sei: 0.2 }, "estimate_se");
    const found = bands(sunset(inputOf([pair(-0.5), pair(0.5)], { measure: "GEN" })));
    expect(found.map((a) => a["fill-opacity"])).toEqual([0.63]);
  });

  it("of one group has no choice and no bands", () => {
    const input = inputOf([study("a", { xi: 3, ni: 40 }, "proportion"), study("b", { xi: 8, ni: 90 }, "proportion")], {
      measure: "PLO",
    });
    expect(funnel.shadings?.(input)).toEqual([]);
    expect(bands(sunset(input))).toEqual([]);
    expect(textOf(sunset(input), "desc")).not.toMatch(/Shades/);
  });

  for (const k of [2, 5, 40])
    for (const width_mm of [60, 90, 170])
      it(`k = ${k}, ${width_mm} mm: no text touches another or leaves the paper`, () => {
        const figure = sunset(trialsInput(k), width_mm);
        const [, , width = 0, height = 0] = String(figure.attrs.viewBox).split(" ").map(Number);
        const boxes = textBoxes(figure);
        expect(overlaps(boxes)).toEqual([]);
        expect(boxes.filter((b) => b.left < 0 || b.right > width || b.bottom > height)).toEqual([]);
      });
});
