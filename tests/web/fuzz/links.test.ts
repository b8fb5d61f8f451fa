import { describe, expect, it } from "vitest";
import { decodeFragment, encodeReview } from "web/src/state/share";
import { packText, repairPayload } from "web/src/state/share-bytes";
import { faults } from "web/src/state/share-faults";
import { encodeText } from "web/src/state/share-text";
import type { Review } from "web/src/state/state";
import { catalog } from "../state/fixtures/catalog";
import { bcgReview, fixtureRows, reviewOf, row } from "../state/helpers";
import { below, memoryWatch, mutatedText, NASTY, oneOf, type Random, randomSource, rounds, turns, WAIT } from "./fuzz";

/** Bar of the project: 100,000 mutated links; a thousandth of it at every run. */
const LINKS = [100, 100_000] as const;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_=&#%. ";

const reviews = (): Review[] => [
  bcgReview(),
  reviewOf([row("counts", "A", ["1", "10", "2", "10"])]),
  reviewOf(fixtureRows("normand1999-7", "means"), { format: "means", name: 'Pain\t"é\\n' }),
];

/** Opened means: this very link is what the review is written as. Anything else is a fault with words. */
async function judge(fragment: string): Promise<string> {
  const decoded = await decodeFragment(fragment, catalog);
  if ("error" in decoded) {
    expect(faults[decoded.error.code]).toBe(decoded.error.text);
    return decoded.error.code;
  }
  const again = await encodeReview(decoded.review, catalog);
  expect(again).toBe(repairPayload(fragment.replace(/^#/, "")));
  return "opened";
}

const told = (seen: ReadonlyMap<string, number>): string =>
  [...seen].map(([code, count]) => `${code} ${count}`).join(", ");

/** A text of ours that was changed before it was packed: its check sum is right, what it says is not. */
function forged(text: string, random: Random): string {
  const lines = text.split("\n");
  const at = below(random, lines.length);
  lines[at] = mutatedText(lines[at] as string, random, "\t=\\abcRR0123456789.,:");
  if (random() < 0.2) lines.splice(at, 0, oneOf(random, NASTY).slice(0, 300));
  return `p=${packText(lines.join("\n"))}`;
}

describe("links that somebody has changed", WAIT, () => {
  it(`${rounds(...LINKS)} mutations: refused in words, or the same link to the last byte`, async () => {
    const random = randomSource(1);
    const links = await Promise.all(reviews().map((review) => encodeReview(review, catalog)));
    const memory = memoryWatch(500);
    const seen = new Map<string, number>();
    for (const i of turns("changed links", ...LINKS)) {
      const fragment = mutatedText(oneOf(random, links), random, ALPHABET);
      const code = await judge(fragment);
      seen.set(code, (seen.get(code) ?? 0) + 1);
      if (code === "opened") expect(links).toContain(repairPayload(fragment.replace(/^#/, "")));
      memory.look(i);
    }
    expect(seen.get("E_LINK_CHECK") ?? 0).toBeGreaterThan(0);
    memory.end(`mutated links: ${told(seen)}`);
  });

  it(`${rounds(...LINKS)} forgeries with a right check sum: refused, or a review whose link is this one`, async () => {
    const random = randomSource(2);
    const texts = reviews().map((review) => encodeText(review, catalog, { titles: true, names: true }));
    const memory = memoryWatch(500);
    const seen = new Map<string, number>();
    for (const i of turns("forged links", ...LINKS)) {
      const code = await judge(forged(oneOf(random, texts), random));
      seen.set(code, (seen.get(code) ?? 0) + 1);
      memory.look(i);
    }
    memory.end(`forged links: ${told(seen)}`);
    expect(seen.get("opened") ?? 0).toBeGreaterThan(0);
    expect(seen.size).toBeGreaterThan(2);
  });
});
