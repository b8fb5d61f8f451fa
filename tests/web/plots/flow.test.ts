import { describe, expect, it } from "vitest";
import { svgDocument } from "../../../web/src/files/svg";
import { drawFlow } from "../../../web/src/plots/flow";
import { type SvgNode, walk } from "../../../web/src/plots/svg";
import { FLOW_FIELDS, FLOW_OTHER, FLOW_PREVIOUS, FLOW_SPLIT, type Flow } from "../../../web/src/state/flow";
import { overlaps, textBoxes } from "./boxes";

const reasons = (count: number): Flow["flow_reasons"] =>
  Array.from({ length: count }, (_, i) => ({
    text: `Wrong population of reason ${i + 1}`.padEnd(60, " and"),
    n: String(i * 7),
  }));

/** Every field a number of nine digits, in the parts asked for. */
function full(parts: readonly (readonly string[])[], count: number): Flow {
  const away = new Set(
    [FLOW_OTHER, FLOW_PREVIOUS, FLOW_SPLIT].filter((part) => !parts.includes(part)).flat() as string[],
  );
  const fields = FLOW_FIELDS.filter((field) => !away.has(field));
  const other = parts.includes(FLOW_OTHER) ? reasons(count) : [];
  return {
    flow: Object.fromEntries(fields.map((f) => [f, "123456789"])),
    flow_reasons: reasons(count),
    flow_other_reasons: other,
  };
}

/** The ketamine review: 696 assessed by title, 7 included. */
const ketamine: Flow = {
  flow: {
    ...{ databases: "902", registers: "14", duplicates: "220", screened: "696", excluded: "641", sought: "55" },
    ...{ not_retrieved: "3", assessed: "52", studies: "7", reports: "9" },
  },
  flow_reasons: [
    { text: "Wrong population", n: "21" },
    { text: "No control group", n: "22" },
  ],
  flow_other_reasons: [],
};

const unturned = (figure: SvgNode) =>
  textBoxes({ ...figure, children: figure.children.filter((c) => typeof c === "string" || !("transform" in c.attrs)) });

function boxesOf(figure: SvgNode) {
  return [...walk(figure)].flatMap(({ tag, attrs: a }) =>
    tag === "rect"
      ? [{ x: Number(a.x ?? 0), y: Number(a.y ?? 0), w: Number(a.width), h: Number(a.height), fill: a.fill }]
      : [],
  );
}

describe("the flow of studies", () => {
  it("looks as it did", async () => {
    const figure = svgDocument(drawFlow(ketamine, "Ketamine", { width_mm: 170 }));
    await expect(figure.replaceAll("><", ">\n<")).toMatchFileSnapshot("__snapshots__/flow.svg");
  });

  it("with every arm looks as it did", async () => {
    const figure = svgDocument(drawFlow(full([FLOW_OTHER, FLOW_PREVIOUS, FLOW_SPLIT], 3), "", { width_mm: 250 }));
    await expect(figure.replaceAll("><", ">\n<")).toMatchFileSnapshot("__snapshots__/flow-all.svg");
  });

  it("says its numbers to those who hear it", () => {
    const desc = [...walk(drawFlow(ketamine, "", { width_mm: 170 }))].find(({ tag }) => tag === "desc");
    expect(desc?.children.join("")).toBe(
      "916 records identified, 696 records screened, 52 reports assessed, 7 studies included.",
    );
  });

  const PARTS = [[], [FLOW_OTHER], [FLOW_OTHER, FLOW_PREVIOUS, FLOW_SPLIT]];
  for (const parts of PARTS)
    for (const count of [0, 12])
      it(`${parts.length} optional parts of ${parts.flat().length} numbers, ${count} reasons: nothing is clipped, no text touches another`, () => {
        for (const width_mm of [90, 250]) {
          const figure = drawFlow(full(parts, count), "A title", { width_mm });
          const [, , width = 0, height = 0] = String(figure.attrs.viewBox).split(" ").map(Number);
          const texts = unturned(figure);
          expect(overlaps(texts)).toEqual([]);
          expect(texts.filter((b) => b.left < 0 || b.right > width || b.top < 0 || b.bottom > height)).toEqual([]);
          const [, ...rects] = boxesOf(figure);
          for (const r of rects) expect(r.x >= 0 && r.y >= 0 && r.x + r.w <= width && r.y + r.h <= height).toBe(true);
          // Every text lies within a box, and no two boxes touch.
          for (const t of texts)
            expect(
              rects.some((r) => t.left >= r.x && t.right <= r.x + r.w && t.top >= r.y && t.bottom <= r.y + r.h),
            ).toBe(true);
          for (const [i, a] of rects.entries())
            for (const b of rects.slice(i + 1))
              expect(a.x + a.w <= b.x || b.x + b.w <= a.x || a.y + a.h <= b.y || b.y + b.h <= a.y).toBe(true);
        }
      });
});
