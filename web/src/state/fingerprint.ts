import type { Engine } from "../core/engine";
import type { Catalog, Report } from "../core/types";
import { buildRequest } from "./request";
import { encodeText } from "./share-text";
import type { Outcome, Review } from "./state";

const BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
/** Characters of each half: 20 bits, so that one accident in a million goes unseen. */
const HALF = 4;

type Answers = Pick<Engine, "analyse" | "catalog">;

/** Of each pooled result, in this order for ever: the fingerprints on paper must stay true. */
const NUMBERS = [
  "k",
  "est",
  "se",
  "stat",
  "df",
  "pval",
  "ci_lb",
  "ci_ub",
  "pi_lb",
  "pi_ub",
  "tau2",
  "I2",
  "QE",
  "QEp",
] as const;

/** The numbers of one outcome: each study's effect and variance, then the pooled result. */
function numbersOf(outcome: Outcome, engine: Answers): (number | null)[] {
  const { request } = buildRequest(outcome, engine.catalog, ["summary"]);
  if (request.dataset.studies.length === 0) return [];
  const answer = engine.analyse(request);
  const report: Report | null = "effects" in answer ? answer : null;
  const studies = (report?.effects ?? []).flatMap(({ yi, vi, used }) => [yi, vi, used ? 1 : 0]);
  const summary = report?.summary;
  return summary ? [...studies, ...NUMBERS.map((name) => summary[name])] : studies;
}

/** As the eight bytes of each double, first byte first; what does not exist is one NaN, and -0 is 0. */
function bitsOf(numbers: readonly (number | null)[]): Uint8Array<ArrayBuffer> {
  const bytes = new DataView(new ArrayBuffer(8 * numbers.length));
  numbers.forEach((x, i) => {
    if (x === null) bytes.setUint32(8 * i, 0x7ff80000);
    else bytes.setFloat64(8 * i, x === 0 ? 0 : x);
  });
  return new Uint8Array(bytes.buffer);
}

async function letters(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const hash = new DataView(await crypto.subtle.digest("SHA-256", bytes));
  const bits = hash.getUint32(0);
  return Array.from({ length: HALF }, (_, i) => BASE32[(bits >>> (27 - 5 * i)) & 31]).join("");
}

/** The text of the link that the first half stands for: no titles, no names, no published result to compare with. */
function dataText(review: Review, catalog: Catalog): string {
  const outcomes = review.outcomes.map((outcome) => ({ ...outcome, name: "", published: "" }));
  return encodeText({ ...review, outcomes, current: 0 }, catalog, { titles: false, names: false });
}

/**
 * "ABCD-EFGH": whether two pages show the same data with the same settings, and whether they find the same. The first
 * half is of the data and the settings (base32 of SHA-256 over the canonical text of the link without titles and
 * names), the second of the results as bits, so that no way of writing numbers plays a part: the core computes the same
 * bits on every device. Null where the browser has no crypto (plain http).
 */
export async function fingerprint(review: Review, engine: Answers): Promise<string | null> {
  if (globalThis.crypto?.subtle === undefined) return null;
  const text = new TextEncoder().encode(dataText(review, engine.catalog));
  const results = bitsOf(review.outcomes.flatMap((outcome) => numbersOf(outcome, engine)));
  return `${await letters(text)}-${await letters(results)}`;
}

export type Verdict = "same" | "other data" | "other results" | "not one";

/** What a colleague's fingerprint says of ours. Small letters, blanks and 0, 1, 8 for O, I, B are forgiven. */
export function compareFingerprints(ours: string, typed: string): Verdict {
  const clean = typed
    .toUpperCase()
    .replaceAll("0", "O")
    .replaceAll("1", "I")
    .replaceAll("8", "B")
    .replace(/[\s-]/g, "");
  const [data, results] = ours.split("-");
  if (!/^[A-Z2-7]{8}$/.test(clean)) return "not one";
  if (clean.slice(0, HALF) !== data) return "other data";
  return clean.slice(HALF) === results ? "same" : "other results";
}
