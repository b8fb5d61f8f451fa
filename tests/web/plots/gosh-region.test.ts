import { describe, expect, it } from "vitest";
import type { Gosh } from "../../../web/src/core/types";
import { textOf } from "../../../web/src/plots/caption";
import { gosh } from "../../../web/src/plots/gosh";
import { effectPlace, regionBorders, regionEnds } from "../../../web/src/plots/gosh-region";
import { type SvgNode, walk } from "../../../web/src/plots/svg";
import { moved, type Region, whole } from "../../../web/src/state/gosh-region";
import { overlaps, textBoxes } from "./boxes";
import { bcgInput, trialsInput } from "./made";

const answer = bcgInput.report.gosh as Gosh;
const all = whole(answer);
const high: Region = { ...all, I2: [30, 50] };
const frames = (figure: SvgNode) => [...walk(figure)].filter(({ attrs }) => attrs["stroke-dasharray"] === "4 2");

describe("a region of the GOSH plot of BCG", () => {
  it("has its ends on the scale people read; a whole axis is not mentioned", () => {
    expect(regionEnds(bcgInput, high)).toEqual({ effect: null, I2: ["60", "100"] });
    expect(regionEnds(bcgInput, all)).toEqual({ effect: null, I2: null });
    const { effect } = regionEnds(bcgInput, { est: [0, 30], I2: all.I2 });
    const [lo, hi] = [answer.est_lb ?? 0, answer.est_ub ?? 0];
    expect(effect?.[0]).toBe("RR");
    expect(Number(effect?.[1])).toBeCloseTo(Math.exp(lo), 2);
    expect(Number(effect?.[2])).toBeCloseTo(Math.exp((lo + hi) / 2), 2);
  });

  it("an end typed as it is shown is the border that it shows", () => {
    for (let border = 1; border < answer.est_bins; border += 1) {
      const shown = regionBorders(bcgInput, { ...all, est: [border, answer.est_bins] }).est[0];
      expect(moved(all.est, "from", effectPlace(bcgInput, Number(shown)), answer.est_bins)[0]).toBe(border);
    }
    expect(effectPlace(bcgInput, 0)).toBe(Number.NEGATIVE_INFINITY);
    expect(effectPlace(bcgInput, -1)).toBeNaN();
  });

  it("is framed along the borders of cells, and told in the key and in the description", () => {
    const figure = gosh.draw(bcgInput, { width_mm: 170, region: high });
    const area = [...walk(figure)].find(({ attrs }) => attrs.class === "brush-area")?.attrs ?? {};
    const [frame, key] = frames(figure);
    expect(frames(figure)).toHaveLength(2);
    expect(frame?.attrs).toMatchObject({ x: area.x, y: area.y, width: area.width });
    expect(Number(frame?.attrs.height)).toBeCloseTo(Number(area.height) * 0.4, 1);
    expect(key).toBeDefined();
    expect(textBoxes(figure).some(({ text }) => /^Framed: \d+ of 8178 subsets \(\d+%\)$/.test(text))).toBe(true);
    expect(textOf(figure, "desc")).toMatch(/Framed: \d+ of 8178 subsets \(\d+%\) with I² from 60 to 100%\.$/);
    const bare = gosh.draw(bcgInput, { width_mm: 170, region: null });
    expect(frames(bare)).toEqual([]);
    expect(textOf(bare, "desc")).not.toMatch(/Framed/);
  });

  for (const width_mm of [60, 90, 170])
    it(`${width_mm} mm: no text touches another`, () => {
      const input = trialsInput(40);
      const region = whole(input.report.gosh as Gosh);
      expect(overlaps(textBoxes(gosh.draw(input, { width_mm, highlight: 0, region })))).toEqual([]);
    });
});
