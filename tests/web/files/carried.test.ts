import { zlibSync } from "fflate";
import { describe, expect, it } from "vitest";
import { examples } from "web/src/examples/index";
import { CARRIED_ID, carriedText, pngChunk } from "web/src/files/carried";
import { withChunks } from "web/src/files/png";
import { svgDocument } from "web/src/files/svg";
import { setFlow, setLabel, setOption } from "web/src/state/actions";
import { blankFlow } from "web/src/state/blank";
import { toPlain } from "web/src/state/plain";
import type { Review, Row } from "web/src/state/state";
import { createStore } from "web/src/state/store";
import { el } from "../../../web/src/plots/svg";
import { catalog } from "../state/fixtures/catalog";
import { cpuTime } from "../state/helpers";
import { found, read, refusal, utf8 } from "./bytes";

/** A review with names that XML and PNG do not take as they are. */
function review(): Review {
  const store = createStore(catalog, examples[0]?.review);
  const first = (store.outcome.value.rows[0] as Row).id;
  store.apply(setLabel(first, 'Ärger <b>&amp; "Freude"</metadata> \u{1f33b} \ufffe'));
  store.apply(setOption("level", 0.9));
  store.apply(setFlow("databases", "12"));
  return store.review.value;
}

const figure = el(
  "svg",
  { xmlns: "http://www.w3.org/2000/svg" },
  el("title", {}, "T"),
  el("desc", {}, "D"),
  el("g", {}),
);

const join = (...parts: (Uint8Array | readonly number[])[]): Uint8Array =>
  Uint8Array.from(parts.flatMap((p) => [...p]));
const SIGNATURE = [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a];
/** One black pixel. */
const pixel = join(
  SIGNATURE,
  pngChunk("IHDR", [0, 0, 0, 1, 0, 0, 0, 1, 8, 0, 0, 0, 0]),
  pngChunk("IDAT", zlibSync(Uint8Array.from([0, 0]))),
  pngChunk("IEND", []),
);

/** Ids of rows are of the session. */
const plain = (of: ReturnType<typeof found>): unknown =>
  of.outcomes.map(({ outcome }) => toPlain({ title: "", question: "", current: 0, outcomes: [outcome], ...blankFlow }));
const expected = (of: Review): unknown =>
  of.outcomes.map((outcome) => toPlain({ title: "", question: "", current: 0, outcomes: [outcome], ...blankFlow }));

describe("a figure carries the review it was made from", () => {
  it("SVG: whole, whatever studies are called, after title and description and before what is drawn", () => {
    const text = svgDocument(figure, review());
    expect(text).toMatch(/<desc>D<\/desc><metadata id="pooled-review">[ -~]*<\/metadata><g\/>/);
    const opened = found(utf8(text), "forest.svg");
    expect(opened.kind).toBe("Figure made by Pooled");
    expect(opened.complete).toBe(true);
    expect(opened.title).toBe(review().title);
    expect(opened.flow).toEqual({ ...blankFlow, flow: { databases: "12" } });
    expect(plain(opened)).toEqual(expected(review()));
  });

  it("PNG: in an iTXt chunk beside the resolution, and the picture stays what it was", () => {
    const bytes = withChunks(pixel, 300, review());
    const opened = found(bytes, "forest.png");
    expect(plain(opened)).toEqual(expected(review()));
    const without = withChunks(pixel, 300);
    expect(bytes.length).toBeGreaterThan(without.length);
    expect([...without.subarray(33, 54)]).toEqual([...bytes.subarray(33, 54)]);
    expect([...bytes.subarray(-pngChunk("IEND", []).length)]).toEqual([...pngChunk("IEND", [])]);
  });

  it("nothing is carried unless it is asked for", () => {
    expect(svgDocument(figure)).not.toContain(CARRIED_ID);
    expect(refusal(withChunks(pixel, 300))).toBe(
      "This picture holds no review: only those that Pooled saved with the data in them can be opened.",
    );
    expect(refusal(utf8(svgDocument(figure)))).toContain("This figure holds no review");
    expect(refusal(utf8("<!DOCTYPE html><p>hello</p>"))).toContain("This page holds no review");
  });
});

describe("figures that mean no good are refused in words", { timeout: 120_000 }, () => {
  const carrying = (data: Uint8Array | readonly number[]): Uint8Array =>
    join(pixel.subarray(0, 33), pngChunk("iTXt", data), pixel.subarray(33));
  const head = [...utf8(`${CARRIED_ID}\0\u0001\0\0\0`)];

  it("a PNG that unpacks to more than any review, one with a false length, one with a changed byte", async () => {
    const bomb = carrying([...head, ...zlibSync(new Uint8Array(12_000_000), { level: 9 })]);
    expect(bomb.length).toBeLessThan(100_000);
    const spent = await cpuTime(() =>
      expect(refusal(bomb)).toBe("This picture unpacks to more than 5 MB. Pooled stops there."),
    );
    expect(spent).toBeLessThan(3000);
    const long = pixel.slice();
    new DataView(long.buffer).setUint32(33, 0xfffffff0);
    expect(refusal(long)).toContain("This picture is damaged");
    const changed = withChunks(pixel, 300, review());
    changed[33 + 21 + 40] = (changed[33 + 21 + 40] ?? 0) ^ 1;
    expect(refusal(changed)).toContain("This picture is damaged");
    expect(refusal(carrying([...head, 1, 2, 3, 4, 5, 6, 7]))).toContain("This picture is damaged");
    expect(refusal(pixel.subarray(0, 20))).toContain("This picture is damaged");
  });

  it("an SVG whose data are another program's, cut off, nested without end or endless to search", async () => {
    const svg = (text: string): Uint8Array => utf8(`<svg><metadata id="${CARRIED_ID}">${text}</metadata></svg>`);
    expect(refusal(svg("{&quot;a&quot;:1}"))).toContain("was not saved by Pooled");
    expect(refusal(svg(carriedText(review()).slice(0, -5)))).toContain("damaged");
    expect(refusal(svg("[".repeat(100)))).toContain("nested");
    expect(refusal(utf8(`<svg><metadata id="${CARRIED_ID}"`))).toContain("holds no review");
    const endless = utf8(`<svg>${"<metadata ".repeat(500_000)}`);
    const spent = await cpuTime(() => expect(refusal(endless)).toContain("holds no review"));
    expect(spent).toBeLessThan(2000);
  });

  it("settings that do not exist are named, not believed", () => {
    const text = JSON.stringify({ ...toPlain(review()), outcomes: [{ options: { measure: "<script>" }, rows: [] }] });
    const answer = read(utf8(`<svg><metadata id="${CARRIED_ID}">${text.replaceAll("<", "&lt;")}</metadata></svg>`));
    expect("found" in answer && answer.found.notes.length).toBeGreaterThan(0);
  });
});
