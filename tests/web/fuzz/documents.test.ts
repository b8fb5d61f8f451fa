import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { readFile } from "web/src/files/index";
import { readClipboard } from "web/src/files/paste";
import { svgDocument } from "web/src/files/svg";
import { el } from "web/src/plots/svg";
import { reportHtml } from "web/src/report/html";
import { toPlain } from "web/src/state/plain";
import { restore } from "web/src/state/restore";
import { utf8, zip } from "../files/bytes";
import { rm5 } from "../files/rm5";
import { dataOf, five, workbook } from "../files/workbooks";
import { catalog } from "../state/fixtures/catalog";
import { bcgReview, content } from "../state/helpers";
import {
  below,
  memoryWatch,
  mutatedBytes,
  mutatedText,
  mutatedTree,
  oneOf,
  type Random,
  randomSource,
  rounds,
  turns,
  WAIT,
} from "./fuzz";

/** Bar of the project: 10,000 hostile documents; a thousandth of it, and a few more, at every run. */
const DOCUMENTS = [60, 10_000] as const;

const csv = five.map((line) => line.join(",")).join("\r\n");
const json = JSON.stringify(toPlain(bcgReview()));
const sheet = { name: "S", data: dataOf(five) };

/** Files whose packing stays whole while what is packed changes: past the archive, into the readers behind it. */
function repacked(random: Random): Uint8Array {
  const xml = (text: string): Uint8Array => mutatedBytes(strToU8(text), random);
  if (random() < 0.5) return workbook([{ name: "S", data: new TextDecoder().decode(xml(dataOf(five))) }]);
  const rows = `"Analysis group","Analysis number","Study","Experimental cases","Experimental N","Control cases","Control N"\n1,1,A,1,9,2,9\n`;
  return zipSync({ "a-analysis-data/a-data-rows.csv": xml(rows), "a-overall-estimates-and-settings.csv": xml(rows) });
}

function document(random: Random): { name: string; bytes: Uint8Array } {
  const whole: { name: string; bytes: Uint8Array }[] = [
    { name: "a.xlsx", bytes: workbook([sheet, { ...sheet, name: "T" }], { strings: ["<t>x</t>"] }) },
    { name: "a.rm5", bytes: utf8(rm5()) },
    { name: "a.csv", bytes: utf8(csv) },
    { name: "a.json", bytes: utf8(json) },
    { name: "a.zip", bytes: zip({ "x-data-rows.csv": csv }) },
    { name: "a.svg", bytes: utf8(svgDocument(el("svg", { xmlns: "http://www.w3.org/2000/svg" }), bcgReview())) },
    { name: "a.html", bytes: utf8(reportHtml({ title: "T", blocks: [] }, bcgReview())) },
    { name: "a.R", bytes: utf8('dat <- structure(list(ai = c(1, 2), n1i = c(9L, NA)), class = "data.frame")') },
  ];
  if (random() < 0.25) return { name: "a.zip", bytes: repacked(random) };
  const { name, bytes } = oneOf(random, whole);
  return { name, bytes: mutatedBytes(bytes, random, oneOf(random, whole).bytes) };
}

describe("documents that mean no good", WAIT, () => {
  it(`${rounds(...DOCUMENTS)} of every kind: read, or refused in words, in bounded time and memory`, () => {
    const random = randomSource(3);
    const memory = memoryWatch(100);
    let longest = 0;
    let read = 0;
    let last = 0;
    for (const i of turns("documents", ...DOCUMENTS)) {
      last = i;
      const file = document(random);
      const began = process.cpuUsage();
      const answer = readFile(file, catalog);
      const { user, system } = process.cpuUsage(began);
      expect((user + system) / 1e6, file.name).toBeLessThan(5);
      longest = Math.max(longest, (user + system) / 1e6);
      if ("error" in answer) expect(answer.error.length).toBeGreaterThan(5);
      else {
        read += 1;
        // What was read is a review like any other: it can be stored and comes back as it is.
        const review = { ...bcgReview(), outcomes: answer.found.outcomes.map(({ outcome }) => outcome), current: 0 };
        if (review.outcomes.length > 0)
          expect(restore(toPlain(review), catalog).review.outcomes.length).toBeGreaterThan(0);
      }
      memory.look(i);
    }
    expect(read).toBeGreaterThan(0);
    memory.end(
      `${last + 1} documents: ${read} read, ${last + 1 - read} refused, the longest took ${longest.toFixed(2)} s`,
    );
  });

  it(`${rounds(100, 20_000)} pastes: a table or a sentence`, () => {
    const random = randomSource(4);
    const texts = [csv.replaceAll(",", "\t"), csv, "Ali 2010  12/40  6/41  2.05 (0.85, 4.93)\nBerg 9/25 4/27", json];
    for (const _ of turns("pastes", 100, 20_000)) {
      const text = mutatedText(oneOf(random, texts), random, " \t,;|/()[]\n0123456789.-±–%\"'ÄΩ");
      const block = readClipboard(text);
      for (const line of block.rows) expect(line.length).toBe(block.rows[0]?.length);
      expect(block.rows.length + block.notes.length).toBeGreaterThan(0);
    }
  });

  it(`${rounds(200, 50_000)} drafts and files of ours, changed: always a review, and a second reading changes nothing`, () => {
    const random = randomSource(5);
    const tree: unknown = JSON.parse(json);
    for (const _ of turns("restored drafts", 200, 50_000)) {
      const { review } = restore(mutatedTree(tree, random, [0.001, 0.01, 0.1][below(random, 3)]), catalog);
      const again = restore(JSON.parse(JSON.stringify(toPlain(review))), catalog);
      expect(again.notes).toEqual([]);
      expect(content(again.review)).toEqual(content(review));
    }
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined();
  });
});
