import { describe, expect, it } from "vitest";
import { axisOf } from "../../../web/src/plots/axis";
import { heaviest } from "../../../web/src/plots/marks";
import { axisStrip, diamondStrip, predictionStrip, studyStrip } from "../../../web/src/plots/strip";
import { type SvgNode, walk } from "../../../web/src/plots/svg";
import { measureOf } from "../../../web/src/text/names";
import { bcgReport, catalog, made, summary } from "./fixture";

const ratio = measureOf(catalog, "RR");
const axis = axisOf(bcgReport, ratio);
const most = heaviest(bcgReport.effects);
const find = (node: SvgNode, cls: string): SvgNode[] => [...walk(node)].filter((n) => n.attrs.class === cls);
const place = (node: SvgNode): number =>
  Number.parseFloat(String([...walk(node)].find((n) => n.attrs.y === "50%")?.attrs.x));

describe("the strips in the table", () => {
  it("every study of the report has its square, between 0% and 100%", () => {
    for (const effect of bcgReport.effects) {
      const strip = studyStrip(effect, axis, most);
      expect(find(strip, "study")).toHaveLength(1);
      expect(place(strip)).toBeGreaterThan(0);
      expect(place(strip)).toBeLessThan(100);
    }
  });

  it("squares stand in the order of the effects", () => {
    const byEffect = [...bcgReport.effects].sort((a, b) => (a.yi ?? 0) - (b.yi ?? 0));
    const places = byEffect.map((effect) => place(studyStrip(effect, axis, most)));
    expect(places).toEqual([...places].sort((a, b) => a - b));
  });

  it("a study left out is hollow by class, one without an effect has no mark", () => {
    const [first] = bcgReport.effects;
    if (!first) throw new Error("the fixture has studies");
    expect(find(studyStrip({ ...first, used: false, weight: null }, axis, most), "study out")).toHaveLength(1);
    expect(find(studyStrip({ ...first, yi: null }, axis, most), "study")).toHaveLength(0);
    expect(find(studyStrip(undefined, axis, most), "study")).toHaveLength(0);
  });

  it("an interval that goes on has an arrow at each end it passes", () => {
    const { report } = made(5);
    const wide = report.effects[1];
    expect(find(studyStrip(wide, axisOf(report, ratio), heaviest(report.effects)), "arrow")).toHaveLength(2);
  });

  it("the diamond, the prediction bar and the axis are there with a result and not without", () => {
    const s = bcgReport.summary ?? summary(1, [0, 0, 0]);
    expect(find(diamondStrip(s, axis), "diamond")).toHaveLength(1);
    expect(find(diamondStrip(s, null), "diamond")).toHaveLength(0);
    expect(find(predictionStrip(s, axis), "pi").length).toBe(3);
    expect(find(predictionStrip({ ...s, pi_lb: null }, axis), "pi")).toHaveLength(0);
    const labels = axis ? find(axisStrip(axis), "tick-label wide").map((n) => n.children.join("")) : [];
    expect(labels).toEqual(["0.05", "0.1", "0.2", "0.5", "1", "2", "5", "10"]);
  });
});
